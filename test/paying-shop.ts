import assert from 'node:assert/strict'
import { putProducts } from '../server/commerce/catalog/catalog.ts'
import { type PaymentStart, startPayment } from '../server/commerce/payments/payments.ts'
import type { Database } from '../server/platform/sql/sql.ts'
import { realWorld } from '../server/platform/world/real.ts'
import type { World } from '../server/platform/world/world.ts'
import type { Shop } from '../server/shop/shop.ts'
import { type Counter, migrations, openCounter, storeText } from './counter.ts'
import type { TestEngine } from './engines.ts'
import type { PaymentFake } from './fakes/payment-providers.ts'
import type { Notice } from './fakes/payment-server.ts'
import { until } from './until.ts'

const by = { kind: 'system' as const, name: 'test' }
export const back = { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no', noticeUrl: 'https://shop.test/notices' }

const shipping = 'shipping: [ { id: caba, name: CABA, price: "100.00" } ]\n'

export interface OrderJson {
  id: string
  status: string
  payment_status: string
  history: { what: string; why: string | null }[]
}

/** A shop that takes money, with its doors and loops. */
export interface PayingShop extends AsyncDisposable {
  shop: Shop
  counter: Counter
  database: Database
  jump(ms: number): void
  order(sku?: string): Promise<string>
  read(id: string): Promise<OrderJson>
  post(path: string, body?: object): Promise<{ status: number; code: string | undefined }>
  start(id: string): Promise<PaymentStart>
  /** The page where the buyer pays. */
  page(id: string): Promise<string>
  deliver(notice: Notice): Promise<number>
  /** All that waits is delivered as often as said. */
  deliverAll(fake: PaymentFake, times?: number): Promise<void>
  becomes(id: string, payment: string): Promise<OrderJson>
  /** As if it were time to ask the provider about everything that nobody told of. */
  timeToAsk(): Promise<void>
  /** What whoever runs the shop was told of. */
  told(): Promise<string[]>
}

export async function openPayingShop(engine: TestEngine, payments: string): Promise<PayingShop> {
  const real = realWorld()
  let jumped = 0
  const world: World = { ...real, clock: { now: () => real.clock.now() + jumped } }
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: `${storeText()}payments: { ${payments} }\n${shipping}` })
  const desk = counter.house.desk
  const shop = await desk.shop('demo', null)
  assert.ok(shop)
  const products = [
    { sku: 'YER', name: 'Yerba', price: 320_050, stock: null },
    { sku: 'LAST', name: 'La última', price: 100_000, stock: 1 },
    { sku: 'GIFT', name: 'Muestra', price: 0, stock: null },
  ]
  await shop.transaction('test.put', (tx) => putProducts(tx, products, by))
  const provider = /provider: (\w+)/.exec(payments)?.[1] ?? ''
  let carts = 0
  const opened: Omit<PayingShop, keyof AsyncDisposable> = {
    shop,
    counter,
    database,
    jump: (ms) => {
      jumped += ms
    },
    async order(sku = 'YER') {
      const cart = `cart-${++carts}`
      await counter.ask('PUT', `/api/v1/carts/${cart}/items/${sku}`, { quantity: 1 })
      const { status, body } = await counter.ask('POST', '/api/v1/orders', { conversation_id: cart })
      assert.equal(status, 201, JSON.stringify(body))
      return (body as OrderJson).id
    },
    read: async (id) => (await counter.ask('GET', `/api/v1/orders/${id}`)).body as OrderJson,
    async post(path, body) {
      const { status, body: told } = await counter.ask('POST', `/api/v1${path}`, body)
      return { status, code: (told as { code?: string }).code }
    },
    async start(id) {
      const started = await startPayment(desk, shop, id, back)
      assert.ok(started.ok, JSON.stringify(started))
      return started.value
    },
    async page(id) {
      const started = await opened.start(id)
      assert.ok(started.kind === 'redirect', started.kind)
      return started.url
    },
    async deliver({ query, headers, body }) {
      const address = `http://shop.test/webhooks/payments/${provider}/demo${query}`
      return (await counter.house.app.fetch(new Request(address, { method: 'POST', headers, body }))).status
    },
    async deliverAll(fake, times = 1) {
      for (const notice of fake.notices.splice(0)) for (let time = 0; time < times; time++) assert.equal(await opened.deliver(notice), 200)
    },
    timeToAsk: () =>
      shop.transaction('test.time-to-ask', async (tx) => {
        // Raised like a knock's, so that a look which is just ending does not put it off again.
        const now = tx.sql.updateTable('payment_looks').set((row) => ({ due: 0, knocks: row('knocks', '+', 1) }))
        await now.where('tenant_id', '=', tx.tenant).execute()
        tx.wake('payments', 'payments.look')
      }),
    async told() {
      const { body } = await counter.ask('GET', '/api/v1/events')
      return (body as { items: { event_type: string }[] }).items.map(({ event_type }) => event_type)
    },
    async becomes(id, payment) {
      await until(async () => (await opened.read(id)).payment_status === payment, `payment ${payment}`)
      return await opened.read(id)
    },
  }
  return {
    ...opened,
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

export const whats = (order: OrderJson) => order.history.map(({ what }) => what)
