import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { openStreet, type Street } from './street.ts'

const structured = 'application/cloudevents+json'
const batch = 'application/cloudevents-batch+json'
let made = 0

for (const engine of engines) describe(`events that come in on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('requests come structured, binary or in a batch, are taken in once, and are answered by events', async () => {
    proves('events.take-in')
    await using street = await openStreet(engine)
    await newProducts(street)
    const asked = event('store.product.query', { query: 'yerba' }, { subject: 'mesa 4' })
    const first = await send(street, structured, asked)
    assert.deepEqual([first.status, first.body], [202, { results: [{ id: asked.id, status: 'accepted' }] }], first.text)
    assert.deepEqual((await send(street, structured, asked)).body.results[0].status, 'duplicate')
    const told = await toldOf(street, 'mesa 4')
    assert.deepEqual(
      told.map(({ type }) => type),
      ['store.product.query', 'store.product.query.result'],
    )
    assert.deepEqual([told[1]?.data.request, told[1]?.data.total, told[1]?.data.products[0].sku], [asked.id, 1, 'YER-1'])

    const { id, data } = event('store.product.recommend', { product: 'YER-1' })
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': id,
      'ce-source': '/tests',
      'ce-type': 'store.product.recommend',
      'ce-subject': 'mesa%205',
    }
    assert.equal((await send(street, 'application/json', data, headers)).body.results[0].status, 'accepted')
    assert.deepEqual(
      (await toldOf(street, 'mesa 5')).map(({ type }) => type),
      ['store.product.recommend', 'store.product.recommend.result'],
    )

    const many = [
      event('store.product.query', { query: 'mate' }, { subject: 'mesa 6' }),
      event('store.product.recommend', { product: 'nada' }),
    ]
    const results = (await send(street, batch, many)).body.results
    assert.deepEqual(
      results.map(({ status, code }: Record<string, string>) => [status, code]),
      [
        ['accepted', undefined],
        ['refused', 'product_not_found'],
      ],
    )
    assert.equal((await toldOf(street, 'mesa 6')).length, 2)
  })

  test('an order that is asked for is made once, with what it names besides the cart, and a refused one leaves nothing behind', async () => {
    await using street = await openStreet(engine)
    const { luna, ask } = street
    await newProducts(street)
    const wanted = event('store.order.create', {
      conversation_id: 'mesa 4',
      items: [{ product: 'YER-1', quantity: 2 }],
      email: 'ana@example.com',
    })
    await Promise.all([1, 2, 3].map(() => send(street, structured, wanted)))
    const orders = (await ask(luna, 'GET', '/api/v1/orders?conversation_id=mesa%204')).body.items
    assert.deepEqual(
      orders.map(({ email, total }: { email: string; total: { amount: string } }) => [email, total.amount]),
      [['ana@example.com', '900.00']],
    )
    const request = (await toldOf(street, 'mesa 4')).find(({ type }) => type === 'store.order.create')
    assert.deepEqual(
      request?.data,
      { conversation_id: 'mesa 4', items: [{ product: 'YER-1', quantity: 2 }] },
      'nobody’s address is told on',
    )

    const beyond = event('store.order.create', { conversation_id: 'mesa 5', items: [{ product: 'YER-1', quantity: 4 }] })
    const [refused] = (await send(street, structured, beyond)).body.results
    assert.deepEqual([refused.status, refused.code], ['refused', 'out_of_stock'])
    assert.deepEqual((await ask(luna, 'GET', '/api/v1/carts/mesa%205')).body.items, [])
    assert.deepEqual(await toldOf(street, 'mesa 5'), [])
    await ask(luna, 'PATCH', '/api/v1/products/YER-1', { stock: 9 })
    assert.equal((await send(street, structured, beyond)).body.results[0].status, 'accepted', 'now it can be had')
  })

  test('a message is sent where the customer writes on WhatsApp, and nowhere else', async () => {
    await using street = await openStreet(engine)
    const { luna } = street
    const id = await street.customerWrites(luna, '5491160001111', 'hola')
    const sent = await send(
      street,
      structured,
      event('store.whatsapp.message.send', { line: luna.phoneLine, to: '+54 9 11 6000-1111', text: 'Tu pedido llegó' }),
    )
    assert.equal(sent.body.results[0].status, 'accepted', sent.text)
    const { items } = (await street.ask(luna, 'GET', `/api/v1/conversations/${id}/messages`)).body
    assert.deepEqual(
      items.map(({ role, text }: Record<string, string>) => [role, text]),
      [
        ['customer', 'hola'],
        ['system', 'Tu pedido llegó'],
      ],
    )
    assert.equal(JSON.stringify(await toldOf(street, id)).includes('6000'), false)
    for (const data of [{ conversation_id: 'nada', text: 'hola' }, { line: luna.webLine, to: '1', text: 'hola' }, { text: 'hola' }])
      assert.equal(
        (await send(street, structured, event('store.whatsapp.message.send', data))).body.results[0].code,
        'conversation_not_found',
      )
  })

  test('what is no event, no request, or not to be done with this key is refused, a batch as a whole', async () => {
    await using street = await openStreet(engine, { keys: { reader: ['events:read'] } })
    const good = event('store.product.query', { query: 'yerba' }, { subject: 'mesa 4' })
    const refusals = [
      [await street.request('/events', { method: 'POST', body: '{}' }), 401],
      [await street.request('/events', { method: 'POST', headers: { 'x-api-key': 'a-key-by-the-name-of-reader' }, body: '{}' }), 403],
      [await send(street, structured, { ...good, type: 'store.order.confirmed' }), 422],
      [await send(street, structured, { ...good, type: 'toString' }), 422],
      [await send(street, structured, { ...good, specversion: '0.3' }), 422],
      [await send(street, structured, { ...good, id: '' }), 422],
      [await send(street, structured, { ...good, data: { query: 7 } }), 422],
      [await send(street, 'text/plain', { hello: 'world' }), 415],
      [await send(street, batch, good), 415],
      [await send(street, batch, []), 422],
      [await send(street, batch, [good, { ...good, type: 'store.order.confirmed' }]), 422],
    ] as const
    for (const [answer, status] of refusals) assert.equal(answer.status, status, answer.text)
    assert.deepEqual(await toldOf(street, 'mesa 4'), [], 'not even the good one of the batch')
  })
}

function event(type: string, data: unknown, more: Record<string, string> = {}) {
  return { specversion: '1.0', id: `e-${++made}`, source: '/tests', type, ...more, data }
}

function send({ request, luna }: Street, type: string, body: unknown, headers: Record<string, string> = {}) {
  return request('/events', {
    method: 'POST',
    headers: { 'x-api-key': luna.key, 'content-type': type, ...headers },
    body: JSON.stringify(body),
  })
}

async function newProducts({ ask, luna }: Street): Promise<void> {
  await ask(luna, 'POST', '/api/v1/products', { sku: 'YER-1', name: 'Yerba', price: '450.00', stock: 5, category: 'Almacén' })
  await ask(luna, 'POST', '/api/v1/products', { sku: 'MAT-1', name: 'Mate', price: '900.00', category: 'Almacén' })
}

// biome-ignore lint/suspicious/noExplicitAny: what is told is for the test to find out
async function toldOf({ house }: Street, subject: string): Promise<{ type: string; data: any }[]> {
  const { sql } = house.desk.database.tenant('luna')
  const rows = await sql
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', 'luna')
    .where('subject', '=', subject)
    .orderBy('seq')
    .execute()
  return rows.map(({ type, data }) => ({ type, data: JSON.parse(data) }))
}
