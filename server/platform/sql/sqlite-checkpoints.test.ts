import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { realWorld } from '../world/real.ts'
import { checkpointThread, loopWatch } from './real.ts'
import { addPair, addPhoto, migrations } from './shoe-shop.fixture.ts'
import type { Scope } from './sql.ts'
import { openSqlite, type SqliteDatabase } from './sqlite.ts'
import type { CheckpointThread } from './sqlite-checkpoints.ts'

interface Opened extends AsyncDisposable {
  database: SqliteDatabase
  shop: Scope
  path: string
  alarms: string[]
}

async function open(threadOf: (path: string) => CheckpointThread): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-checkpoints-'))
  const path = join(folder, 'shop.db')
  const alarms: string[] = []
  const onAlarm = ({ message }: Error) => void alarms.push(message)
  const options = { path, migrations, watch: loopWatch, checkpointThread: threadOf(path), onAlarm }
  const database = await openSqlite(realWorld(), options)
  const dispose = async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  }
  return { database, shop: database.tenant('demo'), path, alarms, [Symbol.asyncDispose]: dispose }
}

/** Some forty pages of the log. */
const fill = (shop: Scope, id: string) =>
  shop.unit('fill', async (unit) => {
    await unit.run(addPair, { id, stock: 1 })
    await unit.run(addPhoto, { id, photo: new Uint8Array(160_000) })
  })

test('what was committed is put away into the file by the thread', async () => {
  await using opened = await open(checkpointThread)
  for (let written = 0; statSync(opened.path).size < 1_000_000; written++) {
    // With a few more whoever commits would put them away.
    assert.ok(written < 350, 'nothing was put away')
    await fill(opened.shop, `photo ${written}`)
  }
  assert.deepEqual(opened.alarms, [])
})

test('a thread that fails is told of, and asked again the next time', async () => {
  let asked = 0
  const fail = async () => {
    asked++
    throw new Error('the disk is gone')
  }
  await using opened = await open(() => ({ checkpoint: fail, close: async () => undefined }))
  for (let written = 0; asked < 2; written++) {
    assert.ok(written < 300, 'nobody was asked')
    await fill(opened.shop, `photo ${written}`)
    await setImmediate()
  }
  assert.deepEqual([...new Set(opened.alarms)], ['the disk is gone'])
})

test('nobody is asked for a little, and nobody twice at a time', async () => {
  let asked = 0
  const checkpoint = () => {
    asked++
    return new Promise<void>(() => undefined)
  }
  await using opened = await open(() => ({ checkpoint, close: async () => undefined }))
  await fill(opened.shop, 'a little')
  assert.equal(asked, 0)
  for (let written = 0; written < 300; written++) await fill(opened.shop, `photo ${written}`)
  assert.equal(asked, 1)
})
