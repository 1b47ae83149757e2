import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Counter, migrations, openCounter, storeText } from '../../../test/counter.ts'
import { dumpOf } from '../../../test/dump.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { proves } from '../../../test/proves.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import { StoreFileMistakes } from '../../shop/store-file/store-file.ts'

type Files = Partial<Record<'catalog' | 'customers' | 'orders', unknown>>

interface Opened extends AsyncDisposable {
  ask: Counter['ask']
  /** Each as a JSON file of its own, beside a store file that names it. */
  apply(files: Files): Promise<number>
  /** What the refused file was told, from its name on. */
  mistakes(files: Files): Promise<string[]>
  dump(): ReturnType<typeof dumpOf>
}

const catalog = [
  { sku: 'YER', name: 'Yerba', price: '450.00', stock: 12 },
  {
    sku: 'REM',
    name: 'Remera',
    price: '1000.00',
    variants: [
      { sku: 'REM-M', options: { talle: 'M' }, stock: 3 },
      { sku: 'REM-L', options: { talle: 'L' }, price: '1200.00', stock: 0 },
    ],
  },
]
const customers = [{ id: 'c1', name: 'Ana' }]
const order = (number: string, sku: string, customer_id = 'c1') => {
  return { number, customer_id, items: [{ sku, quantity: 2 }], status: 'delivered', created_at: '2026-01-01T12:00:00Z' }
}

async function openShop(engine: TestEngine): Promise<Opened> {
  const world = realWorld()
  const created = await engine.create()
  const database = await created.open({ migrations, world })
  const counter = await openCounter({ world, database })
  const apply: Opened['apply'] = (files) => {
    const named = Object.entries(files).map(([key, value]) => [key, `${key}.json`, JSON.stringify(value, null, 1)] as const)
    const store = `${storeText()}${named.map(([key, file]) => `${key}: ${file}\n`).join('')}`
    return applyStore({ world, database, store, files: Object.fromEntries(named.map(([, file, text]) => [file, text])) })
  }
  return {
    ask: counter.ask,
    apply,
    mistakes: async (files) => {
      try {
        await apply(files)
      } catch (error) {
        if (error instanceof StoreFileMistakes) return error.lines.map((line) => line.replace(/^STORE_FILE: \S+\//, ''))
        throw error
      }
      return assert.fail('it was taken')
    },
    dump: () => dumpOf(created.url),
    [Symbol.asyncDispose]: async () => {
      await counter.loops.stop()
      await database.close()
      await created[Symbol.asyncDispose]()
    },
  }
}

async function itemsOf({ ask }: Opened, number: string): Promise<unknown[]> {
  const { items } = (await ask('GET', `/api/v1/orders/${number}`)).body as {
    items: { sku: string; name: string; unit_price: { amount: string }; product_id: string }[]
  }
  return items.map(({ sku, name, unit_price, product_id }) => [sku, name, unit_price.amount, product_id !== ''])
}

for (const engine of engines) describe(`the orders’ file on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('what nobody has ever sold, and whom nobody knows, is refused by file, line and path, and nothing is written', async () => {
    proves('store.error-names-file-line-path')
    await using shop = await openShop(engine)
    const was = await shop.dump()
    const orders = [order('A1', 'YER'), order('A2', 'NOPE'), order('A3', 'REM-M', 'c9')]
    assert.deepEqual(await shop.mistakes({ catalog, customers, orders }), [
      'orders.json:19 [1].items[0].sku: got "NOPE", takes the SKU of a product or variant that the catalogue has, or had',
      'orders.json:28 [2].customer_id: got "c9", takes the id of a customer that the shop knows',
    ])
    assert.deepEqual(await shop.dump(), was)
    assert.equal((await shop.mistakes({ orders: [order('A1', 'YER')] })).length, 2, 'neither is brought by another file')
  })

  test('its prices are the catalogue’s of the moment, also of a product as a whole that is bought as a variant', async () => {
    await using shop = await openShop(engine)
    await shop.apply({ catalog, customers, orders: [order('A1', 'YER'), order('A2', 'REM-L'), order('A3', 'REM'), order('A4', 'REM-M')] })
    assert.deepEqual(await itemsOf(shop, 'A1'), [['YER', 'Yerba', '450.00', true]])
    assert.deepEqual(await itemsOf(shop, 'A2'), [['REM-L', 'Remera (talle: L)', '1200.00', true]])
    assert.deepEqual(await itemsOf(shop, 'A3'), [['REM', 'Remera', '1000.00', true]])
    assert.deepEqual(await itemsOf(shop, 'A4'), [['REM-M', 'Remera (talle: M)', '1000.00', true]])
  })

  test('history may name what is not sold any more', async () => {
    await using shop = await openShop(engine)
    await shop.apply({ catalog, customers })
    const [, shirt] = catalog
    const left = [{ ...shirt, variants: shirt?.variants?.slice(0, 1) }]
    await shop.apply({ catalog: left, customers, orders: [order('A1', 'YER'), order('A2', 'REM-L')] })
    assert.equal((await shop.ask('GET', '/api/v1/products/YER')).status, 404)
    assert.deepEqual(await itemsOf(shop, 'A1'), [['YER', 'Yerba', '450.00', true]])
    assert.deepEqual(await itemsOf(shop, 'A2'), [['REM-L', 'Remera (talle: L)', '1200.00', true]])
    await shop.apply({ orders: [order('A3', 'REM-L')] })
    assert.deepEqual(await itemsOf(shop, 'A3'), [['REM-L', 'Remera (talle: L)', '1200.00', true]])
  })

  test('customers that were made here are known to it, and an order that is there is not asked again what it names', async () => {
    await using shop = await openShop(engine)
    const { id } = (await shop.ask('POST', '/api/v1/customers', { name: 'Beto' })).body as { id: string }
    await shop.apply({ catalog, orders: [order('A1', 'YER', id)] })
    const changed = { ...order('A1', 'NOPE', 'nobody'), status: 'refunded' }
    assert.equal(await shop.apply({ catalog, orders: [changed] }), 1)
    assert.deepEqual(await itemsOf(shop, 'A1'), [['YER', 'Yerba', '450.00', true]])
  })
}
