import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { VariableName } from '../../server/config.ts'
import { dumpOf } from '../dump.ts'
import { engines } from '../engines.ts'
import { freePort, newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { arrive } from '../visitor.ts'

/** Of each variable something that it does not take, and how much of it may be shown. */
const wrong: Readonly<Record<VariableName, readonly [given: string, shown: string]>> = {
  PORT: quoted('http'),
  HOST: quoted('two words'),
  PUBLIC_URL: ['shop://ana:hunter2@shop.example.com', '"shop://ana:***@shop.example.com"'],
  DATA_DIR: quoted('s3://bucket'),
  DATABASE_URL: ['mysql://ana:hunter2@db/shop', '"mysql://ana:***@db/shop"'],
  BUS_URL: ['http://ana:hunter2@mq', '"http://ana:***@mq"'],
  REDIS_URL: ['redi://:hunter2@cache', '"redi://:***@cache"'],
  STORE_FILE: quoted('store.txt'),
  ROLES: quoted('sellers'),
  MASTER_KEY: ['hunter2', '*** (7 characters)'],
  MEDIA_URL: ['gs://ana:hunter2@bucket', '"gs://ana:***@bucket"'],
  MAIL_URL: ['http://ana:hunter2@mail:587', '"http://ana:***@mail:587"'],
  MAIL_FROM: quoted('ana@'),
  TRUSTED_PROXIES: quoted('10.0.0.0/33'),
  CORS_ORIGINS: quoted('*'),
  SIMULATOR: quoted('yes'),
  RETENTION_DAYS: quoted('0'),
  BACKUP_DAYS: quoted('-1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: ['grpc://ana:hunter2@collector', '"grpc://ana:***@collector"'],
  LOG_LEVEL: quoted('loud'),
  CLOCK_START: quoted('yesterday'),
}

function quoted(text: string): [string, string] {
  return [text, JSON.stringify(text)]
}

async function refusalOf(env: Readonly<Record<string, string>>): Promise<string> {
  await using program = runProgram({ env })
  const { how, err } = await program.ended
  assert.equal(how, 2, err)
  assert.doesNotMatch(`${err}${program.written.out}`, /hunter2/)
  assert.match(err, /^[^\n]+\n$/)
  return err.trimEnd()
}

describe('a start that is given a wrong value', { concurrency: 2 }, () => {
  for (const [name, [given, shown]] of Object.entries(wrong)) {
    test(`says in one line that ${name} takes something else, and touches nothing`, async () => {
      proves('settings.wrong-value-is-one-line-and-exit-2', 'settings.passwords-are-masked')
      using folder = newFolder()
      const data = join(folder.path, 'data')
      const line = await refusalOf({ DATA_DIR: data, [name]: given })
      assert.ok(line.startsWith(`${name}: got ${shown}, takes `), line)
      assert.deepEqual(readdirSync(folder.path), [])
    })
  }
})

/** Values that read well, and of which only this machine can say that they are wrong. */
describe('a start that is given a value of no use here', { concurrency: 2 }, () => {
  const key = Buffer.alloc(32, 7).toString('base64')

  const refusedHere = (name: VariableName, what: string, env: (folder: string) => Record<string, string>, says: RegExp) =>
    test(`says in one line that ${name} is ${what}`, async () => {
      proves('settings.wrong-value-is-one-line-and-exit-2')
      using folder = newFolder()
      const line = await refusalOf({ DATA_DIR: join(folder.path, 'data'), ...env(folder.path) })
      assert.match(line, says)
      assert.ok(line.startsWith(`${name}: got "`), line)
    })

  test('says in one line that PORT is taken', async () => {
    proves('settings.wrong-value-is-one-line-and-exit-2')
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    using folder = newFolder()
    assert.match(
      await refusalOf({ DATA_DIR: folder.path, PORT: String(port) }),
      new RegExp(`^PORT: got "${port}", takes a port that is free and allowed \\(.*EADDRINUSE`),
    )
    server.close()
  })
  refusedHere('HOST', 'no address of this machine', () => ({ HOST: '203.0.113.7' }), /takes an address of this machine \(/)
  refusedHere('DATA_DIR', 'a file', (folder) => ({ DATA_DIR: aFile(folder) }), /takes a folder that can be written \(/)
  refusedHere('DATABASE_URL', 'a file of something else', (folder) => ({ DATABASE_URL: `file:${aFile(folder)}` }), /takes a database .*\(/)
  refusedHere(
    'DATABASE_URL',
    'a server that does not answer',
    () => ({ DATABASE_URL: 'postgres://ana:hunter2@127.0.0.1:1/shop', MASTER_KEY: key }),
    /got "postgres:\/\/ana:\*\*\*@127.*ECONNREFUSED/,
  )
  const postgres = engines.find(({ name }) => name === 'postgres')
  test('says in one line that DATABASE_URL is a server that lets nobody of that name in', { skip: postgres?.skip ?? false }, async () => {
    using folder = newFolder()
    const url = new URL(process.env.TEST_POSTGRES_URL || 'postgres://127.0.0.1:5432')
    Object.assign(url, { username: 'nobody_of_that_name', password: 'hunter2' })
    assert.match(
      await refusalOf({ DATA_DIR: folder.path, DATABASE_URL: url.href, MASTER_KEY: key }),
      /^DATABASE_URL: got .*nobody_of_that_name/,
    )
  })
  refusedHere(
    'MASTER_KEY',
    'kept in a file that was damaged',
    (folder) => {
      mkdirSync(join(folder, 'data'))
      writeFileSync(join(folder, 'data', 'master.key'), 'hunter2')
      return {}
    },
    /master\.key", takes a file with 32 bytes in base64 \(it holds 5\)$/,
  )
})

function aFile(folder: string): string {
  const path = join(folder, 'a-file.db')
  writeFileSync(path, 'nothing that a shop could use, and quite long enough to be taken for something')
  return path
}

test('HOST and PORT say where the shop listens, and nowhere else', async () => {
  proves('settings.port-and-host')
  // The whole of 127/8 is this machine on Linux alone.
  const host = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1'
  const port = await freePort(host)
  using folder = newFolder()
  await using program = runProgram({ env: { DATA_DIR: folder.path, HOST: host, PORT: String(port) } })
  assert.equal(await program.open, `http://localhost:${port}`)
  assert.equal((await fetch(`http://${host}:${port}/healthz`)).status, 200)
  if (host !== '127.0.0.1') await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`))
})

for (const engine of engines) {
  test(`DATABASE_URL says where everything is kept (${engine.name})`, { skip: engine.skip }, async () => {
    proves('settings.database-url')
    await using database = await engine.create()
    using folder = newFolder()
    const env = { DATA_DIR: folder.path, DATABASE_URL: database.url, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
    await using program = runProgram({ env })
    const visitor = await arrive(await program.open)
    await visitor.write('hola')
    assert.deepEqual(
      readdirSync(folder.path).filter((name) => name.endsWith('.db') && name !== 'lock.db'),
      [],
    )
    program.child.kill('SIGTERM')
    await program.ended
    const { messages = [] } = await dumpOf(database.url)
    assert.ok(messages.some((row) => row.includes('hola')))
  })
}

test('PostgreSQL without a MASTER_KEY is refused', async () => {
  proves('settings.master-key-required-with-postgresql')
  using folder = newFolder()
  const line = await refusalOf({ DATA_DIR: folder.path, DATABASE_URL: 'postgres://ana:hunter2@127.0.0.1:1/shop' })
  assert.match(line, /^MASTER_KEY: got nothing, takes 32 bytes in base64 .*; with PostgreSQL it is required$/)
})

test('without a MASTER_KEY one is made, which only its owner may read, and it is the same after a restart', async () => {
  proves('settings.master-key-made-and-kept')
  using folder = newFolder()
  const file = join(folder.path, 'master.key')
  await using first = runProgram({ env: { DATA_DIR: folder.path } })
  const visitor = await arrive(await first.open)
  await visitor.write('hola')
  const made = readFileSync(file, 'utf8')
  assert.equal(Buffer.from(made, 'base64').length, 32)
  assert.equal(statSync(file).mode & 0o077, 0)
  first.child.kill('SIGTERM')
  await first.ended
  await using second = runProgram({ env: { DATA_DIR: folder.path } })
  // The token was made with the key, and is worth nothing under another.
  assert.deepEqual((await visitor.at(await second.open).read()).map(({ text }) => text).slice(0, 1), ['hola'])
  assert.equal(readFileSync(file, 'utf8'), made)

  using other = newFolder()
  await using given = runProgram({ env: { DATA_DIR: other.path, MASTER_KEY: made } })
  await given.open
  assert.ok(!readdirSync(other.path).includes('master.key'))
})

test('STORE_FILE takes several files, which are applied at every start, and the second time change nothing', async () => {
  proves('settings.store-files')
  using folder = newFolder()
  const paths = ['luna', 'sol'].map((id) => {
    const path = join(folder.path, `${id}.yaml`)
    const tenant = `{ id: ${id}, name: "Tienda ${id}", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }`
    writeFileSync(path, `version: 1\ntenant: ${tenant}\nlines: [ { id: ${id}, provider: webchat, address: ${id}, seller: null } ]\n`)
    return path
  })
  const env = { DATA_DIR: folder.path, STORE_FILE: paths.join(', ') }
  await using first = runProgram({ env })
  const url = await first.open
  for (const id of ['luna', 'sol'])
    assert.equal(((await (await fetch(`${url}/webchat/${id}`)).json()) as { name: string }).name, `Tienda ${id}`)
  first.child.kill('SIGTERM')
  const { out } = await first.ended
  assert.equal(out.match(/"store\.applied"/g)?.length, 2)
  const before = await dumpOf(`file:${join(folder.path, 'mostrador.db')}`)
  await using second = runProgram({ env })
  await second.open
  second.child.kill('SIGTERM')
  assert.doesNotMatch((await second.ended).out, /"store\.applied"/)
  assert.deepEqual(await dumpOf(`file:${join(folder.path, 'mostrador.db')}`), before)
})

test('after the plain lines of the start the log is one JSON object a line, as much as LOG_LEVEL asks for', async () => {
  proves('settings.log-level', 'logs.json-lines')
  const levelsAt = async (level: string) => {
    using folder = newFolder()
    await using program = runProgram({ env: { DATA_DIR: folder.path, LOG_LEVEL: level } })
    await fetch(`${await program.open}/healthz`)
    program.child.kill('SIGTERM')
    const { out } = await program.ended
    const [, afterwards = ''] = out.split(/^ +Demo login .*\n\n/m)
    const lines = afterwards.split('\n').filter((line) => line !== '')
    const entries = lines.map((line) => JSON.parse(line) as Record<string, string>)
    for (const { timestamp = '', event, service } of entries) {
      assert.match(timestamp, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      assert.ok(event && service)
    }
    return [...new Set(entries.map(({ level }) => level))].toSorted()
  }
  assert.deepEqual(await Promise.all(['debug', 'info', 'warn'].map(levelsAt)), [['debug', 'info'], ['info'], []])
})

test('CLOCK_START is where the shop’s own time begins; sessions, retries and the log keep the machine’s', async () => {
  proves('settings.clock-start')
  using folder = newFolder()
  await using program = runProgram({ env: { DATA_DIR: folder.path, CLOCK_START: '2031-05-01T09:00:00-03:00' } })
  const url = await program.open
  const visitor = await arrive(url)
  await visitor.write('hola')
  await until(async () => (await visitor.read()).length > 1, 'an answer')
  const ask = await signedIn(url)
  const { items } = await ask('GET', '/conversations')
  const id = items[0].id
  const handedOver = await ask('POST', `/conversations/${id}/handoff`, { reason: 'wants a person' })
  const customer = await ask('POST', '/customers', { name: 'Ana' })
  const note = await ask('POST', `/customers/${customer.id}/notes`, { text: 'Prefers mornings' })
  const messages = await ask('GET', `/conversations/${id}/messages`)
  for (const time of [...timesIn([items, customer, note, messages, await visitor.read()]), handedOver.floor.since])
    assert.match(time, /^2031-05-01T12:0\d:/)
  assert.match(handedOver.human_override_until, /^2031-05-0[23]T/)

  const machine = new Date().toISOString().slice(0, 10)
  assert.ok((await ask('GET', '/status')).started_at.startsWith(machine))
  assert.match(program.written.out, new RegExp(`"timestamp":"${machine}`))
  assert.doesNotMatch(program.written.out, /"timestamp":"2031/)
})

/** Every point in time in an answer, wherever it stands. */
function timesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(timesIn)
}

/** With the demo shop's owner signed in. */
// biome-ignore lint/suspicious/noExplicitAny: what a door answers is for the test to find out
async function signedIn(url: string): Promise<(method: string, path: string, body?: unknown) => Promise<any>> {
  const credentials = JSON.stringify({ email: 'owner@demo.test', password: 'mostrador-demo' })
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', body: credentials })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? assert.fail('nobody was signed in')
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    assert.ok(answer.ok, `${method} ${path} answered ${answer.status}: ${await answer.clone().text()}`)
    return answer.json()
  }
}
