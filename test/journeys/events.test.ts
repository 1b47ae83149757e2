import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realWorld } from '../../server/platform/world/real.ts'
import type { World } from '../../server/platform/world/world.ts'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../counter.ts'
import { dumpOf } from '../dump.ts'
import { engines } from '../engines.ts'
import type { StandIn } from '../fakes/stand-in.ts'
import { proves } from '../proves.ts'
import { until } from '../until.ts'

interface Told {
  subject: string
  type: string
  data: Record<string, unknown>
}

const person = { phone: '5491160002222', name: 'Marisol Quiroga', email: 'marisol@example.test' }
/** These types are there for the words. */
const withText = ['store.chat.message.new', 'store.chat.response']

for (const engine of engines) {
  test(`every channel tells of what is said, and what is told names nobody (${engine.name})`, { skip: engine.skip }, async () => {
    proves('events.every-channel-tells-chat', 'events.no-personal-data')
    const real = realWorld()
    let counter: Counter | null = null
    const provider: StandIn = standInFor(real, () => counter?.house ?? null)
    const world: World = { ...real, fetchOut: roadTo(real, () => provider) }
    await using created = await engine.create()
    const database = await created.open({ migrations, world })
    const opened = await openCounter({ world, database, store: storeText() })
    counter = opened
    const eventsOf = async () =>
      ((await dumpOf(created.url)).events ?? []).map((row): Told => {
        const { subject, type, data } = JSON.parse(row) as Record<string, string>
        return { subject: subject ?? '', type: type ?? '', data: JSON.parse(data ?? '') }
      })
    try {
      provider.customerWrites(person.phone, 'hola', { name: person.name })
      await writeAtTheWebChat(opened)
      const conversations = async () => ((await opened.ask('GET', '/api/v1/conversations')).body as { items: Conversation[] }).items
      await until(async () => (await conversations()).length === 2 && provider.accepted.length === 1, 'both are there, one was answered')
      const [phone, web] = [await named(conversations, 'whatsapp'), await named(conversations, 'webchat')]
      await opened.ask('PATCH', `/api/v1/customers/${phone.customer_id}`, { email: person.email })
      await opened.ask('POST', `/api/v1/customers/${phone.customer_id}/notes`, { text: `a note on ${person.name}` })
      for (const { id } of [phone, web]) {
        await opened.ask('POST', `/api/v1/conversations/${id}/handoff`, { reason: 'asks for a person' })
        await opened.ask('POST', `/api/v1/conversations/${id}/release`)
      }
      const typesOf = async ({ id }: Conversation) =>
        new Set((await eventsOf()).flatMap(({ subject, type }) => (subject === id ? [type] : [])))
      await until(async () => (await typesOf(phone)).has('store.whatsapp.message.status'), 'a status was told')

      const chat = ['store.chat.message.new', 'store.chat.response', 'store.sales.escalate', 'store.sales.released']
      assert.deepEqual([...(await typesOf(web))].toSorted(), chat)
      assert.deepEqual([...(await typesOf(phone))].toSorted(), [
        ...chat,
        'store.whatsapp.message.received',
        'store.whatsapp.message.status',
      ])

      const { items: messages } = (await opened.ask('GET', `/api/v1/conversations/${phone.id}/messages`)).body as {
        items: { text: string }[]
      }
      for (const { type, data } of await eventsOf()) {
        const told = JSON.stringify(data)
        for (const mark of ['1160002222', 'Marisol', 'Quiroga', 'marisol@']) assert.ok(!told.includes(mark), `${type}: ${told}`)
        if ('address_hash' in data) assert.match(String(data.address_hash), /^[\w-]{16}$/)
        if (!withText.includes(type)) for (const { text } of messages) assert.ok(!told.includes(JSON.stringify(text)), `${type}: ${told}`)
      }
    } finally {
      await opened.loops.stop()
      await database.close()
    }
  })
}

interface Conversation {
  id: string
  channel: string
  customer_id: string
}

async function named(conversations: () => Promise<Conversation[]>, channel: string): Promise<Conversation> {
  return (await conversations()).find((conversation) => conversation.channel === channel) ?? assert.fail(channel)
}

async function writeAtTheWebChat({ house }: Counter): Promise<void> {
  const ask = (path: string, init: RequestInit) =>
    house.app.fetch(new Request(`http://shop.test/webchat/web${path}`, { method: 'POST', ...init }))
  const { token } = (await (await ask('/visitors', {})).json()) as { token: string }
  const body = JSON.stringify({ id: crypto.randomUUID(), text: 'buenas' })
  assert.equal((await ask('/messages', { headers: { authorization: `Bearer ${token}` }, body })).status, 201)
}
