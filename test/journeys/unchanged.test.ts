import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { openStreet, type Street } from './street.ts'

for (const engine of engines)
  describe(`what was read is changed only as it was read on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('what is read has a name, and whoever has it is not sent it again', async () => {
    await using street = await openStreet(engine)
    const path = await newProduct(street)
    const { etag } = await read(street, path)
    const again = await street.ask(street.luna, 'GET', path, undefined, { 'if-none-match': etag })
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag])
    const changed = await change(street, path, { name: 'Mate' })
    assert.equal(changed.headers.get('etag'), (await read(street, path)).etag, 'what a change answers is what would be read')
    assert.equal((await street.ask(street.luna, 'GET', path, undefined, { 'if-none-match': etag })).status, 200)
  })

  test('a change that names what it saw is refused when that was changed since, and leaves everything as it is', async () => {
    await using street = await openStreet(engine)
    const path = await newProduct(street)
    const { etag } = await read(street, path)
    assert.equal((await change(street, path, { price: '11.00' }, etag)).status, 200)
    const late = await change(street, path, { price: '12.00' }, etag)
    assert.deepEqual([late.status, late.body.code], [412, 'changed_meanwhile'])
    assert.equal((await read(street, path)).body.price.amount, '11.00')
    assert.equal((await street.ask(street.luna, 'DELETE', path, undefined, { 'if-match': etag })).status, 412)
    assert.equal((await change(street, path, { price: '13.00' }, '*')).status, 200, 'a star is whatever there is')
    assert.equal((await change(street, '/api/v1/products/nothing', { price: '13.00' }, etag)).status, 404)
  })

  test('of many who saw the same, one changes it', async () => {
    await using street = await openStreet(engine)
    const path = await newProduct(street)
    const { etag } = await read(street, path)
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map((price) => change(street, path, { price: `${price}.00` }, etag)))
    assert.deepEqual(all.map(({ status }) => status).toSorted(), [200, 412, 412, 412, 412, 412])
  })

  test('a customer, an order and a conversation keep to it as well, by every way they are changed', async () => {
    await using street = await openStreet(engine)
    const { luna, ask } = street
    await newProduct(street)
    const customer = (await ask(luna, 'POST', '/api/v1/customers', { name: 'Ana' })).body
    const conversation = await street.customerWrites(luna, '5491160001111', 'hola')
    await ask(luna, 'PUT', '/api/v1/carts/mesa/items/YER-1', { quantity: 1 })
    const order = (await ask(luna, 'POST', '/api/v1/orders', { conversation_id: 'mesa' })).body
    const moves: readonly (readonly [read: string, method: string, path: string, body: unknown])[] = [
      [`/customers/${customer.id}`, 'PATCH', '', { name: 'Ana María' }],
      [`/conversations/${conversation}`, 'POST', '/labels', { labels: ['vip'] }],
      [`/orders/${order.id}`, 'POST', '/confirm', {}],
    ]
    for (const [thing, method, move, body] of moves) {
      const { etag } = await read(street, `/api/v1${thing}`)
      const stale = await ask(luna, method, `/api/v1${thing}${move}`, body, { 'if-match': '"something-else"' })
      assert.equal(stale.status, 412, `${thing}${move}: ${stale.text}`)
      assert.equal((await read(street, `/api/v1${thing}`)).etag, etag)
      const fresh = await ask(luna, method, `/api/v1${thing}${move}`, body, { 'if-match': etag })
      assert.equal(fresh.status, 200, `${thing}${move}: ${fresh.text}`)
    }
  })
}

async function newProduct({ ask, luna }: Street): Promise<string> {
  const made = await ask(luna, 'POST', '/api/v1/products', { sku: 'YER-1', name: 'Yerba', price: '10.00' })
  assert.equal(made.status, 201, made.text)
  return `/api/v1/products/${made.body.id}`
}

async function read({ ask, luna }: Street, path: string) {
  const { status, body, headers } = await ask(luna, 'GET', path)
  assert.equal(status, 200)
  return { body, etag: headers.get('etag') ?? '' }
}

function change({ ask, luna }: Street, path: string, body: unknown, ifMatch?: string) {
  return ask(luna, 'PATCH', path, body, ifMatch === undefined ? {} : { 'if-match': ifMatch })
}
