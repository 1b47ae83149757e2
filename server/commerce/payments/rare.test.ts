import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { openMercadoPago, openStripe, type PaymentFake } from '../../../test/fakes/payment-providers.ts'
import { back, openPayingShop, type PayingShop, whats } from '../../../test/paying-shop.ts'
import { until } from '../../../test/until.ts'
import { reviseOrder } from '../orders/orders.ts'
import { paymentsOf, startPayment } from './payments.ts'

const by = { kind: 'customer' as const, name: 'checkout' }
const total = 320_050

for (const engine of engines)
  for (const open of [openStripe, openMercadoPago])
    describe(`what happens rarely to payments by ${open.name.slice(4)} on ${engine.name}`, { skip: engine.skip }, () =>
      tellOf(engine, open),
    )

function tellOf(engine: TestEngine, open: () => Promise<PaymentFake>): void {
  test('a notice that never comes is not missed: what was opened is asked about, after a try in vain too', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const [id, other] = [await shop.order(), await shop.order()]
    fake.pay(await shop.page(id))
    const page = await shop.page(other)
    fake.tryInVain?.(page)
    await shop.timeToAsk()
    await shop.becomes(id, 'paid')
    await shop.becomes(other, fake.tryInVain ? 'failed' : 'pending')
    fake.pay(page)
    await shop.timeToAsk()
    assert.equal((await shop.becomes(other, 'paid')).status, 'confirmed')
  })

  test('who presses "pay" while it is being asked for, or after it was asked for otherwise, gets to a page and pays once', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order()
    fake.server.troubles.push('is_at_it', 'does_it_and_drops')
    assert.equal((await startPayment(shop.counter.house.desk, shop.shop, id, back)).ok, false)
    const elsewhere = { ...back, returnUrl: 'https://shop.test/other' }
    const started = await startPayment(shop.counter.house.desk, shop.shop, id, elsewhere)
    assert.ok(started.ok && started.value.kind === 'redirect')
    assert.equal((await paymentsOf(shop.shop, id)).length, 2)
    // Nobody was ever sent to the first; should he find it all the same, what comes twice goes back by itself.
    for (const page of fake.pages()) fake.pay(page)
    await shop.deliverAll(fake, 2)
    await shop.becomes(id, 'paid')
    await until(() => kept(fake) === total, 'one of the two goes back')
    assert.deepEqual(whats(await shop.read(id)).filter((what) => what === 'payment twice').length, 1)
  })

  test('an order that changed is not paid with the page of before', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const [id, other] = [await shop.order(), await shop.order()]
    const [page, stale] = [await shop.page(id), await shop.page(other)]
    for (const order of [id, other]) await makeDearer(shop, order)
    const dearer = await shop.page(id)
    assert.deepEqual([fake.isOpen(page), fake.isOpen(dearer)], [false, true])
    fake.pay(dearer)
    fake.pay(stale)
    await shop.deliverAll(fake, 2)
    await shop.becomes(id, 'paid')
    await until(async () => whats(await shop.read(other)).includes('payment mismatch'), 'it is noted')
    assert.equal((await shop.read(other)).status, 'pending')
    assert.deepEqual(await shop.told(), ['payment.mismatch'])
    assert.equal((await startPayment(shop.counter.house.desk, shop.shop, other, back)).ok, false, 'a person has to look first')
    assert.equal((await shop.post(`/orders/${other}/refund`, { amount: '3200.50' })).status, 200)
    assert.deepEqual(fake.moneyAt(stale), { paid: total, refunded: total })
  })

  test('nothing can be paid for an order that was called off, or taken on some other way', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const [cancelled, confirmed] = [await shop.order(), await shop.order()]
    const pages = [await shop.page(cancelled), await shop.page(confirmed)]
    await shop.post(`/orders/${cancelled}/cancel`)
    await shop.post(`/orders/${confirmed}/confirm`)
    await until(() => !pages.some(fake.isOpen), 'both pages are closed')
    await until(async () => (await paymentsOf(shop.shop, cancelled))[0]?.state === 'expired', 'it is noted')
  })

  test('money for an order that was given back already goes back too', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order()
    fake.pay(await shop.page(id))
    await shop.post(`/orders/${id}/confirm`)
    await shop.post(`/orders/${id}/refund`)
    await shop.deliverAll(fake, 2)
    await until(() => kept(fake) === 0, 'it goes back')
    await shop.deliverAll(fake, 2)
    assert.equal((await shop.read(id)).status, 'refunded')
  })

  test('who waits for a voucher may pay some other way, and what the voucher brings then goes back', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order()
    const voucher = fake.payByVoucher(await shop.page(id))
    await shop.deliverAll(fake)
    await shop.becomes(id, 'awaiting')
    const pages = await Promise.all([shop.page(id), shop.page(id)])
    assert.deepEqual([new Set(pages).size, fake.pages().length], [1, 2])
    fake.pay(pages[0])
    await shop.deliverAll(fake)
    await shop.becomes(id, 'paid')
    voucher.isPaid()
    await shop.deliverAll(fake, 2)
    await until(() => kept(fake) === total, 'the voucher goes back')
    assert.equal((await shop.read(id)).payment_status, 'paid')
  })

  test('a refund that is refused leaves the order as it is, and one made at the provider is heard', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const id = await shop.order()
    const page = await shop.page(id)
    fake.pay(page)
    await shop.deliverAll(fake)
    await shop.becomes(id, 'paid')
    fake.refuseRefunds()
    assert.deepEqual(await shop.post(`/orders/${id}/refund`), { status: 409, code: 'refund_refused' })
    assert.deepEqual([(await shop.read(id)).status, await shop.told()], ['confirmed', ['payment.refund_refused']])
    fake.giveBackOutside(page, 100_000)
    await shop.deliverAll(fake, 2)
    await until(async () => whats(await shop.read(id)).includes('payment refunded in part'), 'a part went back')
    fake.giveBackOutside(page, total - 100_000)
    await shop.deliverAll(fake, 2)
    assert.equal((await shop.becomes(id, 'refunded')).status, 'refunded')
  })

  test('what went back and did not arrive stands so in the order, and goes back again when it is asked for', async (context) => {
    await using fake = await open()
    const { refundFails } = fake
    if (!refundFails) return context.diagnostic('this provider tells of none')
    await using shop = await openPayingShop(engine, fake.settings)
    const [id, other] = [await shop.order(), await shop.order()]
    const [page, otherPage] = [await shop.page(id), await shop.page(other)]
    for (const one of [page, otherPage]) fake.pay(one)
    await shop.deliverAll(fake)
    for (const one of [id, other]) await shop.becomes(one, 'paid')
    assert.equal((await shop.post(`/orders/${id}/refund`)).status, 200)
    fake.giveBackOutside(otherPage, 100_000)
    await shop.deliverAll(fake, 2)
    await until(async () => whats(await shop.read(other)).includes('payment refunded in part'), 'a part went back')
    for (const one of [page, otherPage]) refundFails(one)
    await shop.deliverAll(fake, 2)
    const order = await shop.becomes(id, 'paid_unfulfilled')
    assert.deepEqual(
      order.history.filter(({ what }) => what === 'payment refund failed').map(({ why }) => why),
      ['3200.50 ARS'],
    )
    await until(async () => whats(await shop.read(other)).includes('payment refund failed'), 'a part is here again')
    assert.deepEqual([order.status, (await shop.read(other)).payment_status], ['refunded', 'paid'])
    assert.deepEqual((await shop.told()).filter((type) => type === 'payment.refund_failed').length, 2)
    for (const one of [id, other]) assert.equal((await paymentsOf(shop.shop, one))[0]?.refunded, 0)
    assert.equal((await shop.post(`/orders/${id}/refund`, { amount: '3200.50' })).status, 200)
    assert.deepEqual([(await shop.read(id)).payment_status, fake.moneyAt(page)], ['refunded', { paid: total, refunded: total }])
  })

  test('a dispute is told of once; one that is won changes nothing, of one that is lost the money is gone', async () => {
    await using fake = await open()
    await using shop = await openPayingShop(engine, fake.settings)
    const [lost, won] = [await shop.order(), await shop.order()]
    const pages = [await shop.page(lost), await shop.page(won)]
    for (const page of pages) fake.pay(page)
    await shop.deliverAll(fake)
    for (const id of [lost, won]) await shop.becomes(id, 'paid')
    const [first, second] = pages.map((page) => fake.dispute(page))
    await shop.deliverAll(fake, 2)
    for (const id of [lost, won]) await until(async () => whats(await shop.read(id)).includes('payment disputed'), 'it is told')
    first?.isLost()
    second?.isWon()
    await shop.deliverAll(fake, 2)
    const order = await shop.becomes(lost, 'refunded')
    assert.deepEqual(order.history.find(({ what }) => what === 'payment charged back')?.why, '3200.50 ARS')
    assert.deepEqual((await shop.told()).toSorted(), ['payment.charged_back', 'payment.disputed', 'payment.disputed'])
    const { status, payment_status, history } = await shop.read(won)
    assert.deepEqual([status, payment_status], ['confirmed', 'paid'])
    assert.ok(!history.some(({ what }) => what === 'payment charged back'))
    assert.deepEqual(await shop.post(`/orders/${lost}/refund`, { amount: '1.00' }), { status: 409, code: 'not_paid' })
  })
}

function kept(fake: PaymentFake): number {
  return fake
    .pages()
    .map(fake.moneyAt)
    .reduce((sum, { paid, refunded }) => sum + paid - refunded, 0)
}

async function makeDearer({ shop }: PayingShop, id: string): Promise<void> {
  const revised = await shop.transaction('test.revise', (tx) => reviseOrder(tx, id, { shipping: 'caba' }, by))
  assert.ok(revised.ok && revised.value.total === total + 10_000, JSON.stringify(revised))
}
