import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { MercadoPago, mercadopagoSecret, mercadopagoToken, signed as signedByMercadoPago } from '../../../test/fakes/mercadopago.ts'
import type { Notice, PaymentServer } from '../../../test/fakes/payment-server.ts'
import { Stripe, signed as signedByStripe, stripeKey, stripeSecret } from '../../../test/fakes/stripe.ts'
import { until } from '../../../test/until.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../../shop/shop.ts'
import { putProducts } from '../catalog/catalog.ts'
import { demoOutcome, type PaymentStart, paymentsOf, paymentWay, startPayment } from './payments.ts'

const by = { kind: 'system' as const, name: 'test' }
const back = { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no', noticeUrl: 'https://shop.test/notices' }
const hour = 3_600_000

interface OrderJson {
  id: string
  status: string
  payment_status: string
  history: { what: string; why: string | null }[]
}

/** A provider as both are used: the buyer's doings on its page, and what it sends. */
interface Fake extends AsyncDisposable {
  readonly name: string
  readonly server: PaymentServer
  readonly settings: string
  readonly notices: Notice[]
  pay(url: string): void
  payByVoucher(url: string): { isPaid(): void; isNot(): void }
  /** Money of another amount than was asked for, where the provider lets that happen. */
  payOther?(url: string): void
  refundedInAll(): number
  paidInAll(): number
  forged(): Notice
}

async function openStripe(): Promise<Fake> {
  const stripe = await Stripe.open()
  const session = (url: string) => url.split('/').at(-1) ?? ''
  return {
    name: 'stripe',
    server: stripe.server,
    settings: `provider: stripe, secretKey: ${stripeKey}, webhookSecret: ${stripeSecret}, apiBase: "${stripe.server.origin}"`,
    notices: stripe.notices,
    pay: (url) => stripe.pay(session(url)),
    payByVoucher(url) {
      stripe.pay(session(url), 'by_voucher')
      return { isPaid: () => stripe.voucherPaid(session(url)), isNot: () => stripe.voucherPaid(session(url), false) }
    },
    refundedInAll: () => [...stripe.charges.values()].reduce((sum, { amount_refunded }) => sum + amount_refunded, 0),
    paidInAll: () => [...stripe.charges.values()].reduce((sum, { amount }) => sum + amount, 0),
    forged: () => signedByStripe(JSON.stringify({ data: { object: { object: 'checkout.session', id: 'cs_test_1' } } }), 'whsec_other'),
    [Symbol.asyncDispose]: () => stripe[Symbol.asyncDispose](),
  }
}

async function openMercadoPago(): Promise<Fake> {
  const fake = await MercadoPago.open()
  const preference = (url: string) => new URL(url).searchParams.get('pref_id') ?? ''
  const inMinor = (read: (payment: { transaction_amount: number; transaction_amount_refunded: number }) => number) =>
    [...fake.payments.values()]
      .filter(({ status }) => ['approved', 'refunded'].includes(status))
      .reduce((sum, one) => sum + Math.round(read(one) * 100), 0)
  return {
    name: 'mercadopago',
    server: fake.server,
    settings: `provider: mercadopago, accessToken: ${mercadopagoToken}, webhookSecret: ${mercadopagoSecret}, apiBase: "${fake.server.origin}"`,
    notices: fake.notices,
    pay: (url) => void fake.pay(preference(url)),
    payByVoucher(url) {
      const id = fake.pay(preference(url), 'pending')
      return { isPaid: () => fake.becomes(id, 'approved'), isNot: () => fake.becomes(id, 'cancelled') }
    },
    payOther: (url) => void fake.pay(preference(url), 'approved', { transaction_amount: 1 }),
    refundedInAll: () => inMinor((one) => one.transaction_amount_refunded),
    paidInAll: () => inMinor((one) => one.transaction_amount),
    forged: () => signedByMercadoPago('123456000', 'mp_other'),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  }
}

interface Opened extends AsyncDisposable {
  shop: Shop
  counter: Counter
  jump(ms: number): void
  order(sku?: string): Promise<string>
  read(id: string): Promise<OrderJson>
  post(path: string, body?: object): Promise<{ status: number; code: string | undefined }>
  start(id: string): Promise<PaymentStart>
  /** The page where the buyer pays. */
  page(id: string): Promise<string>
  deliver(notice: Notice): Promise<number>
  /** All that waits is delivered as often as said. */
  deliverAll(fake: Fake, times?: number): Promise<void>
  becomes(id: string, payment: string): Promise<OrderJson>
}

async function openShop(engine: TestEngine, payments: string): Promise<Opened> {
  const real = realWorld()
  let jumped = 0
  const world: World = { ...real, clock: { now: () => real.clock.now() + jumped } }
  const database = await engine.open({ migrations, world })
  const counter = await openCounter({ world, database, store: `${storeText()}payments: { ${payments} }\n` })
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
  const opened: Omit<Opened, keyof AsyncDisposable> = {
    shop,
    counter,
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

const whats = (order: OrderJson) => order.history.map(({ what }) => what)

for (const engine of engines) {
  for (const open of [openStripe, openMercadoPago])
    describe(`payments by ${open.name.slice(4)} on ${engine.name}`, { skip: engine.skip }, () => withProvider(engine, open))
  describe(`payments without a provider on ${engine.name}`, { skip: engine.skip }, () => withoutProvider(engine))
}

function withProvider(engine: TestEngine, open: () => Promise<Fake>): void {
  test('one attempt is one page, however often "pay" is pressed; a notice confirms, however often it comes', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const id = await shop.order()
    const pages = await Promise.all(Array.from({ length: 5 }, () => shop.page(id)))
    assert.equal(new Set(pages).size, 1)
    fake.pay(pages[0] ?? '')
    assert.equal((await shop.read(id)).payment_status, 'pending', 'nothing is believed before it is read back')
    await shop.deliverAll(fake, 3)
    const order = await shop.becomes(id, 'paid')
    assert.deepEqual([order.status, whats(order)], ['confirmed', ['pending', 'payment paid', 'confirmed']])
    assert.equal((await startPayment(shop.counter.house.desk, shop.shop, id, back)).ok, false)
  })

  test('a forged notice, another shop’s and nonsense are refused and change nothing', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    await shop.page(await shop.order())
    const heard = fake.server.heard.length
    assert.equal(await shop.deliver(fake.forged()), 401)
    assert.equal(await shop.deliver({ query: '', headers: {}, body: '{}' }), 401)
    for (const path of ['/webhooks/payments/demo/demo', '/webhooks/payments/stripe/nobody', '/webhooks/payments/nobody/demo'])
      assert.equal((await shop.counter.house.app.fetch(new Request(`http://shop.test${path}`, { method: 'POST', body: '{}' }))).status, 401)
    assert.equal(fake.server.heard.length, heard)
  })

  test('a voucher waits, keeps what was ordered, and is paid days later or never', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const [paid, never] = [await shop.order(), await shop.order()]
    const good = fake.payByVoucher(await shop.page(paid))
    const bad = fake.payByVoucher(await shop.page(never))
    await shop.deliverAll(fake, 2)
    await shop.becomes(paid, 'awaiting')
    await shop.becomes(never, 'awaiting')
    shop.jump(60 * hour)
    good.isPaid()
    bad.isNot()
    await shop.deliverAll(fake, 2)
    assert.equal((await shop.becomes(paid, 'paid')).status, 'confirmed')
    assert.equal((await shop.becomes(never, 'failed')).status, 'pending')
  })

  test('a provider that fails, is slow to answer or drops the line loses nothing and is paid once', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const id = await shop.order()
    fake.server.troubles.push('does_it_and_drops', 'fails')
    assert.equal((await startPayment(shop.counter.house.desk, shop.shop, id, back)).ok, false)
    assert.equal((await startPayment(shop.counter.house.desk, shop.shop, id, back)).ok, false)
    const page = await shop.page(id)
    fake.pay(page)
    fake.server.troubles.push('fails', 'is_busy')
    await shop.deliverAll(fake)
    await shop.becomes(id, 'paid')
    assert.equal((await paymentsOf(shop.shop, id)).length, 1)
  })

  test('money that comes too late takes stock again, or waits for a person where there is none', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const late = await shop.order('LAST')
    const page = await shop.page(late)
    shop.jump(30 * hour)
    // Another order wakes the clock that lets go of what was not paid.
    await shop.order()
    await until(async () => (await shop.read(late)).status === 'expired', 'it expires')
    const other = await shop.order('LAST')
    fake.pay(page)
    await shop.deliverAll(fake)
    assert.equal((await shop.becomes(late, 'paid_unfulfilled')).status, 'expired')
    await shop.post(`/orders/${other}/cancel`)
    const again = await shop.order('LAST')
    const pageAgain = await shop.page(again)
    shop.jump(30 * hour)
    await shop.order()
    await until(async () => (await shop.read(again)).status === 'expired', 'it expires')
    fake.pay(pageAgain)
    await shop.deliverAll(fake)
    assert.equal((await shop.becomes(again, 'paid')).status, 'confirmed')
  })

  test('a part goes back and then the rest, each once; more than there is does not', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const id = await shop.order()
    fake.pay(await shop.page(id))
    await shop.deliverAll(fake)
    await shop.becomes(id, 'paid')
    assert.deepEqual(await shop.post(`/orders/${id}/refund`, { amount: '3200.51' }), { status: 409, code: 'refund_too_much' })
    assert.deepEqual(await shop.post(`/orders/${id}/refund`, { amount: '-1' }), { status: 422, code: 'invalid_amount' })
    assert.equal((await shop.post(`/orders/${id}/refund`, { amount: '1000.25', reason: 'rota' })).status, 200)
    assert.equal((await shop.read(id)).status, 'confirmed')
    fake.server.troubles.push('does_it_and_drops')
    assert.deepEqual(await shop.post(`/orders/${id}/refund`), { status: 409, code: 'refund_under_way' })
    await shop.deliverAll(fake, 2)
    const order = await shop.becomes(id, 'refunded')
    assert.equal(order.status, 'refunded')
    assert.deepEqual(order.history.find(({ what }) => what === 'payment refunded in part')?.why, '1000.25 ARS')
    await shop.deliverAll(fake, 2)
    assert.equal(fake.refundedInAll(), 320_050)
    assert.deepEqual(await shop.post(`/orders/${id}/refund`), { status: 409, code: 'move_not_allowed' })
  })

  test('what is bought for nothing needs no page, and a notice of nobody’s payment is heard and forgotten', async () => {
    await using fake = await open()
    await using shop = await openShop(engine, fake.settings)
    const id = await shop.order('GIFT')
    assert.deepEqual(await shop.start(id), { kind: 'paid' })
    assert.equal((await shop.read(id)).status, 'confirmed')
  })

  test('other money than was asked for confirms nothing', async (context) => {
    await using fake = await open()
    if (!fake.payOther) return context.diagnostic('this provider takes the whole amount or none')
    await using shop = await openShop(engine, fake.settings)
    const id = await shop.order()
    fake.payOther(await shop.page(id))
    await shop.deliverAll(fake)
    await until(async () => whats(await shop.read(id)).includes('payment mismatch'), 'it is noted')
    const order = await shop.read(id)
    assert.deepEqual([order.status, order.payment_status], ['pending', 'pending'])
  })
}

