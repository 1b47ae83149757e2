import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Migration } from '../server/platform/sql/migration.ts'
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
  onAlarm?: (error: Error) => void
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
      open: ({ world = realWorld(), ...options }) => openSqlite(world, { path, watch: loopWatch, ...options }),
      [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
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

export const engines: readonly TestEngine[] = [sqlite]
