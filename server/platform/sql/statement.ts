import type { Compilable, Kysely } from 'kysely'
import type { Database, SystemStatement, Tables } from './sql.ts'

export { isNumberOf, isWordOf, listedNumbers, listedWords } from './listed.ts'

export type StatementParams = Record<string, string | number | null | Uint8Array>

/**
 * A query of the hot path: built and compiled once for each engine, run with new values each time
 * (building a query for every call costs half the speed).
 */
export interface Statement<Params extends StatementParams, Row> {
  readonly name: string
  readonly system: boolean
  /** Where only one of the two databases is asked. */
  readonly only: Database['engine'] | null
  readonly build: (sql: Kysely<Tables>, params: never, engine: Database['engine']) => Compilable<Row>
  /** Nothing at run time: it ties the values a caller must give to this statement. */
  readonly params?: Params
}

/** Any statement, for those who carry it out. */
export type AnyStatement = Omit<Statement<StatementParams, unknown>, 'params'>

const all = new Map<string, AnyStatement>()

/**
 * A statement inside one tenant's scope. `tenant` is filled from the scope, never by the caller:
 * `statement('find-line', (sql, p: { tenant: string; id: string }) => sql.selectFrom('lines').select('name').where('tenant_id', '=', p.tenant).where('id', '=', p.id))`
 * The engine comes third, for what the two databases call by different names.
 */
export function statement<Params extends StatementParams & { tenant: string }, Row>(
  name: string,
  build: (sql: Kysely<Tables>, params: Params, engine: Database['engine']) => Compilable<Row>,
  { only = null }: { only?: Database['engine'] | null } = {},
): Statement<Omit<Params, 'tenant'>, Row> {
  return remember({ name, system: false, only, build: build as never })
}

/** A statement that looks across tenants. Each one is a decision: the list of their names is pinned by a test. */
export function systemStatement<Params extends StatementParams, Row>(
  name: string,
  build: (sql: Kysely<Tables>, params: Params) => Compilable<Row>,
): SystemStatement<Params, Row> {
  return remember({ name, system: true, only: null, build: build as never })
}

/** Every statement the program has: what the checks over all of them go through. */
export function allStatements(): readonly AnyStatement[] {
  return [...all.values()]
}

function remember<Made extends { name: string; system: boolean; only: Database['engine'] | null; build: never }>(made: Made): Made {
  if (all.has(made.name)) throw new Error(`two statements are called ${made.name}`)
  // PostgreSQL keeps them by name, of which it reads the first 63 bytes.
  if (!/^[\w-]{1,63}$/.test(made.name)) throw new Error(`${made.name} is no name for a statement`)
  all.set(made.name, made)
  return made
}
