import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations } from '../../../../test/counter.ts'
import { engines, type TestEngine } from '../../../../test/engines.ts'
import { shopIn } from '../../../../test/shop.ts'
import { applyStore } from '../../../../test/store-files.ts'
import { realWorld } from '../../../platform/world/real.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import type { Shop } from '../../../shop/shop.ts'
import { type ProductInput, type ProductQuery, putProducts, searchProducts } from '../catalog.ts'

const somebody: Actor = { kind: 'system', name: 'test' }
const store = `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
`

interface Opened extends AsyncDisposable {
  shop: Shop
  put(...inputs: ProductInput[]): Promise<void>
  skus(query: Partial<ProductQuery>): Promise<string[]>
  /** All pages, with something done after the first of them. */
  walk(query: Partial<ProductQuery>, meanwhile?: () => Promise<void>): Promise<string[]>
}

async function openShop(engine: TestEngine): Promise<Opened> {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  await applyStore({ world, database, store })
  const shop = await shopIn(world, database)
  const find = (query: Partial<ProductQuery>) => searchProducts(shop, { limit: 50, ...query })
  return {
    shop,
    async put(...inputs) {
      for (let from = 0; from < inputs.length; from += 250)
        await shop.transaction('test.put', (tx) => putProducts(tx, inputs.slice(from, from + 250), somebody))
    },
    skus: async (query) => (await find(query)).items.map(({ sku }) => sku),
    async walk(query, meanwhile) {
      const skus: string[] = []
      let cursor: string | undefined
      do {
        const page = await find({ ...query, cursor })
        skus.push(...page.items.map(({ sku }) => sku))
        cursor = page.next ?? undefined
        if (skus.length === page.items.length) await meanwhile?.()
      } while (cursor !== undefined)
      return skus
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const numbered = (many: number, input: (at: number) => Partial<ProductInput> = () => ({})): ProductInput[] =>
  Array.from({ length: many }, (_, at) => ({ sku: `S${at}`, name: `Taza ${at}`, price: (at + 1) * 100, stock: 5, ...input(at) }))

for (const engine of engines) describe(`pages of a search on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('however many have the words, each order begins with its first, leaves nobody out and says how many there are', async () => {
    await using shop = await openShop(engine)
    const many = 2300
    // Every tenth is another thing, and stands among them in every order.
    const inputs = numbered(many, (at) => ({
      name: `${at % 10 === 0 ? 'Vaso' : 'Taza'} ${String(at).padStart(4, '0')}`,
      category: at % 2 ? 'A' : 'B',
    }))
    await shop.put(...inputs)
    const cups = inputs.filter(({ name }) => name?.startsWith('Taza')).map(({ sku }) => sku)
    const orders = {
      price: cups,
      '-price': cups.toReversed(),
      name: cups,
      '-name': cups.toReversed(),
      newest: cups.toReversed(),
      oldest: cups,
    }
    for (const [sort, all] of Object.entries(orders) as [keyof typeof orders, string[]][])
      assert.deepEqual(await shop.walk({ query: 'tazas', sort, limit: 100 }), all, sort)
    const inA = cups.filter((sku) => Number(sku.slice(1)) % 2)
    assert.deepEqual(await shop.walk({ query: 'tazas', sort: '-price', category: 'A', limit: 100 }), inA.toReversed())
    assert.deepEqual(new Set(await shop.walk({ query: 'tazas', limit: 100 })), new Set(cups))
    const totals = [{ query: 'taza' }, { query: 'taza', sort: 'price' as const }, {}, { inStock: true }]
    const counted = await Promise.all(totals.map(async (query) => (await searchProducts(shop.shop, { limit: 1, ...query })).total))
    assert.deepEqual(counted, [cups.length, cups.length, many, many])
  })

  for (const sort of ['relevance', 'price', '-price', 'name', 'newest'] as const)
    for (const many of [30, 250])
      test(`while ${many} cups are walked through by ${sort}, what is sold or taken away makes no other come twice or not at all`, async () => {
        await using shop = await openShop(engine)
        const inputs = numbered(many)
        await shop.put(...inputs)
        const first = await shop.skus({ query: 'taza', sort, limit: 10 })
        const gone = first[3] ?? ''
        const walked = await shop.walk({ query: 'taza', sort, limit: 10 }, () => shop.put({ sku: gone, state: 'off' }))
        assert.deepEqual(walked.toSorted(), inputs.map(({ sku }) => sku).toSorted())
        assert.deepEqual(walked.slice(0, 10), first)
      })

  test('a cup that is sold out between two pages of the best ones comes once', async () => {
    await using shop = await openShop(engine)
    await shop.put(...numbered(30))
    const first = await shop.skus({ query: 'taza', limit: 10 })
    const walked = await shop.walk({ query: 'taza', limit: 10 }, () => shop.put({ sku: first[2] ?? '', stock: 0 }))
    assert.equal(new Set(walked).size, walked.length)
    assert.equal(walked.length, 30)
  })

  test('a price that is asked for is one of the variants’, not one between them', async () => {
    await using shop = await openShop(engine)
    const options = (talle: string) => ({ options: { talle }, stock: 1 })
    await shop.put(
      {
        sku: 'SPAN',
        name: 'Taza doble',
        price: 1000,
        variants: [
          { sku: 'SPAN-1', ...options('1') },
          { sku: 'SPAN-9', ...options('9'), price: 9000 },
        ],
      },
      {
        sku: 'STEP',
        name: 'Taza triple',
        price: 1000,
        variants: [
          { sku: 'STEP-1', ...options('1') },
          { sku: 'STEP-5', ...options('5'), price: 5000 },
          { sku: 'STEP-9', ...options('9'), price: 9000 },
        ],
      },
      { sku: 'ONE', name: 'Taza', price: 4500, stock: 1 },
    )
    for (const asked of [{}, { query: 'taza' }, { sort: 'price' as const }, { query: 'taza', sort: 'name' as const }])
      assert.deepEqual((await shop.skus({ ...asked, minPrice: 4000, maxPrice: 6000 })).toSorted(), ['ONE', 'STEP'], JSON.stringify(asked))
    assert.ok(!(await shop.skus({ query: 'SPAN-9', minPrice: 4000, maxPrice: 6000 })).includes('SPAN'))
    assert.equal((await shop.skus({ query: 'SPAN-9', minPrice: 9000 }))[0], 'SPAN')
  })

  test('in stock is what was asked for, not another size of it', async () => {
    await using shop = await openShop(engine)
    const shoe = (sku: string, left: number): ProductInput => ({
      sku,
      name: 'Zapatillas',
      price: 1000,
      variants: [
        { sku: `${sku}-N36`, options: { color: 'negro', talle: '36' }, stock: left },
        { sku: `${sku}-N37`, options: { color: 'negro', talle: '37' }, stock: 3 },
      ],
    })
    await shop.put(shoe('GONE', 0), shoe('LEFT', 1))
    assert.deepEqual(await shop.skus({ query: 'zapatillas negras 36', inStock: true }), ['LEFT'])
    assert.deepEqual((await shop.skus({ query: 'zapatillas negras 37', inStock: true })).toSorted(), ['GONE', 'LEFT'])
    assert.deepEqual(await shop.skus({ query: 'zapatillas negras 36' }), ['LEFT', 'GONE'])
  })

  test('where options decide among many, those are counted of which a variant has them all', async () => {
    await using shop = await openShop(engine)
    const inputs = numbered(150, (at) => ({
      name: 'Remera',
      price: 1000,
      variants: [
        { sku: `S${at}-1`, options: { color: 'negro', talle: at % 3 === 0 ? 'M' : 'L' }, stock: 1 },
        { sku: `S${at}-2`, options: { color: 'rojo', talle: 'M' }, stock: 1, price: 2000 },
      ],
    }))
    await shop.put(...inputs)
    const query = { query: 'remera negra M', limit: 100, facets: true }
    const found = await searchProducts(shop.shop, query)
    assert.equal((await shop.walk(query)).length, 50)
    assert.equal(found.total, 50)
    assert.deepEqual(found.facets?.options[0]?.values, [
      { value: 'negro', count: 50 },
      { value: 'rojo', count: 50 },
    ])
    assert.deepEqual(found.facets?.price, { min: 1000, max: 2000 })
  })

  test('a word that was written apart is the word, though each half is one too', async () => {
    await using shop = await openShop(engine)
    await shop.put(
      { sku: 'NB-1', name: 'Notebook 14', price: 1000, stock: 1 },
      { sku: 'N-1', name: 'Note adhesive', price: 1000, stock: 1 },
      { sku: 'B-1', name: 'Book of roses', price: 1000, stock: 1 },
      { sku: 'LUN-011', name: 'Falda', price: 1000, stock: 1 },
    )
    assert.deepEqual(await shop.skus({ query: 'note book' }), ['NB-1'])
    assert.deepEqual(await shop.skus({ query: 'lun 011' }), ['LUN-011'])
    assert.deepEqual((await shop.skus({ query: 'note roses' })).toSorted(), ['B-1', 'N-1'])
  })
}
