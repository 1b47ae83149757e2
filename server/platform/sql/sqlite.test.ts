import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { testWorld } from '../../../test/world.ts'
import type { FaultPoint } from '../world/faults.ts'
import { realWorld } from '../world/real.ts'
import type { World } from '../world/world.ts'
import type { Migration } from './migration.ts'
import { loopWatch } from './real.ts'
import { addBox, addPair, laterMigration, listPairs, migrations } from './shoe-shop.fixture.ts'
import { DatabaseUnavailable, type Scope } from './sql.ts'
import { openSqlite, type SqliteDatabase } from './sqlite.ts'

interface Opened extends AsyncDisposable {
  db: SqliteDatabase
  shop: Scope
  path: string
  alarms: string[]
}

async function open(world: World = realWorld(), later: readonly Migration[] = []): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'mostrador-sqlite-'))
  const path = join(folder, 'shop.db')
  const alarms: string[] = []
  const db = await openSqlite(world, {
    path,
    migrations: [...migrations, ...later],
    watch: loopWatch,
    onAlarm: ({ message }) => alarms.push(message),
  })
  const dispose = async () => {
    db.abandon()
    rmSync(folder, { recursive: true })
  }
  return { db, shop: db.tenant('demo'), path, alarms, [Symbol.asyncDispose]: dispose }
}

const add = (shop: Scope, id: string) => shop.unit('add', (unit) => unit.run(addPair, { id, stock: 1 }))
const ids = async (shop: Scope) => (await shop.read(listPairs, {})).map(({ id }) => id)

const waits: Record<string, () => Promise<unknown>> = {
  'a timer': () => setTimeout(1),
  'a tick': () => setImmediate(),
  'a file': async () => (await import('node:fs/promises')).stat(tmpdir()),
  'a name': async () => (await import('node:dns/promises')).lookup('localhost'),
  'nothing that ever comes': () => new Promise(() => undefined),
}

for (const [what, wait] of Object.entries(waits)) {
  test(`a unit that waits for ${what} is rolled back by name, and those behind it are not held up`, async () => {
    await using opened = await open()
    const { shop, alarms } = opened
    const waiting = shop.unit('dawdle', async (unit) => {
      await unit.run(addPair, { id: 'clogs', stock: 1 })
      await wait()
    })
    const outcomes = await Promise.allSettled([add(shop, 'boots'), waiting, add(shop, 'sandals')])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    await assert.rejects(waiting, /unit "dawdle" waited for something other than the database/)
    assert.equal(alarms.length, 1)
    assert.deepEqual(await ids(shop), ['boots', 'sandals'])
  })
}

test('wherever in the turn of the loop a timer falls due, the unit that waits for it is found', async () => {
  await using opened = await open()
  const { shop } = opened
  const outcomes: string[] = []
  for (let trial = 0; trial < 300; trial++) {
    const waiting = shop.unit('dawdle', async () => {
      for (const until = performance.now() + trial / 100; performance.now() < until; );
      await setTimeout(trial % 2)
    })
    outcomes.push(...(await Promise.allSettled([waiting])).map(({ status }) => status))
  }
  assert.deepEqual([...new Set(outcomes)], ['rejected'])
})

test('a unit of many queries and promises raises no alarm, nor do hundreds at once', async () => {
  await using opened = await open()
  const { shop, alarms } = opened
  await Promise.all(
    Array.from({ length: 600 }, (_, at) =>
      shop.unit('busy', async (unit) => {
        for (let more = 0; more < 5; more++) await unit.run(addPair, { id: `${at}-${more}`, stock: 1 })
        await Promise.all([unit.run(listPairs, {}), unit.sql.selectFrom('towns').selectAll().execute()])
        for (let more = 0; more < 100; more++) await Promise.resolve()
      }),
    ),
  )
  assert.deepEqual([alarms, (await ids(shop)).length], [[], 3000])
})

test('a simulated world raises no alarm, and its clock does not move while a unit runs', async () => {
  const world = testWorld()
  await using opened = await open(world)
  await Promise.all([add(opened.shop, 'boots'), add(opened.shop, 'clogs')])
  assert.deepEqual([opened.alarms, await ids(opened.shop)], [[], ['boots', 'clogs']])
})

test('units that come together share one commit, and nobody hears of his before it', async () => {
  const order: string[] = []
  const fault = (point: FaultPoint) => void order.push(point)
  // In which time stands still: a batch has an end.
  await using opened = await open({ ...testWorld(), fault })
  const { shop } = opened
  const say = (id: string) => shop.unit('add', (unit) => unit.run(addPair, { id, stock: 1 })).then(() => order.push(id))
  await Promise.all([say('boots'), say('clogs'), say('sandals')])
  assert.deepEqual(order, ['commit.before', 'commit.after', 'boots', 'clogs', 'sandals'])
})

