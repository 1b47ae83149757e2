import { statement } from '../../platform/sql/statement.ts'
import type { Mark } from './conversation.ts'
import type { DeliveryState } from './inbox.tables.ts'

/** Only the head of a conversation is due; what stands behind it waits for its turn. */
export const insertDelivery = statement(
  'insert-delivery',
  (
    sql,
    p: {
      tenant: string
      message: string
      conversation: string
      line: string
      seq: number
      state: DeliveryState
      mark: Mark | null
      due: number | null
      asked_at: number | null
      correlation: string | null
    },
  ) =>
    sql.insertInto('deliveries').values({
      tenant_id: p.tenant,
      message_id: p.message,
      conversation_id: p.conversation,
      line_id: p.line,
      seq: p.seq,
      state: p.state,
      mark: p.mark,
      due: p.due,
      epoch: 0,
      attempts: 0,
      first_try_at: null,
      unknown_since: null,
      repeated: 0,
      provider_id: null,
      error: null,
      asked_at: p.asked_at,
      correlation: p.correlation,
    }),
)

export const findHead = statement('find-delivery-head', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('deliveries')
    .select(['message_id', 'seq', 'state', 'due'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', 'in', ['queued', 'sending', 'unknown'])
    .orderBy('seq')
    .limit(1),
)

/**
 * What the seller had ready when a person came: never sent, never shown. What is already on its way is left to its fate, and so is
 * what waits to go once more: its first send may be with the customer.
 */
export const withdrawQueued = statement('withdraw-queued', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .updateTable('deliveries')
    .set({ state: 'withdrawn', due: null })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', '=', 'queued')
    .where('repeated', '=', 0)
    .where('message_id', 'in', (from) =>
      from
        .selectFrom('messages')
        .select('id')
        .where('tenant_id', '=', p.tenant)
        .where('conversation_id', '=', p.conversation)
        .where('role', '=', 'seller'),
    ),
)

export const markReadUpTo = statement('mark-read-up-to', (sql, p: { tenant: string; conversation: string; seq: number }) =>
  sql
    .updateTable('deliveries')
    .set({ mark: 'read' })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('seq', '<=', p.seq)
    .where('state', '=', 'accepted')
    .where('mark', '!=', 'read'),
)

/** To a caller that carries the channel itself: of two who ask for the replies of one turn, the count gives them to one. */
export const handOut = statement('hand-out-replies', (sql, p: { tenant: string; conversation: string; turn: string }) =>
  sql
    .updateTable('deliveries')
    .set({ state: 'accepted', mark: 'sent' })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', '=', 'queued')
    .where('message_id', 'in', (from) =>
      from
        .selectFrom('messages')
        .select('id')
        .where('tenant_id', '=', p.tenant)
        .where('conversation_id', '=', p.conversation)
        .where('turn_id', '=', p.turn)
        .where('role', '=', 'seller'),
    ),
)