function withoutProvider(engine: TestEngine): void {
  test('at the demo the buyer says what becomes of it', async () => {
    await using shop = await openShop(engine, 'provider: demo')
    const id = await shop.order()
    assert.equal((await demoOutcome(shop.shop, id, 'pay')).ok, false)
    assert.deepEqual(await shop.start(id), { kind: 'demo' })
    for (const [what, payment] of [
      ['wait', 'awaiting'],
      ['fail', 'failed'],
      ['pay', 'paid'],
    ] as const) {
      await shop.start(id).catch(() => undefined)
      await demoOutcome(shop.shop, id, what)
      assert.equal((await shop.read(id)).payment_status, payment)
    }
    assert.equal((await shop.post(`/orders/${id}/refund`, { amount: '0.50' })).status, 200)
    assert.equal((await shop.read(id)).status, 'confirmed')
    assert.equal((await shop.post(`/orders/${id}/refund`)).status, 200)
    assert.equal((await shop.read(id)).status, 'refunded')
  })

  test('by transfer the buyer is told where to, and staff say that it came', async () => {
    await using shop = await openShop(engine, 'provider: transfer, instructions: "Alias almacen.demo"')
    const id = await shop.order()
    assert.deepEqual(await shop.start(id), { kind: 'instructions' })
    assert.deepEqual(await paymentWay(shop.shop, 'pt'), { provider: 'transfer', instructions: 'Alias almacen.demo' })
    assert.equal((await shop.read(id)).payment_status, 'awaiting')
    assert.equal((await shop.post(`/orders/${id}/confirm`)).status, 200)
    const order = await shop.read(id)
    assert.deepEqual([order.status, order.payment_status], ['confirmed', 'paid'])
    assert.equal((await shop.post(`/orders/${id}/cancel`)).status, 200)
    assert.equal((await shop.read(id)).payment_status, 'paid_unfulfilled', 'somebody has to give it back')
  })
}
