import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { openMercadoPago, openStripe, type PaymentFake } from '../../../test/fakes/payment-providers.ts'
import { back, openPayingShop, whats } from '../../../test/paying-shop.ts'
import { until } from '../../../test/until.ts'
import { demoOutcome, paymentsOf, paymentWay, startPayment } from './payments.ts'

const hour = 3_600_000

for (const engine of engines) {
  for (const open of [openStripe, openMercadoPago])
    describe(`payments by ${open.name.slice(4)} on ${engine.name}`, { skip: engine.skip }, () => withProvider(engine, open))
  describe(`payments without a provider on ${engine.name}`, { skip: engine.skip }, () => withoutProvider(engine))
}

function withProvider(engine: TestEngine, open: () => Promise<PaymentFake>): void {
  test('one attempt is one page, however often "pay" is pressed; a notice confirms, however often it comes', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
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
    await using shop = await openPayingShop(engine, fake.settings)
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
    await using shop = await openPayingShop(engine, fake.settings)
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
    await using shop = await openPayingShop(engine, fake.settings)
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
    await using shop = await openPayingShop(engine, fake.settings)
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

  test('money of an order that was called off is told of once, whichever of the two came first', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const [paid, called] = [await shop.order(), await shop.order()]
    const [page, late] = [await shop.page(paid), await shop.page(called)]
    fake.pay(page)
    await shop.deliverAll(fake)
    await shop.becomes(paid, 'paid')
    await shop.post(`/orders/${paid}/cancel`)
    await shop.timeToAsk()
    assert.deepEqual([(await shop.read(paid)).payment_status, await shop.told()], ['paid_unfulfilled', ['payment.unfulfilled']])
    fake.pay(late)
    await shop.post(`/orders/${called}/cancel`)
    await shop.deliverAll(fake, 2)
    assert.equal((await shop.becomes(called, 'paid_unfulfilled')).status, 'cancelled')
    assert.deepEqual(await shop.told(), ['payment.unfulfilled', 'payment.unfulfilled'])
  })

  test('a part goes back and then the rest, each once; more than there is does not', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order()
    const page = await shop.page(id)
    fake.pay(page)
    await shop.deliverAll(fake)
    await shop.becomes(id, 'paid')
    assert.deepEqual(await shop.post(`/orders/${id}/refund`, { amount: '3200.51' }), { status: 409, code: 'refund_too_much' })
    assert.deepEqual(await shop.post(`/orders/${id}/refund`, { amount: '-1' }), { status: 422, code: 'invalid_amount' })
    const { body } = await shop.counter.ask('POST', `/api/v1/orders/${id}/refund`, { amount: 1000 })
    assert.match((body as { errors: { message: string }[] }).errors[0]?.message ?? '', /^a decimal text such as "450\.00"/)
    assert.equal((await shop.post(`/orders/${id}/refund`, { amount: '1000.25', reason: 'rota' })).status, 200)
    assert.equal((await shop.read(id)).status, 'confirmed')
    fake.server.troubles.push('does_it_and_drops')
    assert.deepEqual(await shop.post(`/orders/${id}/refund`), { status: 409, code: 'refund_under_way' })
    await shop.deliverAll(fake, 2)
    const order = await shop.becomes(id, 'refunded')
    assert.equal(order.status, 'refunded')
    assert.deepEqual(order.history.find(({ what }) => what === 'payment refunded in part')?.why, '1000.25 ARS')
    assert.deepEqual(order.history.find(({ what }) => what === 'payment refund asked')?.why, 'rota')
    await shop.deliverAll(fake, 2)
    assert.equal(fake.moneyAt(page).refunded, 320_050)
    assert.deepEqual(await shop.post(`/orders/${id}/refund`), { status: 409, code: 'move_not_allowed' })
  })

  test('what is bought for nothing needs no page, and a notice of nobody’s payment is heard and forgotten', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order('GIFT')
    assert.deepEqual(await shop.start(id), { kind: 'paid' })
    assert.equal((await shop.read(id)).status, 'confirmed')
  })

  test('other money than was asked for confirms nothing', async (context) => {
    await using fake = await open()
    if (!fake.payOther) return context.diagnostic('this provider takes the whole amount or none')
    await using shop = await openPayingShop(engine, fake.settings)
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
    await using shop = await openPayingShop(engine, 'provider: demo')
    const id = await shop.order()
    assert.equal((await demoOutcome(shop.shop, id, 'pay')).ok, false)
    assert.deepEqual(await shop.start(id), { kind: 'demo' })
    for (const [what, payment] of [
      ['wait', 'awaiting'],
      ['fail', 'failed'],
      ['pay', 'paid'],
    ] as const) {
      await startPayment(shop.counter.house.desk, shop.shop, id, back)
      await demoOutcome(shop.shop, id, what)
      assert.equal((await shop.read(id)).payment_status, payment)
    }
    assert.equal((await shop.post(`/orders/${id}/refund`, { amount: '0.50' })).status, 200)
    assert.equal((await shop.read(id)).status, 'confirmed')
    assert.equal((await shop.post(`/orders/${id}/refund`)).status, 200)
    assert.equal((await shop.read(id)).status, 'refunded')
  })

  test('staff may take on what nobody has paid: that says nothing of the money, and called off there is none to give back', async () => {
    await using shop = await openPayingShop(engine, 'provider: demo')
    const [paid, called] = [await shop.order(), await shop.order()]
    for (const id of [paid, called]) {
      await shop.start(id)
      assert.equal((await shop.post(`/orders/${id}/confirm`)).status, 200)
      const { status, payment_status } = await shop.read(id)
      assert.deepEqual([status, payment_status], ['confirmed', 'pending'])
    }
    await demoOutcome(shop.shop, paid, 'pay')
    assert.equal((await shop.read(paid)).payment_status, 'paid')
    await shop.post(`/orders/${called}/cancel`)
    assert.deepEqual([(await shop.read(called)).payment_status, await shop.told()], ['pending', []])
  })

  test('by transfer the buyer is told where to, and staff say that it came', async () => {
    await using shop = await openPayingShop(engine, 'provider: transfer, instructions: "Alias almacen.demo"')
    const id = await shop.order()
    assert.deepEqual(await shop.start(id), { kind: 'instructions' })
    assert.deepEqual(await paymentWay(shop.shop, 'pt'), { provider: 'transfer', instructions: 'Alias almacen.demo' })
    assert.equal((await shop.read(id)).payment_status, 'awaiting')
    assert.equal((await shop.post(`/orders/${id}/confirm`)).status, 200)
    const order = await shop.read(id)
    assert.deepEqual([order.status, order.payment_status], ['confirmed', 'paid'])
    assert.equal((await shop.post(`/orders/${id}/cancel`)).status, 200)
    assert.equal((await shop.read(id)).payment_status, 'paid_unfulfilled', 'somebody has to give it back')
    assert.deepEqual(await shop.told(), ['payment.unfulfilled'])
  })
}
