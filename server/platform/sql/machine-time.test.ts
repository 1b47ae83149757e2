import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { testWorld } from '../../../test/world.ts'
import { realWorld } from '../world/real.ts'
import { addPair, migrations } from './shoe-shop.fixture.ts'

const day = 86_400_000

for (const engine of engines) {
  const timeTest = (name: string, run: () => Promise<void>) => test(`${name} (${engine.name})`, { skip: engine.skip }, run)

  timeTest('machine time runs on over a restart, also when the clock was set back meanwhile', async () => {
    await using created = await engine.create()
    const before = await created.open({ migrations })
    await before.tenant('demo').unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
    const last = before.now()
    await before.close()
    const setBack = { ...realWorld(), machine: () => realWorld().machine() - day }
    const after = await created.open({ migrations, world: setBack })
    assert.ok(after.now() >= last, `${after.now()} >= ${last}`)
    assert.ok(after.now() < last + 60_000)
    await after.close()
  })

  timeTest('machine time is the same inside a unit and outside', async () => {
    await using db = await engine.open({ migrations })
    const before = db.now()
    const inside = await db.tenant('demo').unit('look', async (unit) => unit.now())
    assert.ok(before <= inside && inside <= db.now())
  })
}

const [sqlite, postgres] = engines

test('a clock that was set forward before the start is believed (sqlite)', async () => {
  const created = await sqlite?.create()
  assert.ok(created)
  await using _ = created
  await (await created.open({ migrations, world: testWorld({ machineStart: 1000 }) })).close()
  const world = testWorld({ machineStart: 1000 + day })
  const db = await created.open({ migrations, world })
  assert.equal(db.now(), 1000 + day)
  await world.advance(5)
  assert.equal(db.now(), 1005 + day)
  await db.close()
})

test('a kill does not take machine time back by more than a second (sqlite)', async () => {
  const created = await sqlite?.create()
  assert.ok(created)
  await using _ = created
  const world = testWorld({ machineStart: day })
  const killed = await created.open({ migrations, world })
  for (let pair = 0; pair < 10; pair++) {
    await world.advance(700)
    await killed.tenant('demo').unit('add', (unit) => unit.run(addPair, { id: `${pair}`, stock: 1 }))
  }
  // Not closed: what it would note then is not noted.
  const db = await created.open({ migrations, world: testWorld({ machineStart: 0 }) })
  assert.ok(db.now() > killed.now() - 1000 && db.now() <= killed.now())
  await Promise.all([db.close(), killed.close()])
})

test('processes on one database agree on the time, whatever their machines say (postgres)', { skip: postgres?.skip ?? false }, async () => {
  const created = await postgres?.create()
  assert.ok(created)
  await using _ = created
  const world = realWorld()
  const elsewhere = { ...world, machine: () => 0, monotonic: () => 5_000_000 + world.monotonic() }
  const [one, other] = await Promise.all([created.open({ migrations }), created.open({ migrations, world: elsewhere })])
  assert.ok(Math.abs(one.now() - other.now()) < 1000, `${one.now()} and ${other.now()}`)
  assert.ok(Math.abs(one.now() - Date.now()) < 60_000)
  await Promise.all([one.close(), other.close()])
})
