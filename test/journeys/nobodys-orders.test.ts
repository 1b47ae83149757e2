import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../engines.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'
import { openStreet, type Street } from './street.ts'

/** What was ordered under a caller's own word before anybody knew who it is, once somebody does. */
for (const engine of engines) describe(`orders of nobody yet on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

const phone = '+5491160001111'
const word = 'mesa 4'

function tellOf(engine: TestEngine): void {
  const orderTest = (name: string, run: (at: At) => Promise<void>) =>
    test(name, async () => {
      await using street = await openStreet(engine)
      const at = atLuna(street)
      await at.ask('POST', '/products', { sku: 'YER', name: 'Yerba', price: '3200.00', stock: 50 })
      await run(at)
    })

  orderTest('are the known customer’s when the caller says where he is reached, and count for him', async (at) => {
    proves('orders.without-a-conversation')
    const ana = await at.ask('POST', '/customers', { name: 'Ana', phone })
    const confirmed = [await at.order(), await at.order()]
    for (const { id } of confirmed) await at.ask('POST', `/orders/${id}/confirm`)
    const dropped = await at.order()
    await at.ask('POST', `/orders/${dropped.id}/confirm`)
    await at.ask('POST', `/orders/${dropped.id}/cancel`)
    const elsewhere = await at.order('mesa 5')
    await at.ask('PUT', '/carts/mesa%204/items/YER', { quantity: 1 })
    assert.deepEqual([confirmed[0].customer_id, (await at.ask('GET', '/carts/mesa%204')).customer_id], [null, null])

    await at.say({ text: 'soy yo', from: phone })
    assert.equal((await at.conversation()).customer_id, ana.id)
    const his = [...confirmed, dropped].map(({ id }) => id)
    assert.deepEqual(await at.ordersOf(ana.id), his)
    assert.deepEqual((await at.tool('find_orders')).orders.map(({ id }: { id: string }) => id).toSorted(), his.toSorted())
    assert.equal((await at.ask('GET', '/carts/mesa%204')).customer_id, ana.id)
    assert.equal((await at.ask('GET', `/orders/${elsewhere.id}`)).customer_id, null)
    assert.equal(await at.segment(ana.id), 'repeat')
    // Undone once they are his, they count for him no longer.
    await at.ask('POST', `/orders/${his[0]}/refund`)
    await at.ask('POST', `/orders/${his[1]}/refund`)
    await at.settles(async () => (await at.segment(ana.id)) === 'new')
  })

  orderTest('are somebody’s as soon as a tool keeps what he says of himself', async (at) => {
    const { id } = await at.order()
    const { customer } = await at.tool('save_customer', { name: 'Beto' })
    assert.deepEqual(await at.ordersOf(customer.id), [id])
    await at.ask('POST', `/orders/${id}/confirm`)
    await at.settles(async () => (await at.ordersCounted(customer.id)) === 1)
  })

  orderTest('follow whoever was met without his phone, once the caller names it and somebody is known by it', async (at) => {
    const ana = await at.ask('POST', '/customers', { name: 'Ana', phone, email: 'ana@example.com' })
    const { id } = await at.order()
    await at.say({ text: 'hola' })
    const anonymous = (await at.conversation()).customer_id
    assert.notEqual(anonymous, ana.id)
    assert.deepEqual(await at.ordersOf(anonymous), [id])
    await at.say({ text: 'soy Ana', from: phone })
    assert.equal((await at.conversation()).customer_id, ana.id)
    assert.deepEqual(await at.ordersOf(ana.id), [id])
    assert.equal((await at.ask('GET', `/orders/${id}`)).customer_id, ana.id)
    assert.equal((await at.tool('find_customer')).customer.id, ana.id)
  })

  orderTest('a phone that nobody had is his who was met without it; another one later is somebody else’s', async (at) => {
    await at.say({ text: 'hola' })
    const { customer_id } = await at.conversation()
    await at.say({ text: 'mi número', from: phone })
    const found = async (asked: string) =>
      (await at.ask('GET', `/customers?phone=${encodeURIComponent(asked)}`)).items.map(({ id }: { id: string }) => id)
    assert.deepEqual(await found(phone), [customer_id])
    const beto = await at.ask('POST', '/customers', { name: 'Beto', phone: '+5491160002222' })
    await at.say({ text: 'otra persona en la mesa', from: '+5491160002222' })
    assert.equal((await at.conversation()).customer_id, customer_id)
    assert.deepEqual(await found('+5491160002222'), [beto.id])
  })

  orderTest('whoever gave another mail address is not the one who has the phone', async (at) => {
    const ana = await at.ask('POST', '/customers', { name: 'Ana', phone, email: 'ana@example.com' })
    await at.tool('save_customer', { name: 'Cata', email: 'cata@example.com' })
    await at.say({ text: 'hola' })
    const { customer_id } = await at.conversation()
    await at.say({ text: 'llamame a este', from: phone })
    assert.equal((await at.conversation()).customer_id, customer_id)
    assert.equal((await at.ask('GET', `/customers/${ana.id}`)).email, 'ana@example.com')
  })

  orderTest('a conversation is counted as ordered from once, and what was ordered in none not at all', async (at) => {
    await at.order('mostrador 1')
    await at.order()
    await at.settles(async () => at.counted('orders_total', 'pending') === 2)
    assert.equal(at.counted('conversations_total', 'ordered'), 0)
    await at.say({ text: 'hola' })
    await at.order()
    await at.order()
    await at.settles(async () => at.counted('orders_total', 'pending') === 4)
    assert.deepEqual(
      ['opened', 'ordered'].map((outcome) => at.counted('conversations_total', outcome)),
      [1, 1],
    )
  })
}

type At = ReturnType<typeof atLuna>

function atLuna(street: Street) {
  const { luna } = street
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await street.ask(luna, method, `/api/v1${path}`, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  return {
    ask,
    say: (message: object) => ask('POST', '/chat', { conversation_id: word, ...message }),
    conversation: () => ask('GET', `/conversations/${encodeURIComponent(word)}`),
    async order(conversation = word) {
      await ask('PUT', `/carts/${encodeURIComponent(conversation)}/items/YER`, { quantity: 1 })
      return ask('POST', '/orders', { conversation_id: conversation })
    },
    async ordersOf(customer: string): Promise<string[]> {
      return (await ask('GET', `/orders?customer_id=${customer}`)).items.map(({ id }: { id: string }) => id)
    },
    async tool(name: string, given: object = {}) {
      const params = { name, arguments: { conversation_id: word, ...given } }
      const answer = await street.request('/mcp', {
        method: 'POST',
        headers: { accept: 'application/json, text/event-stream', 'x-api-key': luna.key, 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
      })
      return answer.body.result.structuredContent
    },
    segment: async (customer: string): Promise<string> => (await ask('GET', `/customers/${customer}`)).segment,
    async ordersCounted(customer: string): Promise<number> {
      const { sql } = street.house.desk.database.tenant('luna')
      const figures = sql
        .selectFrom('customer_figures')
        .select('orders')
        .where('tenant_id', '=', 'luna')
        .where('customer_id', '=', customer)
      return (await figures.executeTakeFirst())?.orders ?? 0
    },
    counted(name: string, what: string): number {
      const line = street.house.desk.metrics.text().match(new RegExp(`^${name}\\{tenant_id="luna",\\w+="${what}"\\} (\\d+)$`, 'm'))
      return Number(line?.[1] ?? 0)
    },
    settles: (happened: () => Promise<boolean>) => until(happened, 'the figures follow'),
  }
}
