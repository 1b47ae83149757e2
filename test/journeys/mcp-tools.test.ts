import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { openMcpShop, othersClients } from '../mcp-shop.ts'
import { proves } from '../proves.ts'

for (const engine of engines) describe(`every tool through the door on ${engine.name}`, { concurrency: 3 }, () => tellOf(engine))

// biome-ignore lint/suspicious/noExplicitAny: what a tool answers is for the test to find out
type Value = any

interface Buyer {
  value(tool: string, given?: object): Promise<Value>
  /** The code of a call that must be refused. */
  refused(tool: string, given?: object): Promise<string>
  stockOf(sku: string): Promise<number | null>
}

/** By a client that holds every answer against the schema that its tool was listed with. */
function tellOf(engine: TestEngine): void {
  const buyerTest = (name: string, run: (buyer: Buyer) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      await using shop = await openMcpShop(engine)
      const newest = othersClients.at(-1)
      assert.ok(newest)
      await using client = await newest.connect(shop.url)
      await client.tools()
      const conversation_id = 'c1'
      await run({
        async value(tool, given) {
          const { isError, structuredContent } = await client.call(tool, { conversation_id, ...given })
          assert.equal(isError, undefined, JSON.stringify(structuredContent))
          return structuredContent
        },
        async refused(tool, given) {
          const { isError, structuredContent } = await client.call(tool, { conversation_id, ...given })
          assert.equal(isError, true, JSON.stringify(structuredContent))
          return (structuredContent as { error: { code: string } }).error.code
        },
        stockOf: shop.stockOf,
      })
    })

  buyerTest('products are listed and looked at', async ({ value, refused }) => {
    proves('mcp.list-products', 'mcp.get-product')
    const first = await value('list_products', { limit: 3 })
    assert.deepEqual([first.products.length, first.total], [3, 4])
    const rest = await value('list_products', { limit: 3, cursor: first.next_cursor })
    assert.deepEqual([rest.products.length, 'next_cursor' in rest], [1, false])
    assert.equal((await value('list_products', { query: 'botas', max_price: '90000.00' })).products[0].sku, 'BOT')
    const { product } = await value('get_product', { product_id: 'REM-M' })
    assert.equal((await value('get_product', { product_id: product.id })).product.sku, 'REM')
    assert.equal(await refused('get_product', { product_id: 'NADA' }), 'product_not_found')
  })

  buyerTest('a cart is filled, changed and emptied', async ({ value, refused }) => {
    proves('mcp.create-cart', 'mcp.create-cart-all-or-nothing', 'mcp.get-cart', 'mcp.update-cart-item', 'mcp.clear-cart')
    assert.deepEqual((await value('get_cart')).cart.items, [])
    await value('create_cart', { items: [{ product_id: 'YER', quantity: 5 }] })
    const two = [
      { product_id: 'AZU', quantity: 1 },
      { product_id: 'YER', quantity: 3 },
    ]
    assert.equal(await refused('create_cart', { items: two }), 'out_of_stock')
    assert.equal((await value('get_cart')).cart.items.length, 1)
    assert.equal((await value('create_cart', { product_id: 'YER', quantity: 2 })).cart.items[0].quantity, 7)
    assert.equal((await value('update_cart_item', { product_id: 'YER', quantity: 1 })).cart.total.amount, '3200.00')
    assert.deepEqual((await value('update_cart_item', { product_id: 'YER', quantity: 0 })).cart.items, [])
    await value('create_cart', { product_id: 'AZU', quantity: 1 })
    assert.equal((await value('clear_cart')).cart.total.amount, '0.00')
  })

  buyerTest('a cart is ordered, and its link is given again; nobody else sees the order', async ({ value, refused, stockOf }) => {
    proves('mcp.checkout', 'mcp.get-checkout-link', 'mcp.find-orders')
    assert.equal(await refused('checkout'), 'cart_empty')
    await value('create_cart', { product_id: 'YER', quantity: 2 })
    const { order, checkout_url } = await value('checkout')
    assert.equal(await stockOf('YER'), 5)
    const again = await value('get_checkout_link')
    assert.deepEqual([again.order.id, again.checkout_url], [order.id, checkout_url])
    assert.equal((await value('find_orders', { number: order.number })).orders[0].id, order.id)
    assert.deepEqual((await value('find_orders', { conversation_id: 'c2' })).orders, [])
    assert.equal(await refused('find_orders', { conversation_id: 'c2', number: order.number }), 'order_not_found')
  })

  buyerTest('a customer is kept, found, and given to a person', async ({ value, refused }) => {
    proves('mcp.customers', 'mcp.request-human')
    assert.equal(await refused('find_customer'), 'customer_not_found')
    const { customer } = await value('save_customer', { name: 'Leo', email: 'leo@example.com' })
    assert.equal((await value('find_customer', { email: 'leo@example.com' })).customer.id, customer.id)
    const { handoff } = await value('request_human', { reason: 'wants an invoice' })
    assert.equal(handoff.status, 'waiting')
    assert.equal((await value('request_human', { reason: 'again' })).handoff.id, handoff.id)
  })

  buyerTest('times are offered and held, booked and given back; questions are answered', async ({ value, refused }) => {
    proves('mcp.find-slots', 'mcp.appointments', 'mcp.answer-question')
    const wanted = { service: 'probador', date: '2026-03-12' }
    const [first] = (await value('find_slots', wanted)).slots
    const others = (await value('find_slots', { conversation_id: 'c2', ...wanted })).slots
    assert.equal(
      others.some(({ starts_at }: { starts_at: string }) => starts_at === first.starts_at),
      false,
    )
    const taking = { service: 'probador', starts_at: first.starts_at }
    assert.equal(await refused('book_appointment', { conversation_id: 'c2', ...taking }), 'slot_taken')
    const { appointment } = await value('book_appointment', taking)
    const cancelled = await value('cancel_appointment', { appointment_id: appointment.id })
    assert.equal(cancelled.appointment.status, 'cancelled')
    const [answer] = (await value('answer_question', { question: 'Do you deliver?', language: 'en' })).answers
    assert.deepEqual(answer, { topic: 'shipping', answer: 'Yes, all over the country.' })
  })
}
