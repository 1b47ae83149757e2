import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Migration } from '../server/platform/sql/migration.ts'
import { openPostgres } from '../server/platform/sql/postgres.ts'
import { loopWatch } from '../server/platform/sql/real.ts'
import type { Database } from '../server/platform/sql/sql.ts'
import { openSqlite } from '../server/platform/sql/sqlite.ts'
import { realWorld } from '../server/platform/world/real.ts'
import type { World } from '../server/platform/world/world.ts'

/**
 * The databases that every contract is held against:
 * `for (const engine of engines) test('… (' + engine.name + ')', { skip: engine.skip }, async () => { await using db = await engine.open({ migrations }) … })`
 */
export interface TestEngine {
  readonly name: Database['engine']
  readonly skip: false | string
  /** A new database, gone at the end of its block. */
  open(options: OpenOptions): Promise<Database & AsyncDisposable>
  /** A new database that can be opened several times: a restart, a second process. */
  create(): Promise<TestDatabase>
}

export interface OpenOptions {
  migrations: readonly Migration[]
  world?: World
  /** SQLite: hears of units that waited for the outside. */
  onAlarm?: (error: Error) => void
  /** PostgreSQL: connections of this process. */
  poolSize?: number
}

export interface TestDatabase extends AsyncDisposable {
  /** As `DATABASE_URL` takes it. */
  readonly url: string
  open(options: OpenOptions): Promise<Database>
}

const sqlite: TestEngine = {
  name: 'sqlite',
  skip: false,
  open: (options) => openOnce(sqlite, options),
  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'mostrador-sql-'))
    const path = join(folder, 'mostrador.db')
    return {
      url: `file:${path}`,
      open: ({ world = realWorld(), migrations, onAlarm }) =>
        openSqlite(world, { path, migrations, watch: loopWatch, ...(onAlarm ? { onAlarm } : {}) }),
      [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
    }
  },
}

/**
 * Where a superuser may make databases and roles; the test run says so in the variable, empty when it found none. Asked each time:
 * a server of the run's own may have been started since.
 */
const superuserUrl = () => process.env.TEST_POSTGRES_URL ?? 'postgres://postgres:postgres@127.0.0.1:5432/postgres'

const postgres: TestEngine = {
  name: 'postgres',
  // With CI=true nothing is skipped: the tests run, and fail.
  skip: process.env.CI === 'true' || (await answers(superuserUrl())) ? false : 'PostgreSQL was not found',
  open: (options) => openOnce(postgres, options),
  async create() {
    const name = `mostrador_test_${randomBytes(8).toString('hex')}`
    const password = randomBytes(8).toString('hex')
    await asSuperuser(
      `create role ${name} login createrole nosuperuser nobypassrls password '${password}'`,
      `create database ${name} owner ${name}`,
    )
    const url = new URL(superuserUrl())
    Object.assign(url, { username: name, password, pathname: `/${name}` })
    return {
      url: url.href,
      open: ({ world = realWorld(), migrations, poolSize = 5 }) => openPostgres(world, { url: url.href, migrations, poolSize }),
      [Symbol.asyncDispose]: () =>
        asSuperuser(`drop database ${name} with (force)`, `drop role if exists ${name}_app`, `drop role ${name}`),
    }
  },
}

async function openOnce(engine: TestEngine, options: OpenOptions): Promise<Database & AsyncDisposable> {
  const created = await engine.create()
  try {
    const database = await created.open(options)
    const end = async () => {
      await database.close()
      await created[Symbol.asyncDispose]()
    }
    return Object.assign(database, { [Symbol.asyncDispose]: end })
  } catch (error) {
    await created[Symbol.asyncDispose]()
    throw error
  }
}

/** The same database for somebody whom row-level security does not hold. */
export function superuserUrlOf(url: string): string {
  const outside = new URL(superuserUrl())
  outside.pathname = new URL(url).pathname
  return outside.href
}

/** Each is a command of its own: databases are not made inside transactions. */
export async function asSuperuser(...commands: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(), connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const command of commands) await client.query(command)
  } finally {
    await client.end()
  }
}

async function answers(url: string): Promise<boolean> {
  if (url === '') return false
  try {
    await asSuperuser('select 1')
    return true
  } catch {
    return false
  }
}

export const engines: readonly TestEngine[] = [sqlite, postgres]
