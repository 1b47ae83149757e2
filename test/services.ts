import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import pg from 'pg'
import { startPrivatePostgres } from './private-postgres.ts'

/** What some tests need and a machine may not have. Tests find it in the variable, which is empty when there is none. */
export interface Service {
  name: string
  variable: string
  /** Where it was found; null when nowhere. */
  value: string | null
  stop?: () => Promise<void>
}

export async function findServices(): Promise<Service[]> {
  const [postgres, rabbit, redis] = await Promise.all([findPostgres(), findRabbit(), findRedis()])
  return [postgres, rabbit, redis, findChromium(), findStrace()]
}

/**
 * The tests make databases and roles of their own, so they need a superuser; and many, so a server of the run's own is best, which
 * waits for no disk.
 */
async function findPostgres(): Promise<Service> {
  const service = { name: 'PostgreSQL', variable: 'TEST_POSTGRES_URL' }
  const given = process.env.TEST_POSTGRES_URL
  if (given) return { ...service, value: (await isSuperuser(given)) ? given : null }
  const own = await startPrivatePostgres().catch((error: Error) => {
    console.log(`- no PostgreSQL of the run's own: ${error.message}`)
    return null
  })
  if (own) return { ...service, value: own.url, stop: own.stop }
  const usual = 'postgres://postgres:postgres@127.0.0.1:5432/postgres'
  return { ...service, value: (await isSuperuser(usual)) ? usual : null }
}

async function isSuperuser(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ rolsuper: boolean }>('select rolsuper from pg_roles where rolname = current_user')
    return rows[0]?.rolsuper === true
  } catch {
    return false
  } finally {
    await client.end()
  }
}

async function findRabbit(): Promise<Service> {
  const url = process.env.TEST_AMQP_URL || 'amqp://guest:guest@127.0.0.1:5672'
  const answers = await says(url, 5672, Buffer.from('AMQP\0\0\x09\x01', 'latin1'), (answer) => answer[0] === 1)
  return { name: 'RabbitMQ', variable: 'TEST_AMQP_URL', value: answers ? url : null }
}

async function findRedis(): Promise<Service> {
  const url = process.env.TEST_REDIS_URL || 'redis://127.0.0.1:6379'
  const answers = await says(url, 6379, Buffer.from('PING\r\n'), (answer) => /^(\+PONG|-NOAUTH)/.test(answer.toString('latin1')))
  return { name: 'Redis', variable: 'TEST_REDIS_URL', value: answers ? url : null }
}

function findChromium(): Service {
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : usual
  return { name: 'Chromium', variable: 'CHROMIUM', value: candidates.find((path) => existsSync(path)) ?? null }
}

/** Found where it may look into a process too, which not every container allows. */
function findStrace(): Service {
  const command = process.env.STRACE || 'strace'
  const { status } = spawnSync(command, ['-f', '-e', 'trace=fdatasync', '-o', '/dev/null', process.execPath, '--version'])
  return { name: 'strace', variable: 'STRACE', value: status === 0 ? command : null }
}

/** Whether something listens there that answers as the protocol says. */
function says(url: string, usualPort: number, greeting: Uint8Array, isRight: (answer: Buffer) => boolean): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || usualPort), timeout: 3000 })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => socket.write(greeting))
    socket.once('data', (answer) => settle(isRight(Buffer.from(answer))))
    socket.once('timeout', () => settle(false))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
  })
}
