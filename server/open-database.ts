import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from './config.ts'
import { migrations } from './migrations/migrations.ts'
import { NewerDatabase } from './platform/sql/migration.ts'
import { checkpointThread, logFile, loopWatch, readerThread } from './platform/sql/real.ts'
import type { Database } from './platform/sql/sql.ts'
import { openSqlite } from './platform/sql/sqlite.ts'
import type { World } from './platform/world/world.ts'
import { isAnsweredOutside, UnusableSetting } from './unusable.ts'

/** The database that the configuration names, brought up to date. Each engine is loaded only where it is used. */
export async function openDatabase(world: World, config: Config, onAlarm: (error: Error) => void = () => {}): Promise<Database> {
  try {
    return await open(world, config, onAlarm)
  } catch (error) {
    if (!isAnsweredOutside(error) && !(error instanceof NewerDatabase)) throw error
    const { database } = config
    const got = database.kind === 'sqlite' ? `file:${database.path}` : database.url
    throw new UnusableSetting('DATABASE_URL', { got, takes: 'a database that lets this program in', why: error })
  }
}

async function open(world: World, config: Config, onAlarm: (error: Error) => void): Promise<Database> {
  if (config.database.kind === 'sqlite') {
    mkdirSync(dirname(config.database.path), { recursive: true })
    const { path } = config.database
    return openSqlite(world, {
      path,
      migrations,
      watch: loopWatch,
      readerThread: readerThread(new URL('./reader-thread.ts', import.meta.url), path),
      checkpointThread: checkpointThread(path),
      logFile: logFile(path),
      onAlarm,
    })
  }
  const { openPostgres } = await import('./platform/sql/postgres.ts')
  return openPostgres(world, { url: config.database.url, migrations })
}
