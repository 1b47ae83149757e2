import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    handoffs: HandoffsTable
  }
}

export type HandoffStatus = 'waiting' | 'accepted' | 'ended'

interface HandoffsTable {
  tenant_id: string
  id: string
  conversation_id: string
  /** Not ended as long as staff hold the floor by it; there is one such of a conversation at most. */
  status: HandoffStatus
  team: string | null
  cause: string
  /** In the words of whoever asked. */
  reason: string
  summary: string | null
  created_at: number
  accepted_at: number | null
  accepted_by: string | null
  ended_at: number | null
}

export const handoffColumns = [
  'id',
  'conversation_id',
  'status',
  'team',
  'cause',
  'reason',
  'summary',
  'created_at',
  'accepted_at',
  'accepted_by',
  'ended_at',
] as const

export type HandoffRow = Pick<HandoffsTable, (typeof handoffColumns)[number]>

export const insertHandoff = statement(
  'insert-handoff',
  (
    sql,
    p: {
      tenant: string
      id: string
      conversation: string
      team: string | null
      cause: string
      reason: string
      summary: string | null
      at: number
    },
  ) =>
    sql.insertInto('handoffs').values({
      tenant_id: p.tenant,
      id: p.id,
      conversation_id: p.conversation,
      status: 'waiting',
      team: p.team,
      cause: p.cause,
      reason: p.reason,
      summary: p.summary,
      created_at: p.at,
      accepted_at: null,
      accepted_by: null,
      ended_at: null,
    }),
)

export const findHandoff = statement('find-handoff', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('handoffs').select(handoffColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const openHandoffOf = statement('open-handoff-of', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('handoffs')
    .select(handoffColumns)
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('status', '!=', 'ended'),
)

/** The count decides: of two who accept it one has it. */
export const acceptHandoffRow = statement('accept-handoff', (sql, p: { tenant: string; id: string; by: string; at: number }) =>
  sql
    .updateTable('handoffs')
    .set({ status: 'accepted', accepted_at: p.at, accepted_by: p.by })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('status', '=', 'waiting'),
)

/** Who waits is met by the team that the conversation is given to. */
export const moveWaitingHandoff = statement(
  'move-waiting-handoff',
  (sql, p: { tenant: string; conversation: string; team: string | null }) =>
    sql
      .updateTable('handoffs')
      .set({ team: p.team })
      .where('tenant_id', '=', p.tenant)
      .where('conversation_id', '=', p.conversation)
      .where('status', '=', 'waiting'),
)

export const endHandoff = statement('end-handoff', (sql, p: { tenant: string; conversation: string; at: number }) =>
  sql
    .updateTable('handoffs')
    .set({ status: 'ended', ended_at: p.at })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('status', '!=', 'ended'),
)

export const handoffsOf = statement('handoffs-of-conversation', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('handoffs')
    .select(handoffColumns)
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .orderBy('id'),
)

export const forgetHandoffs = statement('forget-handoffs', (sql, p: { tenant: string; conversation: string }) =>
  sql.deleteFrom('handoffs').where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation),
)
