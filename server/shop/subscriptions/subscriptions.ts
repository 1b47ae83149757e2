import { createHmac } from 'node:crypto'
import {
  type CloudEvent,
  type Courier,
  deleteListener,
  dropDueCursors,
  insertListener,
  toCloudEvent,
} from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import { statement } from '../../platform/sql/statement.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../shop.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    subscriptions: SubscriptionsTable
  }
}

interface SubscriptionsTable {
  tenant_id: string
  id: string
  url: string
  types: string
  /** Sealed. */
  secret: string
  created_at: number
}

/** An address outside that is told of events of these types. */
export interface Subscription {
  id: string
  url: string
  types: readonly string[]
  createdAt: number
}

const columns = ['id', 'url', 'types', 'created_at'] as const

const insertSubscription = statement(
  'insert-subscription',
  (sql, p: { tenant: string; id: string; url: string; types: string; secret: string; at: number }) =>
    sql
      .insertInto('subscriptions')
      .values({ tenant_id: p.tenant, id: p.id, url: p.url, types: p.types, secret: p.secret, created_at: p.at }),
)

const findSubscriptionRow = statement('find-subscription', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('subscriptions').select(columns).select('secret').where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

const listSubscriptionRows = statement('list-subscriptions', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql.selectFrom('subscriptions').select(columns).where('tenant_id', '=', p.tenant).where('id', '>', p.after).orderBy('id').limit(p.limit),
)

const deleteSubscriptionRow = statement('delete-subscription', (sql, p: { tenant: string; id: string }) =>
  sql.deleteFrom('subscriptions').where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

const prefix = 'subscription '

/** Each event of a type they share is one more to deliver for every one of them. */
const most = 50

/** It hears of what happens from now on. The secret is what its deliveries are signed with: it is told this once. */
export async function subscribe(
  shop: Shop,
  secrets: Secrets,
  wanted: { url: string; types: readonly string[] },
): Promise<Outcome<{ subscription: Subscription; secret: string }, { code: 'too_many_subscriptions'; most: number }>> {
  const { url } = wanted
  const types = [...new Set(wanted.types)]
  const made = await shop.transaction('subscriptions.create', async (tx) => {
    await tx.lock('subscriptions')
    if ((await tx.run(listSubscriptionRows, { after: '', limit: most })).rows.length === most) return null
    const [id, createdAt] = [tx.ids(), tx.clock.now()]
    const secret = secrets.seal(shop.tenant.id, fieldOf(id), secrets.token())
    await tx.run(insertSubscription, { id, url, types: JSON.stringify(types), secret, at: createdAt })
    for (const type of types) await tx.run(insertListener, { type, handler: prefix + id })
    return { id, createdAt, secret }
  })
  if (!made) return refuse({ code: 'too_many_subscriptions', most })
  const { id, createdAt, secret } = made
  return done({ subscription: { id, url, types, createdAt }, secret: secrets.open(shop.tenant.id, fieldOf(id), secret) })
}

export async function listSubscriptions(shop: Shop, page: { limit: number; after?: string | undefined }): Promise<Subscription[]> {
  return (await shop.read(listSubscriptionRows, { after: page.after ?? '', limit: page.limit })).map(toSubscription)
}

export async function findSubscription(shop: Shop, id: string): Promise<Subscription | null> {
  const row = (await shop.read(findSubscriptionRow, { id }))[0]
  return row ? toSubscription(row) : null
}

/** What it had not heard of yet it never will. */
export async function unsubscribe(shop: Shop, id: string): Promise<boolean> {
  return shop.transaction('subscriptions.delete', async (tx) => {
    const { changes } = await tx.run(deleteSubscriptionRow, { id })
    await tx.run(deleteListener, { handler: prefix + id })
    await tx.run(dropDueCursors, { handler: prefix + id })
    return changes > 0
  })
}

function toSubscription(row: { id: string; url: string; types: string; created_at: number }): Subscription {
  return { id: row.id, url: row.url, types: JSON.parse(row.types), createdAt: row.created_at }
}

function fieldOf(id: string): string {
  return `subscriptions.${id}.secret`
}

export interface PostOffice {
  world: World
  database: Database
  secrets: Secrets
}

/** Takes events to subscriptions, each signed. */
export function subscriptionCourier(office: PostOffice): Courier {
  return {
    prefix,
    async deliver(tenant, listener, told) {
      const row = (await office.database.tenant(tenant).read(findSubscriptionRow, { id: listener.slice(prefix.length) }))[0]
      // It has gone meanwhile: nobody waits for this any more.
      if (!row) return
      const status = await post(office, tenant, row, toCloudEvent(told))
      if (status < 200 || status >= 300) throw new Error(`${new URL(row.url).origin} answered ${status}`)
    },
  }
}

export type Trial = { delivered: true; status: number } | { delivered: false; status: number | null; error: string }

/** An event that nothing happened for, to see whether the other side understands us. */
export async function tryOut(office: PostOffice, shop: Shop, id: string): Promise<Trial | null> {
  const row = (await shop.read(findSubscriptionRow, { id }))[0]
  if (!row) return null
  const told = {
    id: shop.ids(),
    tenant: shop.tenant.id,
    type: 'mostrador.test',
    subject: id,
    seq: 0,
    at: shop.clock.now(),
    correlation: null,
  }
  try {
    const status = await post(office, shop.tenant.id, row, toCloudEvent({ ...told, data: { types: JSON.parse(row.types) } }))
    return status >= 200 && status < 300 ? { delivered: true, status } : { delivered: false, status, error: `it answered ${status}` }
  } catch (error) {
    return { delivered: false, status: null, error: describeError(error) }
  }
}

const timeoutMs = 15_000

/** Signed as Standard Webhooks has it: over the id, the time and the body, so that none can be exchanged. */
async function post(
  { world, secrets }: PostOffice,
  tenant: string,
  to: { id: string; url: string; secret: string },
  event: CloudEvent,
): Promise<number> {
  const body = JSON.stringify(event)
  const timestamp = String(Math.floor(world.machine() / 1000))
  const signature = sign(secrets.open(tenant, fieldOf(to.id), to.secret), event.id, timestamp, body)
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'webhook-id': event.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  }
  return (await world.fetchOut(to.url, { method: 'POST', headers, body, timeoutMs, maxBytes: 64 * 1024 })).status
}

export function sign(secret: string, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}
