import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { engines, superuserUrlOf } from '../engines.ts'

export type EngineName = 'sqlite' | 'postgres'

/** The database of a shop whose process comes and goes, seen from outside. */
export interface OutsideDatabase extends AsyncDisposable {
  readonly engine: EngineName
  /** What the program is started with. */
  readonly env: Record<string, string>
  /** While the program runs; numbers come as numbers. */
  rows<Row>(sql: string): Promise<Row[]>
  /**
   * As if the process had been dead for as long as its claims hold. Where one process owns the database a start frees them by
   * itself; on PostgreSQL others wait for the lease, 30 s, which no cell has the time for.
   */
  letClaimsLapse(): Promise<void>
}

export async function newDatabase(engine: EngineName): Promise<OutsideDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-faults-'))
  const env = { DATA_DIR: folder, MASTER_KEY: randomBytes(32).toString('base64') }
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  if (engine === 'postgres') return postgres(env, removeFolder)
  return {
    engine,
    env,
    async rows<Row>(sql: string) {
      // Opened for each question: a connection that stayed would spare the program the recovery after its kill.
      using database = new DatabaseSync(join(folder, 'mostrador.db'), { readOnly: true, timeout: 2000 })
      return database.prepare(sql).all() as Row[]
    },
    letClaimsLapse: () => Promise.resolve(),
    [Symbol.asyncDispose]: async () => removeFolder(),
  }
}

async function postgres(env: Record<string, string>, removeFolder: () => void): Promise<OutsideDatabase> {
  const engine = engines.find(({ name }) => name === 'postgres')
  if (!engine) throw new Error('PostgreSQL is no longer among the engines')
  const database = await engine.create()
  const client = new pg.Client({ connectionString: superuserUrlOf(database.url) })
  client.on('error', () => undefined)
  await client.connect()
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  return {
    engine: 'postgres',
    env: { ...env, DATABASE_URL: database.url },
    rows: async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    async letClaimsLapse() {
      await client.query("update turns set due = due - 30000 where state = 'open' and claimed = 1")
      await client.query("update deliveries set due = due - 30000 where due is not null and state in ('sending', 'unknown')")
      await client.query('update refunds set due = due - 30000 where due is not null')
      await client.query('update erasures set due = due - 30000 where due is not null')
    },
    async [Symbol.asyncDispose]() {
      await client.end()
      await database[Symbol.asyncDispose]()
      removeFolder()
    },
  }
}
