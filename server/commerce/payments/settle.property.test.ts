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
import { findOrder, placeOrder } from '../orders/orders.ts'
import { kept, type Payment, type Seen, undisputed } from './payment.ts'
import { endRefund, insertPayment, refundsOfPayment } from './payments.sql.ts'
import { paymentsOf } from './payments.ts'
import { settle } from './settle.ts'

const by = { kind: 'system' as const, name: 'test' }
const stock = 5
const price = 100
const store = `version: 1
tenant: { id: demo, name: Demo, locale: es-AR, currency: ARS, timezone: UTC }
`

/** How an attempt goes at its provider, one state after the other. */
type Course = 'nobody pays' | 'fails' | 'is paid' | 'waits and is paid' | 'waits in vain' | 'is paid and given back there'

const states: Readonly<Record<Course, readonly (Seen['state'] | 'back')[]>> = {
  'nobody pays': ['open', 'expired'],
  fails: ['open', 'failed'],
  'is paid': ['open', 'failed', 'paid'],
  'waits and is paid': ['open', 'awaiting', 'paid'],
  'waits in vain': ['open', 'awaiting', 'failed'],
  'is paid and given back there': ['open', 'paid', 'back'],
}

const courses = fc.array(fc.constantFrom(...(Object.keys(states) as Course[])), { minLength: 1, maxLength: 3 })
const inVain = fc.array(fc.constantFrom('paid' as const, 'back' as const, 'here again' as const), { maxLength: 8 })
/** Which attempt is looked at, and how old what is seen of it is. */
const looks = fc.array(fc.record({ attempt: fc.nat(2), at: fc.nat(2) }), { maxLength: 14 })

for (const engine of engines)
  describe(`whatever is seen of payments on ${engine.name}`, { skip: engine.skip }, () => {
    test('however often, how late and in which order: an order is paid once, and what comes on top goes back', async () => {
      const world = realWorld()
      await using database = await engine.open({ migrations, world })
      await applyStore({ world, database, store })
      const shop = await shopIn(world, database)
      let orders = 0
      const life = fc.asyncProperty(courses, looks, (attempts, seen) => live(shop, `P${++orders}`, attempts, seen))
      await fc.assert(life, { numRuns: engine.name === 'sqlite' ? 80 : 15 })
    })

    test('in whichever order it is seen: what went back and did not arrive is here again, and that is told once', async () => {
      const world = realWorld()
      await using database = await engine.open({ migrations, world })
      await applyStore({ world, database, store })
      const shop = await shopIn(world, database)
      let orders = 0
      const life = fc.asyncProperty(inVain, (sights) => giveBackInVain(shop, `P${++orders}`, sights))
      await fc.assert(life, { numRuns: engine.name === 'sqlite' ? 60 : 15 })
    })
  })

async function live(shop: Shop, sku: string, attempts: readonly Course[], seen: readonly { attempt: number; at: number }[]): Promise<void> {
  const order = await place(shop, sku)
  const ids = await Promise.all(attempts.map((_, index) => begin(shop, order, index + 1)))
  const see = async (attempt: number, at: number) => {
    const [id, course] = [ids[attempt % ids.length] ?? '', attempts[attempt % ids.length] ?? 'fails']
    const before = await paymentsOf(shop, order)
    await shop.transaction('test.settle', (tx) => settle(tx, id, seenOf(states[course][at] ?? 'open'), by))
    onlyForward(before, await paymentsOf(shop, order))
  }
  for (const { attempt, at } of seen) await see(attempt, at)
  // In the end everything is seen as it is, and what is to go back goes.
  for (const [attempt, course] of attempts.entries()) await see(attempt, states[course].length - 1)
  for (const payment of await paymentsOf(shop, order)) await carryOut(shop, payment)
  await holds(shop, sku, order, attempts)
}

