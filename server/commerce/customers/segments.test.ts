import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Figures, segmentOf, segmentRules } from './segments.ts'

const now = Date.UTC(2026, 2, 11)
const daysAgo = (days: number) => now - days * 86_400_000
const bought = (orders: number, total = 0, lastOrderAt: number | null = now): Figures => ({ orders, total, lastOrderAt })

test('a customer is new, comes back, comes often, or has gone away', () => {
  assert.equal(segmentOf(bought(0, 0, null), now), 'new')
  assert.equal(segmentOf(bought(1), now), 'new')
  assert.equal(segmentOf(bought(2), now), 'repeat')
  assert.equal(segmentOf(bought(5), now), 'vip')
  assert.equal(segmentOf(bought(5, 0, daysAgo(179)), now), 'vip')
  assert.equal(segmentOf(bought(5, 0, daysAgo(180)), now), 'dormant')
})

test('a segment may be reached in more than one way: by orders, or by what they came to', () => {
  const rules = [{ segment: 'vip', total: 50_000_000 }, ...segmentRules]
  assert.equal(segmentOf(bought(1, 50_000_000), now, rules), 'vip')
  assert.equal(segmentOf(bought(1, 49_999_999), now, rules), 'new')
  assert.equal(segmentOf(bought(5, 1), now, rules), 'vip')
  const both = [{ segment: 'vip', orders: 3, total: 1000 }, { segment: 'new' }]
  assert.equal(segmentOf(bought(3, 999), now, both), 'new')
  assert.equal(segmentOf(bought(3, 1000), now, both), 'vip')
})

test('where no rule holds he is new', () => {
  assert.equal(segmentOf(bought(9), now, []), 'new')
})
