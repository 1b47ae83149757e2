import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, median, percentile, ratio } from './figures.ts'
import { renderRow } from './report.ts'
import type { Row } from './row.ts'

const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)

test('a percentile is a value that was measured, and that many do not exceed it', () => {
  assert.equal(percentile(hundred, 0.5), 50)
  assert.equal(percentile(hundred, 0.99), 99)
  assert.equal(percentile(hundred, 1), 100)
  assert.equal(percentile([7], 0.99), 7)
  assert.equal(percentile([1, 2, 3], 0), 1)
  assert.ok(Number.isNaN(percentile([], 0.5)))
})

test('a median stands in the middle, or between the two that do', () => {
  assert.equal(median([9, 1, 5]), 5)
  assert.equal(median([4, 1, 3, 100]), 3.5)
  assert.equal(median([2]), 2)
})

test('a ratio of one half is half as good, of speeds and of times', () => {
  assert.equal(ratio({ better: 'more' }, 500, 1000), 0.5)
  assert.equal(ratio({ better: 'less' }, 20, 10), 0.5)
})

const row: Row<'speed' | 'wait'> = {
  name: 'parcels',
  measures: 'parcels over the counter',
  probe: 'a chute',
  figures: {
    speed: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
    wait: { unit: 'ms', better: 'less', goal: { under: 15 } },
  },
  databases: ['sqlite'],
  open: () => Promise.reject(new Error('it is never opened here')),
}

/** In the second round the whole machine was slow: it changes neither side's median nor their ratio. */
const rounds = [
  { ours: { speed: 400, wait: 20 }, probe: { speed: 1000, wait: 2 } },
  { ours: { speed: 40, wait: 200 }, probe: { speed: 100, wait: 20 } },
  { ours: { speed: 410, wait: 21 }, probe: { speed: 1000, wait: 2 } },
]

test('ours and its probe are compared round by round, and held against the goal', () => {
  const [speed, wait] = compare(row, rounds)
  assert.deepEqual(
    { ...speed, ratio: speed?.ratio.toFixed(2) },
    { figure: 'speed', unit: 'a second', ours: 400, probe: 1000, ratio: '0.40', goal: { share: 0.5 }, reached: false },
  )
  assert.equal(wait?.ratio, 0.1)
  assert.equal(wait?.reached, false)
})

test('a goal is reached by a share of the probe, or by staying under a limit', () => {
  const [speed, wait] = compare(row, [{ ours: { speed: 500, wait: 14.9 }, probe: { speed: 1000, wait: 0.1 } }])
  assert.deepEqual([speed?.reached, wait?.reached], [true, true])
})

test('the table shows both sides, the ratio, the goal and whether it is reached', () => {
  const measured = { row: 'parcels', database: 'sqlite' as const, figures: compare(row, rounds), rounds, flush: { p50: 0.5, p99: 2 } }
  const shown = renderRow(row, measured)
  assert.match(shown, /^ {2}speed +a second +400 +1,000 +0\.40 +ratio 0\.50 +NOT REACHED$/m)
  assert.match(shown, /^ {2}wait +ms +21\.0 +2\.00 +0\.10 +under 15 ms +NOT REACHED$/m)
  assert.match(shown, /kept a page in 0\.50 ms/)
})
