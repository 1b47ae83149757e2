import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { ownDataDir } from '../data-dir.ts'
import { copyWhileInUse } from '../platform/sql/real.ts'
import { describeError } from '../platform/telemetry/telemetry.ts'
import { realWorld } from '../platform/world/real.ts'
import { UnusableSetting } from '../unusable.ts'
import { complain, tell } from './at-shop.ts'

/** The database as it is at one moment, with the pictures and the key that opens its secrets: whoever has it has the shop. */
export async function backup(args: readonly string[]): Promise<number> {
  const read = readArgs(args, 'mostrador backup takes a folder that is not there yet, or none')
  if ('problems' in read) return complain(...read.problems)
  const { config, json } = read
  if (config.database.kind === 'postgres') return tellDump(json, config.database.url)
  const { path } = config.database
  if (!existsSync(path)) return complain(`DATABASE_URL: got file:${path}, takes a database that is there`)
  const stamp = new Date(realWorld().clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const folder = read.folder ?? join(config.dataDir, 'backups', stamp)
  if (existsSync(folder)) return complain(`${folder} is there already`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    await copyWhileInUse(path, join(folder, 'mostrador.db'))
    const trouble = troubleOf(join(folder, 'mostrador.db'))
    if (trouble !== null) throw new Error(`the copy is not sound: ${trouble}`)
    const key = join(config.dataDir, 'master.key')
    if (existsSync(key)) copyFileSync(key, join(folder, 'master.key'))
    if (config.media.kind === 'folder' && existsSync(config.media.path))
      cpSync(config.media.path, join(folder, 'media'), { recursive: true })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return complain(`no backup was made: ${describeError(error)}`)
  }
  tell(json ? JSON.stringify({ folder }) : `${folder} holds the database, the pictures and the key that opens its secrets: keep it safe.`)
  return 0
}

/** Puts a backup in the place of what is there, which is kept beside it. The shop must not run. */
export async function restore(args: readonly string[]): Promise<number> {
  const read = readArgs(args, 'mostrador restore takes the folder of a backup')
  if ('problems' in read) return complain(...read.problems)
  const { config, folder, json } = read
  if (config.database.kind === 'postgres') return tellRestore(json)
  if (folder === undefined) return complain('mostrador restore takes the folder of a backup')
  const from = join(folder, 'mostrador.db')
  if (!existsSync(from)) return complain(`${folder} is no backup: there is no mostrador.db in it`)
  const trouble = troubleOf(from)
  if (trouble !== null) return complain(`${from} is not sound: ${trouble}`)
  try {
    const hold = ownDataDir(config)
    try {
      const kept = putInPlace(config, config.database.path, folder)
      tell(
        json
          ? JSON.stringify({ restored: folder, kept })
          : `${folder} was restored.${kept === null ? '' : ` What was there is kept in ${kept}.`}`,
      )
      return 0
    } finally {
      hold.release()
    }
  } catch (error) {
    if (error instanceof UnusableSetting) return complain(`${error.message}; end the shop first`)
    throw error
  }
}

/** Answers with where what was there is kept now. */
function putInPlace(config: Config, path: string, folder: string): string | null {
  const stamp = new Date(realWorld().clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const aside = join(config.dataDir, 'backups', `before-restore-${stamp}`)
  const media = config.media.kind === 'folder' ? config.media.path : null
  const places: readonly (readonly [here: string, name: string])[] = [
    [path, 'mostrador.db'],
    [`${path}-wal`, 'mostrador.db-wal'],
    [`${path}-shm`, 'mostrador.db-shm'],
    [join(config.dataDir, 'master.key'), 'master.key'],
    ...(media === null ? [] : [[media, 'media'] as const]),
  ]
  const isThere = places.filter(([here, name]) => existsSync(here) && (name.startsWith('mostrador.db') || existsSync(join(folder, name))))
  if (isThere.length > 0) mkdirSync(aside, { recursive: true, mode: 0o700 })
  for (const [here, name] of isThere) renameSync(here, join(aside, name))
  mkdirSync(dirname(path), { recursive: true })
  for (const [here, name] of places) if (existsSync(join(folder, name))) cpSync(join(folder, name), here, { recursive: true })
  return isThere.length > 0 ? aside : null
}

function troubleOf(path: string): string | null {
  try {
    using database = new DatabaseSync(path, { readOnly: true })
    const found = database.prepare('pragma quick_check').all() as { quick_check: string }[]
    const said = found.map(({ quick_check }) => quick_check).join('; ')
    return said === 'ok' ? null : said
  } catch (error) {
    return describeError(error)
  }
}

/** Row-level security holds whoever owns the tables too, and pg_dump refuses to leave rows out: it takes a role that may see all of them. */
function tellDump(json: boolean, databaseUrl: string): number {
  const { role, url } = backupAccess(databaseUrl)
  const run = `pg_dump --format=custom --file=mostrador.dump --username='${role}' --dbname='${url}'`
  const makeRole = [`create role "${role}" login bypassrls password '…';`, `grant pg_read_all_data to "${role}";`]
  tell(
    json
      ? JSON.stringify({ run, role, make_role: makeRole.join(' ') })
      : `PostgreSQL keeps the shop: run

  ${run}

and keep the folder of MEDIA_URL and MASTER_KEY with it.

${role} is a role that row-level security does not hold: the program's own may not see all rows, and pg_dump fails with it. A superuser makes it, once:

  ${makeRole.join('\n  ')}

A superuser can make the dump as well. Never add --enable-row-security: the dump is made then, and the shops' rows are not in it.`,
  )
  return 0
}

/** Where the database is, without who the program is there, and who makes the dump. */
function backupAccess(databaseUrl: string): { role: string; url: string } {
  const url = new URL(databaseUrl)
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username) || 'mostrador'
  url.username = ''
  url.password = ''
  for (const name of ['user', 'password']) if (url.searchParams.has(name)) url.searchParams.delete(name)
  return { role: `${database.replaceAll(/['"]/g, '').slice(0, 56)}_backup`, url: url.href.replaceAll("'", '%27') }
}

function tellRestore(json: boolean): number {
  const run = 'pg_restore --clean --if-exists --no-owner --no-privileges --single-transaction --dbname="$DATABASE_URL" mostrador.dump'
  tell(
    json
      ? JSON.stringify({ run })
      : `PostgreSQL keeps the shop: end the shop, run

  ${run}

and bring back the folder of MEDIA_URL and MASTER_KEY with it. The role of DATABASE_URL has to have the name it had when the dump was made; what
the program's other role may do is given to it again at the next start.`,
  )
  return 0
}

type Read = { config: Config; folder: string | undefined; json: boolean } | { problems: string[] }

function readArgs(args: readonly string[], takes: string): Read {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: { json: { type: 'boolean' } },
  })
  const [folder, ...rest] = positionals
  if (rest.length > 0) return { problems: [takes] }
  const read = readConfig(process.env)
  return read.ok ? { config: read.config, folder, json: values.json === true } : { problems: [...read.problems] }
}
