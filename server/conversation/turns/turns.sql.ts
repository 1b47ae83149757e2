import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    steps: StepsTable
    tool_calls: ToolCallsTable
  }
}

interface StepsTable {
  tenant_id: string
  turn_id: string
  step: number
  /** The last customer's message its prompt saw. */
  read_to: number
  engine: string
  answer: string
  at: number
}

interface ToolCallsTable {
  tenant_id: string
  turn_id: string
  step: number
  call: number
  tool: string
  arguments: string
  /** Null only inside the unit that runs it. */
  result: string | null
  at: number
}

export const insertStep = statement(
  'insert-step',
  (sql, p: { tenant: string; turn: string; step: number; read_to: number; engine: string; answer: string; at: number }) =>
    sql
      .insertInto('steps')
      .values({ tenant_id: p.tenant, turn_id: p.turn, step: p.step, read_to: p.read_to, engine: p.engine, answer: p.answer, at: p.at }),
)

export const listSteps = statement('list-steps', (sql, p: { tenant: string; turn: string }) =>
  sql
    .selectFrom('steps')
    .select(['step', 'read_to', 'answer'])
    .where('tenant_id', '=', p.tenant)
    .where('turn_id', '=', p.turn)
    .orderBy('step'),
)

export const insertToolCall = statement(
  'insert-tool-call',
  (sql, p: { tenant: string; turn: string; step: number; call: number; tool: string; arguments: string; at: number }) =>
    sql
      .insertInto('tool_calls')
      .values({
        tenant_id: p.tenant,
        turn_id: p.turn,
        step: p.step,
        call: p.call,
        tool: p.tool,
        arguments: p.arguments,
        result: null,
        at: p.at,
      })
      .onConflict((row) => row.columns(['tenant_id', 'turn_id', 'step', 'call']).doNothing()),
)

export const writeToolResult = statement(
  'write-tool-result',
  (sql, p: { tenant: string; turn: string; step: number; call: number; result: string }) =>
    sql
      .updateTable('tool_calls')
      .set({ result: p.result })
      .where('tenant_id', '=', p.tenant)
      .where('turn_id', '=', p.turn)
      .where('step', '=', p.step)
      .where('call', '=', p.call),
)

export const listToolCalls = statement('list-tool-calls', (sql, p: { tenant: string; turn: string }) =>
  sql
    .selectFrom('tool_calls')
    .select(['step', 'call', 'result'])
    .where('tenant_id', '=', p.tenant)
    .where('turn_id', '=', p.turn)
    .orderBy('step')
    .orderBy('call'),
)

/** The turns whose last message is one of these: each has one, so that going through the messages goes through each turn once. */
export const listStepsOfTurns = statement(
  'list-steps-of-turns',
  (sql, p: { tenant: string; conversation: string; after: number; up_to: number }) =>
    sql
      .selectFrom('messages as m')
      .innerJoin('turns as t', (join) =>
        join.onRef('t.tenant_id', '=', 'm.tenant_id').onRef('t.id', '=', 'm.turn_id').onRef('t.last_seq', '=', 'm.seq'),
      )
      .innerJoin('steps as s', (join) => join.onRef('s.tenant_id', '=', 't.tenant_id').onRef('s.turn_id', '=', 't.id'))
      .select(['s.turn_id', 's.step', 's.engine', 's.answer', 's.at'])
      .where('m.tenant_id', '=', p.tenant)
      .where('m.conversation_id', '=', p.conversation)
      .where('m.seq', '>', p.after)
      .where('m.seq', '<=', p.up_to)
      .orderBy('m.seq')
      .orderBy('s.step'),
)

export const listToolCallsOfTurns = statement(
  'list-tool-calls-of-turns',
  (sql, p: { tenant: string; conversation: string; after: number; up_to: number }) =>
    sql
      .selectFrom('messages as m')
      .innerJoin('turns as t', (join) =>
        join.onRef('t.tenant_id', '=', 'm.tenant_id').onRef('t.id', '=', 'm.turn_id').onRef('t.last_seq', '=', 'm.seq'),
      )
      .innerJoin('tool_calls as c', (join) => join.onRef('c.tenant_id', '=', 't.tenant_id').onRef('c.turn_id', '=', 't.id'))
      .select(['c.turn_id', 'c.step', 'c.call', 'c.tool', 'c.arguments', 'c.result', 'c.at'])
      .where('m.tenant_id', '=', p.tenant)
      .where('m.conversation_id', '=', p.conversation)
      .where('m.seq', '>', p.after)
      .where('m.seq', '<=', p.up_to)
      .orderBy('m.seq')
      .orderBy('c.step')
      .orderBy('c.call'),
)

export const lastMessage = statement('last-message', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('messages')
    .select('seq')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .orderBy('seq', 'desc')
    .limit(1),
)

export const forgetSteps = statement('forget-steps', (sql, p: { tenant: string; conversation: string; up_to: number }) =>
  sql
    .deleteFrom('steps')
    .where('tenant_id', '=', p.tenant)
    .where('turn_id', 'in', (from) =>
      from
        .selectFrom('messages')
        .select('turn_id')
        .where('tenant_id', '=', p.tenant)
        .where('conversation_id', '=', p.conversation)
        .where('seq', '<=', p.up_to)
        .where('turn_id', 'is not', null),
    ),
)

export const forgetToolCalls = statement('forget-tool-calls', (sql, p: { tenant: string; conversation: string; up_to: number }) =>
  sql
    .deleteFrom('tool_calls')
    .where('tenant_id', '=', p.tenant)
    .where('turn_id', 'in', (from) =>
      from
        .selectFrom('messages')
        .select('turn_id')
        .where('tenant_id', '=', p.tenant)
        .where('conversation_id', '=', p.conversation)
        .where('seq', '<=', p.up_to)
        .where('turn_id', 'is not', null),
    ),
)
