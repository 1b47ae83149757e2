import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { customerSubject, type PersonalData, type Piece } from '../../commerce/customers/customers.ts'
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
      /** What each unit of the request gave back, written in that unit; `erased` once it was about somebody who was erased. */
      outcomes: string
      /** The whole answer, once it was made. */
      answer: string | null
      at: number
    }
    /** What each request was about: the subjects that its units locked, or told events of. */
    idempotency_subjects: { tenant_id: string; subject: string; id: string; at: number }
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

/** What the outcomes are then, as JSON like all outcomes. */
const erased = '"erased"'

const writeAnswer = statement('write-idempotent-answer', (sql, p: { tenant: string; id: string; answer: string }) =>
  sql
    .updateTable('idempotency_keys')
    .set({ answer: p.answer })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('outcomes', '!=', erased),
)

const eraseAnswer = statement('erase-idempotent-answer', (sql, p: { tenant: string; id: string }) =>
  sql
    .updateTable('idempotency_keys')
    .set({ outcomes: erased, answer: null })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('outcomes', '!=', erased),
)

const forgetKeys = statement('forget-idempotency-keys', (sql, p: { tenant: string; until: number }) =>
  sql.deleteFrom('idempotency_keys').where('tenant_id', '=', p.tenant).where('at', '<=', p.until),
)

const writeSubject = statement('write-idempotency-subject', (sql, p: { tenant: string; subject: string; id: string; at: number }) =>
  sql
    .insertInto('idempotency_subjects')
    .values({ tenant_id: p.tenant, subject: p.subject, id: p.id, at: p.at })
    .onConflict((row) => row.columns(['tenant_id', 'subject', 'id']).doNothing()),
)

const requestsAbout = statement('requests-about-subject', (sql, p: { tenant: string; subject: string; limit: number }) =>
  sql
    .selectFrom('idempotency_subjects')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where('subject', '=', p.subject)
    .orderBy('id')
    .limit(p.limit),
)

const forgetSubject = statement('forget-idempotency-subject', (sql, p: { tenant: string; subject: string; id: string }) =>
  sql.deleteFrom('idempotency_subjects').where('tenant_id', '=', p.tenant).where('subject', '=', p.subject).where('id', '=', p.id),
)

const forgetSubjects = statement('forget-idempotency-subjects', (sql, p: { tenant: string; until: number }) =>
  sql.deleteFrom('idempotency_subjects').where('tenant_id', '=', p.tenant).where('at', '<=', p.until),
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
  // Both as hashes: whoever chose the key, or sent the body, may have put a customer's number into it.
  const id = `${caller.kind} ${caller.name} ${shop.hashAddress(key)}`
  const request = shop.hashAddress(createHash('sha256').update(`${context.req.path}\n`).update(body).digest('base64url'))
  const known = (await shop.read(findKey, { id, since: shop.machine() - keptMs }))[0]
  if (known) refuseOther(known, request)
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
      await tx.lock(subjectOf(id))
      const known = (await tx.run(findKey, { id, since: tx.now() - keptMs })).rows[0]
      if (known) refuseOther(known, request)
      const outcomes: { value: unknown }[] = known ? JSON.parse(known.outcomes) : []
      const before = outcomes[unit]
      if (before) return before.value as Awaited<ReturnType<typeof work>>
      const subjects = subjectsOf(tx)
      const value = await work(tx)
      outcomes[unit] = { value }
      if (known === undefined) await forgetOld(tx)
      await tx.run(writeKey, { id, request, outcomes: JSON.stringify(outcomes), at: tx.now() })
      for (const subject of subjects) await tx.run(writeSubject, { subject, id, at: tx.now() })
      return value
    })
  }
  return Object.create(shop, { transaction: { value: transaction } })
}

function subjectOf(id: string): string {
  return `idempotency ${id}`
}

/** What a unit is about, as it goes on: what it locks from here on, and what it tells of. */
function subjectsOf(tx: Tx): ReadonlySet<string> {
  const subjects = new Set<string>()
  const { lock, publish, publishAll } = tx
  tx.lock = (...locked) => {
    for (const subject of locked) subjects.add(subject)
    return lock(...locked)
  }
  tx.publish = (event, told) => {
    subjects.add(told.subject)
    return publish(event, told)
  }
  tx.publishAll = (event, told) => {
    for (const { subject } of told) subjects.add(subject)
    return publishAll(event, told)
  }
  return subjects
}

async function forgetOld(tx: Tx): Promise<void> {
  const until = tx.now() - keptMs
  await tx.run(forgetKeys, { until })
  await tx.run(forgetSubjects, { until })
}

function refuseOther(known: { request: string; outcomes: string }, request: string): void {
  if (known.request !== request) throw refusedKey('idempotency_key_reused', 'this Idempotency-Key was sent with another request')
  if (known.outcomes === erased) throw new HttpProblem(410, { code: 'answer_erased', detail: 'whom the answer was about was erased since' })
}

function refusedKey(code: string, detail: string): HttpProblem {
  return new HttpProblem(422, { code, detail, errors: [{ path: 'Idempotency-Key', message: detail }] })
}

const atOnce = 100

/** What is kept of requests about an erased person: that they were made, so that none of them is made again, and nothing they were answered. */
export const requestsData: PersonalData = {
  sections: [],
  keeps: {},
  async *erase(shop, { customers, conversations }): AsyncGenerator<Piece> {
    for (const subject of [...customers.map(customerSubject), ...conversations]) {
      for (;;) {
        const requests = await shop.read(requestsAbout, { subject, limit: atOnce })
        if (requests.length === 0) break
        yield {
          subjects: requests.map(({ id }) => subjectOf(id)),
          erase: async (tx) => {
            let answers = 0
            for (const { id } of requests) {
              answers += (await tx.run(eraseAnswer, { id })).changes
              await tx.run(forgetSubject, { subject, id })
            }
            return { erased: { answers } }
          },
        }
      }
    }
  },
}
