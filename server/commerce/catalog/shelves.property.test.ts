import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { migrations } from '../../../test/counter.ts'
import { engines, superuserUrlOf, type TestEngine } from '../../../test/engines.ts'
import { shopIn } from '../../../test/shop.ts'
import { applyStore } from '../../../test/store-files.ts'
import { until } from '../../../test/until.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import {
  changeProduct,
  createProduct,
  findProduct,
  findVariant,
  giveBackStock,
  type ProductInput,
  putProducts,
  removeProduct,
  takeStock,
} from './catalog.ts'

const somebody: Actor = { kind: 'system', name: 'test' }

/** Few enough that products and variants, of this shop and the other, come to want the same. */
const skus = ['a', 'b', 'c', 'd', 'e', 'f']
const sku = fc.constantFrom(...skus)
const stock = fc.option(fc.nat(5), { nil: null })
const price = fc.nat(1000)
const variant = fc.record(
  {
    sku,
    options: fc.record({ size: fc.constantFrom('1', '2', '3') }),
    price: fc.option(price, { nil: null }),
    stock,
    remove: fc.boolean(),
    asIs: fc.constant(true),
  },
  { requiredKeys: ['sku'] },
)
const input: fc.Arbitrary<ProductInput> = fc.record(
  {
    sku,
    name: fc.constantFrom('uno', 'dos'),
    price,
    stock,
    category: fc.constantFrom('', 'Casa', 'Casa/Cocina', 'Calzado'),
    variants: fc.option(fc.array(variant, { maxLength: 3 }), { nil: null }),
    allVariants: fc.boolean(),
    state: fc.constantFrom('active', 'off', 'as_is'),
  },
  { requiredKeys: ['sku', 'name', 'price'] },
)

type Step =
  | { kind: 'put'; inputs: ProductInput[] }
  | { kind: 'create'; input: ProductInput }
  | { kind: 'remove'; sku: string }
  | { kind: 'take' | 'give'; items: { sku: string; quantity: number }[] }

const items = fc.uniqueArray(fc.record({ sku, quantity: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 3,
  selector: (item) => item.sku,
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('put' as const), inputs: fc.array(input, { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const), input }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), sku }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('take' as const, 'give' as const), items }) },
)

async function take(shop: Shop, step: Step): Promise<void> {
  switch (step.kind) {
    case 'put':
      await shop.transaction('test.put', (tx) => putProducts(tx, step.inputs, somebody))
      return
    case 'create':
      await createProduct(shop, step.input, somebody)
      return
    case 'remove':
      await removeProduct(shop, step.sku, somebody)
      return
    default:
      await move(shop, step.kind, step.items)
  }
}

/** As an order does it: what is there is bought all or none, and says rightly how much there is. */
async function move(shop: Shop, kind: 'take' | 'give', wanted: readonly { sku: string; quantity: number }[]): Promise<void> {
  const found = await Promise.all(wanted.map(async ({ sku, quantity }) => ({ variant: await findVariant(shop, sku), quantity })))
  const items = found.flatMap(({ variant, quantity }) => (variant ? [{ variant: variant.id, quantity }] : []))
  if (items.length === 0) return
  if (kind === 'give') return await shop.transaction('test.give', (tx) => giveBackStock(tx, items))
  const before = await stocks(shop)
  const outcome = await shop.transaction('test.take', (tx) => takeStock(tx, items))
  const after = await stocks(shop)
  const fits = items.every(({ variant, quantity }) => (before.get(variant) ?? Number.POSITIVE_INFINITY) >= quantity)
  assert.equal(outcome.ok, fits)
  for (const [id, stock] of before) {
    const taken = fits ? (items.find(({ variant }) => variant === id)?.quantity ?? 0) : 0
    assert.equal(after.get(id), stock === null ? null : stock - taken)
  }
}

