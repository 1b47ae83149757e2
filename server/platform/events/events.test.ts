import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { engines, type OpenOptions, type TestDatabase } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { testWorld } from '../../../test/world.ts'
import { events as eventTables } from '../../migrations/0002_events.ts'
import { makeListeners, makeSystemEvents } from '../../migrations/0018_doors.ts'
import type { Migration } from '../sql/migration.ts'
import type { Database } from '../sql/sql.ts'
import { type Log, openLog } from '../telemetry/telemetry.ts'
import { realWorld } from '../world/real.ts'
import type { World } from '../world/world.ts'
import {
  countParked,
  deadLetters,
  discardDeadLetter,
  type Events,
  embeddedTransport,
  event,
  type Handler,
  on,
  openEvents,
  replayDeadLetter,
  silentTransport,
  startHandlers,
  type Tx,
} from './events.ts'

declare module '../sql/sql.ts' {
  interface Tables {
    ledger: { tenant_id: string; id: string; entry: string }
  }
}

const ledger: Migration = {
  name: '9000_ledger',
  tenantTables: ['ledger', 'system_events', 'listeners'],
  async up({ schema }, engine) {
    await makeSystemEvents({ schema }, engine)
    await makeListeners({ schema }, engine)
    await schema
      .createTable('ledger')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('entry', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('ledger_key', ['tenant_id', 'id'])
      .execute()
  },
}

const migrations = [eventTables, ledger]
const sold = event('test.sold', 'Something was sold.', z.object({ what: z.string() }))
const log: Log = openLog({ level: 'error', now: () => 0, write: () => {} })

/** Its effect is a row: one row more for every time it takes place. */
const writeDown = (name = 'ledger.write-down', startsAt: Handler['startsAt'] = 'now') =>
  on(sold, name, async (tx, { data, seq, subject }) => note(tx, `${name} ${subject} ${seq} ${data.what}`), { startsAt })

async function note(tx: Tx, entry: string): Promise<void> {
  await tx.sql.insertInto('ledger').values({ tenant_id: tx.tenant, id: tx.ids(), entry }).execute()
}

async function entries(database: Database): Promise<string[]> {
  const rows = await database.tenant('a').sql.selectFrom('ledger').select('entry').where('tenant_id', '=', 'a').orderBy('id').execute()
  return rows.map(({ entry }) => entry)
}

function sell(events: Events, database: Database, subject: string, what: string): Promise<void> {
  return events.transaction(database.tenant('a'), 'test.sell', null, async (tx) => {
    await tx.lock(subject)
    await tx.publish(sold, { subject, data: { what } })
  })
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await happened()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail('it did not happen in time')
}

const opened = (world: World): OpenOptions => ({ migrations, world })

for (const engine of engines) {
  test(`what is told of many subjects together is numbered and heard of each (${engine.name})`, { skip: engine.skip }, async () => {
    await using database: TestDatabase = await engine.create()
    const world = realWorld()
    const first = await database.open(opened(world))
    const events = openEvents(first, embeddedTransport(), [writeDown()])
    const tell = (...subjects: string[]) =>
      events.transaction(first.tenant('a'), 'test.sell-many', null, (tx) =>
        tx.publishAll(
          sold,
          subjects.map((subject) => ({ subject, data: { what: 'tea' } })),
        ),
      )
    await tell('kettle')
    await tell('kettle', 'lamp', ...Array.from({ length: 20 }, (_, at) => `cup-${at}`))
    // Half a character.
    await tell('chair \udfff')
    await tell()
    await assert.rejects(tell('spoon', 'spoon'))
    const loop = await startHandlers(world, first, events, log)
    await until(async () => (await entries(first)).length >= 24)
    await loop.stop()
    const cups = Array.from({ length: 20 }, (_, at) => `cup-${at} 1`)
    const told = (await entries(first)).map((entry) => entry.replace('ledger.write-down ', '').replace(' tea', ''))
    assert.deepEqual(told.sort(), ['kettle 1', 'kettle 2', 'lamp 1', 'chair \ufffd 1', ...cups].sort())
    await first.close()
  })

  test(`each subject’s events are handled once and in their order, by however many processes (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    proves('events.ordered-by-subject')
    await using database: TestDatabase = await engine.create()
    const world = realWorld()
    const first = await database.open(opened(world))
    const transport = embeddedTransport()
    const events = openEvents(first, transport, [writeDown()])
    // On one file there is one owner; two loops are the most there can be.
    const loops = [await startHandlers(world, first, events, log), await startHandlers(world, first, events, log)]
    const subjects = ['kettle', 'lamp', 'chair']
    await Promise.all(
      subjects.map(async (subject) => {
        for (let number = 1; number <= 10; number++) await sell(events, first, subject, String(number))
      }),
    )
    await until(async () => (await entries(first)).length >= 30)
    await Promise.all(loops.map((loop) => loop.stop()))
    const written = await entries(first)
    for (const subject of subjects) {
      const mine = written.filter((entry) => entry.includes(subject)).map((entry) => entry.split(' ').at(-1))
      assert.deepEqual(mine, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
    }
    await first.close()
  })

  test(`a change that is rolled back tells nobody (${engine.name})`, { skip: engine.skip }, async () => {
    await using database = await engine.open(opened(realWorld()))
    const events = openEvents(database, embeddedTransport(), [writeDown()])
    const failing = events.transaction(database.tenant('a'), 'test.fail', null, async (tx) => {
      await tx.lock('kettle')
      await tx.publish(sold, { subject: 'kettle', data: { what: 'nothing' } })
      throw new Error('changed its mind')
    })
    await assert.rejects(failing, /changed its mind/)
    await sell(events, database, 'kettle', 'the first')
    const rows = await database.tenant('a').sql.selectFrom('events').select('seq').where('tenant_id', '=', 'a').execute()
    assert.deepEqual(rows, [{ seq: 1 }])
  })

  test(`a handler that is new takes up old events only if it says so (${engine.name})`, { skip: engine.skip }, async () => {
    await using database = await engine.open(opened(realWorld()))
    await sell(openEvents(database, silentTransport, []), database, 'kettle', 'before')
    const events = openEvents(database, embeddedTransport(), [writeDown('from-start', 'start'), writeDown('from-now')])
    const loop = await startHandlers(realWorld(), database, events, log)
    await sell(events, database, 'kettle', 'after')
    await until(async () => (await entries(database)).length >= 3)
    await loop.stop()
    assert.deepEqual((await entries(database)).toSorted(), [
      'from-now kettle 2 after',
      'from-start kettle 1 before',
      'from-start kettle 2 after',
    ])
  })
}

/** With time standing still until it is told to go on, so that pauses of minutes cost nothing. */
async function inStillTime(handlers: Handler[], transport = embeddedTransport()) {
  const world = testWorld()
  const [sqlite] = engines
  if (!sqlite) throw new Error('no engine')
  const database = await sqlite.open(opened(world))
  const events = openEvents(database, transport, handlers)
  const loop = await startHandlers(world, database, events, log)
  const stop = async () => {
    const stopped = loop.stop()
    await world.advance(1)
    await stopped
    await database[Symbol.asyncDispose]()
  }
  return { world, database, events, [Symbol.asyncDispose]: stop }
}

test('with every wake-up lost the sweep alone brings each event to its handler', async () => {
  await using shop = await inStillTime([writeDown()], silentTransport)
  await shop.world.advance(100)
  await sell(shop.events, shop.database, 'kettle', 'quietly')
  await shop.world.advance(1000)
  assert.deepEqual(await entries(shop.database), [], 'nobody was woken')
  await shop.world.advance(20_000)
  assert.deepEqual(await entries(shop.database), ['ledger.write-down kettle 1 quietly'])
})

test('a handler that fails is tried again with growing pauses, and what it half did is undone each time', async () => {
  const tries: number[] = []
  const failing = on(sold, 'ledger.fails-twice', async (tx) => {
    tries.push(shop.world.monotonic())
    await note(tx, 'half done')
    if (tries.length < 3) throw new Error('not yet')
  })
  await using shop = await inStillTime([failing])
  await sell(shop.events, shop.database, 'kettle', 'a')
  await shop.world.advance(60_000)
  assert.equal(tries.length, 3)
  const [first = 0, second = 0, third = 0] = tries
  assert.ok(second - first >= 500 && third - second >= 1000, `pauses of ${second - first} and ${third - second} ms`)
  assert.deepEqual(await entries(shop.database), ['half done'])
})

test('an event that cannot be handled is parked with its error, its subject goes on, and an operator replays it', async () => {
  proves('events.dead-letter-replay-runs-late')
  let broken = true
  const stubborn = on(sold, 'ledger.stubborn', async (tx, { data }) => {
    if (broken && data.what === 'poison') throw new Error('cannot stomach this')
    await note(tx, data.what)
  })
  await using shop = await inStillTime([stubborn])
  await sell(shop.events, shop.database, 'kettle', 'poison')
  await sell(shop.events, shop.database, 'kettle', 'bread')
  await shop.world.advance(3_600_000)
  const scope = shop.database.tenant('a')
  const [letter] = await deadLetters(scope, { limit: 10 })
  assert.match(letter?.error ?? '', /cannot stomach this/)
  assert.equal(letter?.attempts, 8)
  assert.deepEqual(await entries(shop.database), ['bread'])

  assert.equal((await replayDeadLetter(shop.events, scope, letter?.id ?? '')).kind, 'failed_again')
  assert.equal(await countParked(scope), 1, 'what fails again stays parked')
  broken = false
  assert.deepEqual(await replayDeadLetter(shop.events, scope, letter?.id ?? ''), { kind: 'done' })
  assert.deepEqual(await entries(shop.database), ['bread', 'poison'])
  assert.deepEqual(await replayDeadLetter(shop.events, scope, letter?.id ?? ''), { kind: 'not_found' }, 'it is handled once')
})

test('a parked event can be given up, and another tenant can do neither', async () => {
  const hopeless = on(sold, 'ledger.hopeless', () => Promise.reject(new Error('never')))
  await using shop = await inStillTime([hopeless])
  await sell(shop.events, shop.database, 'kettle', 'a')
  await shop.world.advance(3_600_000)
  const [letter] = await deadLetters(shop.database.tenant('a'), { limit: 10 })
  const id = letter?.id ?? ''
  assert.deepEqual(await discardDeadLetter(shop.events, shop.database.tenant('b'), id), { kind: 'not_found' })
  assert.deepEqual(await replayDeadLetter(shop.events, shop.database.tenant('b'), id), { kind: 'not_found' })
  assert.deepEqual(await discardDeadLetter(shop.events, shop.database.tenant('a'), id), { kind: 'done' })
  assert.equal(await countParked(shop.database.tenant('a')), 0)
})
