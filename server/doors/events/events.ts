import type { Context, Hono } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import type { Tx } from '../../platform/events/events.ts'
import { check, type HttpEnv, HttpProblem, rawBody } from '../../platform/http/http.ts'
import { statement } from '../../platform/sql/statement.ts'
import { allows } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Caller, callerOf, type KeyLimit, onceUnderKey } from '../rest/rest.ts'
import { type CloudEventIn, readCloudEvents } from './cloud-events.ts'
import { type Refusal, requestKinds } from './requests.ts'

export { requestEvents } from './requests.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    /** Hashes of the source and id of what was taken in: an event that comes twice is one. */
    taken_events: { tenant_id: string; id: string; at: number }
  }
}

const insertTaken = statement('insert-taken-event', (sql, p: { tenant: string; id: string; at: number }) =>
  sql
    .insertInto('taken_events')
    .values({ tenant_id: p.tenant, id: p.id, at: p.at })
    .onConflict((row) => row.columns(['tenant_id', 'id']).doNothing()),
)

const forgetTaken = statement('forget-taken-events', (sql, p: { tenant: string; until: number }) =>
  sql.deleteFrom('taken_events').where('tenant_id', '=', p.tenant).where('at', '<', p.until),
)

/** Senders give up long before. */
const keptMs = 8 * 24 * 3_600_000

const scope = 'events:write'

/** CloudEvents in: requests of other programs, each taken in once. What they lead to is told by events. */
export function eventRoutes(app: Hono<HttpEnv>, desk: Desk, limit: KeyLimit): void {
  app.post('/events', async (context) => {
    const { caller, shop } = await callerOf(context, desk)
    if (!allows(caller.scopes, scope)) throw new HttpProblem(403, { code: 'out_of_scope', detail: `this needs the scope ${scope}` })
    limit(shop, caller)
    return takeIn(context, desk, shop, caller)
  })
}

interface Result {
  id: string
  status: 'accepted' | 'duplicate' | 'refused'
  code?: string
  detail?: string
}

/** All of them are understood before any of them takes effect; then each stands for itself. */
async function takeIn(context: Context<HttpEnv>, desk: Desk, ownShop: Shop, caller: Caller): Promise<Response> {
  const bytes = await rawBody(context)
  const under = await onceUnderKey(context, ownShop, caller, bytes)
  if (under?.before) return context.json(under.before.body as object, 202)
  const shop = under?.shop ?? ownShop
  const events = readCloudEvents(context, bytes).map((event, index, all) => {
    const kind = requestKinds[event.type]
    if (!kind || !Object.hasOwn(requestKinds, event.type)) throw notTaken(event, all.length > 1 ? `${index}.type` : 'type')
    return { event, kind, data: check(kind.schema, event.data ?? {}, all.length > 1 ? `the data of event ${index}` : 'the data') }
  })
  const results: Result[] = []
  for (const { event, kind, data } of events) {
    const { id } = event
    const request = { id, subject: event.subject ?? `request ${id}` }
    const prepared = await kind.prepare({ desk, shop, caller, request }, data as never)
    const refusal = 'code' in prepared ? prepared : await once(shop, event, prepared)
    results.push(
      refusal === 'duplicate' ? { id, status: 'duplicate' } : refusal ? { id, status: 'refused', ...refusal } : { id, status: 'accepted' },
    )
  }
  await under?.keep({ status: 202, body: { results } })
  return context.json({ results }, 202)
}

/** What was refused has left nothing behind, and may be asked for again under the same id. */
async function once(shop: Shop, event: CloudEventIn, request: { subjects: readonly string[]; carryOut(tx: Tx): Promise<Refusal> }) {
  const id = shop.hashAddress(JSON.stringify([event.source, event.id]))
  try {
    return await shop.transaction('events.take-in', async (tx): Promise<null | 'duplicate'> => {
      await tx.lock(...request.subjects, `taken ${id}`)
      if ((await tx.run(insertTaken, { id, at: tx.now() })).changes === 0) return 'duplicate'
      await tx.run(forgetTaken, { until: tx.now() - keptMs })
      const refusal = await request.carryOut(tx)
      if (refusal) throw new Refused(refusal)
      return null
    })
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** Takes the unit back: a request is taken in whole or not at all. */
class Refused extends Error {
  readonly refusal: NonNullable<Refusal>
  constructor(refusal: NonNullable<Refusal>) {
    super(refusal.code)
    this.refusal = refusal
  }
}

function notTaken({ type }: CloudEventIn, path: string): HttpProblem {
  const message = `taken are ${Object.keys(requestKinds).join(', ')}`
  return new HttpProblem(422, {
    code: 'event_type_not_taken',
    detail: `events of the type ${type} are not taken in`,
    errors: [{ path, message }],
  })
}
