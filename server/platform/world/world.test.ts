import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { testWorld } from '../../../test/world.ts'
import { realWorld } from './real.ts'
import { makeIds } from './uuid7.ts'

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('ids sort as they were made, also within a millisecond and when the clock is set back', () => {
  let now = 1_800_000_000_000
  const ids = makeIds(() => now, testWorld().random)
  const made = Array.from({ length: 10_000 }, ids)
  now -= 3_600_000
  made.push(ids(), ids())
  assert.ok(made.every((id) => uuid7.test(id)))
  assert.deepEqual(made, made.toSorted())
  assert.equal(new Set(made).size, made.length)
})

test('an id tells when it was made', () => {
  const id = makeIds(() => 1_800_000_000_000, testWorld().random)()
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), 1_800_000_000_000)
})

test('the same seed gives the same ids and the same chance', () => {
  const days = [7, 7, 8].map((seed) => {
    const world = testWorld({ seed })
    return [world.ids(), world.random.fraction(), Buffer.from(world.random.bytes(8)).toString('hex')]
  })
  assert.deepEqual(days[0], days[1])
  assert.notDeepEqual(days[0], days[2])
})

test('a test world stands still until it is told to go on, and then everything happens in its order', async () => {
  const world = testWorld()
  const start = world.clock.now()
  const happened: string[] = []
  world.schedule(200, () => happened.push('second'))
  world.schedule(100, () => happened.push('first'))
  world.schedule(150, () => happened.push('cancelled')).cancel()
  const sleeper = world.sleep(300).then(() => world.schedule(50, () => happened.push('third')))
  await world.advance(99)
  assert.deepEqual(happened, [])
  await world.advance(251)
  await sleeper
  assert.deepEqual(happened, ['first', 'second', 'third'])
  assert.equal(world.clock.now() - start, 350)
})

test('a sleep ends early, and without an error, when it is called off', async () => {
  for (const world of [testWorld(), realWorld()]) {
    const calledOff = new AbortController()
    const sleeping = world.sleep(60_000, calledOff.signal)
    calledOff.abort()
    await sleeping
    await world.sleep(60_000, calledOff.signal)
  }
})

test('business time begins where CLOCK_START says and runs on; machine time keeps its own', async () => {
  const clockStart = Date.UTC(2020, 0, 1)
  const world = realWorld({ clockStart })
  const [machine, monotonic] = [world.machine(), world.monotonic()]
  await world.sleep(30)
  const passed = world.clock.now() - clockStart
  assert.ok(passed >= 29 && passed < 5000, `${passed} ms passed`)
  assert.ok(Math.abs(world.machine() - Date.now()) < 2000)
  assert.ok(world.machine() > machine && world.monotonic() > monotonic)
  assert.ok(Number.isInteger(world.machine()) && Number.isInteger(world.clock.now()))
})

test('machine time follows a machine that slept, and never runs backward', () => {
  const real = Date.now
  let set = 0
  Date.now = () => real() + set
  try {
    const world = realWorld()
    const before = world.machine()
    set = 8 * 3_600_000
    const awake = world.machine()
    assert.ok(awake - before >= set && awake - before < set + 5000)
    set = -3_600_000
    assert.ok(world.machine() >= awake)
  } finally {
    Date.now = real
  }
})

test('chance is never given out twice and fills what is asked for', () => {
  const { random } = realWorld()
  const portions = Array.from({ length: 2000 }, () => Buffer.from(random.bytes(16)).toString('hex'))
  assert.equal(new Set(portions).size, portions.length)
  assert.equal(random.bytes(10_000).length, 10_000)
  const fractions = Array.from({ length: 1000 }, () => random.fraction())
  assert.ok(fractions.every((fraction) => fraction >= 0 && fraction < 1))
  assert.ok(fractions.some((fraction) => fraction < 0.1) && fractions.some((fraction) => fraction > 0.9))
})

test('a wait of years does not end at once', async () => {
  const world = realWorld()
  let rang = false
  const planned = world.schedule(3 * 365 * 86_400_000, () => {
    rang = true
  })
  await world.sleep(20)
  planned.cancel()
  assert.equal(rang, false)
})

test('what is planned does not keep a process from ending, a sleep does', () => {
  const program = (body: string) =>
    `import { realWorld } from ${JSON.stringify(join(import.meta.dirname, 'real.ts'))}; const world = realWorld(); ${body}`
  const run = (body: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', program(body)], { encoding: 'utf8', timeout: 20_000 })
  assert.equal(run('world.schedule(60_000, () => {}); console.log("done")').status, 0)
  const slept = run('await world.sleep(50); console.log("slept")')
  assert.equal(slept.stdout, 'slept\n', slept.stderr)
})
