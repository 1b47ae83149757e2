import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { hearPayment } from '../../server/commerce/orders/orders.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { engines } from '../../test/engines.ts'
import { MercadoPago, mercadopagoSecret, mercadopagoToken } from '../../test/fakes/mercadopago.ts'
import { Stripe, stripeKey, stripeSecret } from '../../test/fakes/stripe.ts'
import { type CheckoutShop, openCheckoutShop, terms } from '../../test/journeys/checkout-shop.ts'
import { samplePicture } from '../../test/picture-samples.ts'
import { proves } from '../../test/proves.ts'
import { buildWeb } from '../build.ts'
import { assertAccessible, closeBrowser, desktop, eventually, phone, skipWithoutChromium, visit } from '../test/browser.ts'

const inBrowser = { skip: skipWithoutChromium }
after(closeBrowser)

async function openShop(payments = ''): Promise<CheckoutShop> {
  const [sqlite] = engines
  const webFiles = await buildWeb()
  assert.ok(sqlite && webFiles)
  // The street's own world has nobody outside; the banks of these tests are there.
  return openCheckoutShop(sqlite, webFiles, { more: terms + payments, world: realWorld() })
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const headline = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()

async function fill(page: Page): Promise<void> {
  await page.getByLabel('Envío a CABA').check()
  await page.getByLabel('Nombre y apellido').fill('Ana Pérez')
  await page.getByLabel('E-mail').fill('ana@example.com')
  await page.getByLabel('Dirección de entrega').fill('Calle 1, 3° B')
}

test('on a phone without scripts a customer fills in, sees the total that his choice makes, and pays', inBrowser, async () => {
  proves('pages.checkout')
  await using shop = await openShop()
  const { id, path } = await shop.order()
  await using customer = await visit({ ...phone, javaScriptEnabled: false })
  const { page } = customer
  await page.goto(shop.url + path)
  await fill(page)
  await page.getByText('¿Hay un cupón?').click()
  await page.getByLabel('Cupón', { exact: true }).fill('hola10')
  await button(page, /^Pagar/).click()
  // The button had said another sum.
  await page.getByText('El total cambió con lo elegido.').waitFor()
  assert.equal((await shop.orderNow(id)).status, 'pending')
  await button(page, 'Pagar $ 50.760,90').click()
  await button(page, 'Rechazar el pago').click()
  await page.getByText('El pago no se completó').waitFor()
  assert.equal(await page.getByLabel('Dirección de entrega').inputValue(), 'Calle 1, 3° B')
  await button(page, 'Pagar $ 50.760,90').click()
  await button(page, 'Aprobar el pago').click()
  assert.equal(await headline(page), '¡Gracias! El pedido está confirmado')
  assert.equal((await shop.orderNow(id)).payment_status, 'paid')
  // Back by the browser's own button: what is paid is paid.
  await page.goBack()
  await page.goto(shop.url + path)
  assert.equal(await headline(page), '¡Gracias! El pedido está confirmado')
})

test('on a desk the total follows what one chooses, and the page sees by itself that the money has come', inBrowser, async () => {
  await using shop = await openShop()
  const { id, path } = await shop.order()
  await using customer = await visit(desktop)
  const { page, complaints } = customer
  await page.goto(shop.url + path)
  await button(page, 'Pagar $ 51.401').click()
  await page.getByText('Falta elegir cómo recibirlo.').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'shipping')
  await page.getByLabel('Retiro en el local').check()
  assert.equal(await page.getByLabel('Dirección de entrega').isVisible(), false)
  await fill(page)
  assert.equal((await page.locator('#total').innerText()).replace('\u00a0', ' '), '$ 55.901')
  await button(page, 'Pagar $ 55.901').click()
  await button(page, 'Dejarlo pendiente').click()
  assert.equal(await headline(page), 'Falta el pago')
  await shop.shop.transaction('test.pay', (tx) => hearPayment(tx, id, { kind: 'paid' }, { kind: 'system', name: 'test' }))
  await eventually(() => headline(page), '¡Gracias! El pedido está confirmado')
  assert.deepEqual(complaints, [])
})

/** Whoever collects the money, and how somebody pays on its page. */
interface Bank extends AsyncDisposable {
  settings: string
  pay(url: string): void
}

const banks: Readonly<Record<string, () => Promise<Bank>>> = {
  async Stripe() {
    const stripe = await Stripe.open()
    const { origin } = stripe.server
    return {
      settings: `payments: { provider: stripe, secretKey: ${stripeKey}, webhookSecret: ${stripeSecret}, apiBase: "${origin}" }\n`,
      pay: (url) => stripe.pay(url.split('/').at(-1) ?? ''),
      [Symbol.asyncDispose]: () => stripe[Symbol.asyncDispose](),
    }
  },
  async 'Mercado Pago'() {
    const mercadopago = await MercadoPago.open()
    const { origin } = mercadopago.server
    return {
      settings: `payments: { provider: mercadopago, accessToken: ${mercadopagoToken}, webhookSecret: ${mercadopagoSecret}, apiBase: "${origin}" }\n`,
      pay: (url) => void mercadopago.pay(new URL(url).searchParams.get('pref_id') ?? ''),
      [Symbol.asyncDispose]: () => mercadopago[Symbol.asyncDispose](),
    }
  },
}

