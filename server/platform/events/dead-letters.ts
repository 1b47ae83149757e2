import type { Scope } from '../sql/sql.ts'
import { describeError } from '../telemetry/telemetry.ts'
import type { Courier } from './couriers.ts'
import type { Told } from './event.ts'
import { findEvent } from './events.sql.ts'
import type { Events, Tx } from './events.ts'

export interface DeadLetter {
  id: string
  handler: string
  subject: string
  seq: number
  type: string
  error: string
  attempts: number
  at: number
  state: 'parked' | 'replayed' | 'discarded'
}

const columns = ['id', 'handler', 'subject', 'seq', 'type', 'error', 'attempts', 'at', 'state'] as const

export function deadLetters(scope: Scope, page: { limit: number; after?: string }): Promise<DeadLetter[]> {
  let query = scope.sql
    .selectFrom('dead_letters')
    .select(columns)
    .where('tenant_id', '=', scope.tenant)
    .where('state', '=', 'parked')
    .orderBy('id')
    .limit(page.limit)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.execute()
}

export type DeadLetterOutcome = { kind: 'done' } | { kind: 'not_found' } | { kind: 'failed_again'; error: string }

/** Handles a parked event now, late and out of its order. It stays parked when its handler fails again. */
export async function replayDeadLetter(events: Events, scope: Scope, id: string): Promise<DeadLetterOutcome> {
  const letter = await findParked(scope, id)
  if (!letter) return { kind: 'not_found' }
  const told = await eventOf(scope, letter)
  if (!told) return { kind: 'failed_again', error: 'the event itself was erased' }
  if (events.courier && letter.handler.startsWith(events.courier.prefix)) return deliverParked(events, scope, events.courier, letter, told)
  const handler = events.handlers.find(({ name }) => name === letter.handler)
  if (!handler) return { kind: 'failed_again', error: `no handler is called ${letter.handler} any more` }
  try {
    const done = await events.transaction(scope, `events.replay ${handler.name}`, told.correlation, async (tx) => {
      await tx.lock(letter.subject, ...handler.locks(told))
      if (!(await settle(tx, id, 'replayed'))) return false
      await handler.handle(tx, told)
      return true
    })
    return done ? { kind: 'done' } : { kind: 'not_found' }
  } catch (error) {
    return { kind: 'failed_again', error: describeError(error) }
  }
}

async function eventOf(scope: Scope, { subject, seq }: DeadLetter): Promise<Told | null> {
  const row = (await scope.read(findEvent, { subject, seq }))[0]
  return row ? { ...row, tenant: row.tenant_id, data: JSON.parse(row.data) } : null
}

/** Out of its order. It goes before it is struck off the list: what goes twice is harmless, what never goes is not. */
async function deliverParked(events: Events, scope: Scope, courier: Courier, letter: DeadLetter, told: Told): Promise<DeadLetterOutcome> {
  try {
    await courier.deliver(scope.tenant, letter.handler, told)
  } catch (error) {
    return { kind: 'failed_again', error: describeError(error) }
  }
  const done = await events.transaction(scope, 'events.replayed', told.correlation, (tx) => settle(tx, letter.id, 'replayed'))
  return done ? { kind: 'done' } : { kind: 'not_found' }
}

export async function discardDeadLetter(events: Events, scope: Scope, id: string): Promise<DeadLetterOutcome> {
  const done = await events.transaction(scope, 'events.discard', null, (tx) => settle(tx, id, 'discarded'))
  return done ? { kind: 'done' } : { kind: 'not_found' }
}

export async function countParked(scope: Scope): Promise<number> {
  const { parked } = await scope.sql
    .selectFrom('dead_letters')
    .select((row) => row.fn.countAll<number>().as('parked'))
    .where('tenant_id', '=', scope.tenant)
    .where('state', '=', 'parked')
    .executeTakeFirstOrThrow()
  return Number(parked)
}

async function findParked(scope: Scope, id: string): Promise<DeadLetter | undefined> {
  return scope.sql
    .selectFrom('dead_letters')
    .select(columns)
    .where('tenant_id', '=', scope.tenant)
    .where('id', '=', id)
    .where('state', '=', 'parked')
    .executeTakeFirst()
}

/** The count decides: of two people who press the button one gets it. */
async function settle(tx: Tx, id: string, state: 'replayed' | 'discarded'): Promise<boolean> {
  const { numUpdatedRows } = await tx.sql
    .updateTable('dead_letters')
    .set({ state })
    .where('tenant_id', '=', tx.tenant)
    .where('id', '=', id)
    .where('state', '=', 'parked')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
