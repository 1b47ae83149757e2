import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrations } from '../../../../test/counter.ts'
import { engines, type TestEngine } from '../../../../test/engines.ts'
import { shopIn } from '../../../../test/shop.ts'
import { applyStore } from '../../../../test/store-files.ts'
import { realWorld } from '../../../platform/world/real.ts'
import { type ProductInput, type ProductQuery, putProducts, searchProducts } from '../catalog.ts'

const store = `
version: 1
tenant: { id: demo, name: "Almacén", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
`

async function openShop(engine: TestEngine, inputs: Partial<ProductInput>[]) {
  const world = realWorld()
  const database = await engine.open({ migrations, world })
  await applyStore({ world, database, store })
  const shop = await shopIn(world, database)
  const products = inputs.map((input, at) => ({ sku: `S-${at}`, name: 'Taza', price: 1000, stock: 5, ...input }))
  await shop.transaction('test.put', (tx) => putProducts(tx, products, { kind: 'system', name: 'test' }))
  return {
    async ask(asked: string | Partial<ProductQuery>) {
      const query = typeof asked === 'string' ? { query: asked } : asked
      const { items, corrected, ignored } = await searchProducts(shop, { limit: 50, ...query })
      return { skus: items.map(({ sku }) => sku).sort(), corrected, ignored }
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const inSizes = (sku: string, sizes: readonly string[]) =>
  sizes.map((talle) => ({ sku: `${sku}-${talle}`, options: { talle }, price: 1000, stock: 5 }))

for (const engine of engines) describe(`what is understood on ${engine.name}`, { skip: engine.skip }, () => tellOf(engine))

function tellOf(engine: TestEngine): void {
  test('a size is only what it is, a word of three letters at most the beginning of another, and what nobody has is told', async () => {
    await using shop = await openShop(engine, [
      { sku: 'JEAN', name: 'Jean rojo', variants: inSizes('JEAN', ['S', 'M', 'L', 'XL']) },
      { sku: 'REMERA', name: 'Remera negra', variants: inSizes('REMERA', ['S', 'M', 'L', '3XL']) },
      { sku: 'LONG', name: 'a'.repeat(200) },
      { sku: 'PANEL', name: 'Paneles solares' },
    ])
    for (const size of ['xxl', 'XXXXL', 'xs', 'x', '5xl', 'x'.repeat(200)])
      assert.deepEqual(await shop.ask(`jean rojo ${size}`), { skus: ['JEAN'], corrected: [], ignored: [size.toLowerCase()] }, size)
    assert.deepEqual((await shop.ask('remera negra X')).ignored, ['x'])
    assert.deepEqual(await shop.ask('remera xxxl'), { skus: ['REMERA'], corrected: [], ignored: [] })
    for (const short of ['x'.repeat(300), 'a', 'zol', 'so', 'aaaa'])
      assert.deepEqual(await shop.ask(short), { skus: [], corrected: [], ignored: [short] }, short)
    for (const begun of ['sol', 'sola']) assert.deepEqual((await shop.ask(begun)).skus, ['PANEL'], begun)
  })

  test('what the shop has a word for is found by it, one or many, and is no slip for another thing', async () => {
    await using shop = await openShop(engine, [
      { sku: 'AURI', name: 'Auriculares Eco' },
      { sku: 'ZAPA', name: 'Zapatillas Nube', category: 'Calzado/Deportivo' },
    ])
    for (const query of ['headphone', 'headphones', 'earphones', 'fone de ouvido'])
      assert.deepEqual(await shop.ask(query), { skus: ['AURI'], corrected: [], ignored: [] }, query)
    for (const query of ['shoe', 'shoes', 'sneakers', 'footwear']) assert.deepEqual((await shop.ask(query)).skus, ['ZAPA'], query)
    assert.deepEqual(await shop.ask('casaco'), { skus: [], corrected: [], ignored: ['casaco'] })
    await using coats = await openShop(engine, [{ sku: 'CAMPERA', name: 'Campera', category: 'Calzado' }])
    assert.deepEqual((await coats.ask('casacos')).skus, ['CAMPERA'])
  })

  test('a SKU is found by what it begins with', async () => {
    const numbered = Array.from({ length: 10 }, (_, at) => ({ sku: `P0001${at}`, name: 'Taza' }))
    const others = [{ sku: 'LUN-0011' }, { sku: 'lun-0012' }, { sku: 'Q1', variants: inSizes('VAR77', ['1']) }, { sku: 'P00020' }]
    await using shop = await openShop(engine, [...numbered, ...others, { sku: 'TZ', name: 'Pava P0002' }])
    const all = numbered.map(({ sku }) => sku)
    for (const query of ['P0001', 'p0001', 'taza p0001'])
      assert.deepEqual(await shop.ask(query), { skus: all, corrected: [], ignored: [] }, query)
    assert.deepEqual((await shop.ask('LUN-001')).skus, ['LUN-0011', 'lun-0012'])
    assert.deepEqual((await shop.ask('lun001')).skus, ['LUN-0011', 'lun-0012'])
    assert.deepEqual((await shop.ask('VAR7')).skus, ['Q1'])
    assert.deepEqual((await shop.ask('p0002')).skus, ['TZ'])
  })

  test('brands and categories of signs are found, each for itself', async () => {
    const brands = ['C', 'C++', 'C#', '++', '🔥', '❄️', 'T-Shirt']
    const categories = ['🔥', '%/_', '---', 'Ropa/🔥', '---/Ropa']
    await using shop = await openShop(engine, [
      ...brands.map((brand, at) => ({ sku: `B${at}`, brand })),
      ...categories.map((category, at) => ({ sku: `C${at}`, category })),
    ])
    for (const [at, brand] of brands.entries()) assert.deepEqual((await shop.ask({ brand })).skus, [`B${at}`], brand)
    for (const [category, skus] of [
      ['🔥', ['C0', 'C3']],
      ['%/_', ['C1']],
      ['%', ['C1']],
      ['_', ['C1']],
      ['---', ['C2', 'C4']],
      ['ropa', ['C3', 'C4']],
      ['Ropa/🔥', ['C3']],
    ] as const)
      assert.deepEqual((await shop.ask({ category })).skus, skus, category)
    assert.deepEqual((await shop.ask({ brand: 't shirts' })).skus, ['B6'])
  })

  test('a name with an apostrophe is found however it is written', async () => {
    await using shop = await openShop(engine, [
      { sku: 'ON', name: 'Remera', brand: "O'Neill" },
      { sku: 'DL', name: 'Cafetera', brand: 'De’Longhi' },
      { sku: 'LO', name: 'Shampoo', brand: "L'Oréal" },
      { sku: 'LE', name: 'Jean', brand: "Levi's" },
      { sku: 'NULL', name: 'Null Neil' },
    ])
    for (const [query, sku, corrected] of [
      ['o neill', 'ON', [{ from: 'o neill', to: 'oneill' }]],
      ['remera O Neill', 'ON', [{ from: 'o neill', to: 'oneill' }]],
      ["o'neill", 'ON', []],
      ['oneill', 'ON', []],
      ['cafetera de longhi', 'DL', [{ from: 'de longhi', to: 'delonghi' }]],
      ['l oreal', 'LO', [{ from: 'l oreal', to: 'loreal' }]],
      ['levi s', 'LE', [{ from: 'levi s', to: 'levis' }]],
    ] as const)
      assert.deepEqual(await shop.ask(query), { skus: [sku], corrected, ignored: [] }, query)
  })
}
