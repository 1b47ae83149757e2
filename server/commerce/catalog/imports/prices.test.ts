import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { basisPointsOf, newPrice, type PriceRule, type Rounding, roundingTo, roundingToEnding } from './prices.ts'

const raised = (minor: number, percent: number, rounding: Rounding | null = { kind: 'none' }) => {
  const basisPoints = basisPointsOf(percent)
  assert.ok(basisPoints !== null && rounding !== null)
  return newPrice(minor, { basisPoints, rounding })
}

test('a percentage is exact to the minor unit, and half a unit goes up', () => {
  assert.equal(raised(100_00, 12.5), 112_50)
  assert.equal(raised(99, 50), 149)
  assert.equal(raised(3, -50), 2)
  assert.equal(raised(9_007_199_254_740, 0.01), 9_008_099_974_665, 'and large ones lose nothing on the way')
})

test('rounded to an amount, or to how prices end in this shop', () => {
  const to = (amount: string, direction: 'nearest' | 'up' | 'down' = 'nearest') => roundingTo(amount, 'ARS', direction)
  const ending = (digits: string, direction: 'nearest' | 'up' | 'down' = 'nearest') => roundingToEnding(digits, 'ARS', direction)
  assert.equal(raised(1234_00, 10, to('10')), 1360_00)
  assert.equal(raised(1234_00, 10, to('100')), 1400_00)
  assert.equal(raised(1234_00, 10, to('100', 'down')), 1300_00)
  assert.equal(raised(12_34, 0, to('0.10')), 12_30)
  assert.equal(raised(12_34, 0, to('0.10', 'up')), 12_40)
  assert.equal(raised(1234_00, 10, ending('90')), 1390_00)
  assert.equal(raised(1234_00, 10, ending('90', 'down')), 1290_00)
  assert.equal(raised(1299_00, 0, ending('99')), 1299_00)
  assert.equal(raised(12_40, 0, ending('0.99')), 11_99)
  assert.equal(raised(12_40, 0, ending('.90', 'up')), 12_90)
  assert.equal(raised(14_00, 0, ending('9.90')), 9_90)
  assert.equal(newPrice(12_990, { basisPoints: 1000, rounding: roundingToEnding('990', 'CLP', 'nearest') as Rounding }), 13_990)
})

test('what costs something never comes to cost nothing, and what is free stays free', () => {
  assert.equal(raised(10_00, -99), 10)
  assert.equal(raised(300_00, -99, roundingTo('100', 'ARS', 'nearest')), 100_00)
  assert.equal(raised(120_00, -99, roundingToEnding('90', 'ARS', 'down')), 90_00)
  assert.equal(raised(0, 50, roundingToEnding('90', 'ARS', 'up')), 0)
})

test('no raise lowers a price and no reduction raises one, however it is rounded', () => {
  for (const direction of ['nearest', 'down', 'up'] as const) {
    const ending = roundingToEnding('90', 'ARS', direction)
    assert.equal(raised(120_00, 10, ending), 190_00, direction)
    assert.equal(raised(100_00, 10, ending), 190_00, direction)
    assert.equal(raised(180_00, -10, ending), 90_00, direction)
    assert.equal(raised(149_00, 1, roundingTo('100', 'ARS', direction)), 200_00, direction)
    assert.equal(raised(151_00, -0.01, roundingTo('100', 'ARS', direction)), 100_00, direction)
    assert.equal(raised(60_00, -10, ending), 60_00, 'there is nothing below that it could cost')
    assert.equal(raised(10_00, -99, roundingTo('100', 'ARS', direction)), 10_00, 'here neither')
    assert.equal(raised(0, 10, ending), 0)
    assert.equal(raised(0, -10, ending), 0)
  }
  assert.equal(raised(90_00, 10, roundingToEnding('90', 'ARS', 'nearest')), 90_00, 'what is nearest may be what it cost')
  assert.equal(raised(140_00, 40, roundingToEnding('90', 'ARS', 'down')), 190_00)
  assert.equal(raised(120_00, 0, roundingToEnding('90', 'ARS', 'nearest')), 90_00, 'without a percentage it is only rounded')
})

test('what is no percentage and no amount of the currency is none', () => {
  for (const percent of [-100, -250, 1000.01, 12.345, Number.NaN, Number.POSITIVE_INFINITY]) assert.equal(basisPointsOf(percent), null)
  for (const amount of ['0', '', 'x', '1,5', '-1', '0.001', '1e3']) {
    assert.equal(roundingTo(amount, 'ARS', 'up'), null, amount)
    assert.equal(roundingToEnding(amount, 'ARS', 'up'), null, amount)
  }
  assert.equal(roundingTo('0.10', 'CLP', 'up'), null)
})

test('whatever the price and the rule, the result is on its grid, no farther than the grid is wide, and on the side of the percentage', () => {
  const direction = fc.constantFrom('nearest' as const, 'up' as const, 'down' as const)
  const rounding = fc.oneof(
    fc.record({ kind: fc.constant('to' as const), minor: fc.constantFrom(10, 1000, 10_000), direction }),
    fc.record({ kind: fc.constant('ending' as const), minor: fc.constantFrom(90, 99), every: fc.constant(100), direction }),
    fc.record({ kind: fc.constant('ending' as const), minor: fc.constantFrom(9000, 9900), every: fc.constant(10_000), direction }),
  )
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 1, max: 10 ** 12 })),
      fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: -9999, max: 100_000 })),
      rounding,
      (price, basisPoints, rounding) => {
        const rule: PriceRule = { basisPoints, rounding }
        const exact = newPrice(price, { basisPoints, rounding: { kind: 'none' } })
        const made = newPrice(price, rule)
        const [every, first] = rounding.kind === 'to' ? [rounding.minor, 0] : [rounding.every, rounding.minor]
        assert.ok(Number.isSafeInteger(made) && made > 0)
        if (basisPoints > 0) assert.ok(made >= price)
        if (basisPoints < 0) assert.ok(made <= price)
        // What has nothing on the grid to go down to.
        if (basisPoints < 0 && made === price && price < (first || every)) return
        assert.equal((made - first) % every, 0)
        if (made !== (first || every)) assert.ok(Math.abs(made - exact) < every)
        if (made > every && rounding.direction === 'up' && basisPoints >= 0) assert.ok(made >= exact)
      },
    ),
  )
})
