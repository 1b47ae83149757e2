import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { shopTools } from '../../server/conversation/tools/tools.ts'
import { apiKey } from '../counter.ts'
import { engines, type TestEngine } from '../engines.ts'
import { type McpShop, openMcpShop } from '../mcp-shop.ts'
import { proves } from '../proves.ts'

for (const engine of engines) describe(`the MCP door on ${engine.name}`, { concurrency: 3 }, () => tellOf(engine))

interface Answered {
  isError?: boolean
  content: { text: string }[]
  // biome-ignore lint/suspicious/noExplicitAny: what a tool answers is for the test to find out
  structuredContent: any
}

async function call(shop: McpShop, name: string, given: object, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await shop.post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } }, headers)
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { result: Answered }).result
}

/** Under another name than a client of Node's would send. */
async function under(shop: McpShop, headers: Record<string, string>): Promise<number> {
  const request = new Request('http://127.0.0.1/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', 'x-api-key': apiKey, ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  })
  return (await shop.counter.house.app.fetch(request)).status
}

async function keyWith(shop: McpShop, scopes: string[]): Promise<string> {
  const { status, body } = await shop.counter.ask('POST', '/api/v1/keys', { name: scopes.join(' '), scopes })
  assert.equal(status, 201, JSON.stringify(body))
  return (body as { key: string }).key
}

