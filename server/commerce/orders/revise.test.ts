import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { by, hour, type OrderJson, openSale, type Sale } from '../../../test/sale.ts'
import { quotePrice } from '../cart/cart.ts'
import { findVariant, putProducts } from '../catalog/catalog.ts'
import { findOrder, hearPayment, type Revision, reviseOrder } from './orders.ts'

const buyer = { kind: 'customer', name: 'checkout' } as const
const promotions = `  - { code: MENOS, amount: "100.00" }
  - { code: BOTAS, percent: 50, category: Calzado }
  - { percent: 20, category: Almacén }
`

async function revise({ shop }: Sale, id: string, revision: Revision) {
  const outcome = await shop.transaction('test.revise', (tx) => reviseOrder(tx, id, revision, buyer))
  return outcome.ok ? outcome.value : outcome.refusal.code
}

/** Items, discount, shipping, total. */
async function sums({ shop }: Sale, id: string) {
  const order = await findOrder(shop, id)
  assert.ok(order)
  return [order.itemsTotal, order.discount, order.shipping, order.total]
}

for (const engine of engines) describe(`orders that are changed on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a buyer says who he is, how it reaches him and which coupon he has, and the order comes to what that costs', async () => {
    await using sale = await openSale(engine)
    await sale.put('YER', 2)
    const { id } = (await sale.order()).order
    assert.equal(typeof (await revise(sale, id, { email: 'ana@example.com', name: 'Ana', address: 'Calle 1' })), 'object')
    assert.deepEqual(await sums(sale, id), [640000, 0, null, 640000])
    await revise(sale, id, { shipping: 'caba' })
    assert.deepEqual(await sums(sale, id), [640000, 0, 450000, 1090000])
    await revise(sale, id, { coupon: ' hola10 ' })
    assert.deepEqual(await sums(sale, id), [640000, 64000, 450000, 1026000])
    await revise(sale, id, { coupon: null, shipping: 'retiro' })
    assert.deepEqual(await sums(sale, id), [640000, 0, 0, 640000])
    const order = await findOrder(sale.shop, id)
    assert.deepEqual([order?.email, order?.name, order?.address, order?.coupon], ['ana@example.com', 'Ana', 'Calle 1', null])
    assert.deepEqual(
      order?.history.map(({ what, by, why }) => [what, by.kind, why]),
      [
        ['pending', 'key', null],
        ['revised', 'customer', 'email, name, address'],
        ['revised', 'customer', 'shipping'],
        ['revised', 'customer', 'coupon'],
        ['revised', 'customer', 'shipping, coupon'],
      ],
    )
    // Saying the same again says nothing.
    await revise(sale, id, { name: 'Ana', coupon: null })
    assert.equal((await findOrder(sale.shop, id))?.history.length, 5)
  })

  test('the last use of a coupon is one order’s, and free again when that order takes another', async () => {
    await using sale = await openSale(engine, promotions)
    const [first = '', second = ''] = await Promise.all(
      ['c1', 'c2'].map(async (conversation) => {
        await sale.put('YER', 1, conversation)
        return (await sale.order(conversation)).order.id
      }),
    )
    const both = await Promise.all([first, second].map((id) => revise(sale, id, { coupon: 'HOLA10' })))
    assert.deepEqual(both.filter((outcome) => outcome === 'coupon_used_up').length, 1)
    const [winner = '', loser = ''] = both[0] === 'coupon_used_up' ? [second, first] : [first, second]
    assert.deepEqual(await sums(sale, loser), [320000, 0, null, 320000])
    await revise(sale, winner, { coupon: 'MENOS' })
    assert.deepEqual(await sums(sale, winner), [320000, 10000, null, 310000])
    await revise(sale, loser, { coupon: 'HOLA10' })
    assert.deepEqual(await sums(sale, loser), [320000, 32000, null, 288000])
    // Called off, it gives its coupon back too.
    await sale.ask('POST', `/api/v1/orders/${loser}/cancel`)
    await revise(sale, winner, { coupon: 'HOLA10' })
    assert.deepEqual(await sums(sale, winner), [320000, 32000, null, 288000])
  })

  test('what was agreed stays: a coupon comes on top of what is left, also when the other promotion is over', async () => {
    await using sale = await openSale(engine, promotions)
    await sale.shop.transaction('test.shelve', (tx) =>
      putProducts(tx, [{ sku: 'YER', name: 'Yerba', price: 320000, stock: 7, category: 'Almacén/Yerba' }], by),
    )
    await sale.put('YER', 1)
    await sale.put('AZU', 1)
    const { id } = (await sale.order()).order
    assert.deepEqual(await sums(sale, id), [470050, 64000, null, 406050])
    await sale.shop.transaction('test.end', async (tx) => {
      await tx.sql
        .updateTable('settings')
        .set({ document: '[{"code":"HOLA10","percent":10}]' })
        .where('tenant_id', '=', 'demo')
        .where('id', '=', 'promotions')
        .execute()
    })
    await revise(sale, id, { coupon: 'HOLA10' })
    // A tenth of 2560.00 and of 1500.50.
    assert.deepEqual(await sums(sale, id), [470050, 64000 + 25600 + 15005, null, 365445])
  })

  test('what cannot be is refused, and the order is as it was', async () => {
    await using sale = await openSale(engine, promotions)
    await sale.put('YER', 1)
    const { id } = (await sale.order('c1', { shipping: 'caba' })).order
    const before = await findOrder(sale.shop, id)
    assert.equal(await revise(sale, id, { coupon: 'NADA' }), 'coupon_unknown')
    assert.equal(await revise(sale, id, { coupon: 'VIEJO' }), 'coupon_ended')
    assert.equal(await revise(sale, id, { coupon: 'BOTAS' }), 'coupon_without_effect')
    assert.equal(await revise(sale, id, { shipping: 'luna', name: 'Ana' }), 'shipping_unknown')
    assert.equal(await revise(sale, 'nobody', { name: 'Ana' }), 'order_not_found')
    assert.deepEqual(await findOrder(sale.shop, id), before)
    const until = sale.shop.clock.now() + hour
    await sale.shop.transaction('test.awaits', (tx) => hearPayment(tx, id, { kind: 'awaiting', until }, by))
    assert.equal(await revise(sale, id, { coupon: 'MENOS' }), 'payment_under_way')
    assert.equal(await revise(sale, id, { shipping: 'retiro' }), 'payment_under_way')
    assert.equal(typeof (await revise(sale, id, { address: 'Calle 1' })), 'object')
    await sale.ask('POST', `/api/v1/orders/${id}/confirm`)
    assert.equal(await revise(sale, id, { address: 'Calle 2' }), 'order_settled')
    assert.equal((await findOrder(sale.shop, id))?.address, 'Calle 1')
  })

  test('a price that changed since it was told is said openly', async () => {
    await using sale = await openSale(engine)
    const variant = (await findVariant(sale.shop, 'YER'))?.id ?? ''
    const quote = (price: number) => sale.shop.transaction('test.quote', (tx) => quotePrice(tx, 'c1', { variant, price }))
    const ordered = async () => {
      const { order } = await sale.order()
      const told = (await findOrder(sale.shop, order.id))?.items.map(({ toldPrice, unitPrice }) => [toldPrice, unitPrice])
      return { told, note: order.history.find(({ what }) => what === 'price_changed') as { why?: string } | undefined }
    }
    // It holds: nothing to say.
    await quote(300000)
    await sale.put('YER', 1)
    assert.deepEqual(await ordered(), { told: [[null, 300000]], note: undefined })
    // It lapsed.
    await quote(300000)
    await sale.put('YER', 1)
    sale.jump(25 * hour)
    const lapsed = await ordered()
    assert.deepEqual([lapsed.told, lapsed.note?.why], [[[300000, 320000]], 'YER: 3000.00, now 3200.00'])
    // It was taken back.
    await sale.put('YER', 1)
    await quote(10)
    await sale.ask('DELETE', '/api/v1/products/YER/quotes')
    assert.deepEqual((await ordered()).told, [[10, 320000]])
    // The shelf changed since it was put in; nobody had promised anything.
    await sale.put('YER', 1, 'c1')
    await sale.ask('PATCH', '/api/v1/products/YER', { price: '3500.00' })
    assert.deepEqual((await ordered()).told, [[320000, 350000]])
    await sale.put('YER', 1)
    const { order } = (await sale.order()) as { order: OrderJson }
    assert.ok(!order.history.some(({ what }) => what === 'price_changed'))
  })
}
