import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations } from '../../../test/counter.ts'
import { engines, type TestEngine } from '../../../test/engines.ts'
import { shopIn } from '../../../test/shop.ts'
import { applyStore } from '../../../test/store-files.ts'
import { realWorld } from '../../platform/world/real.ts'
import { type Actor, readAudit } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import {
  changeProduct,
  createProduct,
  findProduct,
  findVariant,
  giveBackStock,
  listCategories,
  type Product,
  type ProductInput,
  putProducts,
  removeProduct,
  takeStock,
} from './catalog.ts'

const ada: Actor = { kind: 'staff', name: 'Ada' }
const boots: ProductInput = {
  sku: 'B1',
  name: 'Botas',
  price: 45_000,
  category: 'Calzado / Botas',
  variants: [
    { sku: 'B1-36', options: { talle: '36' }, stock: 2 },
    { sku: 'B1-37', options: { talle: '37' }, price: 48_000, stock: 1 },
  ],
}
const yerba: ProductInput = { sku: 'Y1', name: 'Yerba', price: 3_000, stock: 5 }

const storeOf = (tenant: string) => `
version: 1
tenant: { id: ${tenant}, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
storefronts: [ { id: moda } ]
`

async function openShops(engine: TestEngine): Promise<{ shop: Shop; other: Shop } & AsyncDisposable> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  for (const tenant of ['demo', 'other']) await applyStore({ world, database, store: storeOf(tenant) })
  return {
    shop: await shopIn(world, database),
    other: await shopIn(world, database, 'other'),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function made(shop: Shop, input: ProductInput): Promise<Product> {
  const outcome = await createProduct(shop, input, ada)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

const take = (shop: Shop, ...items: [string, number][]) =>
  shop.transaction('test.take', (tx) =>
    takeStock(
      tx,
      items.map(([variant, quantity]) => ({ variant, quantity })),
    ),
  )

/** What the product's own row says, which lists are filtered by. */
async function shelfOf(shop: Shop, id: string): Promise<{ stock: number | null; in_stock: number; price_from: number; price_to: number }> {
  return await shop.sql
    .selectFrom('products')
    .select(['stock', 'in_stock', 'price_from', 'price_to'])
    .where('tenant_id', '=', shop.tenant.id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

for (const engine of engines) describe(`the catalogue on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a product is made, and found by its id, its SKU and those of its variants', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const product = await made(shop, boots)
    assert.deepEqual(
      [product.name, product.category, product.price, product.currency, product.stock],
      ['Botas', 'Calzado/Botas', 45_000, 'ARS', 3],
    )
    assert.deepEqual(
      product.variants.map(({ sku, options, price, stock }) => [sku, options, price, stock]),
      [
        ['B1-36', { talle: '36' }, 45_000, 2],
        ['B1-37', { talle: '37' }, 48_000, 1],
      ],
    )
    for (const key of [product.id, 'B1', 'B1-37']) assert.deepEqual(await findProduct(shop, key), product, key)
    assert.equal(await findProduct(shop, 'B2'), null)
    assert.deepEqual(await shelfOf(shop, product.id), { stock: 3, in_stock: 1, price_from: 45_000, price_to: 48_000 })
  })

  test('what is bought is a variant: of a product without any it is the product itself', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const [plain, pair] = [await made(shop, yerba), await made(shop, boots)]
    for (const key of ['Y1', plain.id, plain.variants[0]?.id ?? ''])
      assert.deepEqual([(await findVariant(shop, key))?.sku, (await findVariant(shop, key))?.product.id], ['Y1', plain.id], key)
    assert.equal((await findVariant(shop, 'B1-37'))?.price, 48_000)
    for (const key of ['B1', pair.id, 'nothing']) assert.equal(await findVariant(shop, key), null, key)
  })

  test('a SKU is one thing’s in the whole shop, a product’s or a variant’s, and another shop’s is its own', async () => {
    await using opened = await openShops(engine)
    const { shop, other } = opened
    await made(shop, boots)
    const refused = async (input: ProductInput) => {
      const outcome = await createProduct(shop, input, ada)
      assert.ok(!outcome.ok)
      return outcome.refusal
    }
    assert.deepEqual(await refused({ ...yerba, sku: 'B1' }), { code: 'sku_taken', sku: 'B1', path: ['sku'] })
    assert.deepEqual(await refused({ ...yerba, sku: 'B1-36' }), { code: 'sku_taken', sku: 'B1-36', path: ['sku'] })
    const taken = {
      ...yerba,
      variants: [
        { sku: 'Y-1', options: { kilo: '1' } },
        { sku: 'B1-37', options: { kilo: '2' } },
      ],
    }
    assert.deepEqual(await refused(taken), { code: 'sku_taken', sku: 'B1-37', path: ['variants', 1, 'sku'] })
    assert.equal(await findProduct(shop, 'Y-1'), null)
    await made(shop, { ...yerba, variants: [{ sku: 'Y-1', options: { kilo: '1' } }] })
    await made(other, { ...boots, name: 'Otras' })
    assert.equal((await findProduct(shop, 'B1'))?.name, 'Botas')
  })

  test('of those who make one product at once one does, and of those who put it all do', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const outcomes = await Promise.all([1, 2, 3, 4].map((price) => createProduct(shop, { ...boots, price }, ada)))
    assert.deepEqual(outcomes.map(({ ok }) => ok).toSorted(), [false, false, false, true])
    const puts = await Promise.all(
      [1, 2, 3, 4].map((price) =>
        shop.transaction('test.put', (tx) =>
          putProducts(
            tx,
            [
              { ...yerba, price },
              { ...boots, price },
            ],
            ada,
          ),
        ),
      ),
    )
    assert.ok(puts.flat().every(({ ok }) => ok))
    assert.equal((await findProduct(shop, 'Y1'))?.price, (await findProduct(shop, 'B1'))?.price)
  })

  test('what is left out stays, what is null is taken away, and stock stays where it is not given', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const product = await made(shop, { ...boots, brand: 'Norte', tags: ['cuero'], imageUrl: 'https://example.com/b.jpg' })
    const [first] = product.variants
    assert.ok((await take(shop, [first?.id ?? '', 1])).ok)
    const variants = [
      { sku: 'B1-36', price: 40_000 },
      { sku: 'B1-38', options: { talle: '38' }, stock: 4 },
      { sku: 'B1-37', remove: true },
    ]
    const changed = await changeProduct(shop, 'B1', { imageUrl: null, name: 'Botas de cuero', variants }, ada)
    assert.ok(changed.ok)
    const { name, brand, tags, imageUrl, stock } = changed.value
    assert.deepEqual([name, brand, tags, imageUrl, stock], ['Botas de cuero', 'Norte', ['cuero'], null, 5])
    assert.deepEqual(
      changed.value.variants.map(({ sku, price, stock }) => [sku, price, stock]),
      [
        ['B1-36', 40_000, 1],
        ['B1-38', 45_000, 4],
      ],
    )
    assert.deepEqual(await shelfOf(shop, product.id), { stock: 5, in_stock: 1, price_from: 40_000, price_to: 45_000 })
    const none = await changeProduct(shop, 'B1', { variants: null }, ada)
    assert.ok(none.ok && none.value.stock === 0)
    const own = await changeProduct(shop, 'B1', { stock: 7 }, ada)
    assert.ok(own.ok)
    assert.deepEqual([own.value.stock, own.value.variants.map(({ sku }) => sku)], [7, ['B1']])
    const again = await changeProduct(shop, 'B1', { variants: [{ sku: 'B1-37' }] }, ada)
    assert.ok(again.ok)
    assert.deepEqual([again.value.stock, again.value.variants.map(({ sku, options }) => [sku, options])], [1, [['B1-37', { talle: '37' }]]])
  })

  test('a product that was taken away is found no more, keeps its SKUs, and comes back as the same one', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const product = await made(shop, boots)
    assert.ok(!(await removeProduct(shop, 'B1-36', ada)).ok)
    assert.ok((await removeProduct(shop, 'B1', ada)).ok)
    assert.deepEqual(await removeProduct(shop, 'B1', ada), { ok: false, refusal: { code: 'product_not_found', product: 'B1' } })
    for (const key of [product.id, 'B1', 'B1-36'])
      assert.deepEqual([await findProduct(shop, key), await findVariant(shop, key)], [null, null])
    assert.ok(!(await take(shop, [product.variants[0]?.id ?? '', 1])).ok)
    assert.ok(!(await createProduct(shop, { ...yerba, sku: 'B1-36' }, ada)).ok)
    assert.ok(!(await changeProduct(shop, product.id, { name: 'x' }, ada)).ok)
    const back = await made(shop, { sku: 'B1', name: 'Botas nuevas', price: 1, variants: [{ sku: 'B1-37', options: { talle: '37' } }] })
    assert.deepEqual([back.id, back.category, back.stock, back.variants.length], [product.id, '', null, 1])
    assert.equal(back.variants[0]?.id, product.variants[1]?.id)
  })

  test('stock is taken all or none, and comes back', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const [pair, plain] = [await made(shop, boots), await made(shop, yerba)]
    const [small, large, only] = [...pair.variants, ...plain.variants].map(({ id }) => id) as [string, string, string]
    assert.deepEqual(await take(shop, [small, 2], [large, 2], [only, 5]), {
      ok: false,
      refusal: { code: 'out_of_stock', variant: large, sku: 'B1-37', available: 1 },
    })
    assert.deepEqual([(await shelfOf(shop, pair.id)).stock, (await shelfOf(shop, plain.id)).stock], [3, 5])
    assert.ok((await take(shop, [small, 2], [large, 1], [only, 5])).ok)
    assert.deepEqual([(await shelfOf(shop, pair.id)).in_stock, (await shelfOf(shop, plain.id)).in_stock], [0, 0])
    await shop.transaction('test.give', (tx) => giveBackStock(tx, [{ variant: large, quantity: 1 }]))
    const { stock, in_stock } = await shelfOf(shop, pair.id)
    assert.deepEqual([stock, in_stock, (await findProduct(shop, 'B1'))?.stock], [1, 1, 1])
  })

  test('what was changed is written down with who did it, and is told', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    const { id } = await made(shop, boots)
    await changeProduct(shop, 'B1', { price: 50_000, variants: [{ sku: 'B1-36', stock: 9 }] }, { kind: 'key', name: 'tests' })
    await changeProduct(shop, 'B1', { price: 50_000 }, ada)
    await removeProduct(shop, 'B1', ada)
    const { items } = await readAudit(shop, id, { limit: 10 })
    assert.deepEqual(
      items.map(({ by, action, changes }) => [by.name, action, changes]),
      [
        ['Ada', 'product.created', {}],
        [
          'tests',
          'product.updated',
          { price: { from: '450.00', to: '500.00' }, stock: { from: 3, to: 10 }, 'variants.B1-36.stock': { from: 2, to: 9 } },
        ],
        ['Ada', 'product.removed', {}],
      ],
    )
    const events = await shop.sql
      .selectFrom('events')
      .select(['type', 'data'])
      .where('tenant_id', '=', 'demo')
      .where('subject', '=', id)
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      events.map(({ type, data }) => [type, JSON.parse(data).change, JSON.parse(data).fields]),
      [
        ['store.product.changed', 'created', []],
        ['store.product.changed', 'updated', ['price', 'stock', 'variants']],
        ['store.product.changed', 'removed', []],
      ],
    )
  })

  test('categories are a tree with what lies in it', async () => {
    await using opened = await openShops(engine)
    const { shop } = opened
    await made(shop, { ...boots, storefront: 'moda' })
    await made(shop, { ...yerba, category: 'Almacén' })
    await made(shop, { ...yerba, sku: 'Y2', category: 'Calzado' })
    const tree = async (storefront?: string) => (await listCategories(shop, storefront)).map(({ path, products }) => [path, products])
    assert.deepEqual(await tree(), [
      ['Almacén', 1],
      ['Calzado', 2],
      ['Calzado/Botas', 1],
    ])
    assert.deepEqual(await tree('moda'), [
      ['Calzado', 1],
      ['Calzado/Botas', 1],
    ])
  })
}
