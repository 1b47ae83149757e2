import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { realWorld } from '../../server/platform/world/real.ts'
import type { FetchOut, FetchOutOptions } from '../../server/platform/world/world.ts'
import { FetchOutError } from '../../server/platform/world/world.ts'
import { storeText } from '../counter.ts'
import { engines, type TestEngine } from '../engines.ts'
import { openStillShop } from '../still-shop.ts'
import { until } from '../until.ts'
import { openStreet, type Street } from './street.ts'

const url = 'https://receiver.example.com/events'

for (const engine of engines) describe(`events that go out on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('an address is told of the types it asked for, in order for each subject, signed and as CloudEvents', async () => {
    const receiver = openReceiver()
    await using street = await openStreet(engine, { world: { ...realWorld(), fetchOut: receiver.fetchOut } })
    const { luna, sol } = street
    const made = await subscribe(street, ['store.chat.message.new', 'store.sales.escalate'])
    const conversation = await street.customerWrites(luna, '5491160001111', 'uno')
    await street.customerWrites(luna, '5491160001111', 'dos')
    await street.customerWrites(sol, '5491160002222', 'de otra tienda')
    await street.ask(luna, 'POST', `/api/v1/conversations/${conversation}/handoff`, { reason: 'pide factura' })
    await until(() => receiver.events.length === 3, 'three events arrive')
    assert.deepEqual(
      receiver.events.map(({ type, data }) => [type, data.text ?? data.reason]),
      [
        ['store.chat.message.new', 'uno'],
        ['store.chat.message.new', 'dos'],
        ['store.sales.escalate', 'pide factura'],
      ],
    )
    const [first] = receiver.events
    assert.deepEqual(
      [first?.specversion, first?.subject, first?.tenantid, first?.source],
      ['1.0', conversation, 'luna', '/mostrador/seller'],
    )
    const sequences = receiver.events.map(({ sequence }) => Number(sequence))
    assert.deepEqual(
      sequences,
      sequences.toSorted((a, b) => a - b),
    )
    for (const { headers, body } of receiver.requests) {
      const [id, at] = [headers['webhook-id'], headers['webhook-timestamp']]
      const signature = createHmac('sha256', made.secret).update(`${id}.${at}.${body}`).digest('base64')
      assert.equal(headers['webhook-signature'], `v1,${signature}`)
      assert.ok(Math.abs(Number(at) - Date.now() / 1000) < 60)
      assert.equal(JSON.parse(body).id, id)
    }
    assert.equal((await street.ask(luna, 'GET', `/api/v1/subscriptions/${made.id}`)).body.secret, null, 'the secret is shown once')
  })

  test('what does not arrive is tried again, holds up its own subject only, and what comes meanwhile is not lost', async () => {
    const receiver = openReceiver()
    await using street = await openStreet(engine, { world: { ...realWorld(), fetchOut: receiver.fetchOut } })
    await subscribe(street, ['store.chat.message.new'])
    receiver.refuse = ({ text }) => text === 'uno' && receiver.requests.length < 3
    await street.customerWrites(street.luna, '5491160001111', 'uno')
    await street.customerWrites(street.luna, '5491160001111', 'dos')
    await street.customerWrites(street.luna, '5491160002222', 'otro')
    await until(() => receiver.events.length === 3, 'all three arrive')
    const texts = receiver.events.map(({ data }) => data.text)
    assert.deepEqual([texts[0], texts.indexOf('uno') < texts.indexOf('dos')], ['otro', true])
    assert.equal(new Set(receiver.events.map(({ id }) => id)).size, 3)
  })

  test('who unsubscribes hears nothing more, and the trial says what the other side answers', async () => {
    const receiver = openReceiver()
    await using street = await openStreet(engine, { world: { ...realWorld(), fetchOut: receiver.fetchOut } })
    const { luna, ask } = street
    const { id } = await subscribe(street, ['store.chat.message.new'])
    const tried = () => ask(luna, 'POST', `/api/v1/subscriptions/${id}/test`)
    assert.deepEqual((await tried()).body, { delivered: true, status: 204, error: null })
    assert.deepEqual(
      receiver.events.map(({ type }) => type),
      ['mostrador.test'],
    )
    receiver.refuse = () => true
    assert.deepEqual((await tried()).body, { delivered: false, status: 500, error: 'it answered 500' })
    await street.customerWrites(luna, '5491160001111', 'uno')
    assert.equal((await ask(luna, 'DELETE', `/api/v1/subscriptions/${id}`)).status, 204)
    receiver.refuse = () => false
    await street.customerWrites(luna, '5491160001111', 'dos')
    await street.ask(luna, 'GET', '/api/v1/status')
    assert.deepEqual((await ask(luna, 'GET', '/api/v1/subscriptions')).body.items, [])
    assert.deepEqual(
      receiver.events.map(({ type }) => type),
      ['mostrador.test'],
    )
    assert.equal((await tried()).status, 404)
  })

  test('only public addresses and known events are taken', async () => {
    await using street = await openStreet(engine)
    const make = (body: unknown) => street.ask(street.luna, 'POST', '/api/v1/subscriptions', body)
    for (const address of [
      'http://127.0.0.1:8080/',
      'http://localhost/',
      'http://10.0.0.1/',
      'ftp://example.com/',
      'http://[::1]/',
      'no address',
    ]) {
      const refused = await make({ url: address, types: ['store.order.created'] })
      assert.deepEqual([refused.status, refused.body.code, refused.body.errors[0].path], [422, 'not_public', 'url'], address)
    }
    const unknown = await make({ url, types: ['store.order.created', 'store.moon.risen'] })
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [422, 'types.1'])
  })
}

test('what does not arrive for an hour or so is parked, and handled again when an operator says so', async () => {
  const receiver = openReceiver()
  receiver.refuse = () => true
  const road =
    (toProvider: FetchOut): FetchOut =>
    (address, options) =>
      address === url ? receiver.fetchOut(address, options) : toProvider(address, options)
  await using shop = await openStillShop({ store: storeText(), road, hear: () => undefined })
  await shop.ask('POST', '/api/v1/subscriptions', { url, types: ['store.chat.message.new'] })
  await shop.ask('POST', '/api/v1/chat', { conversation_id: 'mesa 4', text: 'uno' })
  await shop.advance(30 * 60_000)
  const letters = async () =>
    ((await shop.ask('GET', '/api/v1/dead-letters')).body as { items: { id: string; handler: string; error: string }[] }).items
  assert.deepEqual(await letters(), [], 'half an hour is no reason to give up')
  await shop.advance(2 * 3_600_000)
  const [letter] = await letters()
  assert.match(letter?.handler ?? '', /^subscription /)
  assert.equal(letter?.error, 'Error: https://receiver.example.com answered 500')
  const replay = () => shop.ask('POST', `/api/v1/dead-letters/${letter?.id}/replay`)
  assert.equal((await replay()).status, 409)
  receiver.refuse = () => false
  assert.equal((await replay()).status, 204)
  assert.deepEqual([receiver.events.map(({ data }) => data.text), await letters()], [['uno'], []])
})

// biome-ignore lint/suspicious/noExplicitAny: what arrives is for the test to find out
type Arrived = any

interface Receiver {
  readonly fetchOut: FetchOut
  /** All that came, and what of it was taken. */
  readonly requests: { headers: Record<string, string>; body: string }[]
  readonly events: Arrived[]
  refuse: (data: Arrived) => boolean
}

function openReceiver(): Receiver {
  const receiver: Receiver = {
    requests: [],
    events: [],
    refuse: () => false,
    fetchOut: async (address: string, options: FetchOutOptions = {}) => {
      if (address !== url) throw new FetchOutError('refused', `nobody answers at ${address}`)
      const body = String(options.body)
      receiver.requests.push({ headers: options.headers ?? {}, body })
      const event = JSON.parse(body)
      const isRefused = receiver.refuse(event.data)
      if (!isRefused) receiver.events.push(event)
      return { status: isRefused ? 500 : 204, headers: {}, body: new Uint8Array(), text: () => '' }
    },
  }
  return receiver
}

async function subscribe({ ask, luna }: Street, types: readonly string[]): Promise<{ id: string; secret: string }> {
  const made = await ask(luna, 'POST', '/api/v1/subscriptions', { url, types })
  assert.equal(made.status, 201, made.text)
  return made.body
}
