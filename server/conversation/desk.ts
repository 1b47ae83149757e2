import type { Events } from '../platform/events/events.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'
import type { Database } from '../platform/sql/sql.ts'
import type { Log, Metrics } from '../platform/telemetry/telemetry.ts'
import type { World } from '../platform/world/world.ts'
import { findLine, findSeller, firstSeller, type LineRow, toLine, toSeller } from '../shop/lines/lines.ts'
import type { Pictures } from '../shop/pictures/pictures.ts'
import { type Shop, shopOf } from '../shop/shop.ts'
import { findSetting, findTenant, toTenant } from '../shop/tenants/tenants.ts'
import { type Channel, type ChannelLine, carried } from './channels/channels.ts'
import { carriedLine, type InboxLine } from './inbox/inbox.ts'
import type { Engine } from './seller/seller.ts'

/** What the conversation's doors and loops work with: turns, deliveries and the floor's clock run for all tenants of a process. */
export interface Desk {
  readonly world: World
  readonly database: Database
  readonly events: Events
  readonly log: Log
  readonly metrics: Metrics
  readonly secrets: Secrets
  readonly channels: ReadonlyMap<string, Channel>
  readonly engine: Engine
  readonly pictures: Pictures
  /** Where customers reach the shop. */
  publicUrl(): string
  /** Null when the tenant is switched off or gone. */
  shop(tenant: string, correlation: string | null): Promise<Shop | null>
  /** Null when the line is switched off or nothing here speaks its channel. */
  line(shop: Shop, id: string): Promise<InboxLine | null>
  /** Where a conversation stands: its line, or what stands for one where a caller carries the channel itself. */
  lineOf(shop: Shop, conversation: { line: string | null; seller: string | null }): Promise<InboxLine | null>
  /** The line with its secrets opened, to speak with its provider. */
  channelOfLine(shop: Shop, id: string): Promise<ChannelOfLine | null>
}

export interface ChannelOfLine {
  channel: Channel
  line: InboxLine & ChannelLine
}

export interface DeskParts {
  world: World
  database: Database
  events: Events
  log: Log
  metrics: Metrics
  secrets: Secrets
  channels: readonly Channel[]
  engine: Engine
  pictures: Pictures
  publicUrl(): string
}

export function openDesk(parts: DeskParts): Desk {
  const channels = new Map(parts.channels.map((channel) => [channel.provider, channel]))

  async function rowOf(shop: Shop, id: string): Promise<{ row: LineRow; channel: Channel; line: InboxLine } | null> {
    const row = (await shop.read(findLine, { id }))[0]
    const channel = row && channels.get(row.provider)
    if (!row || !channel) return null
    const handoff = (await shop.read(findSetting, { id: 'handoff' }))[0]
    return { row, channel, line: inboxLine(row, channel, handoff?.document) }
  }

  return {
    ...parts,
    channels,
    async shop(tenant, correlation) {
      const row = (await parts.database.tenant(tenant).read(findTenant, {}))[0]
      return row ? shopOf(parts, toTenant(row), correlation) : null
    },
    lineOf: async (shop, { line, seller }) => (line === null ? carriedFor(shop, seller) : ((await rowOf(shop, line))?.line ?? null)),
    line: async (shop, id) => (await rowOf(shop, id))?.line ?? null,
    async channelOfLine(shop, id) {
      const found = await rowOf(shop, id)
      if (!found) return null
      const credentials = openCredentials(parts.secrets, shop.tenant.id, found.row)
      return { channel: found.channel, line: { ...found.line, tenant: shop.tenant.id, credentials } }
    },
  }
}

/** Settings of the tenant and of the line, as the inbox wants them; also from rows that were read inside a unit. */
export function inboxLine(row: LineRow, channel: Pick<Channel, 'name' | 'local'>, handoff: string | undefined): InboxLine {
  return { ...toLine(row), channel: channel.name, local: channel.local, lockHours: lockHoursOf(handoff) }
}

function lockHoursOf(handoff: string | undefined): number {
  const { lockHours = 24 } = handoff === undefined ? {} : (JSON.parse(handoff) as { lockHours?: number })
  return lockHours
}

/** No quiet period: the caller sends what belongs together as one message. */
async function carriedFor(shop: Shop, named: string | null): Promise<InboxLine> {
  const row = (named === null ? undefined : (await shop.read(findSeller, { id: named }))[0]) ?? (await shop.read(firstSeller, {}))[0]
  const seller = row ? toSeller(row) : null
  const handoff = (await shop.read(findSetting, { id: 'handoff' }))[0]
  return {
    id: carriedLine,
    provider: carried.provider,
    channel: carried.name,
    local: carried.local,
    address: '',
    team: seller?.handsTo ?? null,
    seller,
    quietPeriodMs: 0,
    maxWaitMs: 0,
    staleAfterHours: 0,
    doubtMs: 0,
    apiBase: null,
    lockHours: lockHoursOf(handoff?.document),
  }
}

function openCredentials(secrets: Secrets, tenant: string, row: LineRow): Record<string, string> {
  return row.credentials === '' ? {} : JSON.parse(secrets.open(tenant, `lines.${row.id}.credentials`, row.credentials))
}