async function giveBackInVain(shop: Shop, sku: string, sights: readonly ('paid' | 'back' | 'here again')[]): Promise<void> {
  const id = await place(shop, sku)
  const payment = await begin(shop, id, 1)
  for (const sight of [...sights, 'here again'] as const)
    await shop.transaction('test.settle', (tx) => settle(tx, payment, seenOf(sight), by))
  const [{ came, refunded, undelivered } = assert.fail()] = await paymentsOf(shop, id)
  assert.deepEqual([came, refunded, undelivered], [price, 0, price])
  const order = (await findOrder(shop, id)) ?? assert.fail()
  const wasBack = sights.includes('back') && sights.indexOf('back') < [...sights, 'here again'].indexOf('here again')
  assert.deepEqual([order.status, order.paymentStatus], wasBack ? ['refunded', 'paid_unfulfilled'] : ['confirmed', 'paid'])
  assert.equal(order.history.filter(({ what }) => what === 'payment refund failed').length, 1)
}

function seenOf(sight: Seen['state'] | 'back' | 'here again'): Seen {
  const state = sight === 'back' || sight === 'here again' ? 'paid' : sight
  const moved = { refunded: sight === 'back' ? price : 0, undelivered: sight === 'here again' ? price : 0 }
  return { ...undisputed, ...moved, state, amount: price, currency: 'ARS', paidWith: null }
}

function onlyForward(before: readonly Payment[], after: readonly Payment[]): void {
  for (const [index, { came, refunded, state }] of before.entries()) {
    const now = after[index]
    assert.ok(now && now.came >= came && now.refunded >= refunded, 'sums never fall')
    if (state === 'paid') assert.equal(now.state, 'paid')
  }
}

async function place(shop: Shop, sku: string): Promise<string> {
  const buyer = { conversation: sku, customer: null }
  await shop.transaction('test.put', (tx) => putProducts(tx, [{ sku, name: sku, price, stock }], by))
  await shop.transaction('test.add', (tx) => addItems(tx, buyer, [{ product: sku, quantity: 1 }]))
  const placed = await shop.transaction('test.place', (tx) => placeOrder(shop, tx, buyer, {}, by))
  assert.ok(placed.ok)
  return placed.value.id
}

async function begin(shop: Shop, order: string, attempt: number): Promise<string> {
  const id = shop.ids()
  const values = { id, order, attempt, provider: 'stripe', state: 'open', amount: price, currency: 'ARS' } as const
  const until = shop.machine() + 3_600_000
  await shop.transaction('test.begin', (tx) => tx.run(insertPayment, { ...values, expires_at: until, at: tx.clock.now() }))
  return id
}

/** As the provider does: all that it is asked to give back, and how it stands afterwards. */
async function carryOut(shop: Shop, payment: Payment): Promise<void> {
  await shop.transaction('test.carry-out', async (tx) => {
    for (const { id, amount, state } of (await tx.run(refundsOfPayment, { payment: payment.id })).rows) {
      assert.ok(state === 'asked' && amount === price, 'it is asked for once, and whole')
      await tx.run(endRefund, { id, state: 'done' })
      await settle(tx, payment.id, seenOf('back'), by)
    }
  })
}

async function holds(shop: Shop, sku: string, id: string, attempts: readonly Course[]): Promise<void> {
  const order = await findOrder(shop, id)
  assert.ok(order)
  const here = (await paymentsOf(shop, id)).reduce((sum, payment) => sum + kept(payment), 0)
  const stays = attempts.some((course) => course === 'is paid' || course === 'waits and is paid')
  const cameAtAll = stays || attempts.includes('is paid and given back there')
  const times = (what: string) => order.history.filter((entry) => entry.what === what).length
  if (!cameAtAll) assert.deepEqual([here, order.status], [0, 'pending'])
  else if (order.paymentStatus === 'paid') assert.deepEqual([here, order.status, stays], [price, 'confirmed', true])
  else assert.deepEqual([here, order.status, order.paymentStatus], [0, 'refunded', 'refunded'])
  for (const what of ['payment paid', 'confirmed', 'refunded']) assert.ok(times(what) <= 1, `${what} ${times(what)} times`)
  const left = (await shop.transaction('test.left', (tx) => findVariant(tx, sku)))?.stock
  assert.equal(left, order.status === 'refunded' ? stock : stock - 1)
}
