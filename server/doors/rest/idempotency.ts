import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Tx } from '../../platform/events/events.ts'
import { HttpProblem } from '../../platform/http/http.ts'
import { statement } from '../../platform/sql/statement.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Caller } from './operation.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    idempotency_keys: {
      tenant_id: string
      id: string
      /** A hash of what was asked: the same key for something else is a mistake of the caller's. */
      request: string
      /** What each unit of the request gave back, written in that unit. */
      outcomes: string
      /** The whole answer, once it was made. */
      answer: string | null
      at: number
    }
  }
}

const keptMs = 24 * 3_600_000

const findKey = statement('find-idempotency-key', (sql, p: { tenant: string; id: string; since: number }) =>
  sql
    .selectFrom('idempotency_keys')
    .select(['request', 'outcomes', 'answer'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('at', '>', p.since),
)

const writeKey = statement(
  'write-idempotency-key',
  (sql, p: { tenant: string; id: string; request: string; outcomes: string; at: number }) =>
    sql
      .insertInto('idempotency_keys')
      .values({ tenant_id: p.tenant, id: p.id, request: p.request, outcomes: p.outcomes, answer: null, at: p.at })
      .onConflict((row) => row.columns(['tenant_id', 'id']).doUpdateSet((set) => ({ outcomes: set.ref('excluded.outcomes') }))),
)

const writeAnswer = statement('write-idempotent-answer', (sql, p: { tenant: string; id: string; answer: string }) =>
  sql.updateTable('idempotency_keys').set({ answer: p.answer }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

const forgetKeys = statement('forget-idempotency-keys', (sql, p: { tenant: string; until: number }) =>
  sql.deleteFrom('idempotency_keys').where('tenant_id', '=', p.tenant).where('at', '<=', p.until),
)

export interface Answer {
  status: number
  body: unknown
}

/** A request that may come twice: what its units did is kept with what they gave back, in the same commit. */
export interface Once {
  /** The answer that was given before, word for word. */
  before: Answer | null
  /** The shop in which each unit of this request takes effect once. */
  shop: Shop
  keep(answer: Answer): Promise<void>
}

/** Null when the caller sent no key. */
export async function onceUnderKey(context: Context, shop: Shop, caller: Caller, body: Uint8Array): Promise<Once | null> {
  const key = context.req.header('idempotency-key')
  if (key === undefined || context.req.method !== 'POST') return null
  if (key.length === 0 || key.length > 255) throw refusedKey('bad_idempotency_key', 'an Idempotency-Key has 1 to 255 characters')
  const id = `${caller.kind} ${caller.name} ${key}`
  const request = createHash('sha256').update(`${context.req.path}\n`).update(body).digest('base64url')
  const known = (await shop.read(findKey, { id, since: shop.machine() - keptMs }))[0]
  if (known) refuseOther(known.request, request)
  return {
    before: known?.answer ? JSON.parse(known.answer) : null,
    shop: effectOnce(shop, id, request),
    keep: (answer) =>
      shop.transaction('idempotency.keep', async (tx) => void (await tx.run(writeAnswer, { id, answer: JSON.stringify(answer) }))),
  }
}

function effectOnce(shop: Shop, id: string, request: string): Shop {
  let units = 0
  const transaction: Shop['transaction'] = (name, work) => {
    const unit = units++
    return shop.transaction(name, async (tx) => {
      // Before the request's own subjects: nobody who holds one of those ever asks for this.
      await tx.lock(`idempotency ${id}`)
      const known = (await tx.run(findKey, { id, since: tx.now() - keptMs })).rows[0]
      if (known) refuseOther(known.request, request)
      const outcomes: { value: unknown }[] = known ? JSON.parse(known.outcomes) : []
      const before = outcomes[unit]
      if (before) return before.value as Awaited<ReturnType<typeof work>>
      const value = await work(tx)
      outcomes[unit] = { value }
      await remember(tx, id, request, outcomes, known === undefined)
      return value
    })
  }
  return Object.create(shop, { transaction: { value: transaction } })
}

async function remember(tx: Tx, id: string, request: string, outcomes: unknown[], isNew: boolean): Promise<void> {
  if (isNew) await tx.run(forgetKeys, { until: tx.now() - keptMs })
  await tx.run(writeKey, { id, request, outcomes: JSON.stringify(outcomes), at: tx.now() })
}

function refuseOther(before: string, now: string): void {
  if (before !== now) throw refusedKey('idempotency_key_reused', 'this Idempotency-Key was sent with another request')
}

function refusedKey(code: string, detail: string): HttpProblem {
  return new HttpProblem(422, { code, detail, errors: [{ path: 'Idempotency-Key', message: detail }] })
}
