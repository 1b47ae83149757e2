import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, roadTo, standInFor, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import type { StandIn } from '../../../test/fakes/stand-in.ts'
import { proves } from '../../../test/proves.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'

interface Opened extends AsyncDisposable {
  counter: Counter
  provider: StandIn
  ask: Counter['ask']
}

async function openShop(engine: TestEngine): Promise<Opened> {
  const real = realWorld()
  let counter: Counter | null = null
  const provider: StandIn = standInFor(real, () => counter?.house ?? null)
  const world: World = { ...real, fetchOut: roadTo(real, () => provider) }
  const database = await engine.open({ migrations, world })
  const opened = await openCounter({ world, database, store: storeText() })
  counter = opened
  return {
    counter: opened,
    provider,
    ask: opened.ask,
    [Symbol.asyncDispose]: async () => {
      await opened.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function until<Value>(look: () => Promise<Value | null | undefined | false>, what: string): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const seen = await look()
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return assert.fail(`it did not happen in time: ${what}`)
}

interface Person {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  segment: string
}

const people = async (shop: Opened, query = '') =>
  ((await shop.ask('GET', `/api/v1/customers${query}`)).body as { items: Person[]; next_cursor: string | null }).items
const conversations = async (shop: Opened) =>
  ((await shop.ask('GET', '/api/v1/conversations')).body as { items: { id: string; customer_id: string | null }[] }).items

for (const engine of engines) describe(`customers on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a customer is entered, found by any spelling of phone and mail, and changed', async () => {
    proves('customers.crud', 'rest.phones-compare-as-digits')
    await using shop = await openShop(engine)
    const made = await shop.ask('POST', '/api/v1/customers', { name: 'Ana', email: 'Ana@Example.com', phone: '+54 9 11 5555-1234' })
    assert.equal(made.status, 201)
    const ana = made.body as Person
    assert.deepEqual([ana.name, ana.email, ana.phone, ana.segment], ['Ana', 'Ana@Example.com', '+5491155551234', 'new'])
    for (const query of ['?phone=5491155551234', '?phone=%2B541155551234', '?phone=+54%2011%205555%201234', '?email=ana@example.COM'])
      assert.deepEqual(await people(shop, query), [ana], query)
    assert.deepEqual(await people(shop, '?phone=541155550000'), [])
    assert.deepEqual(await people(shop, '?phone=5491155551234&email=other@example.com'), [])

    const changed = await shop.ask('PATCH', `/api/v1/customers/${ana.id}`, { name: 'Ana Suárez', phone: null, segment: 'amiga' })
    assert.equal(changed.status, 200)
    assert.deepEqual(changed.body, { ...ana, name: 'Ana Suárez', phone: null, segment: 'amiga' })
    assert.deepEqual(await people(shop, '?phone=5491155551234'), [])
    assert.deepEqual((await shop.ask('GET', `/api/v1/customers/${ana.id}`)).body, changed.body)
  })

  test('what another customer has is refused by its field, and nothing is half done', async () => {
    await using shop = await openShop(engine)
    await shop.ask('POST', '/api/v1/customers', { email: 'ana@example.com' })
    const before = await people(shop)
    const taken = await shop.ask('POST', '/api/v1/customers', { phone: '541155550001', email: 'ANA@example.com' })
    assert.equal(taken.status, 409)
    assert.deepEqual((taken.body as { errors: { path: string }[] }).errors[0]?.path, 'email')
    assert.deepEqual(await people(shop), before)
    assert.equal((await shop.ask('POST', '/api/v1/customers', { phone: '541155550001' })).status, 201)

    const bad = await shop.ask('POST', '/api/v1/customers', { phone: 'none', email: 'nobody' })
    assert.equal(bad.status, 422)
    assert.deepEqual(
      (bad.body as { errors: { path: string }[] }).errors.map(({ path }) => path),
      ['email', 'phone'],
    )
    assert.equal((await shop.ask('POST', '/api/v1/customers', {})).status, 422)
    assert.equal((await shop.ask('GET', '/api/v1/customers/nobody')).status, 404)
  })

  test('whoever writes is a customer, the one who was entered with that number', async () => {
    await using shop = await openShop(engine)
    const ana = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana', phone: '+541160002222' })).body as Person
    shop.provider.customerWrites('5491160002222', 'hola')
    shop.provider.customerWrites('5491160003333', 'hola')
    const opened = await until(async () => {
      const all = await conversations(shop)
      return all.length === 2 && all
    }, 'two conversations')
    const [first, second] = [await people(shop, '?phone=5491160002222'), await people(shop, '?phone=5491160003333')]
    assert.deepEqual(first, [ana])
    assert.equal(second[0]?.phone, '+5491160003333')
    assert.deepEqual(opened.map(({ customer_id }) => customer_id).toSorted(), [ana.id, second[0]?.id].toSorted())
  })

  test('two records of one person become one, found under both ids, with all that either had', async () => {
    await using shop = await openShop(engine)
    shop.provider.customerWrites('5491160002222', 'hola')
    const written = await until(async () => (await people(shop))[0], 'a customer')
    const entered = (await shop.ask('POST', '/api/v1/customers', { name: 'Ana', email: 'ana@example.com' })).body as Person
    await shop.ask('POST', `/api/v1/customers/${entered.id}/notes`, { text: 'Prefiere la tarde' })
    const merged = await shop.ask('POST', `/api/v1/customers/${entered.id}/merge`, { customer_id: written.id })
    assert.equal(merged.status, 200)
    const person = merged.body as Person
    assert.deepEqual([person.id, person.name, person.email, person.phone], [written.id, 'Ana', 'ana@example.com', '+5491160002222'])
    assert.deepEqual((await shop.ask('GET', `/api/v1/customers/${entered.id}`)).body, person)
    assert.deepEqual(await people(shop), [person])
    assert.deepEqual(await people(shop, '?email=ana@example.com'), [person])
    const notes = (await shop.ask('GET', `/api/v1/customers/${person.id}/notes`)).body as { items: { text: string }[] }
    assert.deepEqual(
      notes.items.map(({ text }) => text),
      ['Prefiere la tarde'],
    )
  })

  test('customers come in pages, oldest first', async () => {
    await using shop = await openShop(engine)
    for (const name of ['Ana', 'Beto', 'Cata']) await shop.ask('POST', '/api/v1/customers', { name })
    const names: (string | null)[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await shop.ask('GET', `/api/v1/customers?limit=2${cursor && `&cursor=${cursor}`}`)).body as {
        items: Person[]
        next_cursor: string | null
      }
      names.push(...page.items.map(({ name }) => name))
      cursor = page.next_cursor
    }
    assert.deepEqual(names, ['Ana', 'Beto', 'Cata'])
  })
}
