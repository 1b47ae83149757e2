import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import type { StandIn } from '../../../test/fakes/stand-in.ts'
import { until } from '../../../test/until.ts'
import { addItems } from '../../commerce/cart/cart.ts'
import { putProducts } from '../../commerce/catalog/catalog.ts'
import { hearPayment, noteOnOrder, placeOrder } from '../../commerce/orders/orders.ts'
import type { House } from '../../house.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../../shop/shop.ts'

const ana = '5491160002222'
const by = { kind: 'system', name: 'test' } as const
const hour = 3_600_000

interface Opened extends AsyncDisposable {
  house: House
  shop: Shop
  provider: StandIn
  ask: Counter['ask']
  jump(ms: number): void
  /** An order in the conversation, under the name of whoever placed it. */
  order(conversation: string, actor?: Parameters<typeof placeOrder>[4]): Promise<string>
  conversationOf(address: string): Promise<string>
  /** What the shop said there by itself. */
  notices(conversation: string): Promise<string[]>
}

async function openShop(engine: TestEngine, more = ''): Promise<Opened> {
  const real = realWorld()
  let jumped = 0
  let counter: Counter | null = null
  const provider: StandIn = standInFor(real, () => counter?.house ?? null, { statuses: 'none' })
  const world: World = { ...real, clock: { now: () => real.clock.now() + jumped }, fetchOut: roadTo(real, () => provider) }
  const database = await engine.open({ migrations, world })
  const opened = await openCounter({ world, database, store: storeText({ seller: null }) + more, windowMs: 24 * hour })
  counter = opened
  const shop = await opened.house.desk.shop('demo', null)
  assert.ok(shop)
  await shop.transaction('test.put', (tx) => putProducts(tx, [{ sku: 'YER', name: 'Yerba', price: 320000, stock: 50 }], by))
  const { ask } = opened
  return {
    house: opened.house,
    shop,
    provider,
    ask,
    jump: (ms) => {
      jumped += ms
    },
    async order(conversation, actor = by) {
      const placed = await shop.transaction('test.place', async (tx) => {
        await addItems(tx, { conversation, customer: null }, [{ product: 'YER', quantity: 1 }])
        return placeOrder(shop, tx, { conversation, customer: null }, {}, actor)
      })
      assert.ok(placed.ok)
      return placed.value.id
    },
    async conversationOf(address) {
      const find = async () =>
        ((await ask('GET', `/api/v1/conversations?address=${address}`)).body as { items: { id: string }[] }).items[0]?.id ?? ''
      await until(async () => (await find()) !== '', 'the conversation is there')
      return find()
    },
    async notices(conversation) {
      const { items } = (await ask('GET', `/api/v1/conversations/${conversation}/messages`)).body as {
        items: { role: string; text: string }[]
      }
      return items.filter(({ role }) => role === 'system').map(({ text }) => text)
    },
    [Symbol.asyncDispose]: async () => {
      await opened.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** The conversation of a visitor who has just said hello. */
async function visits({ house, ask }: Opened, language: string): Promise<string> {
  const { token } = (await ask('POST', '/webchat/web/visitors')).body as { token: string }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ id: crypto.randomUUID(), text: 'hi', language })
  await house.app.fetch(new Request('http://shop.test/webchat/web/messages', { method: 'POST', headers, body }))
  const { items } = (await ask('GET', '/api/v1/conversations?line=web')).body as { items: { id: string }[] }
  return items.at(-1)?.id ?? ''
}

for (const engine of engines)
  describe(`what customers are told of their orders on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('each step is told once, in the customer’s language, also while a person has the floor, which he keeps', async () => {
    await using opened = await openShop(engine)
    opened.provider.customerWrites(ana, 'hola')
    const conversation = await opened.conversationOf(ana)
    await opened.ask('POST', `/api/v1/conversations/${conversation}/messages`, { text: 'Te atiendo yo' })
    const order = await opened.order(conversation)
    const told = async (count: number) => {
      await until(async () => (await opened.notices(conversation)).length === count, `notice ${count} is told`)
      return ((await opened.notices(conversation)).at(-1) ?? '').replace(/\/checkout\/[\w-]{43}/, '/checkout/…')
    }
    assert.equal(await told(1), 'Tomamos tu pedido 1001 por $ 3.200. Completá tus datos y pagalo acá: http://shop.test/checkout/…')
    await opened.shop.transaction('test.pay', (tx) => hearPayment(tx, order, { kind: 'paid' }, by))
    assert.equal(
      await told(2),
      'Recibimos tu pago, ¡gracias! Tu pedido 1001 ($ 3.200) está confirmado. Seguilo acá: http://shop.test/checkout/…',
    )
    const tracking = { carrier: 'Correo', number: 'X1', url: 'https://correo.example/X1' }
    await opened.ask('POST', `/api/v1/orders/${order}/ship`, { tracking })
    assert.equal(await told(3), 'Tu pedido 1001 está en camino: Correo, seguimiento X1. Seguilo acá: https://correo.example/X1')
    await opened.ask('POST', `/api/v1/orders/${order}/deliver`)
    assert.equal(await told(4), 'Tu pedido 1001 fue entregado. ¡Gracias por tu compra!')
    await opened.ask('POST', `/api/v1/orders/${order}/refund`)
    assert.match(await told(5), /^Devolvimos el pago de tu pedido 1001/)
    const { body } = await opened.ask('GET', `/api/v1/conversations/${conversation}`)
    assert.equal((body as { floor: { holder: string } }).floor.holder, 'staff')
    await until(() => opened.provider.accepted.length === 6, 'all of it has left')
    // All of it was said within the window: as a text.
    assert.ok(opened.provider.accepted.every(({ template }) => template === undefined))
  })

  test('what a bank took back is not told as if the shop had given it back', async () => {
    await using opened = await openShop(engine)
    opened.provider.customerWrites(ana, 'hola')
    const conversation = await opened.conversationOf(ana)
    const [taken, given] = [await opened.order(conversation), await opened.order(conversation)]
    for (const order of [taken, given])
      await opened.shop.transaction('test.pay', async (tx) => {
        await hearPayment(tx, order, { kind: 'paid' }, by)
        if (order === taken) await noteOnOrder(tx, order, 'payment charged back', { by })
        await hearPayment(tx, order, { kind: 'refunded' }, by)
      })
    const toldBack = async () => (await opened.notices(conversation)).filter((text) => text.startsWith('Devolvimos'))
    await until(async () => (await toldBack()).length > 0, 'it is told')
    assert.deepEqual(
      (await toldBack()).map((text) => /pedido (\d+)/.exec(text)?.[1]),
      ['1002'],
    )
  })

  test('a visitor of the web chat reads them in his own language', async () => {
    await using opened = await openShop(engine)
    for (const [language, words] of [
      ['pt', /^Anotamos seu pedido 1001 de ARS 3\.200/],
      ['en', /^We have taken your order 1002 for ARS 3,200/],
    ] as const) {
      const conversation = await visits(opened, language)
      await opened.order(conversation)
      await until(async () => (await opened.notices(conversation)).length === 1, 'it is told')
      assert.match((await opened.notices(conversation))[0]?.replaceAll('\u00a0', ' ') ?? '', words)
    }
  })

  test('what a seller says himself, and what the shop has switched off, is not told', async () => {
    await using opened = await openShop(engine, 'notices: { order_confirmed: false }\n')
    opened.provider.customerWrites(ana, 'hola')
    const conversation = await opened.conversationOf(ana)
    const order = await opened.order(conversation, { kind: 'seller', name: 'Milo' })
    await opened.ask('POST', `/api/v1/orders/${order}/confirm`)
    await opened.ask('POST', `/api/v1/orders/${order}/cancel`)
    await until(async () => (await opened.notices(conversation)).length > 0, 'something is told')
    assert.deepEqual(await opened.notices(conversation), ['Tu pedido 1001 fue cancelado. Cualquier duda, escribinos por acá.'])
    // Placed under a word that is no conversation of ours, nobody can be told.
    const elsewhere = await opened.order('a word of the caller’s')
    assert.equal((await opened.ask('POST', `/api/v1/orders/${elsewhere}/cancel`)).status, 200)
  })

  test('a day after the customer wrote it goes as a template, and a template goes once', async () => {
    await using opened = await openShop(engine, 'templates: { order_shipped: { name: pedido_enviado, language: es_AR } }\n')
    opened.provider.customerWrites(ana, 'hola')
    const conversation = await opened.conversationOf(ana)
    const order = await opened.order(conversation, { kind: 'seller', name: 'Milo' })
    await opened.ask('POST', `/api/v1/orders/${order}/confirm`)
    await until(() => opened.provider.accepted.length === 1, 'it is confirmed')
    opened.jump(25 * hour)
    // The connection drops: nobody knows whether it arrived.
    opened.provider.moods.push('drop')
    await opened.ask('POST', `/api/v1/orders/${order}/ship`, { tracking: { carrier: 'Correo', number: 'X1' } })
    const deliveries = async () => {
      const { items } = (await opened.ask('GET', `/api/v1/conversations/${conversation}/messages`)).body as {
        items: { role: string; delivery: string }[]
      }
      return items.filter(({ role }) => role === 'system').map(({ delivery }) => delivery)
    }
    await until(async () => (await deliveries()).at(-1) === 'failed', 'it is given up', 15_000)
    assert.equal(opened.provider.accepted.length, 1)
    await opened.ask('POST', `/api/v1/orders/${order}/deliver`)
    const second = await opened.order(conversation, { kind: 'seller', name: 'Milo' })
    await opened.ask('POST', `/api/v1/orders/${second}/confirm`)
    await opened.ask('POST', `/api/v1/orders/${second}/ship`)
    await until(() => opened.provider.accepted.length === 4, 'the rest is sent')
    const [shipped, ...more] = opened.provider.accepted.filter(({ template }) => template !== undefined)
    assert.ok(shipped && more.length === 0)
    const { name, language, values } = shipped.template as { name: string; language: string; values: string[] }
    assert.deepEqual([name, language, values.slice(0, 2)], ['pedido_enviado', 'es_AR', ['1002', '-']])
    assert.match(values[2] ?? '', /^http:\/\/shop\.test\/checkout\//)
  })
}
