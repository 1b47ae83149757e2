import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { openMercadoPago, openStripe } from '../../../test/fakes/payment-providers.ts'
import type { Notice as SentNotice } from '../../../test/fakes/payment-server.ts'
import { signed as signedByStripe, stripeSecret } from '../../../test/fakes/stripe.ts'
import { openPayingShop } from '../../../test/paying-shop.ts'
import { proves } from '../../../test/proves.ts'
import type { RawNotice } from './provider.ts'
import { mercadopago } from './providers/mercadopago.ts'
import { stripe } from './providers/stripe.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('what Stripe signs', () => {
  // The provider's own library made this one.
  const secret = 'whsec_test_secret'
  const body = '{"id":"evt_1","object":"event","type":"checkout.session.completed","data":{"object":{"id":"cs_test_1"}}}'
  const good = '61b29286dfa122baeb89bc68212dab1b14c79a6ea563c306ea28c8916eabc76c'
  const at = 1_767_225_600
  const read = (header: string, { now = at, text = body, key = secret } = {}) =>
    stripe.readNotice({ body: bytes(text), headers: { 'stripe-signature': header }, query: {} }, { webhookSecret: key }, now * 1000).kind

  test('holds as its library has it, also beside others while a secret is changed', () => {
    assert.equal(read(`t=${at},v1=${good}`), 'ignored')
    assert.equal(read(`t=${at},v1=${'0'.repeat(64)},v1=${good}`), 'ignored')
    assert.equal(read(`t=${at}, v0=abc, v1=${good}`), 'ignored')
  })

  test('holds for five minutes either way and no longer', () => {
    assert.deepEqual([read(`t=${at},v1=${good}`, { now: at + 300 }), read(`t=${at},v1=${good}`, { now: at - 300 })], ['ignored', 'ignored'])
    assert.deepEqual([read(`t=${at},v1=${good}`, { now: at + 301 }), read(`t=${at},v1=${good}`, { now: at - 301 })], ['forged', 'forged'])
  })

  test('does not hold when anything of it is another', () => {
    const headers = [
      '',
      `v1=${good}`,
      `t=${at}`,
      `t=${at},v1=`,
      `t=${at},v0=${good}`,
      `t=${at + 1},v1=${good}`,
      `t=${at}.0,v1=${good}`,
      `t=-${at},v1=${good}`,
      `t=${at},v1=${good.slice(1)}`,
      `t=${at},v1=${good}0`,
      `t=${at},v1=${good.toUpperCase()}`,
    ]
    for (const header of headers) assert.equal(read(header), 'forged', header)
    assert.equal(read(`t=${at},v1=${good}`, { text: `${body} ` }), 'forged')
    assert.equal(read(`t=${at},v1=${good}`, { key: 'whsec_other' }), 'forged')
    const empty = createHmac('sha256', '').update(`${at}.${body}`).digest('hex')
    assert.equal(read(`t=${at},v1=${empty}`, { key: '' }), 'forged', 'a shop without a secret believes nobody')
  })

  test('tells of a session by its id, and of what names no session by what we wrote beside the payment', () => {
    const knock = (object: object) => {
      const { query, ...sent } = signedByStripe(JSON.stringify({ data: { object } }), secret, at)
      return stripe.readNotice({ ...sent, body: bytes(sent.body), query: {} }, { webhookSecret: secret }, at * 1000)
    }
    assert.deepEqual(knock({ object: 'checkout.session', id: 'cs_1' }), { kind: 'knock', object: 'cs_1' })
    assert.deepEqual(knock({ object: 'charge', metadata: { payment: 'p1' } }), { kind: 'knock', object: 'payment:p1' })
    assert.deepEqual(knock({ object: 'dispute', metadata: {}, payment_intent: 'pi_1' }), { kind: 'knock', object: 'pi_1' })
    for (const object of [{ object: 'checkout.session' }, { object: 'charge', metadata: null }, { object: 'plan', id: 'x' }, {}])
      assert.deepEqual(knock(object), { kind: 'ignored' })
    const { headers } = signedByStripe('null', secret, at)
    assert.deepEqual(stripe.readNotice({ body: bytes('null'), headers, query: {} }, { webhookSecret: secret }, at * 1000), {
      kind: 'ignored',
    })
  })
})

