import assert from 'node:assert/strict'
import { test } from 'node:test'
import { embeddedTransport } from '../../server/platform/events/events.ts'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../counter.ts'
import { engines } from '../engines.ts'
import type { StandIn } from '../fakes/stand-in.ts'
import { standInChannel } from '../fakes/stand-in-channel.ts'
import { proves } from '../proves.ts'
import { testWorld } from '../world.ts'
import { openStreet } from './street.ts'

const [sqlite] = engines
assert.ok(sqlite)

test('each role does its part and nobody else’s: what is asked of one that does not run waits for it', async () => {
  proves('settings.roles')
  const still = testWorld()
  let gateway: Counter | null = null
  const provider: StandIn = standInFor(still, () => gateway?.house ?? null, { statuses: 'none' })
  const world = { ...still, fetchOut: roadTo(still, () => provider) }
  assert.ok(sqlite)
  await using database = await sqlite.open({ migrations, world })
  // Processes of one installation: a database and what wakes them.
  const transport = embeddedTransport()
  const open = (role: string) => openCounter({ world, database, transport, store: storeText(), roles: [role] })
  const received = async () => {
    await still.advance(60_000)
    return provider.accepted.map(({ text }) => text)
  }
  const counter = await open('gateway')
  gateway = counter
  provider.customerWrites('5491160002222', 'hola')
  assert.deepEqual(await received(), [])
  const { body } = await counter.ask('GET', '/api/v1/conversations')
  const [{ id, last_message_preview }] = (body as { items: [{ id: string; last_message_preview: string }] }).items
  assert.equal(last_message_preview, 'hola', 'it is stored')

  const seller = await open('seller')
  assert.equal((await received()).length, 1, 'the seller answers, the gateway delivers')
  await counter.ask('POST', `/api/v1/conversations/${id}/handoff`, { reason: 'asks for a person' })
  assert.equal((await received()).length, 1)
  const assistant = await open('assistant')
  assert.match((await received())[1] ?? '', /persona/, 'the assistant tells that a person comes')
  const stopped = Promise.all([counter, seller, assistant].map(({ loops }) => loops.stop()))
  await still.advance(10)
  await stopped
})

test('links, signature checks and what browsers are told follow PUBLIC_URL, wherever a request came in', async () => {
  proves('settings.public-url')
  const called: string[] = []
  const channel = standInChannel({ lookUp: true })
  const verify: typeof channel.verify = (webhook, line) => {
    called.push(webhook.url)
    return channel.verify(webhook, line)
  }
  assert.ok(sqlite)
  await using street = await openStreet(sqlite, { publicUrl: 'https://shop.example', channels: [{ ...channel, verify }] })
  await street.webhook(street.luna, { messages: [] })
  await street.customerWrites(street.luna, '5491160001111', 'hola')
  assert.deepEqual(new Set(called), new Set(['https://shop.example/webhooks/stand-in']))
  const { body } = await street.request('/api/v1/openapi.json')
  assert.equal(body.servers[0].url, 'https://shop.example/api/v1')
  const session = await street.request('/api/v1/session', { method: 'POST', body: JSON.stringify(street.luna.staff) })
  assert.match(session.headers.get('set-cookie') ?? '', /; Secure/)
  assert.equal(session.headers.get('strict-transport-security'), 'max-age=31536000')
})
