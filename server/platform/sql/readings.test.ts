import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { realWorld } from '../world/real.ts'
import { loopWatch, readerThread } from './real.ts'
import { dying, failing, forgetful, pairsApart, writing } from './shoe-readings.fixture.ts'
import { addPair, migrations } from './shoe-shop.fixture.ts'
import { type Database, DatabaseUnavailable, type Scope } from './sql.ts'
import { openSqlite } from './sqlite.ts'

interface Way {
  name: string
  skip: false | string
  open(): Promise<Database & AsyncDisposable>
}

const thread: Way = { name: 'sqlite with a thread', skip: false, open: openWithThread }
const ways: Way[] = [thread, ...engines.map(({ name, skip, open }) => ({ name, skip, open: () => open({ migrations }) }))]

async function openWithThread(): Promise<Database & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-readings-'))
  const path = join(folder, 'shop.db')
  const entry = new URL('./shoe-readings.fixture.ts', import.meta.url)
  const database = await openSqlite(realWorld(), { path, migrations, watch: loopWatch, readerThread: readerThread(entry, path) })
  const end = async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  }
  return Object.assign(database, { [Symbol.asyncDispose]: end })
}

const add = (shop: Scope, id: string, stock = 1) => shop.unit('add', (unit) => unit.run(addPair, { id, stock }))

for (const way of ways) {
  const shopTest = (name: string, run: (database: Database, shop: Scope) => Promise<void>) =>
    test(`${name} (${way.name})`, { skip: way.skip }, async () => {
      await using database = await way.open()
      await run(database, database.tenant('demo'))
    })

  shopTest('a reading sees what is committed, of its own tenant alone', async (database, shop) => {
    await add(shop, 'boots', 3)
    await add(database.tenant('other'), 'clogs')
    const many = await Promise.all([1, 3, 4].map((least) => shop.readApart(pairsApart, least)))
    assert.deepEqual(
      many,
      [1, 1, 0].map((many) => ({ engine: database.engine, ids: ['boots'], many })),
    )
    await add(shop, 'sandals')
    assert.deepEqual((await shop.readApart(pairsApart, 1)).ids, ['boots', 'sandals'])
  })

  shopTest('a reading that forgets its tenant, that writes or that fails is refused, and the next one is answered', async (_, shop) => {
    await assert.rejects(shop.readApart(forgetful, null), /"pairs" is built without its tenant/)
    await assert.rejects(shop.readApart(writing, null))
    await assert.rejects(shop.readApart(failing, 'no such shoe'), { name: 'TypeError', message: 'no such shoe' })
    assert.deepEqual((await shop.readApart(pairsApart, 1)).ids, [])
  })

  shopTest('inside a unit nothing is read apart', async (_, shop) => {
    await assert.rejects(
      shop.unit('look', () => shop.readApart(pairsApart, 1)),
      /unit "look": "test-pairs-apart" is read inside a unit/,
    )
  })
}

test('a thread that dies takes with it only those who wait for it', async () => {
  await using database = await thread.open()
  const shop = database.tenant('demo')
  await add(shop, 'boots')
  const lost = await Promise.allSettled([shop.readApart(dying, null), shop.readApart(pairsApart, 1)])
  for (const outcome of lost) assert.ok(outcome.status === 'rejected' && outcome.reason instanceof DatabaseUnavailable)
  assert.deepEqual((await shop.readApart(pairsApart, 1)).ids, ['boots'])
})

test('once the database is closed, nobody is answered and nothing is left running', async () => {
  const database = await thread.open()
  const shop = database.tenant('demo')
  await shop.readApart(pairsApart, 1)
  const late = shop.readApart(pairsApart, 1)
  const settled = Promise.allSettled([late])
  await database[Symbol.asyncDispose]()
  await settled
  await assert.rejects(shop.readApart(pairsApart, 1), DatabaseUnavailable)
})

test('what is asked in the moment of closing is refused, and begins no thread', async () => {
  const database = await thread.open()
  const asked = assert.rejects(database.tenant('demo').readApart(pairsApart, 1), { message: 'the database is closed' })
  await database[Symbol.asyncDispose]()
  await asked
})
