import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { engines } from '../engines.ts'
import { openMcpShop } from '../mcp-shop.ts'
import { runOthers } from '../others.ts'

const version = '2026-08-25'

const described = [{ version, spec: 'https://ucp.dev/s', schema: 'https://ucp.dev/s.json' }]
const capabilities = ['catalog.search', 'catalog.lookup', 'cart', 'checkout', 'order'].map((name) => [
  `dev.ucp.shopping.${name}`,
  described,
])
const profile = {
  ucp: {
    version,
    services: { 'dev.ucp.shopping': [{ ...described[0], transport: 'mcp' }] },
    capabilities: Object.fromEntries(capabilities),
    payment_handlers: {},
  },
}

/** Where the command line's own profile stands. */
async function openProfile(): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(profile))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/profile.json`,
    [Symbol.asyncDispose]: async () => void (await new Promise((closed) => server.close(closed).closeAllConnections())),
  }
}

test('the official command line discovers the shop, searches, fills a cart, checks out and reads the order', async (context) => {
  const engine = engines.find(({ name }) => name === 'sqlite')
  assert.ok(engine)
  await using shop = await openMcpShop(engine)
  await using agent = await openProfile()
  const home = mkdtempSync(join(tmpdir(), 'mostrador-ucp-'))
  context.after(() => rmSync(home, { recursive: true, force: true }))
  // biome-ignore lint/suspicious/noExplicitAny: what the command answers is for the test to find out
  const ucp = async (...args: string[]): Promise<any> => {
    const env = { UCP_HOME: home, UCP_TEST_ALLOW_INSECURE_LOCALHOST: 'true' }
    const { code, out, err } = await runOthers('@shopify/ucp-cli/dist/bin.js', [...args, '--format', 'json'], env)
    assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`)
    const said = JSON.parse(out)
    return said.result ?? said
  }
  const at = ['--business', shop.url]
  const line = (quantity: number) => JSON.stringify({ line_items: [{ item: { id: 'YER' }, quantity }] })
  await ucp('profile', 'init', '--name', 't', '--profile-url', agent.url, '--activate')
  await ucp('discover', shop.url)
  const found = await ucp('catalog', 'search', ...at, '--set', '/query=yerba')
  assert.equal(found.products[0].variants[0].id, 'YER')
  const cart = await ucp('cart', 'create', ...at, '--input', line(2))
  const refused = await ucp('cart', 'update', cart.id, ...at, '--input', line(8))
  assert.deepEqual([refused.messages[0].code, refused.messages[0].severity], ['out_of_stock', 'recoverable'])
  const checkout = await ucp('checkout', 'create', ...at, '--input', JSON.stringify({ cart_id: cart.id, line_items: [] }))
  assert.equal(checkout.status, 'requires_escalation')
  assert.match(checkout.continue_url, /\/checkout\/[\w-]{40,}$/)
  assert.equal(await shop.stockOf('YER'), 5)
  const { body } = (await shop.counter.ask('GET', '/api/v1/orders')) as { body: { items: { id: string }[] } }
  const [order] = body.items
  assert.ok(order)
  assert.equal((await shop.counter.ask('POST', `/api/v1/orders/${order.id}/confirm`, {})).status, 200)
  const paid = await ucp('checkout', 'get', checkout.id, ...at)
  assert.deepEqual([paid.status, paid.order.id], ['completed', order.id])
  assert.equal((await ucp('order', 'get', order.id, ...at)).id, order.id)
})
