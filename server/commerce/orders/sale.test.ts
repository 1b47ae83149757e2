import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { ars, by, type CartJson, hour, type OrderJson, openSale, told, until } from '../../../test/sale.ts'
import { addItems, quotePrice } from '../cart/cart.ts'
import { findVariant } from '../catalog/catalog.ts'
import { type Order, placeOrder } from './orders.ts'

for (const engine of engines) describe(`the sale on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a cart is any word’s, and comes to what its things cost', async () => {
    proves('carts.empty-is-200', 'carts.put-item', 'carts.delete', 'rest.money')
    await using shop = await openSale(engine)
    const empty = await shop.cart('una palabra cualquiera')
    assert.deepEqual([empty.items, empty.total], [[], ars('0.00')])
    assert.equal(await shop.put('YER', 2), '200')
    assert.equal(await shop.put('REM-M', 1), '200')
    const cart = await shop.cart()
    assert.deepEqual(
      cart.items.map(({ sku, name, quantity, unit_price, line_total }) => [sku, name, quantity, unit_price.amount, line_total.amount]),
      [
        ['YER', 'Yerba', 2, '3200.00', '6400.00'],
        ['REM-M', 'Remera (talle: M)', 1, '10000.00', '10000.00'],
      ],
    )
    assert.deepEqual(cart.total, ars('16400.00'))
    assert.equal(await shop.put('YER', 0), '200')
    assert.deepEqual((await shop.cart()).total, ars('10000.00'))
    assert.equal(told(await shop.ask('DELETE', '/api/v1/carts/c1')), '200')
    assert.deepEqual((await shop.cart()).items, [])
  })

  test('what cannot be in a cart is refused with what helps, and the cart is as it was', async () => {
    proves('carts.prices-in-arguments-are-never-used')
    await using shop = await openSale(engine)
    await shop.put('YER', 5)
    const refused = await shop.ask('PUT', '/api/v1/carts/c1/items/YER', { quantity: 8 })
    assert.deepEqual([refused.status, (refused.body as { available: number }).available], [409, 7])
    const choice = await shop.ask('PUT', '/api/v1/carts/c1/items/REM', { quantity: 1 })
    assert.deepEqual((choice.body as { choices: unknown }).choices, [
      { sku: 'REM-M', options: { talle: 'M' } },
      { sku: 'REM-L', options: { talle: 'L' } },
    ])
    assert.equal(await shop.put('REM-L', 1), '409 out_of_stock')
    assert.equal(await shop.put('NADA', 1), '404 product_not_found')
    for (const quantity of [-1, 1.5, 1e9, 10_001]) assert.equal(await shop.put('AZU', quantity), '422 invalid_quantity', String(quantity))
    const both = await shop.ask('POST', '/api/v1/carts/c1/items', {
      items: [
        { product: 'AZU', quantity: 1 },
        { product: 'YER', quantity: 3 },
      ],
    })
    assert.equal(told(both), '409 out_of_stock')
    const cheap = await shop.ask('PUT', '/api/v1/carts/c9/items/YER', { quantity: 1, price: '1.00', unit_price: 1 })
    assert.deepEqual((cheap.body as CartJson).total, ars('3200.00'))
    assert.deepEqual(
      (await shop.cart()).items.map(({ sku, quantity }) => [sku, quantity]),
      [['YER', 5]],
    )
  })

  test('an order takes the stock, has a number to say aloud, and leaves an empty cart', async () => {
    proves(
      'orders.create',
      'orders.empty-or-no-stock-is-409',
      'orders.without-a-conversation',
      'orders.list',
      'store.shipping',
      'store.promotions',
    )
    await using shop = await openSale(engine)
    assert.deepEqual([(await shop.order()).status, (await shop.order()).code], [409, 'cart_empty'])
    await shop.put('YER', 3)
    await shop.put('AZU', 1)
    const { status, order } = await shop.order('c1', { email: 'ana@example.com', shipping: 'caba', coupon: 'hola10' })
    assert.equal(status, 201)
    assert.match(order.number, /^\d+$/)
    assert.deepEqual(
      order.totals.map(({ kind, amount }) => [kind, amount.amount]),
      [
        ['items', '11100.50'],
        ['discount', '-1110.05'],
        ['shipping', '4500.00'],
      ],
    )
    assert.deepEqual([order.total, order.status, order.payment_status], [ars('14490.45'), 'pending', 'pending'])
    assert.match(order.checkout_url, /^http:\/\/shop\.test\/checkout\/[\w-]{43}$/)
    assert.deepEqual([await shop.stockOf('YER'), await shop.stockOf('AZU')], [4, null])
    assert.deepEqual((await shop.cart()).items, [])
    for (const name of [order.id, order.number]) assert.equal(told(await shop.ask('GET', `/api/v1/orders/${name}`)), '200')
    await shop.put('YER', 1)
    assert.equal((await shop.order('c1', { coupon: 'HOLA10' })).code, 'coupon_used_up')
    assert.equal((await shop.order('c1', { coupon: 'VIEJO' })).code, 'coupon_ended')
    assert.equal((await shop.order('c1', { coupon: 'NO' })).code, 'coupon_unknown')
    assert.equal((await shop.order('c1', { shipping: 'luna' })).code, 'shipping_unknown')
    const second = await shop.order()
    assert.equal(Number(second.order.number), Number(order.number) + 1)
  })

  test('orders move along their table alone, and what was not shipped comes back once', async () => {
    proves('orders.moves', 'orders.ship-takes-tracking', 'orders.take-stock-and-give-it-back-once')
    await using shop = await openSale(engine)
    const sold = async () => {
      await shop.put('YER', 2)
      return (await shop.order()).order.id
    }
    const move = async (id: string, word: string, body?: object) => told(await shop.ask('POST', `/api/v1/orders/${id}/${word}`, body))
    const sent = await sold()
    for (const word of ['ship', 'deliver', 'refund']) assert.equal(await move(sent, word), '409 move_not_allowed')
    assert.equal(await move(sent, 'confirm'), '200')
    assert.equal(await move(sent, 'confirm'), '409 move_not_allowed')
    const shipped = await shop.ask('POST', `/api/v1/orders/${sent}/ship`, { tracking: { carrier: 'Correo', number: 'X1' } })
    assert.deepEqual([shipped.status, (shipped.body as OrderJson).tracking], [200, { carrier: 'Correo', number: 'X1' }])
    assert.equal(await move(sent, 'cancel'), '409 move_not_allowed')
    assert.equal(await move(sent, 'deliver'), '200')
    assert.equal(await move(sent, 'refund'), '200')
    // What has left the shop is not on the shelf because the money went back.
    assert.equal(await shop.stockOf('YER'), 5)
    const called = await sold()
    const twice = await Promise.all([move(called, 'cancel'), move(called, 'cancel')])
    assert.deepEqual(twice.toSorted(), ['200', '409 move_not_allowed'])
    assert.equal(await shop.stockOf('YER'), 5)
    const paid = await sold()
    await move(paid, 'confirm')
    assert.equal(await move(paid, 'refund'), '200')
    assert.equal(await shop.stockOf('YER'), 5)
    assert.equal(await move('no-such', 'confirm'), '404 order_not_found')
    const { history } = (await shop.ask('GET', `/api/v1/orders/${sent}`)).body as OrderJson
    assert.deepEqual(
      history.map(({ what }) => what),
      ['pending', 'confirmed', 'shipped', 'delivered', 'refunded'],
    )
  })

  test('two hundred buyers of seven: seven have one, whatever way they came', async () => {
    proves('orders.two-buyers-one-pair', 'carts.reserve-nothing')
    await using shop = await openSale(engine)
    const buyers = Array.from({ length: 200 }, (_, index) => `buyer ${index}`)
    const carts = await Promise.all(buyers.map((buyer) => shop.put('YER', 1, buyer)))
    assert.ok(carts.every((answer) => answer === '200'))
    const orders = await Promise.all(buyers.map((buyer) => shop.order(buyer)))
    assert.equal(orders.filter(({ status }) => status === 201).length, 7)
    assert.ok(orders.every(({ status, code }) => status === 201 || code === 'out_of_stock'))
    assert.equal(await shop.stockOf('YER'), 0)
    // Nobody lost what he has not bought.
    const left = await Promise.all(buyers.map((buyer) => shop.cart(buyer)))
    assert.equal(left.filter(({ items }) => items.length === 1).length, 193)
  })

  test('a cart with several things takes all of them or none', async () => {
    await using shop = await openSale(engine)
    await shop.put('AZU', 1)
    await shop.put('REM-M', 3)
    await shop.put('REM-M', 1, 'c2')
    assert.equal((await shop.order('c2')).status, 201)
    const { status, code } = await shop.order()
    assert.deepEqual([status, code], [409, 'out_of_stock'])
    assert.equal(await shop.stockOf('REM-M'), 2)
  })

  test('an order that nobody pays lets go of its stock once, on the business clock', async () => {
    proves('orders.expire-unpaid')
    await using shop = await openSale(engine)
    await shop.put('YER', 7)
    const { order } = await shop.order()
    shop.jump(23 * hour)
    await shop.put('AZU', 1, 'c2')
    await shop.order('c2')
    assert.equal(await shop.stockOf('YER'), 0)
    shop.jump(2 * hour)
    // Another order wakes the clock, which would else come round within a minute.
    await shop.put('AZU', 1, 'c3')
    await shop.order('c3')
    const expired = await until(async () => {
      const { body } = await shop.ask('GET', `/api/v1/orders/${order.id}`)
      return (body as OrderJson).status === 'expired'
    })
    assert.ok(expired)
    assert.equal(await shop.stockOf('YER'), 7)
    assert.equal(told(await shop.ask('POST', `/api/v1/orders/${order.id}/cancel`)), '409 move_not_allowed')
  })

  test('who has bought twice is a regular, until one of them is called off', async () => {
    await using shop = await openSale(engine)
    const { id: customer } = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana' })).body as { id: string }
    const segment = async () => ((await shop.ask('GET', `/api/v1/customers/${customer}`)).body as { segment: string }).segment
    const orders: Order[] = []
    for (const conversation of ['c1', 'c2', 'c3']) {
      const placed = await shop.shop.transaction('test.place', async (tx) => {
        const buyer = { conversation, customer }
        await addItems(tx, buyer, [{ product: 'AZU', quantity: 1 }])
        return placeOrder(shop.shop, tx, buyer, {}, by)
      })
      assert.ok(placed.ok)
      orders.push(placed.value)
    }
    const move = (index: number, how: string) => shop.ask('POST', `/api/v1/orders/${orders[index]?.id}/${how}`)
    await move(0, 'confirm')
    await move(1, 'confirm')
    assert.ok(await until(async () => (await segment()) === 'repeat'))
    // Never taken on, so never counted.
    await move(2, 'cancel')
    await move(1, 'refund')
    assert.ok(await until(async () => (await segment()) === 'new'))
    await move(0, 'ship')
    assert.equal(await segment(), 'new')
  })

  test('a price that was told holds for its day, and no longer; one that was a mistake is taken back', async () => {
    await using shop = await openSale(engine)
    const quote = (price: number) =>
      shop.shop.transaction('test.quote', async (tx) => quotePrice(tx, 'c1', { variant: (await findVariant(tx, 'YER'))?.id ?? '', price }))
    await quote(300000)
    await shop.put('YER', 1)
    assert.deepEqual((await shop.cart()).total, ars('3000.00'))
    assert.deepEqual((await shop.cart('c2')).total, ars('0.00'))
    shop.jump(25 * hour)
    assert.deepEqual((await shop.cart()).total, ars('3200.00'))
    await quote(10)
    assert.deepEqual((await shop.cart()).total, ars('0.10'))
    const voided = await shop.ask('DELETE', '/api/v1/products/YER/quotes')
    assert.deepEqual([voided.status, voided.body], [200, { voided: 1 }])
    assert.deepEqual((await shop.ask('DELETE', '/api/v1/products/YER/quotes')).body, { voided: 0 })
    assert.equal(told(await shop.ask('DELETE', '/api/v1/products/NADA/quotes')), '404 product_not_found')
    assert.deepEqual((await shop.cart()).total, ars('3200.00'))
    // Who was told more than it costs now pays what it costs.
    await quote(990000)
    assert.deepEqual((await shop.cart()).total, ars('3200.00'))
  })
}
