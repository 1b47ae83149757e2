import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { languageOfMachine } from './commands/catalog-words.ts'
import { applyByRestart } from './commands/store-words.ts'
import { type Config, environmentVariables, publicUrl, readConfig } from './config.ts'
import { FolderInUse, ownDataDir } from './data-dir.ts'
import { masterKey } from './master-key.ts'
import { openDatabase } from './open-database.ts'
import { openMedia } from './open-media.ts'
import { openSecrets } from './platform/secrets/secrets.ts'
import type { DataDirHold } from './platform/sql/hold-data-dir.ts'
import { describeError } from './platform/telemetry/telemetry.ts'
import { realWorld } from './platform/world/real.ts'
import { applyStoreFiles, StoreFileMistakes } from './shop/store-file/store-file.ts'
import { storeContents } from './store-contents.ts'
import { UnusableSetting } from './unusable.ts'

/**
 * Commands that work on the database themselves hold the folder as a start does: two owners would not know of each other. `instead` is
 * what to do where somebody holds it.
 */
async function onDatabase(work: (config: Config) => Promise<number>, instead: readonly string[] = []): Promise<number> {
  const read = readConfig(process.env)
  if (!read.ok) return complain(read.problems)
  let hold: DataDirHold | null = null
  try {
    hold = ownDataDir(read.config)
    return await work(read.config)
  } catch (error) {
    if (error instanceof StoreFileMistakes) return complain(error.lines)
    if (error instanceof FolderInUse) return complain([error.message, ...instead])
    if (error instanceof UnusableSetting) return complain([error.message])
    throw error
  } finally {
    hold?.release()
  }
}

export function migrate(args: readonly string[] = []): Promise<number> {
  return onDatabase(async (config) => {
    const database = await openDatabase(realWorld(), config)
    await database.close()
    process.stdout.write(args.includes('--json') ? `${JSON.stringify({ migrated: true })}\n` : 'The database is up to date.\n')
    return 0
  })
}

export async function store(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  const [action, ...files] = args.filter((arg) => arg !== '--json')
  if (action !== 'apply') return complain(['mostrador store takes apply, and the store files to apply'])
  const apply = async (config: Config) => {
    const world = realWorld()
    const database = await openDatabase(world, config)
    try {
      const secrets = openSecrets(masterKey(config, world.random), world.random)
      const applied = await applyStoreFiles(files.length > 0 ? files : config.storeFiles, {
        database,
        secrets,
        random: world.random,
        media: openMedia(config),
        env: process.env,
        refusedVariables: environmentVariables,
        contents: storeContents,
      })
      for (const { tenant, written } of applied) {
        const said = `${tenant}: ${written === 0 ? 'nothing changed' : `${written} written`}`
        process.stdout.write(`${json ? JSON.stringify({ tenant, written }) : said}\n`)
      }
      return 0
    } finally {
      await database.close()
    }
  }
  return onDatabase(apply, [applyByRestart[languageOfMachine(process.env)]])
}

interface Finding {
  what: string
  /** Null when it is well. */
  trouble: string | null
}

/** Looks at an installation as its operator would, without changing anything, and says what to do about each trouble. */
export async function doctor(args: readonly string[] = []): Promise<number> {
  const json = args.includes('--json')
  const read = readConfig(process.env)
  const findings: Finding[] = read.ok ? await examine(read.config) : read.problems.map((trouble) => ({ what: 'settings', trouble }))
  for (const { what, trouble } of findings) {
    const said = `${trouble === null ? 'ok   ' : 'WRONG'}  ${what}${trouble === null ? '' : `: ${trouble}`}`
    process.stdout.write(`${json ? JSON.stringify({ what, ok: trouble === null, trouble }) : said}\n`)
  }
  return findings.some(({ trouble }) => trouble !== null) ? 1 : 0
}

async function examine(config: Config): Promise<Finding[]> {
  return [
    { what: 'settings', trouble: null },
    { what: `data folder ${config.dataDir}`, trouble: folderTrouble(config.dataDir) },
    ...config.storeFiles.map((file) => ({ what: `store file ${file}`, trouble: existsSync(file) ? null : 'it is not there' })),
    ...(config.database.kind === 'postgres'
      ? await examinePostgres(config.database.url)
      : [{ what: `database ${config.database.path}`, trouble: null }]),
    { what: `public address ${publicUrl(config, config.port)}`, trouble: addressTrouble(config) },
  ]
}

function folderTrouble(folder: string): string | null {
  if (!existsSync(folder)) return null
  try {
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (error) {
    return `it cannot be written (${describeError(error)})`
  }
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 500 * 1024 * 1024 ? 'less than 500 MB are free' : null
}

function addressTrouble(config: Config): string | null {
  const open = !['127.0.0.1', '::1', 'localhost'].includes(config.host)
  if (open && config.publicUrl === null) return 'HOST lets other machines in, but PUBLIC_URL does not say how they reach it'
  return null
}

async function examinePostgres(url: string): Promise<Finding[]> {
  const { inspectPostgres } = await import('./platform/sql/postgres.ts')
  try {
    const found = await inspectPostgres(url)
    return [
      { what: `PostgreSQL ${found.version}`, trouble: null },
      {
        what: 'its role',
        trouble:
          found.superuser || found.bypassRls
            ? 'it is a superuser, whom row-level security does not hold; give the program a role of its own'
            : null,
      },
      {
        what: 'the role the program works as',
        trouble:
          found.appRole === 'set'
            ? null
            : 'the owner may not make one, so the program works as the owner; make it as docs/operating.md says',
      },
      // Nothing is wrong with a shop that goes without: it is told, and no more.
      { what: found.autovacuum === 'on' ? 'autovacuum' : `autovacuum, though ${withoutAutovacuum}`, trouble: null },
    ]
  } catch (error) {
    return [{ what: 'PostgreSQL', trouble: describeError(error) }]
  }
}

const withoutAutovacuum =
  'it is off: searches are slow after an import until the tables are analysed; set autovacuum and track_counts to on, or run "analyze" after each import'

function complain(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 2
}
