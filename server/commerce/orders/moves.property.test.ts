import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { migrations } from '../../../test/counter.ts'
import { engines } from '../../../test/engines.ts'
import { shopIn } from '../../../test/shop.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { Shop } from '../../shop/shop.ts'
import { addItems } from '../cart/cart.ts'
import { findVariant, putProducts } from '../catalog/catalog.ts'
import { afterMove, type Move, moves, type Order } from './order.ts'
import { findOrder, hearPayment, moveTo, type PaymentNews, placeOrder } from './orders.ts'

const by = { kind: 'system' as const, name: 'test' }
const stock = 5
const store = `version: 1
tenant: { id: demo, name: Demo, locale: es-AR, currency: ARS, timezone: UTC }
`

type Step =
  | { kind: 'place'; quantity: number }
  | { kind: 'move'; which: number; move: Move }
  | { kind: 'news'; which: number; news: PaymentNews['kind'] }

const which = fc.nat(3)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('place' as const), quantity: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('move' as const), which, move: fc.constantFrom(...(Object.keys(moves) as Move[])) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('news' as const), which, news: fc.constantFrom('paid', 'awaiting', 'failed', 'refunded') }),
  },
)

for (const engine of engines)
  describe(`whatever happens to orders on ${engine.name}`, { skip: engine.skip }, () => {
    test('they move along their table alone, and the shelf has what nobody bought', async () => {
      const world = realWorld()
      await using database = await engine.open({ migrations, world })
      await applyStore({ world, database, store })
      const shop = await shopIn(world, database)
      let days = 0
      const day = fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) => live(shop, `P${++days}`, steps))
      await fc.assert(day, { numRuns: engine.name === 'sqlite' ? 60 : 20 })
    })
  })

/** A product of its own for each day, so that the days do not meet. */
async function live(shop: Shop, sku: string, steps: readonly Step[]): Promise<void> {
  await shop.transaction('test.put', (tx) => putProducts(tx, [{ sku, name: sku, price: 100, stock }], by))
  const orders: string[] = []
  for (const one of steps) {
    if (one.kind === 'place') {
      const order = await place(shop, sku, `${sku} ${orders.length}`, one.quantity)
      if (order) orders.push(order.id)
    } else {
      const id = orders[one.which % orders.length]
      if (id !== undefined) await (one.kind === 'move' ? move(shop, id, one.move) : hear(shop, id, one.news))
    }
    await holds(shop, sku, orders)
  }
}

async function place(shop: Shop, sku: string, conversation: string, quantity: number): Promise<Order | null> {
  const buyer = { conversation, customer: null }
  const before = await left(shop, sku)
  const filled = await shop.transaction('test.add', (tx) => addItems(tx, buyer, [{ product: sku, quantity }]))
  assert.equal(filled.ok, quantity <= before)
  const placed = filled.ok ? await shop.transaction('test.place', (tx) => placeOrder(shop, tx, buyer, {}, by)) : filled
  return placed.ok ? (placed.value as Order) : null
}

/** What the table allows happens, and nothing else; a repeat is refused. */
async function move(shop: Shop, id: string, wanted: Move): Promise<void> {
  const before = await order(shop, id)
  const moved = await shop.transaction('test.move', (tx) => moveTo(tx, id, wanted, { by }))
  assert.equal(moved.ok, afterMove(before.status, wanted) !== null)
  if (moved.ok) assert.equal(moved.value.status, moves[wanted].to)
  const again = await shop.transaction('test.move', (tx) => moveTo(tx, id, wanted, { by }))
  assert.equal(again.ok, false)
}

/** Heard twice it is heard once. */
async function hear(shop: Shop, id: string, kind: PaymentNews['kind']): Promise<void> {
  const news = kind === 'awaiting' ? { kind, until: shop.clock.now() + 1000 } : { kind }
  const once = await shop.transaction('test.news', (tx) => hearPayment(tx, id, news, by))
  const twice = await shop.transaction('test.news', (tx) => hearPayment(tx, id, news, by))
  assert.deepEqual(twice, once)
  if (kind === 'paid') assert.ok(['paid', 'refunded', 'paid_unfulfilled'].includes(once?.paymentStatus ?? ''))
}

async function holds(shop: Shop, sku: string, ids: readonly string[]): Promise<void> {
  let gone = 0
  for (const id of ids) {
    const { status, holdsStock, paymentStatus, items, history } = await order(shop, id)
    const left = history.some(({ what }) => what === 'shipped')
    if (holdsStock || left) gone += items[0]?.quantity ?? 0
    assert.equal(holdsStock, ['pending', 'confirmed'].includes(status), `${status} and ${holdsStock ? 'holding' : 'not holding'}`)
    if (paymentStatus === 'paid') assert.notEqual(status, 'pending')
  }
  assert.equal(await left(shop, sku), stock - gone)
}

async function left(shop: Shop, sku: string): Promise<number> {
  return (await findVariant(shop, sku))?.stock ?? Number.NaN
}

async function order(shop: Shop, id: string): Promise<Order> {
  return (await findOrder(shop, id)) ?? assert.fail(`no order ${id}`)
}
