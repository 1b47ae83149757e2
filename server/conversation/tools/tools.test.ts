import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import type { PromiseId } from '../../../test/promises.ts'
import { proves } from '../../../test/proves.ts'
import { openToolShop, type ToolShop } from '../../../test/tool-shop.ts'

for (const engine of engines) describe(`tools on ${engine.name}`, { concurrency: 4 }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  const toolTest = (name: string, proved: readonly PromiseId[], run: (shop: ToolShop) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using shop = await openToolShop(engine)
      await run(shop)
    })

  toolTest('products are found by words, filters and pages; what is wrong with a filter is named', ['mcp.list-products'], async (shop) => {
    const all = await shop.value('list_products', {})
    assert.equal(all.total, 4)
    assert.equal('next_cursor' in all, false)
    const boots = await shop.value('list_products', { query: 'botas' })
    assert.deepEqual(
      boots.products.map(({ sku }: { sku: string }) => sku),
      ['BOT'],
    )
    assert.deepEqual(boots.products[0].price, { amount: '90000.00', currency: 'ARS' })
    const cheap = await shop.value('list_products', { max_price: 2000, in_stock: true })
    assert.deepEqual(
      cheap.products.map(({ sku }: { sku: string }) => sku),
      ['AZU'],
    )
    const first = await shop.value('list_products', { limit: 3 })
    const rest = await shop.value('list_products', { limit: 3, cursor: first.next_cursor })
    assert.equal(first.products.length + rest.products.length, 4)
    for (const wrong of [
      { limit: 0 },
      { limit: 101 },
      { min_price: 'a lot' },
      { min_price: -1 },
      { cursor: 'bzE.x' },
      { query: 7 },
      { query: 'a\0' },
    ]) {
      const { code, details } = await shop.refusal('list_products', wrong)
      assert.equal(code, 'invalid_arguments')
      assert.equal((details.errors as { path: string }[])[0]?.path, Object.keys(wrong)[0])
    }
  })

  toolTest('a product is found by its id, its SKU and that of a variant', ['mcp.get-product'], async (shop) => {
    const { product } = await shop.value('get_product', { product_id: 'REM-M' })
    assert.equal(product.sku, 'REM')
    assert.equal((await shop.value('get_product', { product_id: product.id })).product.sku, 'REM')
    assert.deepEqual(await shop.refusal('get_product', { product_id: 'NADA' }), {
      code: 'product_not_found',
      message: 'no such product: NADA',
      details: { product: 'NADA' },
    })
  })

  toolTest(
    'several things go into the cart together or not at all, held against what it has',
    ['mcp.create-cart', 'mcp.create-cart-all-or-nothing', 'mcp.get-cart'],
    async (shop) => {
      const conversation_id = 'c1'
      const { cart } = await shop.value('create_cart', { conversation_id, items: [{ product_id: 'YER', quantity: 5, unit_price: '0.01' }] })
      assert.deepEqual(cart.total, { amount: '16000.00', currency: 'ARS' })
      const more = {
        conversation_id,
        items: [
          { product_id: 'AZU', quantity: 2 },
          { product_id: 'YER', quantity: 3 },
        ],
      }
      const short = await shop.refusal('create_cart', more)
      assert.equal(short.code, 'out_of_stock')
      assert.equal(short.details.available, 7)
      const twice = {
        conversation_id,
        items: [
          { product_id: 'YER', quantity: 1 },
          { product_id: 'YER', quantity: 2 },
        ],
      }
      assert.equal((await shop.refusal('create_cart', twice)).code, 'out_of_stock')
      assert.deepEqual((await shop.value('get_cart', { conversation_id })).cart, cart)
      const one = await shop.value('create_cart', { conversation_id, product_id: 'AZU', quantity: 1 })
      assert.equal(one.cart.items.length, 2)
      assert.deepEqual((await shop.value('get_cart', { conversation_id: 'nobody' })).cart.items, [])
    },
  )

  toolTest(
    'a quantity that is none, a variant that was not chosen and a call without its arguments are each called by name',
    ['mcp.invalid-quantity', 'mcp.variant-required-lists-choices'],
    async (shop) => {
      for (const quantity of [0, -1, 1.5, 10_001, 2 ** 60]) {
        for (const tool of ['create_cart', 'update_cart_item']) {
          if (tool === 'update_cart_item' && quantity === 0) continue
          const { code, details } = await shop.refusal(tool, { conversation_id: 'c1', product_id: 'YER', quantity })
          assert.equal(code, 'invalid_quantity', `${tool} ${quantity}`)
          assert.equal(details.product, 'YER')
        }
      }
      const undecided = await shop.refusal('create_cart', { conversation_id: 'c1', product_id: 'REM', quantity: 1 })
      assert.equal(undecided.code, 'variant_required')
      assert.deepEqual(undecided.details.choices, [
        { sku: 'REM-M', options: { talle: 'M' } },
        { sku: 'REM-L', options: { talle: 'L' } },
      ])
      for (const given of [
        {},
        { items: [] },
        { product_id: 'YER' },
        { product_id: 'YER', quantity: '2' },
        { items: [{ product_id: 'YER' }] },
      ])
        assert.equal(
          (await shop.refusal('create_cart', { conversation_id: 'c1', ...given })).code,
          'invalid_arguments',
          JSON.stringify(given),
        )
      assert.deepEqual((await shop.value('get_cart', { conversation_id: 'c1' })).cart.items, [])
    },
  )

  toolTest('a number is set, something is taken out, and the cart is emptied', ['mcp.update-cart-item', 'mcp.clear-cart'], async (shop) => {
    const conversation_id = 'c1'
    await shop.value('create_cart', {
      conversation_id,
      items: [
        { product_id: 'YER', quantity: 5 },
        { product_id: 'BOT', quantity: 1 },
      ],
    })
    const fewer = await shop.value('update_cart_item', { conversation_id, product_id: 'YER', quantity: 2 })
    assert.equal(fewer.cart.total.amount, '96400.00')
    const without = await shop.value('update_cart_item', { conversation_id, product_id: 'BOT', quantity: 0 })
    assert.equal(without.cart.items.length, 1)
    assert.equal((await shop.value('clear_cart', { conversation_id })).cart.total.amount, '0.00')
  })

  toolTest(
    'a cart becomes an order with a link to pay, which is given again when it is asked for',
    ['mcp.checkout', 'mcp.get-checkout-link'],
    async (shop) => {
      const conversation_id = 'c1'
      assert.equal((await shop.refusal('checkout', { conversation_id })).code, 'cart_empty')
      assert.equal((await shop.refusal('get_checkout_link', { conversation_id })).code, 'order_not_found')
      await shop.value('create_cart', { conversation_id, product_id: 'YER', quantity: 2 })
      assert.equal((await shop.refusal('checkout', { conversation_id, coupon: 'VIEJO' })).code, 'coupon_ended')
      assert.equal((await shop.refusal('checkout', { conversation_id, shipping: 'luna' })).code, 'shipping_unknown')
      assert.equal((await shop.refusal('checkout', { conversation_id, email: 'nobody' })).code, 'invalid_arguments')
      const { order, checkout_url } = await shop.value('checkout', {
        conversation_id,
        coupon: 'HOLA10',
        shipping: 'caba',
        email: 'ana@example.com',
      })
      assert.equal(order.total.amount, '10260.00')
      assert.equal(order.status, 'pending')
      assert.match(checkout_url, /^http:\/\/shop\.test\/checkout\/[\w-]{40,}$/)
      assert.equal(await shop.stockOf('YER'), 5)
      assert.deepEqual((await shop.value('get_cart', { conversation_id })).cart.items, [])
      const again = await shop.value('get_checkout_link', { conversation_id })
      assert.deepEqual([again.order.id, again.checkout_url], [order.id, checkout_url])
    },
  )

  toolTest(
    'what was sold to somebody else meanwhile is not sold again, and the cart is as it was',
    ['mcp.out-of-stock-tells-the-stock'],
    async (shop) => {
      for (const conversation_id of ['c1', 'c2']) await shop.value('create_cart', { conversation_id, product_id: 'BOT', quantity: 1 })
      await shop.value('checkout', { conversation_id: 'c1' })
      const cart = async () => ({ ...(await shop.value('get_cart', { conversation_id: 'c2' })).cart, updated_at: '' })
      const before = await cart()
      for (const terms of [{}, { coupon: 'HOLA10', shipping: 'caba' }]) {
        const { code, details } = await shop.refusal('checkout', { conversation_id: 'c2', ...terms })
        assert.deepEqual([code, details.available], ['out_of_stock', 0])
        assert.deepEqual(await cart(), before)
      }
    },
  )

  toolTest(
    'orders are shown to the customer they are of, in whatever conversation, and to nobody else',
    ['mcp.find-orders'],
    async (shop) => {
      const ana = await shop.write('5491160002222')
      const eva = await shop.write('5491160003333')
      const bought = async (conversation_id: string) => {
        await shop.value('create_cart', { conversation_id, product_id: 'AZU', quantity: 1 })
        return (await shop.value('checkout', { conversation_id })).order
      }
      const [anas, evas, nobodys] = [await bought(ana), await bought(eva), await bought('a word')]
      const numbersFor = async (conversation_id: string) =>
        (await shop.value('find_orders', { conversation_id })).orders.map(({ number }: { number: string }) => number)
      assert.deepEqual(await numbersFor(ana), [anas.number])
      assert.deepEqual(await numbersFor('a word'), [nobodys.number])
      assert.deepEqual(await numbersFor('another word'), [])
      assert.equal((await shop.value('find_orders', { conversation_id: eva, number: evas.number })).orders.length, 1)
      for (const number of [evas.number, nobodys.number, evas.id, '99999']) {
        for (const use of [{}, { actsFor: 'customer' as const }])
          assert.equal((await shop.refusal('find_orders', { conversation_id: ana, number }, use)).code, 'order_not_found')
      }
    },
  )

  toolTest('what a customer says of himself is kept, and is no way to find out about somebody else', ['mcp.customers'], async (shop) => {
    const ana = await shop.write('5491160002222')
    const eva = await shop.write('5491160003333')
    await shop.value('save_customer', { conversation_id: ana, name: 'Ana Suárez', email: 'ana@example.com', address: 'Boedo 1280' })
    const { customer } = await shop.value('find_customer', { conversation_id: ana })
    assert.deepEqual([customer.name, customer.email, customer.address], ['Ana Suárez', 'ana@example.com', 'Boedo 1280'])
    // The number he writes from stays his, whatever is typed.
    const typed = await shop.value('save_customer', { conversation_id: eva, phone: '+54 9 11 6000-2222', email: 'ana@example.com' })
    assert.equal(typed.customer.phone, '+5491160003333')
    const seller = { actsFor: 'customer' as const }
    for (const contact of [{ phone: '+5491160002222' }, { email: 'ana@example.com' }])
      assert.equal((await shop.value('find_customer', { conversation_id: 'any', ...contact })).customer.id, customer.id)
    for (const contact of [{ phone: '+5491160009999' }, { email: 'otra@example.com' }, { phone: '+5491160003333' }])
      assert.equal((await shop.refusal('find_customer', { conversation_id: ana, ...contact }, seller)).code, 'customer_not_found')
    assert.equal(
      (await shop.value('find_customer', { conversation_id: eva, email: 'ana@example.com' }, seller)).customer.id,
      typed.customer.id,
    )
    assert.equal((await shop.value('find_customer', { conversation_id: ana, phone: '5491160002222' }, seller)).customer.id, customer.id)
    assert.equal((await shop.refusal('save_customer', { conversation_id: ana })).code, 'invalid_arguments')
  })

  toolTest(
    'under a word of a caller’s own nobody is known until he says who he is, and then what he buys is his',
    ['mcp.customers'],
    async (shop) => {
      const conversation_id = 'their own word'
      assert.equal((await shop.refusal('find_customer', { conversation_id })).code, 'customer_not_found')
      await shop.value('create_cart', { conversation_id, product_id: 'AZU', quantity: 1 })
      const { customer } = await shop.value('save_customer', { conversation_id, name: 'Leo', phone: '11 4444-5555' })
      assert.equal((await shop.value('save_customer', { conversation_id, email: 'leo@example.com' })).customer.id, customer.id)
      const { order } = await shop.value('checkout', { conversation_id })
      assert.equal(order.customer_id, customer.id)
      assert.equal((await shop.value('find_orders', { conversation_id })).orders[0].number, order.number)
    },
  )

  toolTest('a person has the conversation at once, once, wherever it is carried', ['mcp.request-human'], async (shop) => {
    const ana = await shop.write('5491160002222')
    const line = await shop.counter.house.desk.line(shop.shop, 'phone')
    const { handoff } = await shop.value('request_human', { conversation_id: ana, reason: 'pide factura A' }, { line })
    assert.deepEqual([handoff.status, handoff.team], ['waiting', 'sales'])
    assert.equal((await shop.value('request_human', { conversation_id: ana, reason: 'otra vez' }, { line })).handoff.id, handoff.id)
    const elsewhere = await shop.value('request_human', { conversation_id: 'their word', reason: 'wants a person', summary: 'asked twice' })
    const queue = (await shop.counter.ask('GET', '/api/v1/handoffs?status=waiting')) as {
      body: { items: { id: string; summary: string | null }[] }
    }
    assert.deepEqual(
      queue.body.items.map(({ id }) => id),
      [handoff.id, elsewhere.handoff.id],
    )
    const { body } = (await shop.counter.ask('GET', `/api/v1/conversations/${encodeURIComponent('their word')}`)) as {
      body: { status: string; channel: string }
    }
    assert.deepEqual([body.status, body.channel], ['human', 'api'])
  })

  toolTest('times are offered, kept from others, booked and given back', ['mcp.find-slots', 'mcp.appointments'], async (shop) => {
    const offer = (await shop.value('find_slots', { conversation_id: 'c1', service: 'probador', date: '2026-03-12' })).slots
    assert.equal(offer.length, 3)
    const others = (await shop.value('find_slots', { conversation_id: 'c2', service: 'probador', date: '2026-03-12' })).slots
    const startsOf = (slots: { starts_at: string }[]) => slots.map(({ starts_at }) => starts_at)
    assert.deepEqual(
      startsOf(others).filter((at) => startsOf(offer).includes(at)),
      [],
    )
    const [{ starts_at }] = offer
    assert.equal((await shop.refusal('book_appointment', { conversation_id: 'c2', service: 'probador', starts_at })).code, 'slot_taken')
    const { appointment } = await shop.value('book_appointment', { conversation_id: 'c1', service: 'probador', starts_at })
    assert.deepEqual([appointment.status, appointment.conversation_id], ['scheduled', 'c1'])
    const again = await shop.value('book_appointment', { conversation_id: 'c1', service: 'probador', starts_at })
    assert.equal(again.appointment.id, appointment.id)
    const { id: appointment_id } = appointment
    assert.equal((await shop.refusal('cancel_appointment', { conversation_id: 'c2', appointment_id })).code, 'appointment_not_found')
    for (let times = 0; times < 2; times++)
      assert.equal((await shop.value('cancel_appointment', { conversation_id: 'c1', appointment_id })).appointment.status, 'cancelled')
    const both = (await shop.value('find_slots', { conversation_id: 'c3' })).slots
    assert.equal(both.length, 3)
    const unknown = await shop.refusal('find_slots', { conversation_id: 'c1', service: 'yoga' })
    assert.deepEqual([unknown.code, unknown.details.services], ['service_not_found', ['asesoria', 'probador']])
    for (const [starts, code] of [
      ['2026-03-12T23:00:00-03:00', 'outside_hours'],
      ['2020-01-01T10:00:00Z', 'invalid_time'],
      ['mañana', 'invalid_arguments'],
    ])
      assert.equal((await shop.refusal('book_appointment', { conversation_id: 'c1', service: 'probador', starts_at: starts })).code, code)
  })

  toolTest(
    'questions about the shop are answered in its words, in the language they are asked in, or not at all',
    ['mcp.answer-question'],
    async (shop) => {
      const asked = async (question: string, language?: string) =>
        (await shop.value('answer_question', { question, ...(language ? { language } : {}) })).answers
      assert.deepEqual(await asked('hola, hacen envíos?'), [{ topic: 'shipping', answer: 'Sí, a todo el país.' }])
      assert.deepEqual(await asked('quanto custa o frete', 'pt-BR'), [{ topic: 'shipping', answer: 'Sim, em todo o país.' }])
      assert.deepEqual(await asked('can you ship it?', 'en'), [{ topic: 'shipping', answer: 'Yes, all over the country.' }])
      assert.deepEqual(await asked('aceptan tarjetas', 'en'), [{ topic: 'payment', answer: 'Con tarjeta o transferencia.' }])
      assert.deepEqual(await asked('tienen jirafas'), [])
      assert.equal((await shop.refusal('answer_question', { question: '' })).code, 'invalid_arguments')
    },
  )

  toolTest('a seller of one storefront knows nothing of the others', [], async (shop) => {
    const luna = { actsFor: 'customer' as const, storefront: 'moda', by: { kind: 'seller' as const, name: 'Luna' } }
    const skus = async (given: object) =>
      (await shop.value('list_products', given, luna)).products.map(({ sku }: { sku: string }) => sku).toSorted()
    assert.deepEqual(await skus({}), ['BOT', 'REM'])
    assert.deepEqual(await skus({ storefront: 'almacen' }), ['BOT', 'REM'])
    assert.equal((await shop.refusal('get_product', { product_id: 'YER' }, luna)).code, 'product_not_found')
    const mixed = {
      conversation_id: 'c1',
      items: [
        { product_id: 'BOT', quantity: 1 },
        { product_id: 'YER', quantity: 1 },
      ],
    }
    assert.equal((await shop.refusal('create_cart', mixed, luna)).code, 'product_not_found')
    assert.equal(
      (await shop.refusal('update_cart_item', { conversation_id: 'c1', product_id: 'YER', quantity: 1 }, luna)).code,
      'product_not_found',
    )
    assert.equal((await shop.value('create_cart', { conversation_id: 'c1', product_id: 'REM-M', quantity: 1 }, luna)).cart.items.length, 1)
    const milo = { ...luna, storefront: 'almacen' }
    assert.equal((await shop.refusal('find_slots', { conversation_id: 'c1', service: 'asesoria' }, milo)).code, 'service_not_found')
  })
}
