import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiKey } from '../counter.ts'
import { engines, type TestEngine } from '../engines.ts'
import { type OthersClient, openMcpShop, othersClients } from '../mcp-shop.ts'
import { runOthers } from '../others.ts'
import { proves } from '../proves.ts'

const newest = '2026-07-28'
const spoken: Readonly<Record<string, string>> = {
  'the v1 client': '2025-11-25',
  'the v2 client as it comes': '2025-11-25',
  'the v2 client in the newest protocol': newest,
}

for (const engine of engines) describe(`clients of others on ${engine.name}`, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  for (const { name, connect } of othersClients) {
    test(`${name} buys, and reads why it may not (${engine.name})`, { skip: engine.skip }, async () => {
      proves('mcp.both-eras', 'mcp.resources-and-prompt')
      await using shop = await openMcpShop(engine)
      await using client = await connect(shop.url)
      assert.equal(client.speaks, spoken[name])
      assert.equal((await client.tools()).length, 16)
      await buy(client)
      assert.equal(await shop.stockOf('YER'), 5)
      assert.equal(JSON.parse(await client.read('product://REM-M')).sku, 'REM')
      await assert.rejects(client.read('product://NADA'), /not found/i)
      assert.match(JSON.stringify(await client.prompt('sell', { conversation_id: 'c9' })), /c9/)
      assert.match(JSON.stringify(await client.prompt('sell', {})), /Choose a conversation_id/)
    })
  }
}

for (const era of ['legacy', 'modern']) {
  test(`the Inspector’s command line buys, and tells a refusal from a mistake (${era})`, async () => {
    const [engine] = engines
    assert.ok(engine)
    await using shop = await openMcpShop(engine)
    const inspect = async (...args: string[]) => {
      const { code, out, err } = await runOthers('@modelcontextprotocol/inspector/clients/launcher/build/index.js', [
        ...['--cli', `${shop.url}/mcp`, '--transport', 'http', '--header', `x-api-key: ${apiKey}`, '--protocol-era', era],
        ...['--format', 'json', '-q', ...args],
      ])
      return { code, said: out + err, result: out === '' ? null : JSON.parse(out.split('\n')[0] ?? '').result }
    }
    const use = (tool: string, given: object) =>
      inspect('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify({ conversation_id: 'c1', ...given }))
    const listed = await inspect('--method', 'tools/list', '--strict')
    assert.equal(listed.code, 0, listed.said)
    assert.equal((await use('create_cart', { items: [{ product_id: 'YER', quantity: 2 }] })).code, 0)
    const refused = await use('create_cart', { items: [{ product_id: 'YER', quantity: 6 }] })
    assert.equal(refused.code, 5, refused.said)
    assert.equal(refused.result.structuredContent.error.code, 'out_of_stock')
    const bought = await use('checkout', {})
    assert.equal(bought.code, 0, bought.said)
    assert.equal(bought.result.structuredContent.order.total.amount, '6400.00')
  })
}

async function buy(client: OthersClient): Promise<void> {
  const conversation_id = 'their-own-word'
  const value = async (tool: string, given: object = {}) => {
    const result = await client.call(tool, { conversation_id, ...given })
    assert.equal(result.isError, undefined, JSON.stringify(result))
    assert.deepEqual(JSON.parse((result.content[0] as { text: string }).text), result.structuredContent)
    // biome-ignore lint/suspicious/noExplicitAny: what a tool answers is for the test to find out
    return result.structuredContent as any
  }
  const refusal = async (tool: string, given: object) => {
    const result = await client.call(tool, given)
    assert.equal(result.isError, true)
    return (result.structuredContent as { error: { code: string; details: Record<string, unknown> } }).error
  }
  const [found] = (await value('list_products', { query: 'yerba' })).products
  await value('create_cart', { items: [{ product_id: found.id, quantity: 2, price: 1 }] })
  const short = await refusal('create_cart', { conversation_id, product_id: 'YER', quantity: 6 })
  assert.deepEqual([short.code, short.details.available], ['out_of_stock', 7])
  assert.equal((await refusal('create_cart', { conversation_id, product_id: 'YER', quantity: 1.5 })).code, 'invalid_quantity')
  const wrong = await refusal('create_cart', { product_id: 'YER', quantity: 'two' })
  assert.equal(wrong.code, 'invalid_arguments')
  assert.deepEqual(
    (wrong.details.errors as { path: string }[]).map(({ path }) => path),
    ['conversation_id', 'quantity'],
  )
  const { order, checkout_url } = await value('checkout')
  assert.deepEqual(order.total, { amount: '6400.00', currency: 'ARS' })
  assert.match(checkout_url, /\/checkout\//)
  assert.equal((await value('find_orders')).orders[0].id, order.id)
  assert.equal((await refusal('get_product', { product_id: 'NADA' })).code, 'product_not_found')
}