describe('what Mercado Pago signs', () => {
  const secret = 'mp_test_secret'
  const request = 'bb56a2f1-6aae-46ac-982e-9dcd3581d08e'
  const good = 'ecbffe621b65117f6c14b028313263f05ca05019e83a5ecadd210cf6b4a5f3a4'
  const read = (signature: string, { id = '123456789', key = secret, more = {}, type = 'payment', body = '{}' } = {}) => {
    const notice: RawNotice = { body: bytes(body), headers: { 'x-signature': signature, ...more }, query: { 'data.id': id, type } }
    return mercadopago.readNotice(notice, { webhookSecret: key }, 0)
  }
  const withRequest = { more: { 'x-request-id': request } }

  test('holds as its library has it, with a request id or without one', () => {
    assert.deepEqual(read(`ts=1767225600,v1=${good}`, withRequest), { kind: 'knock', object: '123456789' })
    const bare = 'b7cb977c0394f21938da9d8267c46981f53562a3d8dadce2a3d121a555255d93'
    assert.deepEqual(read(`ts=1767225600, v1=${bare}`), { kind: 'knock', object: '123456789' })
  })

  test('holds for other kinds of objects too, which are then nothing to us', () => {
    const order = '0a95b4c2911d5dc53f7b8cd7c8a4a75df674f7f50acb33fda9f0fe1e5115c014'
    const asked = { id: 'ORD01JQ4S4KY8HWQ6NH5PQ', more: { 'x-request-id': 'r-1' }, type: 'order' }
    assert.deepEqual(read(`ts=1767225600,v1=${order}`, asked), { kind: 'ignored' })
  })

  test('does not hold when anything of it is another', () => {
    for (const signature of ['', `v1=${good}`, 'ts=1767225600', `ts=1767225601,v1=${good}`, `ts=x,v1=${good}`, `ts=1767225600,v1=${good}0`])
      assert.deepEqual(read(signature, withRequest), { kind: 'forged' }, signature)
    assert.deepEqual(read(`ts=1767225600,v1=${good}`), { kind: 'forged' }, 'the request id is signed')
    assert.deepEqual(read(`ts=1767225600,v1=${good}`, { ...withRequest, id: '123456780' }), { kind: 'forged' })
    assert.deepEqual(read(`ts=1767225600,v1=${good}`, { ...withRequest, key: 'other' }), { kind: 'forged' })
    const empty = createHmac('sha256', '').update('id:123456789;ts:1767225600;').digest('hex')
    assert.deepEqual(read(`ts=1767225600,v1=${empty}`, { key: '' }), { kind: 'forged' })
  })
})

for (const engine of engines)
  describe(`the door for payment notices on ${engine.name}`, { skip: engine.skip }, () => {
    test('takes what it can believe, and tells a shop from none to nobody', async () => {
      proves('webhooks.payments')
      await using fake = await openStripe()
      await using shop = await openPayingShop(engine, fake.settings)
      const send = async ({ body, headers }: SentNotice, path = 'stripe/demo') => {
        const request = new Request(`http://shop.test/webhooks/payments/${path}`, { method: 'POST', headers, body })
        const response = await shop.counter.house.app.fetch(request)
        return { status: response.status, text: (await response.text()).replaceAll(/"(?:reference|instance)":"[^"]*"/g, '') }
      }
      const unknown = signedByStripe(JSON.stringify({ data: { object: { object: 'invoice' } } }), stripeSecret)
      assert.equal((await send(unknown)).status, 200)
      assert.equal((await send(signedByStripe('{"data":', stripeSecret))).status, 400)
      assert.equal((await send(signedByStripe(`"${'x'.repeat(1024 * 1024)}"`, stripeSecret))).status, 413)
      const refused = [await send(fake.forged()), await send(unknown, 'stripe/nobody'), await send(unknown, 'mercadopago/demo')]
      assert.deepEqual(new Set(refused.map(({ status, text }) => `${status} ${text}`)).size, 1)
      assert.equal(refused[0]?.status, 401)
      const metrics = await (await shop.counter.house.app.fetch(new Request('http://shop.test/metrics'))).text()
      assert.match(metrics, /webhooks_total\{channel="stripe",outcome="unknown_kind"\} 1/)
    })

    test('keeps what it has believed until the provider can be asked', async () => {
      proves('webhooks.durable-before-200')
      await using fake = await openMercadoPago()
      await using shop = await openPayingShop(engine, fake.settings)
      const id = await shop.order()
      fake.pay(await shop.page(id))
      fake.server.troubles.push('fails', 'is_busy', 'is_slow')
      await shop.deliverAll(fake, 2)
      assert.equal((await shop.becomes(id, 'paid')).status, 'confirmed')
    })
  })
