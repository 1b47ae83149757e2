import { statement } from '../../platform/sql/statement.ts'

export const listConversationsOf = statement('list-conversations-of-customer', (sql, p: { tenant: string; customer: string }) =>
  sql.selectFrom('conversations').select('id').where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer).orderBy('id'),
)

/** Also what was withdrawn: the customer never saw it, and it is kept all the same. */
export const listEveryMessage = statement(
  'list-every-message',
  (sql, p: { tenant: string; conversation: string; after: number; limit: number }) =>
    sql
      .selectFrom('messages as m')
      .leftJoin('deliveries as d', (join) => join.onRef('d.tenant_id', '=', 'm.tenant_id').onRef('d.message_id', '=', 'm.id'))
      .select(['m.id', 'm.seq', 'm.role', 'm.kind', 'm.text', 'm.media', 'm.at', 'm.name', 'm.line_id', 'm.provider_id'])
      .select(['d.state', 'd.mark', 'd.attempts', 'd.repeated', 'd.provider_id as sent_as', 'd.error'])
      .where('m.tenant_id', '=', p.tenant)
      .where('m.conversation_id', '=', p.conversation)
      .where('m.seq', '>', p.after)
      .orderBy('m.seq')
      .limit(p.limit),
)

/** Whatever has not left yet, whoever said it. */
export const withdrawEverything = statement('withdraw-everything', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .updateTable('deliveries')
    .set({ state: 'withdrawn', due: null })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', 'in', ['queued', 'sending', 'unknown']),
)

export const forgetConversation = statement('forget-conversation', (sql, p: { tenant: string; id: string }) =>
  sql.deleteFrom('conversations').where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const forgetDeliveries = statement('forget-deliveries', (sql, p: { tenant: string; conversation: string; up_to: number }) =>
  sql.deleteFrom('deliveries').where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation).where('seq', '<=', p.up_to),
)

/** The turns of these messages; there is none without a message. */
export const forgetTurns = statement('forget-turns', (sql, p: { tenant: string; conversation: string; up_to: number }) =>
  sql
    .deleteFrom('turns')
    .where('tenant_id', '=', p.tenant)
    .where('id', 'in', (from) =>
      from
        .selectFrom('messages')
        .select('turn_id')
        .where('tenant_id', '=', p.tenant)
        .where('conversation_id', '=', p.conversation)
        .where('seq', '<=', p.up_to)
        .where('turn_id', 'is not', null),
    ),
)

export const forgetMessages = statement('forget-messages', (sql, p: { tenant: string; conversation: string; up_to: number }) =>
  sql.deleteFrom('messages').where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation).where('seq', '<=', p.up_to),
)
