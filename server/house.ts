import type { Hono } from 'hono'
import { agendaEvents } from './commerce/agenda/agenda.ts'
import { cartEvents } from './commerce/cart/cart.ts'
import { catalogEvents } from './commerce/catalog/catalog.ts'
import { customerEvents } from './commerce/customers/customers.ts'
import { checkoutUrl, orderEvents, orderHandlers } from './commerce/orders/orders.ts'
import { paymentHandlers } from './commerce/payments/payments.ts'
import { usualBackupDays } from './config.ts'
import type { Channel } from './conversation/channels/channels.ts'
import { webchat } from './conversation/channels/webchat.ts'
import { type Desk, openDesk } from './conversation/desk.ts'
import { inboxEvents } from './conversation/inbox/inbox.ts'
import { noticeHandlers } from './conversation/notices/notices.ts'
import { type Engine, scriptedSeller } from './conversation/seller/seller.ts'
import { backofficeRoutes } from './doors/backoffice/backoffice.ts'
import { calendarRoutes } from './doors/calendar/calendar.ts'
import { checkoutRoutes } from './doors/checkout/checkout.ts'
import { docsRoutes } from './doors/docs/docs.ts'
import { eventRoutes, requestEvents } from './doors/events/events.ts'
import { mcpRoutes } from './doors/mcp/mcp.ts'
import { operationsRoutes } from './doors/operations/operations.ts'
import { restRoutes } from './doors/rest/rest.ts'
import { storefrontRoutes } from './doors/storefront/storefront.ts'
import { ucpRoutes } from './doors/ucp/ucp.ts'
import { type BuiltFiles, Files, webRoutes } from './doors/web/web.ts'
import { webchatRoutes } from './doors/webchat/webchat.ts'
import { paymentNoticeRoutes } from './doors/webhooks/payment-notices.ts'
import { webhookRoutes } from './doors/webhooks/webhooks.ts'
import { personalData } from './personal-data.ts'
import { openEvents, type Transport } from './platform/events/events.ts'
import { type HttpEnv, openHttp, type StreamRegistry, streamRegistry } from './platform/http/http.ts'
import { memoryMedia } from './platform/media/media.ts'
import { noResizer } from './platform/pictures/pictures.ts'
import type { Secrets } from './platform/secrets/secrets.ts'
import type { Database } from './platform/sql/sql.ts'
import type { Log, Metrics } from './platform/telemetry/telemetry.ts'
import type { World } from './platform/world/world.ts'
import { type Loop, serviceName, startRoles } from './roles.ts'
import type { Pictures } from './shop/pictures/pictures.ts'
import { linkToken } from './shop/shop.ts'
import { subscriptionCourier } from './shop/subscriptions/subscriptions.ts'

export interface HouseParts {
  world: World
  database: Database
  transport: Transport
  log: Log
  metrics: Metrics
  secrets: Secrets
  /** Channels beyond our own: providers, and in tests the one that stands in for them. */
  channels?: readonly Channel[]
  /** Who thinks for the sellers; the scripted one when left out. */
  engine?: Engine
  roles: readonly string[]
  version: string
  publicUrl(): string
  corsOrigins?: readonly string[]
  trustsProxy?(address: string): boolean
  /** Whether only this machine reaches the port. */
  onLoopback?: boolean
  simulator?: boolean
  /** How long backups are kept; the usual time when left out. */
  backupDays?: number
  /** Where pictures are kept and made to fit; kept in memory and as they are when left out. */
  pictures?: Pictures
  /** Null where nobody will open a page. */
  webFiles: BuiltFiles | null
  storeFileSchema(): unknown
}

/** The whole program in one object: its desk, its doors on one app, and its loops once it is started. */
export interface House {
  readonly desk: Desk
  readonly app: Hono<HttpEnv>
  readonly streams: StreamRegistry
  start(): Promise<Loop>
}

function inMemory(): Pictures {
  return { media: memoryMedia(), resizer: noResizer }
}

export function openHouse(parts: HouseParts): House {
  const channels = [webchat, ...(parts.channels ?? [])]
  const notices = noticeHandlers({
    channels,
    metrics: parts.metrics,
    orderLink: (tenant, order) =>
      checkoutUrl({ linkToken: (purpose, subject) => linkToken(parts.secrets, tenant, purpose, subject) }, order, parts.publicUrl()),
  })
  const events = openEvents(parts.database, parts.transport, [...notices, ...orderHandlers, ...paymentHandlers], subscriptionCourier(parts))
  const desk = openDesk({ ...parts, events, channels, engine: parts.engine ?? scriptedSeller, pictures: parts.pictures ?? inMemory() })
  const streams = streamRegistry()
  const app = openHttp(parts.world, {
    log: parts.log,
    metrics: parts.metrics,
    service: serviceName(parts.roles),
    secure: parts.publicUrl().startsWith('https:'),
    corsOrigins: parts.corsOrigins ?? [],
    trustsProxy: parts.trustsProxy ?? (() => false),
  })
  let ready = false
  operationsRoutes(app, desk, {
    ready: () => ready,
    storeFileSchema: parts.storeFileSchema,
    events: [...inboxEvents, ...customerEvents, ...catalogEvents, ...cartEvents, ...orderEvents, ...agendaEvents, ...requestEvents],
  })
  webhookRoutes(app, desk)
  paymentNoticeRoutes(app, desk)
  webchatRoutes(app, desk, streams)
  calendarRoutes(app, desk)
  const api = restRoutes(app, desk, {
    version: parts.version,
    publicUrl: parts.publicUrl,
    roles: parts.roles,
    personalData: personalData(desk.pictures.media),
    backupDays: parts.backupDays ?? usualBackupDays,
  })
  eventRoutes(app, desk, api.limit)
  backofficeRoutes(app, desk, api.limit, { publicUrl: parts.publicUrl })
  const hosts = { publicUrl: parts.publicUrl, corsOrigins: parts.corsOrigins ?? [], onLoopback: parts.onLoopback ?? false }
  mcpRoutes(app, desk, api.limit, { ...hosts, version: parts.version, streams })
  ucpRoutes(app, desk, { ...hosts, version: parts.version })
  const files = parts.webFiles && new Files(parts.webFiles)
  storefrontRoutes(app, desk, { files, publicUrl: parts.publicUrl, version: parts.version })
  if (files) {
    checkoutRoutes(app, desk, { files, publicUrl: parts.publicUrl })
    docsRoutes(app, { files, publicUrl: parts.publicUrl, document: api.document })
    app.route('/', webRoutes({ version: parts.version, publicUrl: parts.publicUrl(), simulator: parts.simulator ?? false, files }))
  }
  return {
    desk,
    app,
    streams,
    async start() {
      const loops = await startRoles(desk, parts.roles)
      ready = true
      return loops
    },
  }
}
