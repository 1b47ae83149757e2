import type { Compilable, Kysely } from 'kysely'
import type { SystemStatement, Tables } from './sql.ts'

export type StatementParams = Record<string, string | number | null | Uint8Array>

/**
 * A query of the hot path: built and compiled once for each engine, run with new values each time
 * (building a query for every call costs half the speed).
 */
export interface Statement<Params extends StatementParams, Row> {
  readonly name: string
  readonly system: boolean
  readonly build: (sql: Kysely<Tables>, params: Params & { tenant: string }) => Compilable<Row>
}

/**
 * A statement inside one tenant's scope. `params.tenant` is there for every statement and is filled from the scope, never by the caller:
 * `statement('find-line', (sql, p: { id: string }) => sql.selectFrom('lines').select('name').where('tenant_id', '=', p.tenant).where('id', '=', p.id))`
 */
export function statement<Params extends StatementParams, Row>(
  name: string,
  build: (sql: Kysely<Tables>, params: Params & { tenant: string }) => Compilable<Row>,
): Statement<Params, Row> {
  return { name, system: false, build }
}

/** A statement that looks across tenants. Each one is a decision: the list of their names is pinned by a test. */
export function systemStatement<Params extends StatementParams, Row>(
  name: string,
  build: (sql: Kysely<Tables>, params: Params) => Compilable<Row>,
): SystemStatement<Params, Row> {
  return { name, system: true, build }
}
