import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { openStreet, type Street } from './street.ts'

for (const engine of engines) describe(`what the first systems ask for on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('users are made, listed and found by phone, and nobody is an answer', async () => {
    proves('backoffice.users')
    await using street = await openStreet(engine)
    const made = await ask(street, 'POST', '/users', { name: 'Ana', phone: '+5491160001111' })
    assert.deepEqual([made.status, made.body.status, made.body.user.name], [201, 'ok', 'Ana'])
    assert.deepEqual((await ask(street, 'GET', '/users/search?phone=541160001111')).body, { status: 'ok', user: made.body.user })
    assert.deepEqual((await ask(street, 'GET', '/users/search?phone=%2B5491160009999')).body, { status: 'not_found', user: null })
    assert.deepEqual((await ask(street, 'GET', '/users')).body, { status: 'ok', users: [made.body.user] })
    const again = await ask(street, 'POST', '/users', { name: 'Otra', phone: '5491160001111' })
    assert.deepEqual(
      [again.status, again.body.status, again.body.code, again.body.user_id],
      [409, 'error', 'phone_taken', made.body.user.id],
    )
  })

  test('products are made and listed with prices as plain numbers', async () => {
    proves('backoffice.products')
    await using street = await openStreet(engine)
    const made = await newProduct(street, 450)
    assert.deepEqual([made.status, made.body.status, made.body.product.price, made.body.product.sku], [201, 'ok', 450, 'YER-1'])
    const { status, products } = (await ask(street, 'GET', '/products?query=yerba')).body
    assert.deepEqual(
      [status, products.map(({ id, price }: { id: string; price: number }) => [id, price])],
      ['ok', [[made.body.product.id, 450]]],
    )
    for (const [price, code] of [
      [-1, 'invalid'],
      [10.123, 'invalid_product'],
      ['450', 'invalid'],
    ] as const) {
      const wrong = await ask(street, 'POST', '/products', { sku: 'A-2', name: 'Mate', price })
      assert.deepEqual([wrong.status, wrong.body.status, wrong.body.code], [422, 'error', code], wrong.text)
    }
    assert.deepEqual((await newProduct(street, 1)).body.code, 'sku_taken')
  })

  test('a user’s cart is that of the conversation he is in, else one of his own', async () => {
    proves('backoffice.carts')
    await using street = await openStreet(engine)
    const { luna } = street
    const product_id = (await newProduct(street, 450.5)).body.product.id
    const user_id = (await ask(street, 'POST', '/users', { name: 'Beto' })).body.user.id
    const added = await ask(street, 'POST', '/carts/add_item', { user_id, product_id, quantity: 2 })
    assert.equal(added.status, 200, added.text)
    const { cart_id, ...cart } = added.body.cart
    const items = [{ product_id, name: 'Yerba', quantity: 2, unit_price: 450.5, line_total: 901 }]
    assert.deepEqual([typeof cart_id, cart], ['string', { user_id, status: 'active', items, total: 901 }])
    assert.deepEqual((await ask(street, 'GET', `/carts/summary?user_id=${user_id}`)).body, { status: 'ok', cart: added.body.cart })
    assert.equal((await street.ask(luna, 'GET', `/api/v1/carts/backoffice:${user_id}`)).body.id, cart_id)

    const conversation = await street.customerWrites(luna, '5491160001111', 'hola')
    const { customer_id } = (await street.ask(luna, 'GET', `/api/v1/conversations/${conversation}`)).body
    await ask(street, 'POST', '/carts/add_item', { user_id: customer_id, product_id: 'YER-1', quantity: 1 })
    assert.equal((await street.ask(luna, 'GET', `/api/v1/carts/${conversation}`)).body.items.length, 1)
    await street.ask(luna, 'POST', `/api/v1/conversations/${conversation}/close`, {})
    assert.deepEqual((await ask(street, 'GET', `/carts/summary?user_id=${customer_id}`)).body.cart.items, [])
  })

  test('a checkout gives the order, its total and where it is paid, and it is listed with the user’s others', async () => {
    proves('backoffice.orders')
    await using street = await openStreet(engine)
    const product_id = (await newProduct(street, 450)).body.product.id
    const user_id = (await ask(street, 'POST', '/users', { name: 'Beto' })).body.user.id
    await ask(street, 'POST', '/carts/add_item', { user_id, product_id, quantity: 2 })
    const bought = await ask(street, 'POST', '/orders/checkout', { user_id, email: 'beto@example.com' }, { 'idempotency-key': 'k-1' })
    assert.deepEqual([bought.status, bought.body.status, bought.body.total], [201, 'ok', 900], bought.text)
    assert.match(bought.body.payment_url, /^http:\/\/shop\.test\/checkout\/[\w-]{22,}$/)
    const again = await ask(street, 'POST', '/orders/checkout', { user_id, email: 'beto@example.com' }, { 'idempotency-key': 'k-1' })
    assert.deepEqual(again.body, bought.body)
    const { status, orders } = (await ask(street, 'GET', `/orders/by_user?user_id=${user_id}`)).body
    assert.deepEqual(
      [status, orders.length, orders[0].order_id, orders[0].total, orders[0].order_status],
      ['ok', 1, bought.body.order_id, 900, 'pending'],
    )
    assert.equal((await street.ask(street.luna, 'GET', `/api/v1/orders/${bought.body.order_id}`)).body.email, 'beto@example.com')
    const empty = await ask(street, 'POST', '/orders/checkout', { user_id, email: 'beto@example.com' })
    assert.deepEqual([empty.status, empty.body.status, empty.body.code], [409, 'error', 'cart_empty'])
  })

  test('every refusal carries status and code, whoever is refused and whatever for', async () => {
    proves('backoffice.refusals')
    await using street = await openStreet(engine, { keys: { reader: ['products:read'] } })
    await newProduct(street, 450, 3)
    const user_id = (await ask(street, 'POST', '/users', { name: 'Beto' })).body.user.id
    const add = (body: unknown) => ask(street, 'POST', '/carts/add_item', body)
    const refusals = [
      [await street.request('/users'), 401, 'error', 'not_signed_in'],
      [await street.request('/users', { headers: { 'x-api-key': 'a-key-by-the-name-of-reader' } }), 403, 'error', 'out_of_scope'],
      [await ask(street, 'GET', '/users/search'), 422, 'error', 'invalid'],
      [
        await street.request('/users', { method: 'POST', headers: { 'x-api-key': street.luna.key }, body: 'no json' }),
        400,
        'error',
        'not_json',
      ],
      [await add({ user_id, product_id: 'YER-1', quantity: 4 }), 409, 'error', 'out_of_stock'],
      [await add({ user_id, product_id: 'YER-1', quantity: 0 }), 422, 'error', 'invalid_quantity'],
      [await add({ user_id, product_id: 'nada', quantity: 1 }), 404, 'not_found', 'product_not_found'],
      [await add({ user_id: 'nadie', product_id: 'YER-1', quantity: 1 }), 404, 'not_found', 'user_not_found'],
      [await ask(street, 'GET', '/orders/by_user?user_id=nadie'), 404, 'not_found', 'user_not_found'],
      [await ask(street, 'GET', '/carts/summary?user_id=nadie'), 404, 'not_found', 'user_not_found'],
    ] as const
    for (const [answer, ...expected] of refusals) assert.deepEqual([answer.status, answer.body.status, answer.body.code], expected)
    assert.equal(refusals[4][0].body.available, 3)
    const other = await street.request(`/carts/summary?user_id=${user_id}`, { headers: { 'x-api-key': street.sol.key } })
    assert.equal(other.body.code, 'user_not_found', 'another shop’s user is nobody')
  })
}

function ask(street: Street, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return street.ask(street.luna, method, path, body, headers)
}

function newProduct(street: Street, price: number, stock: number | null = null) {
  return ask(street, 'POST', '/products', { sku: 'YER-1', name: 'Yerba', price, stock })
}
