import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { VariableName } from '../../server/config.ts'
import { engines } from '../engines.ts'
import { newFolder, runProgram } from '../program.ts'
import { proves } from '../proves.ts'

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
