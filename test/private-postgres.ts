import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

/**
 * A server of our own where PostgreSQL is installed: a new cluster in a temporary folder, gone with the run.
 * Null where the programs are not installed.
 */
export async function startPrivatePostgres(): Promise<{ url: string; stop: () => Promise<void> } | null> {
  const programs = findPrograms()
  if (!programs) return null
  const user = unprivilegedUser()
  const directory = mkdtempSync(join(tmpdir(), 'mostrador-postgres-'))
  chmodSync(directory, 0o700)
  if (user) chownSync(directory, user.uid, user.gid)
  await makeCluster(join(programs, 'initdb'), directory, user)
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((setting) => ['-c', setting])
  const server = spawn(join(programs, 'postgres'), ['-D', directory, '-p', String(port), ...settings], {
    ...user,
    cwd: directory,
    stdio: 'ignore',
  })
  const stop = async () => {
    await end(server)
    rmSync(directory, { recursive: true, force: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  if (await answers(url, server)) return { url, stop }
  await stop()
  throw new Error(`PostgreSQL in ${programs} did not start`)
}

async function makeCluster(initdb: string, directory: string, user: User | undefined): Promise<void> {
  const make = (...more: string[]) =>
    promisify(execFile)(initdb, ['-D', directory, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync', ...more], {
      ...user,
      cwd: directory,
    })
  try {
    // Sorted as people sort, not by bytes: a query that forgets its collation shows only here.
    await make('--locale-provider=icu', '--icu-locale=en')
  } catch {
    // Built without ICU, or older than 15. What it left behind it has removed.
    await make()
  }
}

function findPrograms(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'initdb'))
  const installed = globSync(['/usr/lib/postgresql/*/bin/initdb', '/opt/homebrew/opt/postgresql*/bin/initdb']).sort().reverse()
  const found = [...onPath, ...installed].find((path) => existsSync(path))
  return found && dirname(found)
}

interface User {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function answers(url: string, server: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 100 && server.exitCode === null; tries++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.end()
    }
  }
  return false
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill('SIGINT')
  await exit
}