async function rowsOf(shop: Shop) {
  const tenant = shop.tenant.id
  const products = await shop.sql
    .selectFrom('products')
    .select(['id', 'sku', 'state', 'price', 'stock', 'in_stock', 'price_from', 'price_to', 'category'])
    .where('tenant_id', '=', tenant)
    .orderBy('id')
    .execute()
  const variants = await shop.sql
    .selectFrom('variants')
    .select(['id', 'product_id', 'sku', 'state', 'price', 'stock', 'options'])
    .where('tenant_id', '=', tenant)
    .orderBy('id')
    .execute()
  const names = await shop.sql.selectFrom('skus').select(['sku', 'product_id']).where('tenant_id', '=', tenant).orderBy('sku').execute()
  return { products, variants, names }
}

async function stocks(shop: Shop): Promise<Map<string, number | null>> {
  return new Map((await rowsOf(shop)).variants.map(({ id, stock }) => [id, stock]))
}

/** What must hold whatever was done, in whatever order. */
async function assertInOrder(shop: Shop): Promise<void> {
  const { products, variants, names } = await rowsOf(shop)
  const owners = new Map(names.map(({ sku, product_id }) => [sku, product_id]))
  for (const product of products) {
    const own = variants.filter(({ product_id }) => product_id === product.id)
    const active = own.filter(({ state }) => state === 'active')
    assert.ok(active.length > 0, `${product.sku} has nothing to be bought`)
    assert.ok(active.length === 1 || active.every(({ sku }) => sku !== product.sku), `${product.sku} is its own variant beside others`)
    const stock = active.some(({ stock }) => stock === null) ? null : active.reduce((sum, { stock }) => sum + (stock ?? 0), 0)
    const prices = active.map(({ price }) => price ?? product.price)
    assert.deepEqual(
      [product.stock, product.in_stock, product.price_from, product.price_to],
      [stock, stock === null || stock > 0 ? 1 : 0, Math.min(...prices), Math.max(...prices)],
      product.sku,
    )
    assert.equal(new Set(active.map(({ options }) => options)).size, active.length, `${product.sku} has two of one kind`)
    for (const name of [product.sku, ...own.map(({ sku }) => sku)]) assert.equal(owners.get(name), product.id, name)
  }
  for (const { sku, stock } of variants) assert.ok(stock === null || stock >= 0, sku)
  assert.equal(owners.size, new Set([...products, ...variants].map(({ sku }) => sku)).size, 'a SKU is kept that names nothing')
  const ids = variants.map(({ sku }) => sku)
  assert.equal(new Set(ids).size, ids.length, 'two variants have one SKU')
}

const storeOf = (tenant: string) =>
  `version: 1\ntenant: { id: ${tenant}, name: A, locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }\n`

const runs: Readonly<Record<TestEngine['name'], { numRuns: number; maxLength: number }>> = {
  sqlite: { numRuns: 60, maxLength: 20 },
  postgres: { numRuns: 8, maxLength: 12 },
}

