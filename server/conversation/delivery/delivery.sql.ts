import type { Tx } from '../../platform/events/events.ts'
import { statement, systemStatement } from '../../platform/sql/statement.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import { advanceQueue } from '../inbox/inbox.ts'
import { type Delivery, interrupted, isSettled } from './rules.ts'

const selectDelivery = statement('find-delivery', (sql, p: { tenant: string; message: string }) =>
  sql
    .selectFrom('deliveries as d')
    .innerJoin('messages as m', (join) => join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.id', '=', 'd.message_id'))
    .innerJoin('conversations as c', (join) => join.onRef('c.tenant_id', '=', 'd.tenant_id').onRef('c.id', '=', 'd.conversation_id'))
    .select([
      'd.message_id',
      'd.conversation_id',
      'd.line_id',
      'm.role',
      'm.text',
      'm.template',
      'c.address',
      'd.state',
      'd.mark',
      'd.due',
      'd.epoch',
      'd.attempts',
      'd.first_try_at',
      'd.unknown_since',
      'd.repeated',
      'd.provider_id',
      'd.error',
      'd.asked_at',
      'd.correlation',
    ])
    .where('d.tenant_id', '=', p.tenant)
    .where('d.message_id', '=', p.message),
)

const updateDelivery = statement(
  'write-delivery',
  (
    sql,
    p: {
      tenant: string
      message: string
      epoch: number
      state: Delivery['state']
      mark: Delivery['mark']
      due: number | null
      attempts: number
      first_try_at: number | null
      unknown_since: number | null
      repeated: number
      provider_id: string | null
      error: string | null
    },
  ) =>
    sql
      .updateTable('deliveries')
      .set((row) => ({
        state: p.state,
        mark: p.mark,
        due: p.due,
        epoch: row('epoch', '+', 1),
        attempts: p.attempts,
        first_try_at: p.first_try_at,
        unknown_since: p.unknown_since,
        repeated: p.repeated,
        provider_id: p.provider_id,
        error: p.error,
      }))
      .where('tenant_id', '=', p.tenant)
      .where('message_id', '=', p.message)
      .where('epoch', '=', p.epoch),
)

/** Under the conversation's lock. */
export async function loadDelivery(tx: Tx, message: string): Promise<Delivery | null> {
  const row = (await tx.run(selectDelivery, { message })).rows[0]
  if (!row) return null
  return {
    message: row.message_id,
    conversation: row.conversation_id,
    line: row.line_id,
    role: row.role,
    text: row.text,
    template: row.template === null ? null : JSON.parse(row.template),
    address: row.address,
    state: row.state,
    mark: row.mark,
    due: row.due,
    epoch: row.epoch,
    attempts: row.attempts,
    firstTryAt: row.first_try_at,
    unknownSince: row.unknown_since,
    repeated: row.repeated === 1,
    providerId: row.provider_id,
    error: row.error,
    askedAt: row.asked_at,
    correlation: row.correlation,
  }
}

/** Writes what became of a delivery, unless somebody wrote since it was read; then nothing, and `false`. */
export async function writeDelivery(tx: Tx, before: Delivery, after: Delivery): Promise<boolean> {
  const { changes } = await tx.run(updateDelivery, {
    message: before.message,
    epoch: before.epoch,
    state: after.state,
    mark: after.mark,
    due: after.due,
    attempts: after.attempts,
    first_try_at: after.firstTryAt,
    unknown_since: after.unknownSince,
    repeated: after.repeated ? 1 : 0,
    provider_id: after.providerId,
    error: after.error,
  })
  if (changes === 0) return false
  await tellTrouble(tx, before, after)
  if (isSettled(after) && !isSettled(before)) await advanceQueue(tx, before.conversation)
  tx.wake(before.conversation, after.due === null ? 'delivery.changed' : 'delivery.due')
  return true
}

const deliveryFailed = systemEvent<{ line: string; message: string; reason: string }>('delivery.failed', 'error', {
  es: 'Un mensaje de la línea {line} no llegó: {reason}',
  pt: 'Uma mensagem da linha {line} não chegou: {reason}',
  en: 'A message of the line {line} did not arrive: {reason}',
})

const lineInTrouble = systemEvent<{ line: string; message: string; reason: string }>('line.in-trouble', 'warn', {
  es: 'La línea {line} no logra enviar: {reason}',
  pt: 'A linha {line} não consegue enviar: {reason}',
  en: 'The line {line} cannot send: {reason}',
})

/** After so many tries in a row it is not a hiccup of the provider's any more. */
const troublingTries = 5

async function tellTrouble(tx: Tx, before: Delivery, after: Delivery): Promise<void> {
  const told = { line: before.line, message: before.message, reason: after.error ?? '' }
  if (after.state === 'failed' && before.state !== 'failed') await tellOperators(tx, deliveryFailed, told)
  const isPutOff = before.state === 'sending' && after.state === 'queued'
  if (isPutOff && after.attempts === troublingTries) await tellOperators(tx, lineInTrouble, told)
}

export const findDeliveryByProviderId = statement(
  'find-delivery-by-provider-id',
  (sql, p: { tenant: string; line: string; provider_id: string }) =>
    sql
      .selectFrom('deliveries')
      .select(['message_id', 'conversation_id'])
      .where('tenant_id', '=', p.tenant)
      .where('line_id', '=', p.line)
      .where('provider_id', '=', p.provider_id),
)

/** Our own id came back with a status: the line must be the one it was sent on. */
export const findDeliveryOfLine = statement('find-delivery-of-line', (sql, p: { tenant: string; line: string; message: string }) =>
  sql
    .selectFrom('deliveries')
    .select(['message_id', 'conversation_id'])
    .where('tenant_id', '=', p.tenant)
    .where('line_id', '=', p.line)
    .where('message_id', '=', p.message),
)

export const dueDeliveries = systemStatement('due-deliveries', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('deliveries')
    .select(['tenant_id', 'message_id', 'conversation_id'])
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstDueDelivery = systemStatement('first-due-delivery', (sql, _p: Record<never, never>) =>
  sql.selectFrom('deliveries').select('due').where('due', 'is not', null).orderBy('due').limit(1),
)

/** What was being sent when the owner of the database died may have arrived: its doubt begins with the restart. */
export const doubtInterruptedSends = systemStatement('doubt-interrupted-sends', (sql, p: { now: number }) =>
  sql
    .updateTable('deliveries')
    .set((row) => ({
      state: 'unknown',
      unknown_since: p.now,
      due: p.now,
      epoch: row('epoch', '+', 1),
      error: row.case().when('state', '=', 'sending').then(interrupted).else(row.ref('error')).end(),
    }))
    .where('due', 'is not', null)
    .where('state', 'in', ['sending', 'unknown']),
)
