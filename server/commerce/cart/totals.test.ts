import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { discountsOf, type PricedLine, type Promotion, type Reduction } from './promotion.ts'
import { percentOf, shareOut } from './shares.ts'
import { reckon } from './totals.ts'

const line = (quantity: number, unitPrice: number, more: Partial<PricedLine> = {}): PricedLine => ({
  quantity,
  unitPrice,
  category: '',
  storefront: null,
  ...more,
})
const promotion = (id: string, takesOff: Reduction, more: Partial<Promotion> = {}): Promotion => ({
  id,
  code: null,
  takesOff,
  category: null,
  storefront: null,
  name: null,
  limit: null,
  ...more,
})

test('three for two: the cheapest of each three is free, across lines', () => {
  const pieces = promotion('3x2', { kind: 'pieces', buy: 3, pay: 2 })
  const totals = reckon({ lines: [line(2, 500), line(1, 300), line(1, 900)], promotions: [pieces], code: null, shipping: null })
  // 900, 500, 500 | 300: one group of three, whose cheapest costs 500.
  assert.equal(totals.discount, 500)
  assert.equal(totals.total, 1700)
})

test('a line gets the better of two promotions, and the code comes on top of what is left', () => {
  const shoes = promotion('shoes', { kind: 'percent', percent: 20 }, { category: 'Calzado' })
  const all = promotion('all', { kind: 'percent', percent: 10 })
  const code = promotion('hola', { kind: 'percent', percent: 10 }, { code: 'HOLA10' })
  const lines = [line(1, 1000, { category: 'Calzado/Zapatillas' }), line(1, 500, { category: 'Ropa' })]
  const { discounts, total } = reckon({ lines, promotions: [all, shoes, code], code: 'HOLA10', shipping: null })
  assert.deepEqual(
    discounts.map(({ promotion: { id }, parts }) => [id, parts]),
    [
      ['shoes', [200, 0]],
      ['all', [0, 50]],
      ['hola', [80, 45]],
    ],
  )
  assert.equal(total, 1125)
})

test('a category is its branch of the tree and no other that begins alike', () => {
  const shoes = promotion('shoes', { kind: 'percent', percent: 50 }, { category: 'calzado' })
  const [discount] = discountsOf([line(1, 100, { category: 'Calzado' }), line(1, 100, { category: 'Calzado de seguridad' })], [shoes], null)
  assert.deepEqual(discount?.parts, [50, 0])
})

test('the way to the buyer is free from so much on, after discounts', () => {
  const shipping = { id: 'caba', price: 450, freeFrom: 1000 }
  const off = promotion('off', { kind: 'amount', amount: 1 })
  assert.equal(reckon({ lines: [line(1, 1000)], promotions: [], code: null, shipping }).total, 1000)
  assert.equal(reckon({ lines: [line(1, 1000)], promotions: [off], code: null, shipping }).total, 1449)
})

test('half a minor unit is rounded up', () => {
  assert.equal(percentOf(5, 10), 1)
  assert.equal(percentOf(4, 10), 0)
  assert.equal(percentOf(100_01, 12.5), 1250)
  assert.equal(percentOf(Number.MAX_SAFE_INTEGER, 100), Number.MAX_SAFE_INTEGER)
})

test('shares sum to the whole, and nobody gets more than he has', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 30 }), fc.nat(100), (weights, percent) => {
      const whole = weights.reduce((sum, weight) => sum + weight, 0)
      const amount = percentOf(whole, percent)
      const parts = shareOut(amount, weights)
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        whole === 0 ? 0 : amount,
      )
      for (const [index, part] of parts.entries()) assert.ok(part >= 0 && part <= (weights[index] ?? 0))
    }),
  )
})

const reductions = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100) }),
  fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 1, max: 5_000_000 }) }),
  fc
    .integer({ min: 2, max: 6 })
    .chain((buy) => fc.record({ kind: fc.constant('pieces' as const), buy: fc.constant(buy), pay: fc.integer({ min: 1, max: buy - 1 }) })),
)
const categories = fc.constantFrom('', 'Calzado', 'Calzado/Botas', 'Ropa')
const storefronts = fc.constantFrom(null, 'moda', 'tech')
const carts = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 10_000 }),
    unitPrice: fc.nat(50_000_000),
    category: categories,
    storefront: storefronts,
  }),
  { maxLength: 12 },
)
const offers = fc.array(
  fc.record({
    code: fc.constantFrom(null, null, 'HOLA'),
    takesOff: reductions,
    category: fc.option(fc.constantFrom('Calzado', 'Ropa')),
    storefront: storefronts,
  }),
  { maxLength: 6 },
)

test('whatever is sold and promised, the parts are the whole to the minor unit and nothing costs less than nothing', () => {
  fc.assert(
    fc.property(carts, offers, fc.constantFrom(null, 'HOLA'), (lines, given, code) => {
      const promotions = given.map((one, index) => ({ id: String(index), name: null, limit: null, ...one }))
      const totals = reckon({ lines, promotions, code, shipping: { id: 'x', price: 4900, freeFrom: 9_000_000 } })
      const left = lines.map(({ quantity, unitPrice }) => quantity * unitPrice)
      for (const {
        amount,
        parts,
        promotion: { code: needed },
      } of totals.discounts) {
        assert.ok(needed === null || needed === code)
        assert.equal(
          amount,
          parts.reduce((sum, part) => sum + part, 0),
        )
        for (const [index, part] of parts.entries()) left[index] = (left[index] ?? 0) - part
      }
      for (const rest of left) assert.ok(rest >= 0)
      const goods = left.reduce((sum, rest) => sum + rest, 0)
      assert.equal(totals.items - totals.discount, goods)
      assert.equal(totals.total, goods + (totals.shipping ?? 0))
      assert.ok(Number.isSafeInteger(totals.total))
    }),
    { numRuns: 500 },
  )
})
