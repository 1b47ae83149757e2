import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeline } from '../../test/sim/time.ts'
import { statusOfWhole } from './connections.ts'
import { type Clock, flood, intended, pace } from './pace.ts'

/** A clock that goes on when it is told to, and a server that takes one operation at a time, each for so long. */
function world(takesMs: number) {
  const time = timeline()
  const clock: Clock = { now: time.now, until: (moment) => new Promise((resolve) => void time.at(moment, resolve)) }
  const seen: { number: number; at: number }[] = []
  let freeAt = 0
  const operate = async (number: number) => {
    seen.push({ number, at: time.now() })
    freeAt = Math.max(freeAt, time.now()) + takesMs
    await clock.until(freeAt)
  }
  return { time, clock, seen, operate }
}

test('operations are meant to begin evenly, however many a second', () => {
  assert.deepEqual(
    [0, 1, 2, 300].map((at) => intended(1000, 100, at)),
    [1000, 1010, 1020, 4000],
  )
})

test('a server that is fast enough is measured by what it takes', async () => {
  const { time, clock, seen, operate } = world(4)
  const run = pace(operate, { perSecond: 100, warmMs: 20, runMs: 50, first: 700 }, clock)
  await time.runUntil(1000)
  const sample = await run
  assert.deepEqual(
    seen,
    [0, 10, 20, 30, 40, 50, 60].map((at, index) => ({ number: 700 + index, at })),
  )
  assert.deepEqual(sample.durations, [4, 4, 4, 4, 4])
  assert.deepEqual([sample.asked, sample.ended, sample.failure], [7, 5, null])
})

test('whoever had to wait in a queue is measured from when it was meant to begin', async () => {
  const { time, clock, operate } = world(30)
  const run = pace(operate, { perSecond: 100, warmMs: 0, runMs: 50, first: 0 }, clock)
  await time.runUntil(1000)
  assert.deepEqual((await run).durations, [30, 50, 70, 90, 110])
})

test('a generator that is late itself does not hide it', async () => {
  const { time, clock, operate } = world(4)
  const late: Clock = { now: clock.now, until: (moment) => clock.until(moment + 7) }
  const run = pace(operate, { perSecond: 100, warmMs: 0, runMs: 30, first: 0 }, late)
  await time.runUntil(1000)
  assert.deepEqual((await run).durations, [11, 11, 11])
})

test('in a flood each writer asks again when it is answered, and only what ends in the counted time counts', async () => {
  const { time, clock, seen, operate } = world(5)
  const run = flood(operate, { writers: 2, warmMs: 20, runMs: 40, first: 0 }, clock)
  await time.runUntil(1000)
  const sample = await run
  assert.equal(sample.ended, 8)
  assert.deepEqual(sample.durations, [10, 10, 10, 10, 10, 10, 10, 10])
  assert.equal(sample.asked, seen.length)
  assert.deepEqual(
    seen.map(({ number }) => number),
    seen.map((_, index) => index),
  )
})

test('one failure is named, and ends the run', async () => {
  const { time, clock } = world(5)
  const fails = () => Promise.reject(new Error('answered 500'))
  const run = flood(fails, { writers: 3, warmMs: 0, runMs: 40, first: 0 }, clock)
  await time.runUntil(1000)
  assert.equal((await run).failure, 'Error: answered 500')
})

test('an answer is whole with its length, or with its last chunk', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
  const whole = (text: string) => statusOfWhole(Buffer.from(text))
  assert.equal(whole(`${head}Content-Length: 4\r\n\r\n{"a`), null)
  assert.equal(whole(`${head}Content-Length: 4\r\n\r\n{"a}`), 200)
  assert.equal(whole(`${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`), null)
  assert.equal(whole(`${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`), 200)
  assert.equal(whole('HTTP/1.1 503 Service Unavail'), null)
})
