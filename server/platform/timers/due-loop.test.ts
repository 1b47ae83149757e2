import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testWorld } from '../../../test/world.ts'
import { openLog } from '../telemetry/telemetry.ts'
import { type DueLoop, type DueLoopOptions, dueLoop } from './due-loop.ts'

/** A loop over a list of dues; a run takes all that are due and notes when. */
function openLoop(over: Partial<DueLoopOptions> = {}) {
  const world = testWorld()
  const start = world.machine()
  const now = () => world.machine() - start
  const dues: number[] = []
  const runs: number[] = []
  const errors: unknown[] = []
  const loop: DueLoop = dueLoop(world, {
    name: 'turns',
    now,
    nextDue: async () => (dues.length === 0 ? null : Math.min(...dues)),
    run: async () => {
      runs.push(now())
      dues.splice(0, dues.length, ...dues.filter((due) => due > now()))
    },
    sweepMs: 10_000,
    log: openLog({ level: 'error', now: world.machine, write: (line) => void errors.push(JSON.parse(line).error) }),
    ...over,
  })
  return { world, loop, dues, runs, errors, now }
}

test('a loop works when something is due, and when the sweep comes round, and sleeps in between', async () => {
  const { world, loop, dues, runs } = openLoop()
  dues.push(300, 4000)
  await world.advance(30_000)
  assert.deepEqual(runs, [0, 300, 4000, 14_000, 24_000])
  await loop.stop()
  await world.advance(30_000)
  assert.equal(runs.length, 5)
})

test('a wake-up is heard at once, also while it works: then it works once more, however often it was woken', async () => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  let runs = 0
  const { world, loop, now } = openLoop({
    run: async () => {
      runs++
      if (now() === 500) await mayEnd
    },
  })
  await world.advance(500)
  assert.equal(runs, 1)
  loop.wake()
  await world.advance(0)
  assert.equal(runs, 2)
  loop.wake()
  loop.wake()
  await world.advance(100)
  assert.equal(runs, 2)
  end()
  await world.advance(100)
  assert.equal(runs, 3)
  await loop.stop()
})

test('an error is logged and tried again after growing pauses, and no wake-up hurries a failure', async () => {
  let broken = true
  const ran: number[] = []
  const { world, loop, errors, now } = openLoop({
    run: async () => {
      ran.push(now())
      if (broken) throw new Error('the database is away')
    },
  })
  for (let woken = 0; woken < 100; woken++) {
    loop.wake()
    await world.advance(20)
  }
  assert.deepEqual(ran, [0, 100, 300, 700, 1500])
  assert.deepEqual(new Set(errors), new Set(['Error: the database is away']))
  broken = false
  await world.advance(5000)
  assert.equal(ran.at(-1), 3100)
  loop.wake()
  await world.advance(0)
  assert.equal(ran.at(-1), 7000)
  await loop.stop()
})

test('work that is due and cannot be done does not make the loop spin', async () => {
  let runs = 0
  const { world, loop } = openLoop({ nextDue: async () => 0, run: async () => void runs++ })
  await world.advance(10_000)
  assert.ok(runs > 5 && runs < 25, `${runs} runs in ten seconds`)
  loop.wake()
  const before = runs
  await world.advance(0)
  assert.equal(runs, before + 1)
  await loop.stop()
})

test('a backlog is worked through without a pause', async () => {
  let left = 500
  const { world, loop } = openLoop({
    nextDue: async () => (left === 0 ? null : -left),
    run: async () => {
      left = Math.max(0, left - 10)
    },
  })
  for (let turn = 0; turn < 200 && left > 0; turn++) await world.advance(0)
  assert.equal(left, 0)
  await loop.stop()
})

test('a stop waits for the run under way and for nothing else', async () => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  let ended = false
  const { world, loop } = openLoop({
    run: async () => {
      await mayEnd
      ended = true
    },
  })
  await world.advance(0)
  const stopped = loop.stop()
  await world.advance(60_000)
  assert.equal(ended, false)
  end()
  await stopped
  assert.equal(ended, true)
})
