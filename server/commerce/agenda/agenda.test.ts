import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../../../test/counter.ts'
import { dumpRows } from '../../../test/dump.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import type { StandIn } from '../../../test/fakes/stand-in.ts'
import { proves } from '../../../test/proves.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../../shop/shop.ts'
import { StoreFileMistakes } from '../../shop/store-file/store-file.ts'
import { book, cancelFor, offerSlots } from './agenda.ts'

interface AppointmentJson {
  id: string
  service: string
  starts_at: string
  status: string
  conversation_id: string | null
}

interface Opened extends AsyncDisposable {
  url: string
  ask: Counter['ask']
  fetch(path: string): Promise<Response>
  apply(booked: string): Promise<number>
  shop: Shop
  appointments(query?: string): Promise<AppointmentJson[]>
  free(query: string): Promise<string[]>
}

/** Wednesday the 11th, eight in the morning in Buenos Aires. */
const clockStart = Date.parse('2026-03-11T11:00:00Z')
const agenda = (booked: string) => `
agenda:
  services:
    - { id: asesoria, name: { es: "Asesoría", pt: "Consultoria", en: "Advice" }, minutes: 30 }
    - { id: mesa, name: Mesa, minutes: 90, capacity: 3, bufferMinutes: 15 }
  hours: { mon-fri: ["09:00-13:00", "15:00-19:00"], sat: ["09:00-13:00"] }
  holidays: [2026-03-13]
  booked: [${booked}]
`

async function openShop(engine: TestEngine, booked = ''): Promise<Opened> {
  const world = realWorld({ clockStart })
  const created = await engine.create()
  const database = await created.open({ migrations, world })
  const store = (booked: string) => storeText() + agenda(booked)
  const counter = await openCounter({ world, database, store: store(booked) })
  const apply = (booked: string) => applyStore({ world, database, store: store(booked), files: {} })
  if (booked !== '') await apply(booked)
  const shop = await counter.house.desk.shop('demo', null)
  assert.ok(shop)
  const items = async <Item>(path: string) => ((await counter.ask('GET', path)).body as { items: Item[] }).items
  return {
    url: created.url,
    ask: counter.ask,
    fetch: async (path) => counter.house.app.fetch(new Request(`http://shop.test${path}`)),
    apply,
    shop,
    appointments: (query = '') => items<AppointmentJson>(`/api/v1/appointments${query}`),
    free: async (query) => (await items<{ starts_at: string }>(`/api/v1/agenda/slots?${query}`)).map(({ starts_at }) => starts_at),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database.close()
      await created[Symbol.asyncDispose]()
    },
  }
}

const four = '2026-03-11T16:00:00-03:00'
const fourUtc = '2026-03-11T19:00:00.000Z'
const refusal = ({ status, body }: { status: number; body: unknown }) => `${status} ${(body as { code?: string }).code ?? ''}`.trim()

