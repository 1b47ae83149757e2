import type { Kysely } from 'kysely'
import type { CompiledStatements } from './compile.ts'
import type { Place, Run } from './engine.ts'
import type { Database, Tables } from './sql.ts'
import type { Statement, StatementParams } from './statement.ts'

/** What a reading sees: its tenant's rows, as far as they are committed. */
export interface Look {
  readonly tenant: string
  readonly engine: Database['engine']
  readonly sql: Kysely<Tables>
  read<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]>
}

/**
 * A question that takes several statements and some thought between them. It may be answered in another thread: what goes in
 * and what comes out is plain data, and it waits for nothing but the database.
 */
export interface Reading<Input, Answer> {
  readonly name: string
  readonly work: (look: Look, input: Input) => Promise<Answer>
}

const all = new Map<string, Reading<never, unknown>>()

export function reading<Input, Answer>(name: string, work: (look: Look, input: Input) => Promise<Answer>): Reading<Input, Answer> {
  if (all.has(name)) throw new Error(`two readings are called ${name}`)
  const made = { name, work }
  all.set(name, made)
  return made
}

/** By its name, as another thread asks for it. */
export function readingCalled(name: string): Reading<unknown, unknown> {
  const found = all.get(name)
  if (!found) throw new Error(`no reading is called ${name}`)
  return found as Reading<unknown, unknown>
}

interface LookParts {
  readonly name: Database['engine']
  readonly statements: CompiledStatements
  makeKysely(run: Run, plugins: Place['plugins']): Kysely<Tables>
}

/** A look over anything that carries queries out. */
export function openLook(parts: LookParts, place: Place & { tenant: string }, run: Run): Look {
  const { tenant } = place
  let kysely: Kysely<Tables> | undefined
  return {
    tenant,
    engine: parts.name,
    get sql() {
      kysely ??= parts.makeKysely(run, place.plugins)
      return kysely
    },
    async read<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]> {
      const compiled = parts.statements.of(statement, tenant)
      const { rows } = await run(compiled, compiled.values(params, tenant))
      return rows as Row[]
    },
  }
}
