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