for (const engine of engines) describe(`the agenda on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a time is booked, is free no longer, moved, confirmed, and free again when it is cancelled', async () => {
    proves('appointments.crud', 'appointments.slots')
    await using shop = await openShop(engine)
    assert.equal((await shop.free('service=asesoria&date=2026-03-11')).length, 16)
    const made = await shop.ask('POST', '/api/v1/appointments', { service: 'asesoria', starts_at: four, conversation_id: 'x' })
    const { id, ...facts } = made.body as AppointmentJson
    assert.equal(made.status, 201)
    assert.deepEqual(facts, {
      service: 'asesoria',
      customer_id: null,
      conversation_id: 'x',
      starts_at: fourUtc,
      ends_at: '2026-03-11T19:30:00.000Z',
      status: 'scheduled',
    })
    assert.ok(!(await shop.free('service=asesoria&date=2026-03-11')).includes(fourUtc))
    const moved = await shop.ask('PATCH', `/api/v1/appointments/${id}`, { starts_at: '2026-03-11T16:10:00-03:00', status: 'confirmed' })
    assert.deepEqual([moved.status, (moved.body as AppointmentJson).status], [200, 'confirmed'])
    const free = await shop.free('service=asesoria&date=2026-03-11')
    assert.ok(!free.includes(fourUtc) && !free.includes('2026-03-11T19:30:00.000Z'))
    assert.equal((await shop.ask('PATCH', `/api/v1/appointments/${id}`, { status: 'cancelled' })).status, 200)
    assert.equal((await shop.free('service=asesoria&date=2026-03-11')).length, 16)
    assert.equal(refusal(await shop.ask('PATCH', `/api/v1/appointments/${id}`, { status: 'done' })), '409 move_not_allowed')
    assert.equal(refusal(await shop.ask('PATCH', `/api/v1/appointments/${id}`, { starts_at: four })), '409 move_not_allowed')
    assert.deepEqual(
      (await shop.appointments('?conversation_id=x')).map((one) => one.id),
      [id],
    )
    assert.deepEqual(await shop.appointments(`?from=${encodeURIComponent('2026-03-12T00:00:00Z')}`), [])
  })

  test('as many at once as there are places, however many ask', async () => {
    await using shop = await openShop(engine)
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: four, conversation_id: `c${index}` }),
      ),
    )
    assert.deepEqual(asked.map(({ status }) => status).toSorted(), [...Array(3).fill(201), ...Array(17).fill(409)])
    // The places are those of each five minutes: with its pause, what begins at 17:45 does not meet them.
    const later = await shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: '2026-03-11T17:30:00-03:00' })
    assert.equal(refusal(later), '409 slot_taken')
    const after = await shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: '2026-03-12T09:00:00-03:00' })
    assert.equal(after.status, 201)
  })

  test('times that overlap differently fill every place and no more', async () => {
    await using shop = await openShop(engine)
    const book = async (time: string) =>
      refusal(await shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: `2026-03-12T${time}:00-03:00` }))
    for (const time of ['09:00', '09:30', '10:00']) assert.equal(await book(time), '201')
    assert.equal(await book('10:15'), '409 slot_taken')
    assert.equal(await book('10:45'), '201')
    assert.equal(await book('11:15'), '201')
    assert.equal(await book('11:20'), '409 slot_taken')
  })

  test('whoever asks twice for the same time has it once', async () => {
    await using shop = await openShop(engine)
    const body = { service: 'mesa', starts_at: four, conversation_id: 'x' }
    const book = async () => ((await shop.ask('POST', '/api/v1/appointments', body)).body as AppointmentJson).id
    assert.equal(new Set(await Promise.all([book(), book(), book()])).size, 1)
  })

  test('what cannot be is refused by name, and nothing is booked', async () => {
    await using shop = await openShop(engine)
    const refused = async (body: object) => refusal(await shop.ask('POST', '/api/v1/appointments', body))
    assert.equal(await refused({ service: 'asesoria', starts_at: '2026-03-11T05:00:00-03:00' }), '422 invalid_time')
    assert.equal(await refused({ service: 'asesoria', starts_at: '2026-03-11T16:01:00-03:00' }), '422 invalid_time')
    assert.equal(await refused({ service: 'asesoria', starts_at: '2028-03-11T16:00:00-03:00' }), '422 invalid_time')
    assert.equal(await refused({ service: 'asesoria', starts_at: '2026-03-11T13:00:00-03:00' }), '409 outside_hours')
    assert.equal(await refused({ service: 'asesoria', starts_at: '2026-03-13T10:00:00-03:00' }), '409 outside_hours')
    assert.equal(await refused({ service: 'nada', starts_at: four }), '404 service_not_found')
    assert.equal(await refused({ starts_at: four }), '422 service_required')
    assert.equal(await refused({ service: 'asesoria', starts_at: 'mañana' }), '422 invalid')
    assert.equal(refusal(await shop.ask('GET', '/api/v1/agenda/slots?date=2026-02-30')), '422 invalid')
    assert.deepEqual(await shop.appointments(), [])
    const night = { service: 'asesoria', starts_at: '2026-03-13T22:00:00-03:00', outside_hours: true }
    assert.equal(await refused(night), '201')
  })

  test('an offer is three times, kept from others, one at a time, and one of them is booked', async () => {
    await using shop = await openShop(engine)
    const offer = async (conversation: string, date: string | null = '2026-03-11') => {
      const outcome = await shop.shop.transaction('test.offer', (tx) => offerSlots(tx, conversation, { service: 'asesoria', date }))
      assert.ok(outcome.ok)
      return outcome.value.map(({ startsAt }) => new Date(startsAt).toISOString())
    }
    const mine = await offer('x')
    assert.deepEqual(mine, ['2026-03-11T12:00:00.000Z', '2026-03-11T18:00:00.000Z', '2026-03-11T21:30:00.000Z'])
    const yours = await offer('y')
    assert.ok(yours.length === 3 && yours.every((time) => !mine.includes(time)))
    const book = (conversation: string, time = '') =>
      shop.ask('POST', '/api/v1/appointments', { service: 'asesoria', starts_at: time, conversation_id: conversation })
    assert.equal(refusal(await book('y', mine[0])), '409 slot_taken')
    // A refusal takes nothing away: what was offered is still kept.
    assert.equal(refusal(await book('x', yours[1])), '409 slot_taken')
    assert.equal((await book('x', mine[1])).status, 201)
    // The rest of the offer went back with the booking.
    assert.equal((await book('z', mine[0])).status, 201)
    const again = await offer('y')
    assert.equal(again.length, 3)
    assert.equal((await shop.free('service=asesoria&date=2026-03-11')).length, 16 - 2 - 3)
    // Nobody there on Friday, and the shop is closed on Sunday: who names no day gets the next that there is.
    assert.equal((await offer('y', '2026-03-13')).length, 0)
    assert.equal((await offer('y', null)).length, 3)
  })

  test('a conversation cancels its own appointments only', async () => {
    await using shop = await openShop(engine)
    const { id } = (await shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: four, conversation_id: 'x' }))
      .body as AppointmentJson
    const cancel = (conversation: string) => shop.shop.transaction('test.cancel', (tx) => cancelFor(tx, conversation, id))
    assert.equal((await cancel('y')).ok, false)
    assert.equal((await cancel('x')).ok, true)
    assert.equal((await shop.appointments())[0]?.status, 'cancelled')
  })

  test('times that the store file calls booked are taken, once, and free when they leave it', async () => {
    proves('store.agenda')
    const booked = `{ service: asesoria, starts_at: "${four}" }`
    await using shop = await openShop(engine, booked)
    assert.ok(!(await shop.free('service=asesoria&date=2026-03-11')).includes(fourUtc))
    assert.equal(await shop.apply(booked), 0)
    assert.equal((await shop.appointments()).length, 1)
    await assert.rejects(shop.apply(`${booked}, ${booked}`), (error: unknown) => {
      assert.ok(error instanceof StoreFileMistakes)
      assert.match(error.lines[0] ?? '', /agenda\.booked\[1\]\.starts_at: got ".*", takes a time that is not booked already$/)
      return true
    })
    await shop.apply('')
    assert.ok((await shop.free('service=asesoria&date=2026-03-11')).includes(fourUtc))
  })

  test('a calendar follows the appointments of a service, and knows no customer', async () => {
    proves('pages.calendar', 'pages.tokens-carry-128-bits')
    await using shop = await openShop(engine)
    await shop.ask('POST', '/api/v1/appointments', { service: 'asesoria', starts_at: four, conversation_id: '5491155551234' })
    await shop.ask('POST', '/api/v1/appointments', { service: 'mesa', starts_at: four })
    const { url } = (await shop.ask('POST', '/api/v1/agenda/calendars', { service: 'asesoria' })).body as { url: string }
    assert.match(url, /^http:\/\/shop\.test\/agenda\/[\w-]{43}\.ics$/)
    const answer = await shop.fetch(new URL(url).pathname)
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/calendar; charset=utf-8'])
    const text = await answer.text()
    assert.match(
      text,
      /BEGIN:VEVENT\r\n(.*\r\n)*DTSTART:20260311T190000Z\r\nDTEND:20260311T193000Z\r\nSUMMARY:Asesoría\r\nSTATUS:TENTATIVE/,
    )
    assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 1)
    assert.doesNotMatch(text, /5491155551234/)
    assert.equal((await shop.fetch('/agenda/0000000000000000000000000000000000000000000.ics')).status, 404)
  })

  test('a day before, the customer is reminded on the line he wrote on, in his words, once', async () => {
    const real = realWorld({ clockStart: Date.parse(four) - 25 * 3_600_000 })
    let jumped = 0
    let counter: Counter | null = null
    const provider: StandIn = standInFor(real, () => counter?.house ?? null)
    const clock = { now: () => real.clock.now() + jumped }
    const world: World = { ...real, clock, fetchOut: roadTo(real, () => provider) }
    await using database = await engine.open({ migrations, world })
    const opened = await openCounter({ world, database, store: storeText({ seller: null }) + agenda('') })
    counter = opened
    await using _loops = { [Symbol.asyncDispose]: () => opened.loops.stop() }
    provider.customerWrites('5491155551234', 'quiero un turno')
    const conversation = await until(async () => {
      const { body } = await opened.ask('GET', '/api/v1/conversations')
      return (body as { items: { id: string }[] }).items[0]?.id
    }, 'the conversation is there')
    const booked = await opened.ask('POST', '/api/v1/appointments', {
      service: 'asesoria',
      starts_at: four,
      conversation_id: conversation,
    })
    assert.equal(booked.status, 201)
    jumped = 2 * 3_600_000
    await opened.ask('PATCH', `/api/v1/appointments/${(booked.body as AppointmentJson).id}`, { status: 'confirmed' })
    const reminder = await until(() => provider.accepted.at(-1), 'the reminder is sent')
    assert.match(reminder.text, /^Te recordamos tu turno: Asesoría, miércoles, 11 de marzo de 2026, (4:00\sp\.\sm\.|16:00)/)
    await opened.ask('PATCH', `/api/v1/appointments/${(booked.body as AppointmentJson).id}`, { status: 'done' })
    assert.equal(provider.accepted.length, 1)
  })

  test('of somebody who is erased an appointment stays without him; one still to come is cancelled and its time free', async () => {
    await using shop = await openShop(engine)
    const enter = async (name: string) => ((await shop.ask('POST', '/api/v1/customers', { name })).body as { id: string }).id
    const [ana, beto] = [await enter('Ana'), await enter('Beto')]
    const booking = async (customer: string | null, conversation: string, startsAt: string) => {
      const booked = await shop.shop.transaction('test.book', (tx) =>
        book(tx, { service: 'asesoria', startsAt: Date.parse(startsAt), conversation, customer }),
      )
      assert.ok(booked.ok)
      return booked.value.id
    }
    const hers = await booking(ana, '+5491160002222', four)
    const nobodys = await booking(null, '+5491160002222', '2026-03-11T17:00:00-03:00')
    const his = await booking(beto, 'the table at the door', '2026-03-11T18:00:00-03:00')
    const together = await booking(ana, 'the table at the door', '2026-03-12T10:00:00-03:00')

    const given = (await shop.ask('GET', `/api/v1/customers/${ana}/export`)).body as { appointments: AppointmentJson[] }
    assert.deepEqual(given.appointments.map(({ id }) => id).toSorted(), [hers, nobodys, together].toSorted())
    const { kept } = (await shop.ask('POST', `/api/v1/customers/${ana}/erase`)).body as { kept: { what: string; count: number }[] }
    assert.equal(kept.find(({ what }) => what === 'appointments')?.count, 3)
    const left = await shop.appointments()
    assert.deepEqual(
      left.filter(({ status, conversation_id }) => status === 'cancelled' && conversation_id === null).map(({ id }) => id),
      [hers, nobodys, together],
    )
    const stays = left.find(({ id }) => id === his)
    assert.deepEqual([stays?.status, stays?.conversation_id], ['scheduled', 'the table at the door'])
    assert.equal((await shop.free('service=asesoria&date=2026-03-11')).length, 15)
    const rows = await dumpRows(shop.url)
    assert.deepEqual(
      rows.filter(({ words }) => words.includes('5491160002222')),
      [],
    )
    // What was told of the table at the door was told of others too: it stays, with an id that is nobody's.
    assert.deepEqual(new Set(rows.filter(({ words }) => words.includes(ana)).map(({ table }) => table)), new Set(['events']))
  })
}

async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined, what: string): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const seen = await look()
    if (seen !== undefined) return seen
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return assert.fail(`it did not happen in time: ${what}`)
}
