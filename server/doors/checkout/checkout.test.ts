import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dumpRows } from '../../../test/dump.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { type CheckoutShop, openCheckoutShop } from '../../../test/journeys/checkout-shop.ts'
import type { Answer, StreetOptions } from '../../../test/journeys/street.ts'
import { samplePicture } from '../../../test/picture-samples.ts'
import { proves } from '../../../test/proves.ts'
import { buildWeb } from '../../../web/build.ts'
import { quotePrice } from '../../commerce/cart/cart.ts'
import { findVariant } from '../../commerce/catalog/catalog.ts'
import { realWorld } from '../../platform/world/real.ts'

const day = 24 * 3_600_000
const spanish = { 'accept-language': 'es-AR' }

interface Opened extends CheckoutShop {
  look(path: string, headers?: Record<string, string>): Promise<Answer>
  send(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
}

async function openShop(engine: TestEngine, options: StreetOptions = {}): Promise<Opened> {
  const webFiles = await buildWeb()
  assert.ok(webFiles)
  const shop = await openCheckoutShop(engine, webFiles, options)
  return {
    ...shop,
    look: (path, headers = spanish) => shop.street.request(path, { headers }),
    send: (path, form, headers = {}) =>
      shop.street.request(path, {
        method: 'POST',
        headers: { ...spanish, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(form).toString(),
      }),
  }
}

/** As it is read, without what only a browser sees. */
function wordsOf({ text }: Answer): string {
  const body = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
  return body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

const sent = { shipping: 'caba', name: 'Ana Pérez', address: 'Calle 1' }
const dear = '5590100'

for (const engine of engines) describe(`the checkout page on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('who has the link sees what he is buying, and nobody frames it, keeps it or finds it', async () => {
    proves('pages.checkout', 'pages.admin-and-checkout-are-not-framed', 'pages.html-in-names-is-text')
    await using shop = await openShop(engine)
    const { path } = await shop.order()
    assert.match(path, /^\/checkout\/[\w-]{43}$/)
    const page = await shop.look(path)
    assert.equal(page.status, 200)
    const words = wordsOf(page)
    for (const said of [
      'Pedido 1001',
      'Botas <b>de</b> lluvia',
      '2 unidades · $ 3.200,50 cada una',
      '$ 51.401',
      'Envío a CABA $ 4.500',
      'Pagar $ 51.401',
    ])
      assert.ok(words.includes(said), said)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/)
    assert.match(policy, /form-action 'self'; base-uri 'none'; frame-ancestors 'none'/)
    assert.equal(page.headers.get('x-frame-options'), 'DENY')
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.equal(page.headers.get('referrer-policy'), 'same-origin')
    assert.doesNotMatch(page.text, /<style|\sstyle=|\son\w+=|<script(?! src="\/assets\/)|<b>/)
    assert.match(page.text, /<meta name="robots" content="noindex">/)
    for (const [language, button] of [
      ['pt-BR', 'Pagar ARS 51.401'],
      ['en', 'Pay ARS 51,401'],
    ] as const)
      assert.ok(wordsOf(await shop.look(path, { 'accept-language': language })).includes(button), button)
  })

  test('all of it, without pictures, weighs less than 50 KB', async (t) => {
    await using shop = await openShop(engine)
    const { path } = await shop.order()
    const page = await shop.look(path)
    const files = [...page.text.matchAll(/(?:href|src)="(\/(?:assets|looks)\/[^"]+)"/g)].map(([, address = '']) => address)
    assert.equal(files.length, 4)
    let bytes = Buffer.byteLength(page.text)
    for (const file of files) bytes += Buffer.byteLength((await shop.look(file)).text)
    t.diagnostic(`${bytes} bytes, not compressed`)
    assert.ok(bytes < 50_000, `${bytes} bytes`)
  })

  test('a preview that fetches it changes nothing', async () => {
    // No loop runs that could change something meanwhile.
    await using shop = await openShop(engine, { roles: [] })
    const { id, path } = await shop.order(sent)
    const rows = async () => (await dumpRows(shop.street.databaseUrl)).map(({ table, text }) => `${table} ${text}`)
    const before = await rows()
    for (const below of ['', '/demo', '?back=1', '?note=total', '/nothing', '/check', '/again'])
      for (const method of ['GET', 'HEAD']) await shop.street.request(path + below, { method })
    const after = await rows()
    assert.deepEqual([after.length, after.filter((row) => !before.includes(row))], [before.length, []])
    await shop.send(path, { ...sent, do: 'pay', total: dear })
    await shop.send(`${path}/demo`, { do: 'pay' })
    assert.equal((await shop.orderNow(id)).status, 'confirmed')
  })

  test('what is wrong is said beside it, what was typed is there, and what was right is kept', async () => {
    await using shop = await openShop(engine)
    const { id, path } = await shop.order()
    const nothing = await shop.send(path, { do: 'pay', total: '5140100', name: 'Ana "<i>"' })
    assert.equal(nothing.status, 422)
    assert.ok(wordsOf(nothing).includes('Falta elegir cómo recibirlo.'))
    assert.ok(nothing.text.includes('value="Ana &quot;&lt;i&gt;&quot;"'))
    const wrong = await shop.send(path, { ...sent, address: '', email: 'ana', coupon: 'NADA', do: 'pay', total: '5140100' })
    assert.equal(wrong.status, 422)
    for (const said of ['Falta la dirección de entrega.', 'Esto no parece un e-mail.', 'No existe un cupón con ese nombre.'])
      assert.ok(wordsOf(wrong).includes(said), said)
    assert.match(wrong.text, /id="email" name="email" type="email" maxlength="320" value="ana"[^>]* aria-invalid="true"/)
    assert.match(wrong.text, /name="coupon" value="NADA"/)
    const order = await shop.orderNow(id)
    assert.deepEqual([order.name, order.email, order.address, order.total.amount], ['Ana Pérez', null, null, '55901.00'])
    // Who comes for it need not say where he lives, nor who he is.
    const { path: other } = await shop.order()
    assert.equal((await shop.send(other, { shipping: 'retiro', do: 'pay', total: '5140100' })).headers.get('location'), `${other}/demo`)
  })

  test('a coupon is taken and given back, and nobody pays a total that he has not seen', async () => {
    await using shop = await openShop(engine)
    const { id, path } = await shop.order()
    assert.equal((await shop.send(path, { ...sent, coupon: 'hola10', do: 'save' })).status, 303)
    assert.equal((await shop.orderNow(id)).total.amount, '50760.90')
    const page = wordsOf(await shop.look(path))
    for (const said of ['HOLA10 −$ 5.140,10', 'Envío $ 4.500', 'Pagar $ 50.760,90', 'Quitar HOLA10']) assert.ok(page.includes(said), said)
    assert.ok(wordsOf(await shop.send(path, { ...sent, coupon: 'VIEJO', do: 'save' })).includes('Este cupón no está vigente.'))
    assert.equal((await shop.orderNow(id)).total.amount, '50760.90')
    const surprised = await shop.send(path, { ...sent, do: 'pay', total: '5140100' })
    assert.deepEqual([surprised.status, surprised.headers.get('location')], [303, `${path}?note=total`])
    assert.ok(wordsOf(await shop.look(`${path}?note=total`)).includes('El total cambió con lo elegido.'))
    await shop.send(path, { ...sent, do: 'drop-coupon' })
    assert.equal((await shop.orderNow(id)).total.amount, '55901.00')
  })

  test('refused, left pending and paid: the page says which, and a paid order is followed to the door', async () => {
    await using shop = await openShop(engine)
    const { id, path } = await shop.order(sent)
    assert.equal((await shop.send(path, { ...sent, do: 'pay', total: dear })).headers.get('location'), `${path}/demo`)
    assert.ok(wordsOf(await shop.look(`${path}/demo`)).includes('$ 55.901'))
    await shop.send(`${path}/demo`, { do: 'fail' })
    assert.ok(wordsOf(await shop.look(path)).includes('El pago no se completó y no se cobró nada.'))
    await shop.send(`${path}/demo`, { do: 'wait' })
    const waits = await shop.look(path)
    assert.ok(wordsOf(waits).includes('Falta el pago'))
    assert.match(waits.text, /<noscript><meta http-equiv="refresh" content="\d+"><\/noscript>/)
    // Its total stands with whoever collects it.
    assert.equal((await shop.send(path, { ...sent, coupon: 'HOLA10', do: 'save' })).status, 303)
    assert.equal((await shop.orderNow(id)).total.amount, '55901.00')
    assert.equal((await shop.send(`${path}/again`, {})).headers.get('location'), `${path}/demo`)
    await shop.send(`${path}/demo`, { do: 'pay' })
    const paid = await shop.look(path)
    assert.ok(wordsOf(paid).includes('¡Gracias! El pedido está confirmado'))
    assert.doesNotMatch(paid.text, /http-equiv="refresh"|<form/)
    // What is over stays over, however often a form is sent again.
    for (const below of ['', '/demo', '/again', '/check']) assert.equal((await shop.send(path + below, { do: 'pay' })).status, 303)
    const tracking = { carrier: 'Correo', number: 'X1', url: 'https://correo.example/X1' }
    await shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${id}/notes`, { text: 'cliente difícil' })
    await shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${id}/ship`, { tracking })
    const shipped = await shop.look(path)
    const words = wordsOf(shipped)
    for (const said of ['El pedido está en camino', 'Correo Número X1', 'Salió de la tienda', 'Pago recibido', 'Ana Pérez Calle 1'])
      assert.ok(words.includes(said), said)
    assert.match(shipped.text, /<a class="button" href="https:\/\/correo\.example\/X1" rel="noopener noreferrer">/)
    assert.ok(!words.includes('difícil'))
  })

  test('a transfer shows how it is made until staff have seen it', async () => {
    await using shop = await openShop(engine, { more: 'payments: { provider: transfer, instructions: { es: "Alias LUNA.PAGOS" } }\n' })
    const { id, path } = await shop.order()
    assert.equal((await shop.send(path, { do: 'pay', total: '5140100' })).headers.get('location'), path)
    const words = wordsOf(await shop.look(path))
    for (const said of ['Falta el pago', 'Alias LUNA.PAGOS', 'Importe $ 51.401', 'Referencia 1001']) assert.ok(words.includes(said), said)
    const proof = () => shop.street.ask(shop.street.luna, 'GET', `/api/v1/orders/${id}/proof`)
    assert.deepEqual([(await proof()).status, (await proof()).body.code], [404, 'proof_not_found'])
    const send = (file: Uint8Array<ArrayBuffer>) => {
      const body = new FormData()
      body.set('proof', new File([file], 'transfer.bin'))
      return shop.street.request(`${path}/proof`, { method: 'POST', body })
    }
    for (const wrong of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ', ''])
      assert.equal((await send(new TextEncoder().encode(wrong))).headers.get('location'), `${path}?note=proof_refused`)
    const endless = {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: new Uint8Array(11 * 1024 * 1024),
    }
    assert.equal((await shop.street.request(`${path}/proof`, endless)).status, 413)
    assert.equal((await send(new Uint8Array(samplePicture(300, 200).png))).headers.get('location'), `${path}?note=proof_kept`)
    const seen = await proof()
    assert.deepEqual([seen.headers.get('content-type'), seen.headers.get('x-content-type-options')], ['image/jpeg', 'nosniff'])
    assert.match(seen.headers.get('content-disposition') ?? '', /^attachment; filename="proof-1001\.jpg"$/)
    assert.ok(wordsOf(await shop.look(`${path}?note=proof_kept`)).includes('Ya tenemos un comprobante.'))
    // A second one takes its place, and nobody finds either among the shop's pictures.
    await send(new TextEncoder().encode('%PDF-1.7 transferencia'))
    assert.deepEqual([(await proof()).headers.get('content-type'), (await proof()).text], ['application/pdf', '%PDF-1.7 transferencia'])
    const { body } = await shop.street.ask(shop.street.luna, 'GET', `/api/v1/orders/${id}/payments`)
    assert.equal((await shop.look(`/pictures/luna/proof-${body.items[0].id}`)).status, 404)
    await shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${id}/confirm`)
    assert.ok(wordsOf(await shop.look(path)).includes('El pedido está confirmado'))
    assert.equal((await send(new TextEncoder().encode('%PDF-1.7'))).headers.get('location'), path)
  })

  test('an order that was called off or came too late says so, and what was told otherwise is said openly', async () => {
    await using shop = await openShop(engine)
    const variant = (await findVariant(shop.shop, 'BOT'))?.id ?? ''
    await shop.shop.transaction('test.quote', (tx) => quotePrice(tx, 'order 1', { variant, price: 4_000_000 }))
    await shop.street.ask(shop.street.luna, 'DELETE', '/api/v1/products/BOT/quotes')
    // The shelf's price is what he saw when he put it in, before the promise; the promise was the last word.
    const { id, path } = await shop.order()
    const told = wordsOf(await shop.look(path))
    assert.ok(!told.includes('Un precio cambió'), 'he saw the price of the shelf after the promise was taken back')
    await shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${id}/cancel`)
    assert.ok(wordsOf(await shop.look(path)).includes('El pedido fue cancelado'))
    const cart = '/api/v1/carts/promised'
    await shop.street.ask(shop.street.luna, 'PUT', `${cart}/items/BOT`, { quantity: 1 })
    await shop.shop.transaction('test.quote', (tx) => quotePrice(tx, 'promised', { variant, price: 4_000_000 }))
    await shop.street.ask(shop.street.luna, 'DELETE', '/api/v1/products/BOT/quotes')
    const { body } = await shop.street.ask(shop.street.luna, 'POST', '/api/v1/orders', { conversation_id: 'promised' })
    const revised = wordsOf(await shop.look(new URL(body.checkout_url).pathname))
    for (const said of ['Un precio cambió desde que lo informamos.', 'Antes: $ 40.000. Ese precio ya no está vigente.', 'Pagar $ 45.000'])
      assert.ok(revised.includes(said), said)
  })

  test('a link that never was, was taken back, or is too old opens a kind page', async () => {
    proves('pages.tokens-carry-128-bits')
    let jumped = 0
    const real = realWorld()
    await using shop = await openShop(engine, { world: { ...real, clock: { now: () => real.clock.now() + jumped } } })
    const { id, path } = await shop.order()
    for (const [wrong, status] of [
      ['/checkout/nothing', 404],
      [`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, 404],
      [`/checkout/${encodeURIComponent("' or 1=1 --")}`, 404],
      [`/checkout/${'x'.repeat(5000)}`, 404],
    ] as const) {
      const answer = await shop.look(wrong)
      assert.equal(answer.status, status, wrong)
      assert.match(answer.text, /<h1>(Este pedido no está|This order is not here)<\/h1>/)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal((await shop.send(wrong, { do: 'pay' })).status, 404)
    }
    const { body } = await shop.street.ask(shop.street.luna, 'POST', `/api/v1/orders/${id}/checkout-link`)
    const renewed = new URL(body.checkout_url).pathname
    assert.notEqual(renewed, path)
    assert.deepEqual([(await shop.look(path)).status, (await shop.look(renewed)).status], [404, 200])
    jumped = 181 * day
    const over = await shop.look(renewed)
    assert.equal(over.status, 410)
    assert.ok(wordsOf(over).includes('Esta página ya cerró'))
    assert.equal((await shop.send(renewed, { do: 'pay' })).status, 410)
  })

  test('a form on another site, one without end, and one sent a hundred times are refused', async () => {
    await using shop = await openShop(engine)
    const { id, path } = await shop.order()
    const before = await shop.orderNow(id)
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }] as const)
      assert.equal((await shop.send(path, { name: 'Eva', do: 'save' }, headers as never)).status, 403)
    assert.equal((await shop.send(path, { name: 'x'.repeat(70_000) })).status, 413)
    assert.equal((await shop.send(path, { name: 'x'.repeat(201), do: 'save' })).status, 422)
    assert.deepEqual(await shop.orderNow(id), before)
    const statuses = await Promise.all(
      Array.from({ length: 60 }, () => shop.send(path, { name: 'Ana', do: 'save' }, { origin: 'http://shop.test' })),
    )
    assert.ok(statuses.some(({ status, headers }) => status === 429 && Number(headers.get('retry-after')) > 0))
    assert.equal((await shop.orderNow(id)).history.filter(({ what }) => what === 'revised').length, 1)
  })
}