for (const engine of engines) describe(`shelves on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  const { numRuns, maxLength } = runs[engine.name]

  test('whatever is made, changed, taken away, sold and given back, sums, prices and SKUs are right, and another shop’s are its own', async () => {
    const world = realWorld()
    await using database = await engine.open({ migrations, world })
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), step), { minLength: 1, maxLength }), async (steps) => {
        // Two shops of their own for each run, which want the same SKUs.
        const ids = [`shop-${count}`, `other-${count}`]
        count++
        const shops: Shop[] = []
        for (const id of ids) {
          await applyStore({ world, database, store: storeOf(id) })
          shops.push(await shopIn(world, database, id))
        }
        for (const [isOther, step] of steps) {
          const [shop, other] = (isOther ? shops.toReversed() : shops) as [Shop, Shop]
          const before = await rowsOf(other)
          await take(shop, step)
          await assertInOrder(shop)
          assert.deepEqual(await rowsOf(other), before)
        }
      }),
      { numRuns },
    )
  })

  test('when all of it is done at once, it comes to the same', async () => {
    const world = realWorld()
    await using created = await engine.create()
    const database = await created.open({ migrations, world, poolSize: 4 })
    await applyStore({ world, database, store: storeOf('demo') })
    // A second process, where the database takes one.
    const second = engine.name === 'postgres' ? await created.open({ migrations, world, poolSize: 4 }) : database
    const shops = [await shopIn(world, database), await shopIn(world, second)]
    const steps = fc.sample(step, { numRuns: 60, seed: 7 })
    const done = steps.map((step, index) => {
      const shop = shops[index % 2]
      return shop && step.kind !== 'take' && step.kind !== 'give' ? take(shop, step) : shop && moveBlindly(shop, step)
    })
    await Promise.all(done)
    await assertInOrder(shops[0] as Shop)
    for (const opened of new Set([database, second])) await opened.close()
  })

  test('two processes and the last pair: one of them sells it', async () => {
    const world = realWorld()
    await using created = await engine.create()
    const database = await created.open({ migrations, world })
    await applyStore({ world, database, store: storeOf('demo') })
    const second = engine.name === 'postgres' ? await created.open({ migrations, world }) : database
    const [here, there] = [await shopIn(world, database), await shopIn(world, second)]
    const pairs = [1, 2, 3].map((size) => ({ sku: `B-${size}`, options: { size: String(size) }, stock: 5 }))
    await createProduct(here, { sku: 'B', name: 'Botas', price: 1, variants: pairs }, somebody)
    await createProduct(here, { sku: 'Y', name: 'Yerba', price: 1, stock: 5 }, somebody)
    const ids = await Promise.all([...pairs.map(({ sku }) => sku), 'Y'].map(async (sku) => (await findVariant(here, sku))?.id ?? ''))
    // Baskets that have the same things in other orders: who waits for whom must never be a circle.
    const baskets = Array.from({ length: 24 }, (_, at) => [0, 1, 2, 3].map((place) => ids[(at + place) % 4] ?? ''))
    const sold = await Promise.all(
      baskets.map((basket, at) =>
        (at % 2 === 0 ? here : there).transaction('test.buy', (tx) =>
          takeStock(
            tx,
            basket.map((variant) => ({ variant, quantity: 1 })),
          ),
        ),
      ),
    )
    assert.equal(sold.filter(({ ok }) => ok).length, 5)
    for (const outcome of sold) if (!outcome.ok) assert.equal(outcome.refusal.available, 0)
    assert.deepEqual(new Set((await stocks(here)).values()), new Set([0]))
    await assertInOrder(here)
    for (const opened of new Set([database, second])) await opened.close()
  })

  // SQLite has one writer: there nobody is ever half-way while another begins.
  if (engine.name === 'postgres')
    test('a stock that is set while another variant of the product is being sold comes to the right sum', async () => {
      const world = realWorld()
      await using created = await engine.create()
      const database = await created.open({ migrations, world })
      await applyStore({ world, database, store: storeOf('demo') })
      const shop = await shopIn(world, database)
      const variants = [1, 2].map((size) => ({ sku: `B-${size}`, options: { size: String(size) }, stock: 5 }))
      await createProduct(shop, { sku: 'B', name: 'Botas', price: 1, variants }, somebody)
      const sold = (await findVariant(shop, 'B-2'))?.id ?? ''
      const [taken, waited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const buying = shop.transaction('test.buy', async (tx) => {
        await takeStock(tx, [{ variant: sold, quantity: 1 }])
        taken.resolve()
        await waited.promise
      })
      await taken.promise
      const setting = changeProduct(shop, 'B', { variants: [{ sku: 'B-1', stock: 9 }] }, somebody)
      await until(() => someoneWaits(created.url), 'the second waits for the first')
      waited.resolve()
      await Promise.all([buying, setting])
      assert.equal((await findProduct(shop, 'B'))?.stock, 13)
      await assertInOrder(shop)
      await database.close()
    })
}

async function someoneWaits(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: superuserUrlOf(url) })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select 1 from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`,
    )
    return rows.length > 0
  } finally {
    await client.end()
  }
}

/** Beside others nobody can say beforehand what will be there. */
async function moveBlindly(shop: Shop, step: Step): Promise<void> {
  if (step.kind !== 'take' && step.kind !== 'give') return
  const found = await Promise.all(step.items.map(async ({ sku, quantity }) => ({ id: (await findVariant(shop, sku))?.id, quantity })))
  const items = found.flatMap(({ id, quantity }) => (id === undefined ? [] : [{ variant: id, quantity }]))
  if (items.length === 0) return
  await shop.transaction('test.move', async (tx) => {
    if (step.kind === 'take') await takeStock(tx, items)
    else await giveBackStock(tx, items)
  })
}
