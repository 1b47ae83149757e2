import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely, type KyselyPlugin, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Query, Run } from './engine.ts'
import { kyselyDriver } from './kysely-driver.ts'
import type { Value } from './placeholder.ts'
import type { Done, Tables } from './sql.ts'

const largestCache = 200

interface Prepared {
  readonly statement: StatementSync
  /** Null for what answers without rows. */
  readonly columns: readonly string[] | null
}

/** One connection and the statements prepared on it. */
export class SqliteConnection {
  private readonly db: DatabaseSync
  private readonly named = new Map<Query, Prepared>()
  private readonly built = new Map<string, Prepared>()

  constructor(path: string, { readOnly }: { readOnly: boolean }) {
    this.db = new DatabaseSync(path, { readOnly, timeout: 50 })
    // What a savepoint must be able to restore stays in memory, not in a temporary file.
    // With SQLite's own two megabytes of pages a large catalogue is read from the file again and again.
    this.db.exec('pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -16000')
  }

  get inTransaction(): boolean {
    return this.db.isTransaction
  }

  exec(sql: string): void {
    this.db.exec(sql)
  }

  /** A statement without values and answer, for what is said thousands of times a second. */
  word(sql: string): () => void {
    const statement = this.forWriting(this.db.prepare(sql))
    return () => void statement.run()
  }

  run(query: Query, values: readonly Value[]): Done<unknown> {
    const { statement, columns } = query.name === null ? this.forOneCall(query.sql) : this.forGood(query)
    if (columns === null) return { rows: [], changes: Number(statement.run(...values).changes) }
    const found = statement.all(...values) as unknown as Value[][]
    return { rows: found.map((row) => toObject(columns, row)), changes: found.length }
  }

  /** For what this folder writes itself. */
  query<Row>(sql: string, ...values: Value[]): Row[] {
    return this.run({ name: null, sql }, values).rows as Row[]
  }

  close(): void {
    if (this.db.isOpen) this.db.close()
  }

  private forGood(query: Query): Prepared {
    let prepared = this.named.get(query)
    if (!prepared) {
      prepared = this.prepare(query.sql)
      this.named.set(query, prepared)
    }
    return prepared
  }

  private forOneCall(sql: string): Prepared {
    const known = this.built.get(sql)
    if (known) return known
    const [oldest] = this.built.keys()
    if (oldest !== undefined && this.built.size >= largestCache) this.built.delete(oldest)
    const prepared = this.prepare(sql)
    this.built.set(sql, prepared)
    return prepared
  }

  private prepare(sql: string): Prepared {
    const statement = this.db.prepare(sql)
    const columns = statement.columns().map(({ name }) => name)
    if (columns.length === 0) return { statement: this.forWriting(statement), columns: null }
    statement.setReturnArrays(true)
    return { statement, columns }
  }

  /** With its count comes the number of the row inserted last, by whomever: the full text index leaves some there that no number can be. */
  private forWriting(statement: StatementSync): StatementSync {
    statement.setReadBigInts(true)
    return statement
  }
}

/** The runtime's own row objects have no prototype, and PostgreSQL's have: rows are alike on both. */
function toObject(columns: readonly string[], row: readonly Value[]): Record<string, Value> {
  const object: Record<string, Value> = {}
  for (let at = 0; at < columns.length; at++) object[columns[at] as string] = row[at] as Value
  return object
}

export function sqliteKysely(run: Run, plugins: KyselyPlugin[]): Kysely<Tables> {
  return new Kysely<Tables>({
    plugins,
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => kyselyDriver(run),
    },
  })
}
