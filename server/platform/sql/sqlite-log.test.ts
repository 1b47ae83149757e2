import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { realWorld } from '../world/real.ts'
import { logFile, loopWatch } from './real.ts'
import { addPair, listPairs, migrations } from './shoe-shop.fixture.ts'
import { DatabaseUnavailable, type Scope } from './sql.ts'
import { openSqlite, type SqliteDatabase } from './sqlite.ts'
import type { LogFile } from './sqlite-log.ts'

interface Opened extends AsyncDisposable {
  database: SqliteDatabase
  shop: Scope
  alarms: string[]
}

async function open(logOf: (path: string) => LogFile): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-log-'))
  const path = join(folder, 'shop.db')
  const alarms: string[] = []
  const onAlarm = ({ message }: Error) => void alarms.push(message)
  const database = await openSqlite(realWorld(), { path, migrations, watch: loopWatch, logFile: logOf(path), onAlarm })
  const dispose = async () => {
    database.abandon()
    rmSync(folder, { recursive: true })
  }
  return { database, shop: database.tenant('demo'), alarms, [Symbol.asyncDispose]: dispose }
}

/** A disk whose flushes end when they are told to, in the order in which they began. */
function slowDisk() {
  const underWay: PromiseWithResolvers<void>[] = []
  const file: LogFile = {
    flush() {
      const flush = Promise.withResolvers<void>()
      underWay.push(flush)
      return flush.promise
    },
    close: () => undefined,
  }
  return { file, underWay }
}

const add = (shop: Scope, id: string) => shop.unit('add', (unit) => unit.run(addPair, { id, stock: 1 }))
const ids = async (shop: Scope) => (await shop.read(listPairs, {})).map(({ id }) => id)

async function untilThere(shop: Scope, id: string): Promise<void> {
  while (!(await ids(shop)).includes(id)) await setImmediate()
}

test('nobody hears of a commit before it is safe, and the next is written meanwhile', async () => {
  const { file, underWay } = slowDisk()
  await using opened = await open(() => file)
  const { shop } = opened
  const heard: string[] = []
  for (const id of ['boots', 'clogs', 'sandals']) {
    void add(shop, id).then(() => heard.push(id))
    await untilThere(shop, id)
  }
  assert.deepEqual([heard, underWay.length], [[], 1])
  underWay[0]?.resolve()
  await setImmediate()
  // The others came after that flush had begun, which does not speak for them: the next serves both.
  assert.deepEqual([heard, underWay.length], [['boots'], 2])
  underWay[1]?.resolve()
  await setImmediate()
  assert.deepEqual([heard, underWay.length], [['boots', 'clogs', 'sandals'], 2])
})

test('a database is closed when everybody has heard', async () => {
  const { file, underWay } = slowDisk()
  await using opened = await open(() => file)
  const heard: string[] = []
  void add(opened.shop, 'boots').then(() => heard.push('boots'))
  const closed = opened.database.close().then(() => heard.push('closed'))
  while (underWay.length === 0) await setImmediate()
  underWay[0]?.resolve()
  await closed
  assert.deepEqual(heard, ['boots', 'closed'])
})

test('once a disk has failed to keep something, those who wait are refused and nothing more is taken', async () => {
  const { file, underWay } = slowDisk()
  await using opened = await open(() => file)
  const { shop, database } = opened
  const refused = [assert.rejects(add(shop, 'boots'), DatabaseUnavailable)]
  await untilThere(shop, 'boots')
  refused.push(assert.rejects(add(shop, 'clogs'), DatabaseUnavailable))
  await untilThere(shop, 'clogs')
  underWay[0]?.reject(new Error('EIO'))
  await Promise.all(refused)
  for (const refused of [add(shop, 'sandals'), database.ping()]) await assert.rejects(refused, DatabaseUnavailable)
  assert.equal(underWay.length, 1)
  assert.deepEqual(opened.alarms, ['the disk failed to keep what was written: the program has to be started again'])
})

test('a log that cannot even be opened refuses those who wait, and leaves nobody waiting', async () => {
  await using opened = await open((path) => logFile(join(path, 'nowhere')))
  await assert.rejects(add(opened.shop, 'boots'), DatabaseUnavailable)
  await assert.rejects(opened.database.ping(), DatabaseUnavailable)
})

test('the log of a real file is flushed', async () => {
  await using opened = await open(logFile)
  await Promise.all([add(opened.shop, 'boots'), add(opened.shop, 'clogs')])
  await opened.database.close()
  assert.deepEqual(opened.alarms, [])
})
