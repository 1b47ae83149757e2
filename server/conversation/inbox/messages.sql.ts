import { statement } from '../../platform/sql/statement.ts'
import { deliveryWord, type Mark, type Message, type Role } from './conversation.ts'
import type { DeliveryState } from './inbox.tables.ts'

/** Nothing is inserted when the line already has this provider id: the webhook came twice. */
export const insertInboundMessage = statement(
  'insert-inbound-message',
  (
    sql,
    p: {
      tenant: string
      id: string
      conversation: string
      seq: number
      kind: string
      text: string
      at: number
      turn: string
      line: string
      provider_id: string
    },
  ) =>
    sql
      .insertInto('messages')
      .values({
        tenant_id: p.tenant,
        id: p.id,
        conversation_id: p.conversation,
        seq: p.seq,
        role: 'customer',
        kind: p.kind,
        text: p.text,
        media: null,
        template: null,
        at: p.at,
        name: null,
        turn_id: p.turn,
        line_id: p.line,
        provider_id: p.provider_id,
      })
      .onConflict((row) => row.columns(['tenant_id', 'line_id', 'provider_id']).doNothing()),
)

export const insertOwnMessage = statement(
  'insert-own-message',
  (
    sql,
    p: {
      tenant: string
      id: string
      conversation: string
      seq: number
      role: 'seller' | 'staff' | 'system'
      text: string
      template: string | null
      at: number
      name: string | null
      turn: string | null
      line: string | null
      provider_id: string | null
    },
  ) =>
    sql.insertInto('messages').values({
      tenant_id: p.tenant,
      id: p.id,
      conversation_id: p.conversation,
      seq: p.seq,
      role: p.role,
      kind: 'text',
      text: p.text,
      media: null,
      template: p.template,
      at: p.at,
      name: p.name,
      turn_id: p.turn,
      line_id: p.line,
      provider_id: p.provider_id,
    }),
)

export const findInboundMessage = statement('find-inbound-message', (sql, p: { tenant: string; line: string; provider_id: string }) =>
  sql
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'seq', 'text', 'at', 'turn_id'])
    .where('tenant_id', '=', p.tenant)
    .where('line_id', '=', p.line)
    .where('provider_id', '=', p.provider_id),
)

/** Also of a conversation that is not there any more while its messages are being erased. */
export const lastMessageSeq = statement('last-message-seq', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('messages')
    .select('seq')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .orderBy('seq', 'desc')
    .limit(1),
)

/** What was withdrawn because a person came is not listed: the customer never saw it. */
export const listMessages = statement('list-messages', (sql, p: { tenant: string; conversation: string; after: number; limit: number }) =>
  sql
    .selectFrom('messages as m')
    .leftJoin('deliveries as d', (join) => join.onRef('d.tenant_id', '=', 'm.tenant_id').onRef('d.message_id', '=', 'm.id'))
    .select([
      'm.id',
      'm.conversation_id',
      'm.seq',
      'm.role',
      'm.kind',
      'm.text',
      'm.at',
      'm.name',
      'm.turn_id',
      'm.provider_id',
      'd.state',
      'd.mark',
      'd.repeated',
    ])
    .where('m.tenant_id', '=', p.tenant)
    .where('m.conversation_id', '=', p.conversation)
    .where('m.seq', '>', p.after)
    .where((row) => row.or([row('d.state', 'is', null), row('d.state', '!=', 'withdrawn')]))
    .orderBy('m.seq')
    .limit(p.limit),
)

/** What the shop last said: whatever a customer wrote before it was read. */
export const lastShopMessage = statement('last-shop-message', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('messages')
    .select('seq')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('role', '!=', 'customer')
    .orderBy('seq', 'desc')
    .limit(1),
)

/** Whose last words decide what may be sent to him. */
export const lastCustomerMessage = statement('last-customer-message', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('messages')
    .select('at')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('role', '=', 'customer')
    .orderBy('seq', 'desc')
    .limit(1),
)

export interface MessageRow {
  id: string
  conversation_id: string
  seq: number
  role: Role
  kind: string
  text: string
  at: number
  name: string | null
  turn_id: string | null
  provider_id: string | null
  state: DeliveryState | null
  mark: Mark | null
  repeated: number | null
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversation: row.conversation_id,
    seq: row.seq,
    role: row.role,
    kind: row.kind,
    text: row.text,
    at: row.at,
    name: row.name,
    turn: row.turn_id,
    providerId: row.provider_id,
    delivery: deliveryWord(row.state, row.mark),
    possibleDuplicate: row.repeated === 1,
  }
}
