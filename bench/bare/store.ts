import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import pg from 'pg'
import type { Value } from '../../server/platform/sql/placeholder.ts'

export interface Asked {
  readonly name: string
  readonly sql: string
  readonly values: readonly Value[]
}

/** A database with nothing around it. Statements are known by their names and prepared once; their values are $1, $2 … on both. */
export interface BareStore {
  exec(sql: string): Promise<void>
  /** How many rows it found. */
  read(asked: Asked): Promise<number>
  /** All of them or none; for each, how many rows it found or changed. `begun` when their turn has come. */
  unit(asked: readonly Asked[], begun?: () => void): Promise<number[]>
}

/** Where the environment says, as the program itself reads it. */
export async function openBareStore(env: NodeJS.ProcessEnv = process.env): Promise<BareStore> {
  return env.DATABASE_URL ? bareStoreOnPostgres(env.DATABASE_URL) : bareStoreOnSqlite(join(env.DATA_DIR ?? '', 'mostrador.db'))
}

/** One writer that commits once in each tick, for good, and one reader. */
function bareStoreOnSqlite(path: string): BareStore {
  const writing = new DatabaseSync(path)
  writing.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  const reading = new DatabaseSync(path, { readOnly: true })
  const [write, read] = [runner(writing), runner(reading)]
  const [begin, commit] = [writing.prepare('begin immediate'), writing.prepare('commit')]
  let queue: { asked: readonly Asked[]; begun?: (() => void) | undefined; done(counts: number[]): void }[] = []

  function commitAll(): void {
    const batch = queue
    queue = []
    begin.run()
    const counts = batch.map(({ asked, begun }) => {
      begun?.()
      return asked.map(write)
    })
    commit.run()
    for (const [at, { done }] of batch.entries()) done(counts[at] ?? [])
  }

  return {
    exec: async (sql) => writing.exec(sql),
    read: async (asked) => read(asked),
    unit: (asked, begun) =>
      new Promise((done) => {
        if (queue.length === 0) setImmediate(commitAll)
        queue.push({ asked, begun, done })
      }),
  }
}

function runner(database: DatabaseSync): (asked: Asked) => number {
  const prepared = new Map<string, { statement: StatementSync; answers: boolean }>()
  return ({ name, sql, values }) => {
    let known = prepared.get(name)
    if (!known) {
      const statement = database.prepare(sql.replace(/\$\d+/g, '?'))
      statement.setReturnArrays(true)
      known = { statement, answers: statement.columns().length > 0 }
      prepared.set(name, known)
    }
    return known.answers ? known.statement.all(...values).length : Number(known.statement.run(...values).changes)
  }
}

/** As many connections as the program has, and each unit a transaction: of one statement, or between its own begin and commit. */
async function bareStoreOnPostgres(url: string): Promise<BareStore> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // Said once, where the program says it in each of its transactions: without it no row of a tenant is seen.
  pool.on('connect', (client) => void client.query("set mostrador.tenant = 'demo'"))
  const run = async (client: pg.Pool | pg.PoolClient, { name, sql, values }: Asked) =>
    (await client.query({ name, text: sql, values: [...values] })).rowCount ?? 0
  return {
    exec: async (sql) => void (await pool.query(sql)),
    read: (asked) => run(pool, asked),
    async unit(asked, begun) {
      const client = await pool.connect()
      try {
        begun?.()
        if (asked.length === 1) return [await run(client, asked[0] as Asked)]
        await client.query('begin')
        const counts: number[] = []
        for (const each of asked) counts.push(await run(client, each))
        await client.query('commit')
        return counts
      } finally {
        client.release()
      }
    },
  }
}
