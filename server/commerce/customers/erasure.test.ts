import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { apiKey, type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../../../test/counter.ts'
import { dumpRows } from '../../../test/dump.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import type { StandIn } from '../../../test/fakes/stand-in.ts'
import { proves } from '../../../test/proves.ts'
import { type Engine, scriptedSeller } from '../../conversation/seller/seller.ts'
import { personalData } from '../../personal-data.ts'
import type { FaultPoint } from '../../platform/world/faults.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import { askErasure, carryOut } from './customers.ts'

interface Erasure {
  id: string
  status: 'under_way' | 'done'
  asked_by: string
  done_at: string
  erased: Record<string, number>
  kept: { what: string; count: number; why: string }[]
  backups: { days: number; gone_at: string }
}

interface Opened extends AsyncDisposable {
  counter: Counter
  provider: StandIn
  ask: Counter['ask']
  /** What the log complained of. */
  complaints: string[]
  /** Where the next passing of a point goes; null as usual. */
  watch: { at: ((point: FaultPoint) => void | Promise<void>) | null }
  /** The conversation of somebody who has just written, and whose message is stored. */
  writes(from: string, text: string, id?: string): Promise<{ id: string; customer_id: string } | undefined>
  rows(table: string): Promise<string[]>
}

const ana = '5491160002222'

async function openShop(engine: TestEngine, options: { seller?: string | null; engine?: Engine } = {}): Promise<Opened> {
  const real = realWorld()
  let counter: Counter | null = null
  const watch: Opened['watch'] = { at: null }
  const provider: StandIn = standInFor(real, () => counter?.house ?? null, { statuses: 'none' })
  const world: World = { ...real, fetchOut: roadTo(real, () => provider), fault: (point) => watch.at?.(point) }
  const created = await engine.create()
  const database = await created.open({ migrations, world })
  const complaints: string[] = []
  const { seller = null } = options
  const opened = await openCounter({
    world,
    database,
    store: storeText({ seller }),
    hear: (line) => complaints.push(line),
    ...(options.engine ? { engine: options.engine } : {}),
  })
  counter = opened
  const stored = async () => {
    while (provider.unacknowledged > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    counter: opened,
    provider,
    ask: opened.ask,
    complaints,
    watch,
    async writes(from, text, id) {
      provider.customerWrites(from, text, id === undefined ? {} : { id })
      await stored()
      return ((await opened.ask('GET', `/api/v1/conversations?address=${from}`)).body as { items: { id: string; customer_id: string }[] })
        .items[0]
    },
    rows: async (table) => (await dumpRows(created.url)).filter((row) => row.table === table).map(({ text }) => text),
    [Symbol.asyncDispose]: async () => {
      await opened.loops.stop()
      await database.close()
      await created[Symbol.asyncDispose]()
    },
  }
}

async function erase(shop: Opened, customer: string | undefined): Promise<Erasure> {
  const { status, body } = await shop.ask('POST', `/api/v1/customers/${customer}/erase`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (await happened()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail('it did not happen in time')
}

for (const engine of engines) describe(`erasing on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('an erasure tells what it did and what stays, and asked again by any id it tells of the same one', async () => {
    proves('customers.erase')
    await using shop = await openShop(engine)
    const conversation = await shop.writes(ana, 'hola')
    await shop.writes(ana, '¿tienen yerba?')
    const entered = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana' })).body as { id: string }
    await shop.ask('POST', `/api/v1/customers/${entered.id}/notes`, { text: 'Prefiere la tarde' })
    await shop.ask('POST', `/api/v1/customers/${entered.id}/merge`, { customer_id: conversation?.customer_id })

    const told = await erase(shop, entered.id)
    const { messages, notes, identities, customers, conversations, turns } = told.erased
    assert.deepEqual(
      { messages, notes, identities, customers, conversations, turns },
      { messages: 2, notes: 1, identities: 1, customers: 2, conversations: 1, turns: 2 },
    )
    assert.deepEqual([told.status, told.asked_by, told.backups.days], ['done', 'key tests', 30])
    assert.equal(Date.parse(told.backups.gone_at) - Date.parse(told.done_at), 30 * 86_400_000)
    const kept = Object.fromEntries(told.kept.map(({ what, count }) => [what, count]))
    assert.deepEqual(kept, { fingerprints: 2, message_hashes: 2 })
    assert.deepEqual(
      told.kept.filter(({ why }) => why === ''),
      [],
      'each with its reason',
    )

    for (const id of [entered.id, conversation?.customer_id]) {
      assert.deepEqual(await erase(shop, id), told)
      assert.deepEqual((await shop.ask('GET', `/api/v1/customers/${id}/erasure`)).body, told)
      for (const path of ['', '/export', '/notes'])
        assert.equal((await shop.ask('GET', `/api/v1/customers/${id}${path}`)).status, 404, path)
    }
    for (const path of ['', '/messages'])
      assert.equal((await shop.ask('GET', `/api/v1/conversations/${conversation?.id}${path}`)).status, 404)
    assert.equal((await shop.ask('POST', `/api/v1/conversations/${conversation?.id}/messages`, { text: '¿Sigue ahí?' })).status, 404)
    assert.equal((await shop.ask('POST', '/api/v1/customers/nobody/erase')).status, 404)
    assert.equal((await shop.ask('GET', '/api/v1/customers/nobody/erasure')).status, 404)
    const events = (await shop.rows('events')).filter((row) => row.includes('store.customer.erased'))
    assert.deepEqual([events.length, events[0]?.includes(told.id)], [1, true])
  })

  test('asked for twice at once it is one erasure, and each thing is counted once', async () => {
    await using shop = await openShop(engine)
    const conversation = await shop.writes(ana, 'hola')
    const [one, other] = await Promise.all([erase(shop, conversation?.customer_id), erase(shop, conversation?.customer_id)])
    assert.equal(one.id, other.id)
    const told = await erase(shop, conversation?.customer_id)
    assert.deepEqual([told.status, told.erased.messages, told.erased.conversations], ['done', 1, 1])
    assert.equal((await shop.rows('events')).filter((row) => row.includes('store.customer.erased')).length, 1)
  })

  test('however many ask at once, and however often, each is told of the same erasure', async () => {
    await using shop = await openShop(engine)
    for (let customer = 0; customer < 30; customer++) {
      const { id } = (await shop.ask('POST', '/api/v1/customers', { name: `Ana ${customer}` })).body as { id: string }
      const told = await Promise.all(Array.from({ length: 6 }, () => erase(shop, id)))
      assert.equal(new Set(told.map(({ id }) => id)).size, 1)
      assert.equal((await erase(shop, id)).erased.customers, 1)
    }
  })

  test('whom somebody else erases between two of our looks is not unknown', async () => {
    await using shop = await openShop(engine)
    const { id } = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana' })).body as { id: string }
    const scope = await shop.counter.house.desk.shop('demo', null)
    assert.ok(scope)
    let isErased = false
    const late: typeof scope = {
      ...scope,
      read: async (statement, parameters) => {
        const rows = await scope.read(statement, parameters)
        if (!isErased) await erase(shop, id)
        isErased = true
        return rows
      },
    }
    assert.deepEqual(await askErasure(late, id, 'key tests'), { ok: true, value: (await erase(shop, id)).id })
  })

  test('whoever writes from that number afterwards is somebody new, and what the provider repeats of before is no news', async () => {
    proves('webhooks.duplicate-is-stored-once')
    await using shop = await openShop(engine)
    const before = await shop.writes(ana, 'hola', 'first')
    await erase(shop, before?.customer_id)
    assert.equal(await shop.writes(ana, 'hola', 'first'), undefined)
    const after = await shop.writes(ana, 'buenas', 'second')
    assert.ok(after)
    assert.notEqual(after.id, before?.id)
    assert.notEqual(after.customer_id, before?.customer_id)
    await shop.writes(ana, 'hola', 'first')
    const { items } = (await shop.ask('GET', `/api/v1/conversations/${after.id}/messages`)).body as { items: { text: string }[] }
    assert.deepEqual(
      items.map(({ text }) => text),
      ['buenas'],
    )
    assert.equal((await erase(shop, after.customer_id)).erased.messages, 1)
  })

  test('a seller who is thinking is not heard any more, and what waits to be sent is not sent', async () => {
    const thinking = Promise.withResolvers<void>()
    const thought = Promise.withResolvers<void>()
    const slow: Engine = {
      name: 'slow',
      async step(prompt, signal) {
        thinking.resolve()
        await thought.promise
        return scriptedSeller.step(prompt, signal)
      },
    }
    await using shop = await openShop(engine, { seller: 'milo', engine: slow })
    const conversation = await shop.writes(ana, 'hola')
    await thinking.promise
    shop.provider.moods.push('error')
    await shop.ask('POST', `/api/v1/conversations/${conversation?.id}/messages`, { text: 'Ya te atiendo' })
    await shop.ask('POST', `/api/v1/conversations/${conversation?.id}/release`)
    await until(() => shop.provider.moods.length === 0)
    const told = await erase(shop, conversation?.customer_id)
    assert.deepEqual([told.erased.messages, told.erased.deliveries], [2, 1])
    thought.resolve()
    // Its turn is at its end when the next one is answered.
    await shop.writes('5491160003333', 'hola')
    await until(() => shop.provider.accepted.length > 0)
    assert.deepEqual(
      shop.provider.accepted.filter(({ to }) => to === ana),
      [],
    )
    for (const table of ['turns', 'deliveries', 'steps', 'messages'])
      assert.deepEqual(
        (await shop.rows(table)).filter((row) => row.includes(conversation?.id ?? '')),
        [],
        table,
      )
    assert.deepEqual(shop.complaints, [])
  })

  test('a person at the shop’s phone who writes to somebody erased writes to nobody the shop knows', async () => {
    await using shop = await openShop(engine)
    const conversation = await shop.writes(ana, 'hola')
    shop.provider.personWrites(ana, 'Hola Ana, soy Ada')
    await until(() => shop.provider.unacknowledged === 0)
    const told = await erase(shop, conversation?.customer_id)
    assert.deepEqual([told.erased.messages, told.erased.echoes], [2, 1])
    shop.provider.personWrites(ana, '¿Sigue ahí?')
    await until(() => shop.provider.unacknowledged === 0)
    assert.deepEqual([await shop.rows('echoes'), await shop.rows('messages')], [[], []])
  })

  test('what was asked under a key is not answered again once its customer is erased, and not done again either', async () => {
    proves('rest.idempotency-same-answer')
    await using shop = await openShop(engine)
    const under = async (key: string, path: string, body: unknown) => {
      const headers = { 'x-api-key': apiKey, 'idempotency-key': key, 'content-type': 'application/json' }
      const request = new Request(`http://shop.test/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const response = await shop.counter.house.app.fetch(request)
      return { status: response.status, body: (await response.json()) as { id: string } }
    }
    const made = await under('enter ana', '/customers', { name: 'Ana' })
    await under('enter beto', '/customers', { name: 'Beto' })
    await under('note', `/customers/${made.body.id}/notes`, { text: 'Prefiere la tarde' })
    const told = await under('erase', `/customers/${made.body.id}/erase`, {})
    assert.equal((told.body as unknown as Erasure).erased.answers, 2)
    assert.deepEqual(await under('erase', `/customers/${made.body.id}/erase`, {}), told)
    assert.equal((await under('enter ana', '/customers', { name: 'Ana' })).status, 410)
    assert.equal((await under('note', `/customers/${made.body.id}/notes`, { text: 'Prefiere la tarde' })).status, 410)
    assert.equal((await under('enter beto', '/customers', { name: 'Beto' })).status, 201)
    const { items } = (await shop.ask('GET', '/api/v1/customers')).body as { items: { name: string }[] }
    assert.deepEqual(
      items.map(({ name }) => name),
      ['Beto'],
    )
  })

  test('broken off anywhere it is carried on, and counts as if it had never been', async () => {
    await using shop = await openShop(engine, { seller: 'milo' })
    const live = async (number: string) => {
      const conversation = await shop.writes(number, 'dame un número')
      await until(() => shop.provider.accepted.some(({ to }) => to === number))
      await until(async () => !(await shop.rows('deliveries')).some((row) => /^due=\d/m.test(row)))
      await shop.ask('POST', `/api/v1/customers/${conversation?.customer_id}/notes`, { text: 'Prefiere la tarde' })
      return conversation?.customer_id
    }
    const { erased, kept } = await erase(shop, await live(ana))
    assert.ok(erased.steps && erased.tool_calls && erased.deliveries && erased.events)
    let breaks = 0
    for (const point of ['erasure.begun', 'erasure.inside', 'erasure.after'] as const) {
      for (let hit = 1, broken = true; broken; hit++) {
        const customer = await live(`54911600${10_000 + breaks * 10 + hit}`)
        let passed = 0
        broken = false
        shop.watch.at = (at) => {
          if (at !== point || ++passed !== hit) return
          broken = true
          throw new Error('broken off')
        }
        const { status } = await shop.ask('POST', `/api/v1/customers/${customer}/erase`)
        assert.equal(status, broken ? 500 : 200)
        shop.watch.at = null
        if (!broken) break
        breaks++
        assert.equal(((await shop.ask('GET', `/api/v1/customers/${customer}/erasure`)).body as Erasure).status, 'under_way')
        const told = await erase(shop, customer)
        assert.deepEqual([told.status, told.erased, told.kept], ['done', erased, kept], `${point}, ${hit}`)
      }
    }
    assert.ok(breaks > 8, `${breaks} breaks`)
    for (const table of ['messages', 'conversations', 'erasure_keys']) assert.deepEqual(await shop.rows(table), [], table)
  })

  test('what is too much for one request is carried on without it', async () => {
    await using shop = await openShop(engine)
    const conversation = await shop.writes(ana, 'hola')
    const { desk } = shop.counter.house
    const scope = await desk.shop('demo', null)
    assert.ok(scope && conversation)
    const asked = await askErasure(scope, conversation.customer_id, 'key tests')
    assert.ok(asked.ok)
    let pieces = 2
    assert.equal(
      await carryOut({ world: desk.world, parts: personalData(desk.pictures.media), goOn: () => pieces-- > 0 }, scope, asked.value),
      false,
    )
    const state = async () => ((await shop.ask('GET', `/api/v1/customers/${conversation.customer_id}/erasure`)).body as Erasure).status
    await until(async () => (await state()) === 'done')
    assert.deepEqual(await shop.rows('messages'), [])
  })

  test('what somebody writes while he is erased goes with the rest, or begins anew: it is never left with what he was', async () => {
    await using shop = await openShop(engine)
    for (const [point, survives] of [
      ['erasure.begun', false],
      ['erasure.after', true],
    ] as const) {
      const before = await shop.writes(ana, 'hola')
      let written = false
      shop.watch.at = async (at) => {
        if (at !== point || written) return
        written = true
        await shop.writes(ana, 'espera')
      }
      const told = await erase(shop, before?.customer_id)
      shop.watch.at = null
      assert.equal(told.erased.messages, survives ? 1 : 2)
      const after = await shop.writes(ana, 'otra cosa')
      assert.notEqual(after?.customer_id, before?.customer_id)
      const { items } = (await shop.ask('GET', `/api/v1/conversations/${after?.id}/messages`)).body as { items: { text: string }[] }
      assert.deepEqual(
        items.map(({ text }) => text),
        survives ? ['espera', 'otra cosa'] : ['otra cosa'],
      )
      await erase(shop, after?.customer_id)
    }
  })
}
