import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateLimiter } from './http.ts'

test('a caller may come in a burst, then as fast as the rate, and is told how long to wait', () => {
  let now = 0
  const limit = rateLimiter(() => now, { perSecond: 200, burst: 2000 })
  const take = (times: number) => Array.from({ length: times }, () => limit.take('key')).filter((wait) => wait === null).length
  assert.equal(take(2500), 2000)
  assert.equal(limit.take('key'), 5)
  assert.equal(limit.take('another'), null)
  now += 1000
  assert.equal(take(500), 200)
  now += 60_000
  assert.equal(take(2500), 2000)
})

test('however many callers come, the memory is bounded', () => {
  let now = 0
  const limit = rateLimiter(() => now++, { perSecond: 1, burst: 1 })
  const before = process.memoryUsage().heapUsed
  for (let caller = 0; caller < 300_000; caller++) limit.take(`address ${caller}`)
  assert.ok(process.memoryUsage().heapUsed - before < 60_000_000)
})
