import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { putProducts } from '../../server/commerce/catalog/catalog.ts'
import { hearPayment, moveTo } from '../../server/commerce/orders/orders.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { type Counter, migrations, openCounter } from '../counter.ts'
import { engines, type TestEngine } from '../engines.ts'
import type { PromiseId } from '../promises.ts'
import { proves } from '../proves.ts'
import { applyStore } from '../store-files.ts'
import { toolProducts, toolStore } from '../tool-shop.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the door answers is for the test to find out
type Body = any

interface UcpShop extends AsyncDisposable {
  counter: Counter
  agent: Agent
  rpc(method: string, params: object, host?: string): Promise<Body>
  /** What an operation answers, to a caller with a good profile. */
  call(name: string, given: object, host?: string): Promise<Body>
  get(path: string, host?: string): Promise<Response>
  /** Later, by the shop's clock. */
  jump(ms: number): void
}

/** Whoever calls, with the page that tells about it. */
interface Agent extends AsyncDisposable {
  profile: string
  asked: number
  answer: { status: number; body: string }
}

async function openAgent(): Promise<Agent> {
  const capabilities = Object.fromEntries(['cart', 'checkout'].map((name) => [`dev.ucp.shopping.${name}`, [{ version: '2026-08-25' }]]))
  const good = { ucp: { version: '2026-08-25', services: {}, payment_handlers: {}, capabilities } }
  const server = createServer((_request, response) => {
    agent.asked++
    response.writeHead(agent.answer.status, { 'content-type': 'application/json' }).end(agent.answer.body)
  })
  const agent: Agent = {
    profile: '',
    asked: 0,
    answer: { status: 200, body: JSON.stringify(good) },
    [Symbol.asyncDispose]: async () => void (await new Promise((closed) => server.close(closed).closeAllConnections())),
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  agent.profile = `http://127.0.0.1:${(server.address() as AddressInfo).port}/profile.json`
  return agent
}

const ourStore = toolStore.replace('hosts: [tienda.demo.test]', 'hosts: [demo.example]')
const otherStore = `
version: 1
tenant: { id: other, name: Otra, locale: es-CL, currency: CLP, timezone: America/Santiago, hosts: [other.example] }
`

async function openShop(engine: TestEngine, onLoopback = true): Promise<UcpShop> {
  const real = realWorld()
  let jumped = 0
  const world = { ...real, clock: { now: () => real.clock.now() + jumped } }
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: ourStore, onLoopback })
  await applyStore({ world, database, store: otherStore })
  const agent = await openAgent()
  const products = { demo: toolProducts, other: [{ sku: 'VINO', name: 'Vino', price: 450, stock: 5 }] }
  for (const [tenant, shelf] of Object.entries(products)) {
    const shop = await counter.house.desk.shop(tenant, null)
    const put = await shop?.transaction('test.put', (tx) => putProducts(tx, shelf, { kind: 'system', name: 'test' }))
    assert.ok(put?.every(({ ok }) => ok))
  }
  const request = (path: string, host: string, init: RequestInit = {}) =>
    counter.house.app.fetch(new Request(`http://shop.test${path}`, { ...init, headers: { ...init.headers, host } }))
  const rpc: UcpShop['rpc'] = async (method, params, host = 'shop.test') => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method, params })
    const response = await request('/ucp/mcp', host, { method: 'POST', headers: { accept: 'application/json' }, body })
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
    const answer = (await response.json()) as Body
    assert.equal(answer.id, 7)
    return answer
  }
  return {
    counter,
    agent,
    rpc,
    async call(name, given, host) {
      const meta = { 'ucp-agent': { profile: agent.profile } }
      const { result, error } = await rpc('tools/call', { name, arguments: { meta, ...given } }, host)
      assert.equal(error, undefined, JSON.stringify(error))
      assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent)
      assert.equal(result.structuredContent.ucp.version, '2026-08-25')
      return result.structuredContent
    },
    get: (path, host = 'shop.test') => Promise.resolve(request(path, host)),
    jump: (ms) => {
      jumped += ms
    },
    async [Symbol.asyncDispose]() {
      await counter.loops.stop()
      await agent[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

const items = (...lines: [sku: string, quantity: number][]) => lines.map(([id, quantity]) => ({ item: { id }, quantity }))
const errorsOf = (answer: Body) => [answer.ucp.status, ...answer.messages.map(({ code, severity }: Body) => `${code} ${severity}`)]
const amountOf = (answer: Body, type: string) => answer.totals.find((total: Body) => total.type === type)?.amount

for (const engine of engines) describe(`agents by UCP on ${engine.name}`, { concurrency: 4 }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  const ucpTest = (name: string, proved: readonly PromiseId[], run: (shop: UcpShop) => Promise<void>, onLoopback = true) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      proves(...proved)
      await using shop = await openShop(engine, onLoopback)
      await run(shop)
    })

  ucpTest('each tenant answers under its own names, without a key, and nobody under any other', ['ucp.profile'], async (shop) => {
    for (const [host, endpoint] of [
      ['shop.test', 'http://shop.test/ucp/mcp'],
      ['Demo.Example', 'http://demo.example/ucp/mcp'],
      ['localhost:8080', 'http://localhost:8080/ucp/mcp'],
    ] as const) {
      const response = await shop.get('/.well-known/ucp', host)
      assert.match(response.headers.get('cache-control') ?? '', /^public, max-age=(6\d|\d{3,})$/)
      const { ucp, ...rest } = (await response.json()) as Body
      assert.equal(ucp.services['dev.ucp.shopping'][0].endpoint, endpoint)
      assert.deepEqual(rest, {})
    }
    const found = await shop.call('search_catalog', { catalog: {} }, 'other.example')
    assert.deepEqual(
      found.products.map(({ title }: Body) => title),
      ['Vino'],
    )
    assert.deepEqual(found.products[0].price_range.min, { amount: 450, currency: 'CLP' })
    assert.deepEqual(errorsOf(await shop.call('get_product', { catalog: { id: 'YER' } }, 'other.example')), [
      'error',
      'not_found recoverable',
    ])
    for (const host of ['evil.example', 'example', '%', 'shop.test.evil.example']) {
      assert.equal((await shop.get('/.well-known/ucp', host)).status, 404, host)
      const posted = await shop.counter.house.app.fetch(
        new Request('http://shop.test/ucp/mcp', { method: 'POST', headers: { host }, body: '{}' }),
      )
      assert.equal(posted.status, 404, host)
    }
  })

  ucpTest('a cart is filled with all or with nothing, and a refusal says what can be put right', ['ucp.refusals'], async (shop) => {
    const cart = await shop.call('create_cart', { cart: { line_items: items(['YER', 2], ['REM-M', 1]) } })
    assert.deepEqual([amountOf(cart, 'subtotal'), amountOf(cart, 'total'), cart.currency], [1640000, 1640000, 'ARS'])
    assert.deepEqual(
      cart.line_items.map(({ item, quantity }: Body) => [item.id, quantity]),
      [
        ['YER', 2],
        ['REM-M', 1],
      ],
    )
    for (const [lines, code] of [
      [items(['AZU', 1], ['YER', 8]), 'out_of_stock'],
      [items(['AZU', 1], ['NADA', 1]), 'not_found'],
      [items(['AZU', 1], ['REM', 1]), 'not_found'],
      [items(['AZU', 1.5]), 'invalid_quantity'],
      [items(['AZU', 0]), 'invalid_quantity'],
    ] as const) {
      const refused = await shop.call('update_cart', { id: cart.id, cart: { line_items: lines } })
      assert.deepEqual(errorsOf(refused), ['error', `${code} recoverable`])
      assert.deepEqual((await shop.call('get_cart', { id: cart.id })).line_items, cart.line_items)
    }
    const other = await shop.call('update_cart', { id: cart.id, cart: { line_items: items(['AZU', 3]) } })
    assert.deepEqual(
      other.line_items.map(({ item }: Body) => item.id),
      ['AZU'],
    )
    assert.equal((await shop.call('cancel_cart', { id: cart.id })).line_items.length, 1)
    for (const id of [cart.id, 'c1', '../x'])
      assert.deepEqual(errorsOf(await shop.call('get_cart', { id })), ['error', 'not_found recoverable'])
  })

  ucpTest(
    'a cart becomes one checkout, however often it is asked for, and keeps its items until that is over',
    ['ucp.checkout', 'ucp.cart-is-kept', 'ucp.states', 'ucp.no-buyer-data', 'ucp.update-and-complete'],
    async (shop) => {
      const cart = await shop.call('create_cart', { cart: { line_items: items(['BOT', 1]) } })
      const ask = () =>
        shop.call('create_checkout', {
          checkout: { cart_id: cart.id, line_items: items(['YER', 5]), buyer: { email: 'ana@example.com', first_name: 'Ana' } },
        })
      const [checkout, same] = await Promise.all([ask(), ask()])
      assert.deepEqual([same.id, same.continue_url], [checkout.id, checkout.continue_url])
      assert.deepEqual([checkout.status, amountOf(checkout, 'total')], ['requires_escalation', 9000000])
      assert.match(checkout.continue_url, /^http:\/\/shop\.test\/checkout\/[\w-]{40,}$/)
      assert.match(checkout.messages[0].severity, /^requires_buyer_(input|review)$/)
      assert.deepEqual(
        (await shop.call('get_cart', { id: cart.id })).line_items.map(({ item }: Body) => item.id),
        ['BOT'],
      )
      const lines = items(['BOT', 1])
      const told = await shop.call('update_checkout', {
        id: checkout.id,
        checkout: { line_items: lines, buyer: { first_name: 'Ana', last_name: 'Suárez' } },
      })
      assert.equal(told.status, 'requires_escalation')
      assert.deepEqual(errorsOf(await shop.call('update_checkout', { id: checkout.id, checkout: { line_items: items(['BOT', 2]) } })), [
        'error',
        'items_fixed recoverable',
      ])
      assert.equal((await shop.call('complete_checkout', { id: checkout.id, checkout: {} })).status, 'requires_escalation')

      const { body } = (await shop.counter.ask('GET', '/api/v1/orders')) as Body
      const [order] = body.items
      assert.deepEqual([body.items.length, order.email, order.name], [1, 'ana@example.com', 'Ana Suárez'])
      assert.equal((await shop.counter.ask('POST', `/api/v1/orders/${order.id}/confirm`)).status, 200)
      const completed = await shop.call('get_checkout', { id: checkout.id })
      assert.deepEqual([completed.status, completed.order.id], ['completed', order.id])
      assert.deepEqual(errorsOf(await shop.call('get_cart', { id: cart.id })), ['error', 'not_found recoverable'])
      assert.deepEqual(errorsOf(await shop.call('cancel_checkout', { id: checkout.id })), ['error', 'checkout_closed recoverable'])

      await shop.counter.ask('POST', `/api/v1/orders/${order.id}/ship`, { tracking: { carrier: 'Correo', number: 'AR1' } })
      const bought = await shop.call('get_order', { id: order.id })
      assert.deepEqual(
        [bought.checkout_id, bought.line_items[0].status, bought.fulfillment.events[0].tracking_number],
        [checkout.id, 'fulfilled', 'AR1'],
      )
      for (const answer of [checkout, told, completed, bought]) {
        const text = JSON.stringify(answer)
        for (const secret of ['ana@example.com', 'Ana', 'Suárez', `"${order.number}"`])
          assert.ok(!text.includes(secret), `${secret} in ${text}`)
      }
    },
  )

  ucpTest(
    'an order of a checkout is called off by whoever has its id, or by time, and gives its stock back',
    ['ucp.cancel', 'ucp.states'],
    async (shop) => {
      const stock = async () => ((await shop.counter.ask('GET', '/api/v1/products/BOT')).body as Body).stock
      const first = await shop.call('create_checkout', { checkout: { line_items: items(['BOT', 1]) } })
      assert.equal(await stock(), 0)
      assert.deepEqual(errorsOf(await shop.call('create_checkout', { checkout: { line_items: items(['BOT', 1]) } })), [
        'error',
        'out_of_stock recoverable',
      ])
      for (let times = 0; times < 2; times++) assert.equal((await shop.call('cancel_checkout', { id: first.id })).status, 'canceled')
      assert.equal(await stock(), 1)
      const second = await shop.call('create_checkout', { checkout: { line_items: items(['BOT', 1]) } })
      shop.jump(25 * 3_600_000)
      const { body } = (await shop.counter.ask('GET', '/api/v1/orders?status=pending')) as Body
      const ours = await shop.counter.house.desk.shop('demo', null)
      await ours?.transaction('test.expire', (tx) => moveTo(tx, body.items[0].id, 'expire', { by: { kind: 'system', name: 'test' } }))
      assert.equal((await shop.call('get_checkout', { id: second.id })).status, 'canceled')
      assert.equal(await stock(), 1)
      assert.deepEqual(errorsOf(await shop.call('create_checkout', { checkout: { cart_id: second.id, line_items: [] } })), [
        'error',
        'not_found recoverable',
      ])
    },
  )

  ucpTest('what has left the shop has left it, whatever becomes of the money; what has not is taken off the order', [], async (shop) => {
    const ordered = async (...moves: string[]) => {
      const lines = items(['YER', 1], ['AZU', 1], ['YER', 1])
      const checkout = await shop.call('create_checkout', { checkout: { line_items: lines } })
      assert.equal((await shop.call('update_checkout', { id: checkout.id, checkout: { line_items: lines } })).status, 'requires_escalation')
      const { items: pending } = (await shop.counter.ask('GET', '/api/v1/orders?status=pending')).body as Body
      const { id } = pending.at(-1)
      for (const move of moves) assert.equal((await shop.counter.ask('POST', `/api/v1/orders/${id}/${move}`, {})).status, 200, move)
      const { line_items, adjustments = [] } = await shop.call('get_order', { id })
      return [
        adjustments.map(({ type }: Body) => type),
        line_items.map((line: Body) => [line.quantity.total, line.quantity.fulfilled, line.status]),
      ]
    }
    const held = [
      [2, 0, 'processing'],
      [1, 0, 'processing'],
    ]
    assert.deepEqual(await ordered('confirm'), [[], held])
    const sent = [
      [2, 2, 'fulfilled'],
      [1, 1, 'fulfilled'],
    ]
    assert.deepEqual(await ordered('confirm', 'ship', 'deliver', 'refund'), [['refund'], sent])
    const off = [
      [0, 0, 'removed'],
      [0, 0, 'removed'],
    ]
    assert.deepEqual(await ordered('confirm', 'refund'), [['refund'], off])
    const [{ id }] = ((await shop.counter.ask('GET', '/api/v1/orders?status=refunded')).body as Body).items
    const adjusted = async () => (await shop.call('get_order', { id })).adjustments.map(({ status }: Body) => status)
    assert.deepEqual(await adjusted(), ['completed'])
    const ours = await shop.counter.house.desk.shop('demo', null)
    await ours?.transaction('test.returned', (tx) => hearPayment(tx, id, { kind: 'returned' }, { kind: 'system', name: 'test' }))
    assert.deepEqual(await adjusted(), ['failed'], 'what was given back did not arrive')
  })

  ucpTest('products of any of several categories are found page by page, each once', [], async (shop) => {
    const categories = ['Almacén', 'Calzado', 'Almacén']
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await shop.call('search_catalog', { catalog: { filters: { categories }, pagination: { limit: 2, cursor } } })
      assert.equal(page.pagination.total_count, 3)
      found.push(...page.products.map(({ title }: Body) => title))
      cursor = page.pagination.cursor
      if (!page.pagination.has_next_page) break
    }
    assert.deepEqual(found.toSorted(), ['Azúcar', 'Botas rojas', 'Yerba mate'])
  })

  ucpTest('what was ordered elsewhere is not to be seen here, by id or by number', ['ucp.no-buyer-data'], async (shop) => {
    await shop.counter.ask('PUT', '/api/v1/carts/c1/items/YER', { quantity: 1 })
    const order = (await shop.counter.ask('POST', '/api/v1/orders', { conversation_id: 'c1' })).body as Body
    for (const id of [order.id, order.number])
      assert.deepEqual(errorsOf(await shop.call('get_order', { id })), ['error', 'not_found recoverable'])
    const { structuredContent: checkout } = (
      await shop.rpc('tools/call', {
        name: 'create_checkout',
        arguments: { meta: { 'ucp-agent': { profile: shop.agent.profile } }, checkout: { line_items: items(['AZU', 1]) } },
      })
    ).result
    assert.equal(checkout.status, 'requires_escalation')
    const { items: orders } = (await shop.counter.ask('GET', '/api/v1/orders?status=pending')).body as Body
    assert.deepEqual(errorsOf(await shop.call('get_order', { id: orders.at(-1).number })), ['error', 'not_found recoverable'])
  })

  ucpTest('who calls is asked for once a minute at most, and must be known', ['ucp.caller-profile'], async (shop) => {
    const { agent } = shop
    const found = await shop.call('search_catalog', { catalog: { query: 'botas' } })
    for (let times = 0; times < 5; times++) await shop.call('search_catalog', { catalog: {} })
    assert.equal(agent.asked, 1)
    assert.deepEqual(Object.keys(found.ucp.capabilities), ['dev.ucp.shopping.cart', 'dev.ucp.shopping.checkout'])
    const callBy = async (profile: unknown) =>
      (
        await shop.rpc('tools/call', {
          name: 'get_cart',
          arguments: { id: 'x', ...(profile === undefined ? {} : { meta: { 'ucp-agent': { profile } } }) },
        })
      ).error
    assert.equal((await callBy(undefined)).code, -32602)
    for (const profile of ['nowhere', 'ftp://x.example/p', 'https://user:pass@x.example/p'])
      assert.equal((await callBy(profile)).data.code, 'invalid_profile_url')
    for (const [status, body, code] of [
      [500, '{}', 'profile_unreachable'],
      [302, '', 'profile_unreachable'],
      [200, 'no json', 'profile_malformed'],
      [200, '{"ucp":{}}', 'profile_malformed'],
      [200, '{"ucp":{"version":"2999-01-01"}}', 'version_unsupported'],
    ] as const) {
      agent.answer = { status, body }
      const error = await callBy(`${agent.profile}?${status}${code}${body.length}`)
      assert.deepEqual([error.code, error.data.code], [-32001, code])
    }
  })

  ucpTest(
    'where others can come in, a profile stands at a public https address',
    ['ucp.caller-profile'],
    async (shop) => {
      const codeFor = async (profile: string) =>
        (await shop.rpc('tools/call', { name: 'get_cart', arguments: { id: 'x', meta: { 'ucp-agent': { profile } } } })).error.data.code
      assert.equal(await codeFor(shop.agent.profile), 'invalid_profile_url')
      assert.equal(await codeFor(shop.agent.profile.replace('http:', 'https:')), 'profile_unreachable')
      assert.equal(shop.agent.asked, 0)
      assert.equal((await shop.get('/.well-known/ucp', 'localhost:8080')).status, 404)
    },
    false,
  )

  ucpTest('what is no call is refused in the words of JSON-RPC, and what is too large is not read', [], async (shop) => {
    const post = async (body: string) => {
      const response = await shop.counter.house.app.fetch(new Request('http://shop.test/ucp/mcp', { method: 'POST', body }))
      return { status: response.status, body: response.status === 202 ? null : ((await response.json()) as Body) }
    }
    assert.equal((await post('{')).body.error.code, -32700)
    assert.equal((await post('[]')).body.error.code, -32600)
    assert.equal((await post('{"jsonrpc":"2.0","id":1,"method":"tools/cull"}')).body.error.code, -32601)
    assert.equal((await post('{"jsonrpc":"2.0","method":"notifications/initialized"}')).status, 202)
    assert.equal((await post('x'.repeat(1024 * 1024 + 1))).status, 413)
    assert.equal((await shop.rpc('tools/call', { name: 'buy', arguments: {} })).error.code, -32602)
    const { tools } = (await shop.rpc('tools/list', {})).result
    assert.equal(tools.length, 13)
    for (const { inputSchema } of tools) assert.ok(inputSchema.required.includes('meta'))
  })
}