function tellOf(engine: TestEngine): void {
  const mcpTest = (name: string, run: (shop: McpShop) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      await using shop = await openMcpShop(engine)
      await run(shop)
    })

  mcpTest('nobody comes in without a key, under a strange name, or from a strange page', async (shop) => {
    proves('mcp.no-key-is-401', 'mcp.wrong-origin-or-host-is-403')
    assert.equal((await shop.post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { 'x-api-key': '' })).status, 401)
    assert.equal((await shop.post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { 'x-api-key': 'a-key-of-nobody-at-all' })).status, 401)
    const good = ['shop.test', 'shop.test:8080', 'localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]', 'tienda.demo.test']
    for (const host of good) assert.equal(await under(shop, { host }), 200, host)
    const bad = ['evil.test', 'shop.test.evil.test', 'a"%', 'demo.test', 'tienda.demo.tes_']
    for (const host of bad) assert.equal(await under(shop, { host }), 403, host)
    for (const origin of good) assert.equal(await under(shop, { host: 'shop.test', origin: `https://${origin}` }), 200, origin)
    for (const origin of ['null', 'https://evil.test', 'shop.test', ''])
      assert.equal(await under(shop, { host: 'shop.test', origin }), 403, origin)
  })

  mcpTest('every tool is listed with what it takes and may answer, a refusal among it, and says what it does', async (shop) => {
    proves('mcp.results-are-structured', 'mcp.refusals-are-results')
    const answer = (await (await shop.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' })).json()) as {
      result: { tools: { name: string; inputSchema: object; outputSchema: object; annotations: { readOnlyHint: boolean } }[] }
    }
    const { tools } = answer.result
    assert.deepEqual(
      tools.map(({ name }) => name),
      shopTools.map(({ name }) => name),
    )
    for (const { name, outputSchema, annotations } of tools) {
      const { type, anyOf } = outputSchema as { type: string; anyOf: { properties: object }[] }
      assert.deepEqual([type, anyOf.length, Object.keys(anyOf[1]?.properties ?? {})], ['object', 2, ['error']], name)
      assert.equal(annotations.readOnlyHint, shopTools.find((tool) => tool.name === name)?.kind === 'reads')
    }
    const create = tools.find(({ name }) => name === 'create_cart')
    assert.ok(create)
    const takes = create.inputSchema as { required: string[]; properties: Record<string, object> }
    assert.deepEqual(takes.required, ['conversation_id'])
    assert.deepEqual(takes.properties.quantity, {
      description: 'of that one product',
      type: 'number',
    })
  })

  mcpTest('wrong arguments, wrong quantities and open choices are answers that a program can go on from', async (shop) => {
    proves(
      'mcp.invalid-arguments-are-results',
      'mcp.invalid-quantity',
      'mcp.variant-required-lists-choices',
      'mcp.out-of-stock-tells-the-stock',
    )
    const refused = async (name: string, given: object) => {
      const { isError, structuredContent, content } = await call(shop, name, given)
      assert.equal(isError, true)
      assert.deepEqual(JSON.parse(content[0]?.text ?? ''), structuredContent)
      return structuredContent.error
    }
    const wrong = await refused('list_products', { limit: 0, on_offer: 'yes' })
    assert.deepEqual(
      [wrong.code, wrong.details.errors.map(({ path }: { path: string }) => path)],
      ['invalid_arguments', ['on_offer', 'limit']],
    )
    assert.equal((await refused('get_cart', { conversation_id: 'a\0' })).details.errors[0].path, 'conversation_id')
    assert.equal((await refused('get_cart', { conversation_id: 'a'.repeat(201) })).code, 'invalid_arguments')
    const item = { conversation_id: 'c1', product_id: 'YER' }
    for (const quantity of [0, -3, 1.5, 1e300]) assert.equal((await refused('create_cart', { ...item, quantity })).code, 'invalid_quantity')
    assert.equal((await refused('create_cart', { ...item, quantity: 8 })).details.available, 7)
    assert.deepEqual((await refused('create_cart', { ...item, product_id: 'REM', quantity: 1 })).details.choices[0], {
      sku: 'REM-M',
      options: { talle: 'M' },
    })
    const none = await shop.post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'buy_a_pony', arguments: {} } })
    assert.equal(((await none.json()) as { error: { code: number } }).error.code, -32602)
  })

  mcpTest('a key does what its scopes say, and reads which one it lacks', async (shop) => {
    const key = await keyWith(shop, ['products:read', 'carts:write'])
    const as = { 'x-api-key': '', authorization: `Bearer ${key}` }
    const bearer = { authorization: as.authorization, 'x-api-key': key }
    assert.equal((await call(shop, 'list_products', {}, bearer)).isError, undefined)
    const { isError, structuredContent } = await call(shop, 'checkout', { conversation_id: 'c1' }, bearer)
    assert.deepEqual([isError, structuredContent.error.code, structuredContent.error.details.scope], [true, 'out_of_scope', 'orders:write'])
    const blind = await keyWith(shop, ['orders:read'])
    const listed = await shop.post({ jsonrpc: '2.0', id: 1, method: 'resources/list' }, { 'x-api-key': blind })
    assert.equal(((await listed.json()) as { error: { code: number } }).error.code, 403)
  })

  mcpTest('a request that is sent twice under one Idempotency-Key is done once', async (shop) => {
    const item = { conversation_id: 'c1', product_id: 'YER', quantity: 2 }
    const once = { 'idempotency-key': 'the-same' }
    const [first, again] = [await call(shop, 'create_cart', item, once), await call(shop, 'create_cart', item, once)]
    assert.deepEqual(again, first)
    assert.equal((await call(shop, 'get_cart', { conversation_id: 'c1' })).structuredContent.cart.items[0].quantity, 2)
  })

  mcpTest('a client numbers what it sends again anew, and is answered by the new number', async (shop) => {
    proves('rest.idempotency-same-answer', 'rest.idempotency-other-body-is-422')
    const once = { 'idempotency-key': 'numbered' }
    const given = (name: string, quantity: number) => ({ name, arguments: { conversation_id: 'c1', product_id: 'YER', quantity } })
    const request = (id: unknown, params: object) => ({ jsonrpc: '2.0', id, method: 'tools/call', params })
    const ask = async (message: unknown, headers: Record<string, string>) => {
      const answer = await shop.post(message, headers)
      return { status: answer.status, body: (await answer.json()) as { id: unknown; result: Answered; code?: string } }
    }
    const first = await ask(request(1, given('create_cart', 2)), once)
    for (const id of [7, 'seven', 1]) {
      const _meta = { progressToken: id, traceparent: `of ${id}` }
      const again = await ask(request(id, { ...given('create_cart', 2), _meta }), once)
      assert.deepEqual(again, { status: 200, body: { ...first.body, id } })
    }
    for (const other of [given('create_cart', 3), given('update_cart_item', 2)]) {
      const { status, body } = await ask(request(1, other), once)
      assert.deepEqual([status, body.code], [422, 'idempotency_key_reused'])
    }
    assert.equal((await call(shop, 'get_cart', { conversation_id: 'c1' })).structuredContent.cart.items[0].quantity, 2)
    const deep = `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`
    const statuses = [await shop.post(deep), await shop.post(deep, { 'idempotency-key': 'deep' })].map(({ status }) => status)
    assert.deepEqual(statuses, [statuses[0], statuses[0]], 'whatever is asked, a key changes nothing but how often it is done')
  })

  mcpTest('several at once are answered each by its new number', async (shop) => {
    const given = (sku: string) => ({ name: 'create_cart', arguments: { conversation_id: 'c1', product_id: sku, quantity: 1 } })
    const both = async (...ids: number[]) => {
      const [yerba, azucar] = ids.map((id, place) => {
        return { jsonrpc: '2.0', id, method: 'tools/call', params: given(place === 0 ? 'YER' : 'AZU') }
      })
      const headers = { 'idempotency-key': 'both', 'mcp-protocol-version': '2025-03-26' }
      const answer = await shop.post([yerba, { jsonrpc: '2.0', method: 'notifications/progress' }, azucar], headers)
      assert.equal(answer.status, 200)
      return (await answer.json()) as { id: number; result: Answered }[]
    }
    const first = await both(1, 2)
    assert.deepEqual(first.map(({ id }) => id).toSorted(), [1, 2])
    const named = new Map(first.map(({ id, result }) => [id, result]))
    const again = await both(12, 11)
    assert.equal(again.length, 2)
    for (const { id, result } of again) assert.deepEqual(result, named.get(id === 12 ? 1 : 2))
  })

  mcpTest('what breaks inside is told by a reference, and the cart is as it was', async (shop) => {
    proves('mcp.internal-has-a-reference')
    await call(shop, 'create_cart', { conversation_id: 'c1', product_id: 'YER', quantity: 1 })
    await shop.shop.transaction('test.break', async ({ sql }) => {
      await sql.updateTable('settings').set({ document: '{broken' }).where('tenant_id', '=', 'demo').where('id', '=', 'faq').execute()
    })
    const { isError, structuredContent } = await call(shop, 'answer_question', { question: 'envíos' }, { 'x-request-id': 'request-0001' })
    assert.equal(isError, true)
    assert.equal(structuredContent.error.code, 'internal')
    assert.equal(structuredContent.error.details.reference, 'request-0001')
    assert.equal(JSON.stringify(structuredContent).includes('.ts'), false)
    assert.equal((await call(shop, 'get_cart', { conversation_id: 'c1' })).structuredContent.cart.items[0].quantity, 1)
  })

  mcpTest('what is no message of the protocol is refused in its own words', async (shop) => {
    const broken = await shop.post('{"jsonrpc":')
    assert.equal(broken.status, 400)
    assert.equal(((await broken.json()) as { error: { code: number } }).error.code, -32700)
    assert.equal((await shop.post({ jsonrpc: '2.0', id: 1, method: 'ping', params: { pad: 'x'.repeat(1_100_000) } })).status, 413)
    const get = await fetch(`${shop.url}/mcp`, { headers: { 'x-api-key': apiKey, accept: 'text/event-stream' } })
    assert.equal(get.status, 405)
  })
}
