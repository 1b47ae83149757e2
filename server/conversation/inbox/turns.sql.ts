import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { TurnOutcome } from './inbox.tables.ts'

export const findOpenTurn = statement('find-open-turn', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('turns')
    .select(['id', 'first_at', 'due', 'claimed', 'epoch', 'last_seq'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', '=', 'open'),
)

export const insertTurn = statement(
  'insert-turn',
  (
    sql,
    p: {
      tenant: string
      id: string
      conversation: string
      state: 'open' | 'done'
      outcome: TurnOutcome | null
      first_at: number
      due: number
      last_seq: number
      correlation: string | null
    },
  ) =>
    sql.insertInto('turns').values({
      tenant_id: p.tenant,
      id: p.id,
      conversation_id: p.conversation,
      state: p.state,
      outcome: p.outcome,
      first_at: p.first_at,
      due: p.due,
      claimed: 0,
      epoch: 0,
      last_seq: p.last_seq,
      attempts: 0,
      correlation: p.correlation,
    }),
)

export const findTurn = statement('find-turn', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('turns').select(['state', 'outcome']).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** A claimed turn keeps its due: whoever works on it sees `last_seq` move and takes one step more. */
export const addToTurn = statement('add-to-turn', (sql, p: { tenant: string; id: string; last_seq: number; due: number }) =>
  sql
    .updateTable('turns')
    .set((row) => ({
      last_seq: p.last_seq,
      due: row.case().when('claimed', '=', 1).then(row.ref('due')).else(row.val(p.due)).end(),
    }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'open'),
)

/** Whoever holds a claim on it finds its writes refused from here on. */
export const silenceOpenTurn = statement('silence-open-turn', (sql, p: { tenant: string; conversation: string; outcome: TurnOutcome }) =>
  sql
    .updateTable('turns')
    .set((row) => ({ state: 'done', outcome: p.outcome, claimed: 0, epoch: row('epoch', '+', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', '=', 'open'),
)

export const claimTurn = statement('claim-turn', (sql, p: { tenant: string; id: string; now: number; lapses: number }) =>
  sql
    .updateTable('turns')
    .set((row) => ({ claimed: 1, due: p.lapses, epoch: row('epoch', '+', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'open')
    .where('due', '<=', p.now)
    .returning(['id', 'conversation_id', 'epoch', 'last_seq', 'attempts', 'correlation']),
)

/** The fence before every write of a turn, and the claim's renewal. No row: somebody else has the turn, or it is over. */
export const renewClaim = statement('renew-claim', (sql, p: { tenant: string; id: string; epoch: number; lapses: number }) =>
  sql
    .updateTable('turns')
    .set({ due: p.lapses })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('epoch', '=', p.epoch)
    .where('state', '=', 'open')
    .returning(['last_seq']),
)

/**
 * The compare-and-set by which a reply leaves: our claim, and no message that the reply has not read. It may have read further
 * than the turn goes: what came too old to be answered is in the conversation and in no open turn.
 */
export const closeTurn = statement(
  'close-turn',
  (sql, p: { tenant: string; id: string; epoch: number; read_to: number; outcome: TurnOutcome }) =>
    sql
      .updateTable('turns')
      .set({ state: 'done', outcome: p.outcome, claimed: 0 })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id)
      .where('epoch', '=', p.epoch)
      .where('state', '=', 'open')
      .where('last_seq', '<=', p.read_to),
)

export const postponeTurn = statement('postpone-turn', (sql, p: { tenant: string; id: string; epoch: number; due: number }) =>
  sql
    .updateTable('turns')
    .set((row) => ({ claimed: 0, due: p.due, attempts: row('attempts', '+', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('epoch', '=', p.epoch)
    .where('state', '=', 'open'),
)

export const dueTurns = systemStatement('due-turns', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('turns')
    .select(['tenant_id', 'id', 'conversation_id'])
    .where('state', '=', 'open')
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstDueTurn = systemStatement('first-due-turn', (sql, _p: Record<never, never>) =>
  sql.selectFrom('turns').select('due').where('state', '=', 'open').orderBy('due').limit(1),
)

/** Where one process owns the database, whatever was claimed when it starts was claimed by a process that is dead. */
export const freeTurnClaims = systemStatement('free-turn-claims', (sql, p: { now: number }) =>
  sql.updateTable('turns').set({ claimed: 0, due: p.now }).where('state', '=', 'open').where('claimed', '=', 1),
)
