import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { until } from '../../../test/until.ts'
import { putProducts } from '../../commerce/catalog/catalog.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import { receiveMessage } from '../inbox/inbox.ts'
import type { Answer, Engine, ToolCall, ToolResult } from '../seller/seller.ts'

/** Calls its tools one step each, then says how it went. */
function sellerThatCalls(calls: readonly ToolCall[]): Engine & { results: ToolResult[] } {
  const results: ToolResult[] = []
  return {
    name: 'test',
    results,
    step(prompt): Promise<Answer> {
      const had = prompt.steps.flatMap((step) => step.results)
      results.splice(0, results.length, ...had)
      const next = calls[had.length]
      return Promise.resolve(next ? { calls: [next], say: [] } : { calls: [], say: ['listo'] })
    },
  }
}

async function atWork(engine: TestEngine, seller: Engine, fault?: World['fault']) {
  const world = realWorld(fault ? { fault } : {})
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: storeText(), engine: seller })
  const shop = await counter.house.desk.shop('demo', null)
  const line = shop && (await counter.house.desk.line(shop, 'web'))
  assert.ok(shop && line)
  await shop.transaction('test.put', (tx) =>
    putProducts(tx, [{ sku: 'YER', name: 'Yerba', price: 100, stock: 7 }], { kind: 'system', name: 'test' }),
  )
  const message = { providerId: 'm1', address: 'visitor', name: null, writtenAt: null, kind: 'text' as const, text: 'hola', language: null }
  const received = await receiveMessage(world, shop, line, message)
  assert.ok('message' in received)
  const { conversation } = received.message
  return {
    shop,
    counter,
    conversation,
    said: async () => {
      const { body } = (await counter.ask('GET', `/api/v1/conversations/${conversation}/messages`)) as {
        body: { items: { role: string; text: string }[] }
      }
      return body.items.filter(({ role }) => role === 'seller').map(({ text }) => text)
    },
    calls: () =>
      shop.sql
        .selectFrom('tool_calls')
        .select(['tool', 'result'])
        .where('tenant_id', '=', 'demo')
        .orderBy('step')
        .orderBy('call')
        .execute(),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

for (const engine of engines) describe(`a seller at work on ${engine.name}`, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test(`what he looks up and what he does stand in his journal alike, refusals too (${engine.name})`, { skip: engine.skip }, async () => {
    const seller = sellerThatCalls([
      { tool: 'list_products', arguments: { query: 'yerba' } },
      { tool: 'create_cart', arguments: { product_id: 'YER', quantity: 2, conversation_id: 'somebody else’s' } },
      { tool: 'create_cart', arguments: { product_id: 'YER', quantity: 6 } },
      { tool: 'checkout', arguments: {} },
      { tool: 'buy_a_pony', arguments: {} },
    ])
    await using work = await atWork(engine, seller)
    await until(async () => (await work.said()).length > 0, 'his answer')
    const calls = await work.calls()
    assert.deepEqual(
      calls.map(({ tool }) => tool),
      ['list_products', 'create_cart', 'create_cart', 'checkout', 'buy_a_pony'],
    )
    assert.deepEqual(
      seller.results.map((result) => (result.ok ? 'ok' : result.refusal.code)),
      ['ok', 'ok', 'out_of_stock', 'ok', 'unknown_tool'],
    )
    assert.deepEqual(
      calls.map(({ result }) => JSON.parse(result ?? 'null')),
      seller.results,
    )
    const { body } = (await work.counter.ask('GET', `/api/v1/orders?conversation_id=${work.conversation}`)) as {
      body: { items: { items: { quantity: number }[]; history: { by: { kind: string; name: string } }[] }[] }
    }
    assert.deepEqual(
      body.items[0]?.items.map(({ quantity }) => quantity),
      [2],
    )
    assert.deepEqual(body.items[0]?.history[0]?.by, { kind: 'seller', name: 'Milo' })
  })

  test(`who hands the conversation to people says no more (${engine.name})`, { skip: engine.skip }, async () => {
    await using work = await atWork(engine, sellerThatCalls([{ tool: 'request_human', arguments: { reason: 'pide factura A' } }]))
    const status = async () =>
      ((await work.counter.ask('GET', `/api/v1/conversations/${work.conversation}`)).body as { status: string }).status
    await until(async () => (await status()) === 'human', 'a person')
    await until(async () => (await work.calls())[0]?.result != null, 'the call is written down')
    assert.deepEqual(await work.said(), [])
  })
}
