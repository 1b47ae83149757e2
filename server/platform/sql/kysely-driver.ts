import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { Run } from './engine.ts'
import { checkValue } from './placeholder.ts'

/** What Kysely needs of a database: one function. A transaction is a unit's, so Kysely has none. */
export function kyselyDriver(run: Run): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const values = query.parameters.map((parameter, at) => checkValue(parameter, `value ${at + 1} of ${query.sql}`))
      const { rows, changes } = await run({ name: null, sql: query.sql }, values)
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
    },
    streamQuery() {
      throw new Error('queries are not streamed')
    },
  }
  const refuse = () => Promise.reject(new Error('a transaction begins with a unit'))
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: () => Promise.resolve(),
  }
}