test('a batch has an end: more than 256 units are several commits', async () => {
  let commits = 0
  await using opened = await open({ ...testWorld(), fault: (point) => void (point === 'commit.after' && commits++) })
  await Promise.all(Array.from({ length: 600 }, (_, at) => add(opened.shop, `pair ${at}`)))
  assert.equal(commits, 3)
})

test('whoever is in a hurry passes the patient, and is told with those already written', async () => {
  const order: string[] = []
  await using opened = await open({ ...testWorld(), fault: (point) => void (point === 'commit.after' && order.push('committed')) })
  const { shop } = opened
  const say = (id: string, options = {}) =>
    shop.unit('add', (unit) => unit.run(addPair, { id, stock: 1 }), options).then(() => void order.push(id))
  const patient = ['boots', 'clogs', 'sandals', 'slippers'].map((id) => say(id, { patient: true }))
  // The first of them is written in the turn that this waits for.
  await setImmediate()
  const hurried = say('pumps')
  await Promise.all([...patient, hurried])
  const [before, after] = [order.slice(0, order.indexOf('pumps')), order.slice(order.indexOf('pumps'))]
  assert.deepEqual(before, ['committed', ...['boots', 'clogs', 'sandals'].slice(0, before.length - 1)])
  assert.deepEqual([after.filter((step) => step === 'committed').length, after.at(-1)], [1, 'slippers'])
  assert.deepEqual(opened.alarms, [])
})

test('patience has an end: in a crowd that never ends the patient are let in as well', async () => {
  let now = 0
  await using opened = await open({ ...realWorld(), monotonic: () => now })
  const { shop } = opened
  let told = false
  const patient = shop
    .unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }), { patient: true })
    .then(() => {
      told = true
    })
  for (let crowd = 0; !told; crowd++, now += 1) {
    assert.ok(crowd < 200, 'the patient were never let in')
    await Promise.all([add(shop, `one ${crowd}`), add(shop, `other ${crowd}`)])
  }
  await patient
})

test('a patient unit that waits for the outside is rolled back too, and the next in its batch is not', async () => {
  await using opened = await open()
  const { shop, alarms } = opened
  const add = (id: string, wait: () => Promise<unknown>) =>
    shop.unit(
      'fill',
      async (unit) => {
        await unit.run(addPair, { id, stock: 1 })
        await wait()
      },
      { patient: true },
    )
  const outcomes = await Promise.allSettled([
    add('boots', async () => undefined),
    add('clogs', () => setImmediate()),
    add('pumps', async () => undefined),
  ])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual([alarms.length, await ids(shop)], [1, ['boots', 'pumps']])
})

test('when the commit fails, every unit of its batch is refused, and the next batch is not', async () => {
  // In which time stands still, so that they are one batch.
  await using opened = await open(testWorld())
  const { shop } = opened
  const box = shop.unit('box', (unit) => unit.run(addBox, { id: 'b1', pair: 'a pair that is not there' }))
  const outcomes = await Promise.allSettled([add(shop, 'boots'), box, add(shop, 'clogs')])
  for (const outcome of outcomes) assert.ok(outcome.status === 'rejected' && outcome.reason instanceof DatabaseUnavailable)
  assert.deepEqual(await ids(shop), [])
  await add(shop, 'sandals')
  assert.deepEqual(await ids(shop), ['sandals'])
})

test('a full disk refuses what does not fit, keeps what was there, and is no trouble for what fits', async () => {
  const small = laterMigration('0002_small_disk', async (schema) => void (await sql`pragma max_page_count = 40`.execute(schema)))
  await using opened = await open(realWorld(), [small])
  const { shop } = opened
  await add(shop, 'boots')
  await assert.rejects(add(shop, 'x'.repeat(200_000)), DatabaseUnavailable)
  await add(shop, 'clogs')
  assert.deepEqual(await ids(shop), ['boots', 'clogs'])
})

test('another program that holds the file for a moment is waited for, without stopping anybody', async () => {
  await using opened = await open()
  const { shop, path } = opened
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  const added = add(shop, 'boots')
  let ticks = 0
  for (const until = Date.now() + 300; Date.now() < until; ticks++) await setTimeout(1)
  assert.deepEqual(await ids(shop), [])
  other.exec('commit')
  other.close()
  await added
  assert.deepEqual(await ids(shop), ['boots'])
  assert.ok(ticks > 3, `the loop went on (${ticks})`)
})

test('what was not committed when the process was killed is not there afterwards', async () => {
  let killed = false
  await using opened = await open({
    ...realWorld(),
    fault: (point) => (killed && point === 'commit.before' ? new Promise<void>(() => undefined) : undefined),
  })
  const { db, shop, path } = opened
  await add(shop, 'boots')
  killed = true
  let told = false
  void add(shop, 'clogs').finally(() => {
    told = true
  })
  await setTimeout(20)
  db.abandon()
  const after = await openSqlite(realWorld(), { path, migrations, watch: loopWatch })
  assert.deepEqual([await ids(after.tenant('demo')), told], [['boots'], false])
  await after.close()
})
