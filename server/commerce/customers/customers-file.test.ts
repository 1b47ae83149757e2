import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import { StoreFileMistakes } from '../../shop/store-file/store-file.ts'

interface Entry {
  id: string
  name?: string
  email?: string | null
  phone?: string
  segment?: string
}

interface Opened extends AsyncDisposable {
  counter: Counter
  apply(entries: readonly Entry[] | string): Promise<number>
  /** The same customers, and orders of theirs. */
  applyOrders(entries: readonly Entry[], orders: readonly { number: string; customer_id: string; status?: string }[]): Promise<number>
  customer(id: string): Promise<Record<string, unknown>>
  found(query: string): Promise<string[]>
}

const ana: Entry = { id: 'c1', name: 'Ana', email: 'ana@example.com', phone: '+5491160002222', segment: 'vip' }
const beto: Entry = { id: 'c2', name: 'Beto', phone: '541160003333' }

async function openShop(engine: TestEngine, entries: readonly Entry[]): Promise<Opened> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  const store = `${storeText()}customers: customers.json\n`
  const files = (text: readonly Entry[] | string) => ({ 'customers.json': typeof text === 'string' ? text : JSON.stringify(text) })
  const counter = await openCounter({ world, database })
  await applyStore({ world, database, store, files: files(entries) })
  return {
    counter,
    apply: (entries) => applyStore({ world, database, store, files: files(entries) }),
    applyOrders: (entries, orders) => {
      const usual = { items: [{ sku: 'yerba', quantity: 1 }], status: 'shipped', created_at: '2026-01-01T12:00:00Z' }
      const orderFile = JSON.stringify(orders.map((order) => ({ ...usual, ...order })))
      const catalog = JSON.stringify([{ sku: 'yerba', name: 'Yerba', price: '450.00' }])
      const sale = { ...files(entries), 'catalog.json': catalog, 'orders.json': orderFile }
      return applyStore({ world, database, store: `${store}catalog: catalog.json\norders: orders.json\n`, files: sale })
    },
    customer: async (id) => (await counter.ask('GET', `/api/v1/customers/${id}`)).body as Record<string, unknown>,
    found: async (query) =>
      ((await counter.ask('GET', `/api/v1/customers?${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id).toSorted(),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

for (const engine of engines) describe(`the customers’ file on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('its customers are there, are found, and are written once', async () => {
    proves('store.again-changes-nothing')
    await using shop = await openShop(engine, [ana, beto])
    const { created_at: _, ...first } = await shop.customer('c1')
    assert.deepEqual(first, { ...ana, language: null, address: null })
    assert.equal((await shop.customer('c2')).segment, 'new')
    assert.deepEqual(await shop.found('phone=541160002222'), ['c1'])
    assert.equal(await shop.apply([ana, beto]), 0)
  })

  test('what people changed is kept, what the file changes is written, and whoever leaves the file stays a customer', async () => {
    proves('store.keeps-what-people-changed')
    await using shop = await openShop(engine, [ana, beto])
    await shop.counter.ask('PATCH', '/api/v1/customers/c1', { name: 'Ana Suárez', phone: '+5491160009999' })
    assert.equal(await shop.apply([{ ...ana, segment: 'mayorista' }]), 1)
    const now = await shop.customer('c1')
    assert.deepEqual([now.name, now.phone, now.segment], ['Ana Suárez', '+5491160009999', 'mayorista'])
    assert.equal((await shop.customer('c2')).name, 'Beto')
    assert.equal(await shop.apply([{ ...ana, segment: 'mayorista', email: null }]), 1)
    assert.deepEqual(await shop.found('email=ana@example.com'), [])
  })

  test('numbers that change hands in the file change hands here, and a number that two have is proof of neither', async () => {
    await using shop = await openShop(engine, [ana, beto])
    await shop.apply([
      { ...ana, phone: beto.phone ?? '' },
      { ...beto, phone: ana.phone ?? '' },
    ])
    assert.deepEqual(await shop.found('phone=541160003333'), ['c1'])
    assert.deepEqual(await shop.found('phone=541160002222'), ['c2'])
    await shop.apply([
      { ...ana, phone: beto.phone ?? '' },
      { ...beto, phone: beto.phone ?? '' },
    ])
    assert.deepEqual(await shop.found('phone=541160003333'), ['c1', 'c2'])
  })

  test('a customer of the file who was known already under that number is one customer', async () => {
    await using shop = await openShop(engine, [beto])
    const known = (await shop.counter.ask('POST', '/api/v1/customers', { phone: '541160002222' })).body as { id: string }
    await shop.apply([beto, ana])
    const one = await shop.customer('c1')
    assert.equal(one.id, known.id)
    assert.deepEqual([one.name, one.phone], ['Ana', '+5491160002222'])
    assert.equal(await shop.apply([beto, ana]), 0)
  })

  test('whoever was erased stays erased, whatever the file says of him', async () => {
    await using shop = await openShop(engine, [ana, beto])
    assert.equal((await shop.counter.ask('POST', '/api/v1/customers/c1/erase')).status, 200)
    assert.equal(await shop.apply([{ ...ana, name: 'Ana Suárez' }, beto]), 0)
    assert.deepEqual(await shop.found('phone=541160002222'), [])
    assert.equal((await shop.counter.ask('GET', '/api/v1/customers/c1')).status, 404)
    assert.equal((await shop.customer('c2')).name, 'Beto')
  })

  test('an order of somebody who was erased stays in the books without him, and no file says again whose it was', async () => {
    await using shop = await openShop(engine, [ana, beto])
    await shop.applyOrders([ana, beto], [{ number: 'A1', customer_id: 'c1' }])
    assert.equal((await shop.counter.ask('POST', '/api/v1/customers/c1/erase')).status, 200)
    const later = [
      { number: 'A1', customer_id: 'c1', status: 'delivered' },
      { number: 'A2', customer_id: 'c1' },
      { number: 'B1', customer_id: 'c2' },
    ]
    await shop.applyOrders([ana, beto], later)
    const { items } = (await shop.counter.ask('GET', '/api/v1/orders')).body as {
      items: { number: string; customer_id: string | null; status: string }[]
    }
    assert.deepEqual(items.map(({ number, customer_id, status }) => [number, customer_id, status]).toSorted(), [
      ['A1', null, 'shipped'],
      ['A2', null, 'shipped'],
      ['B1', 'c2', 'shipped'],
    ])
  })

  test('a mistake names file, line and path, and nothing is written', async () => {
    proves('store.error-names-file-line-path')
    await using shop = await openShop(engine, [ana])
    const wrong = '[\n  { "id": "c1", "name": "Otra" },\n  { "id": "c3",\n    "phone": "x" },\n  { "id": "c1" }\n]'
    await assert.rejects(shop.apply(wrong), (error: unknown) => {
      assert.ok(error instanceof StoreFileMistakes)
      assert.match(error.lines[0] ?? '', /^STORE_FILE: \S+customers\.json:4 \[1\]\.phone: got "x", takes a phone number/)
      return true
    })
    await assert.rejects(shop.apply('[ { "id": "c1" }, { "id": "c1" } ]'), /\[1\]\.id: got "c1", takes an id that no other entry has/)
    await assert.rejects(shop.apply('[ { "id": '), /takes JSON/)
    assert.equal((await shop.customer('c1')).name, 'Ana')
  })
}