for (const [name, open] of Object.entries(banks)) {
  test(`paid at ${name} the buyer comes back to a confirmed order, though no notice ever came`, inBrowser, async () => {
    await using bank = await open()
    await using shop = await openShop(bank.settings)
    const { id, path } = await shop.order({ shipping: 'caba', name: 'Ana', address: 'Calle 1' })
    await using customer = await visit(phone)
    const { page, complaints } = customer
    await page.goto(shop.url + path)
    await button(page, /^Pagar/).click()
    await page.waitForURL((url) => url.origin !== shop.url)
    const paying = page.url()
    // He turns back once, and is led to the same page again: one attempt, one session.
    await page.goto(shop.url + path)
    await button(page, /^Pagar/).click()
    await page.waitForURL(paying)
    await page.goto(`${shop.url}${path}?back=1`)
    assert.equal(await headline(page), 'Estamos confirmando el pago')
    bank.pay(paying)
    // He presses it, or the page has asked by itself by then.
    await eventually(() => headline(page), '¡Gracias! El pedido está confirmado')
    const { status, payment_status } = await shop.orderNow(id)
    assert.deepEqual([status, payment_status, complaints], ['confirmed', 'paid', []])
  })
}

test('everybody can use it, wherever the order stands, and nothing jumps while it loads', inBrowser, async () => {
  await using shop = await openShop()
  const { id, path } = await shop.order({ coupon: 'HOLA10' })
  const paid = await shop.order({ shipping: 'caba', name: 'Ana', address: 'Calle 1' })
  const move = (word: string, body = {}) => shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${paid.id}/${word}`, body)
  await move('confirm')
  await move('ship', { tracking: { carrier: 'Correo', number: 'X1', url: 'https://correo.example/X1' } })
  for (const size of [phone, desktop]) {
    await using visitor = await visit(size)
    const { page, complaints } = visitor
    await page.addInitScript(() => {
      Object.assign(window, { jumps: 0 })
      const count = (list: PerformanceObserverEntryList) => {
        for (const entry of list.getEntries())
          (window as unknown as { jumps: number }).jumps += (entry as unknown as { value: number }).value
      }
      new PerformanceObserver(count).observe({ type: 'layout-shift', buffered: true })
    })
    for (const [where, prepare] of [
      [path, async () => {}],
      [path, async () => button(page, /^Pagar/).click()],
      [`${path}/demo`, async () => {}],
      [`${path}?back=1`, async () => {}],
      [paid.path, async () => {}],
      ['/checkout/nothing', async () => {}],
    ] as const) {
      await page.goto(shop.url + where)
      await prepare()
      await page.waitForLoadState('load')
      const { wide, jumps } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth > window.innerWidth,
        jumps: (window as unknown as { jumps: number }).jumps,
      }))
      assert.deepEqual([wide, jumps < 0.02], [false, true], `${where} jumps by ${jumps}`)
      await assertAccessible(page)
    }
    assert.deepEqual(complaints, [])
  }
  assert.equal((await shop.orderNow(id)).status, 'pending')
})

test('who pays by transfer is told where to, and sends a picture of it', inBrowser, async () => {
  await using shop = await openShop(
    'payments: { provider: transfer, instructions: { es: "Alias LUNA.PAGOS, a nombre de Luna SRL", en: "To LUNA.PAGOS" } }\n',
  )
  const { id, path } = await shop.order({ shipping: 'retiro' })
  await using customer = await visit({ ...phone, javaScriptEnabled: false })
  const { page } = customer
  await page.goto(shop.url + path)
  await button(page, /^Pagar/).click()
  await page.getByText('Alias LUNA.PAGOS').waitFor()
  await page
    .getByLabel('Comprobante')
    .setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from(samplePicture(900, 600).png) })
  await button(page, 'Enviar comprobante').click()
  await page.getByText('Recibimos el comprobante.').waitFor()
  await page.getByText('Ya tenemos un comprobante.').waitFor()
  const proof = await shop.street.ask(shop.street.luna, 'GET', `/api/v1/orders/${id}/proof`)
  assert.equal(proof.headers.get('content-type'), 'image/jpeg')
  await using seeing = await visit(phone)
  await seeing.page.goto(shop.url + path)
  await assertAccessible(seeing.page)
  assert.deepEqual(seeing.complaints, [])
})
