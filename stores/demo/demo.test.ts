import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { openSecrets } from '../../server/platform/secrets/secrets.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { linesOfProvider } from '../../server/shop/lines/lines.ts'
import { applyStoreFiles, Moment, momentOf, type StoreFile } from '../../server/shop/store-file/store-file.ts'
import { storeContents } from '../../server/store-contents.ts'
import { migrations } from '../../test/counter.ts'
import { engines } from '../../test/engines.ts'

const folder = import.meta.dirname
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

const Price = z.string().regex(/^[1-9]\d*\.\d\d$/)
const Stock = z.int().min(0).nullable()
const Product = z.strictObject({
  sku: z.string().regex(/^[A-Z]{3}-\d{3}$/),
  name: z.string().min(3).max(60),
  description: z.string().min(30).max(200),
  category: z.string().regex(/^[^/]+\/[^/]+$/),
  brand: z.string().min(3),
  storefront: z.string(),
  price: Price,
  currency: z.literal('ARS'),
  stock: Stock.optional(),
  is_offer: z.boolean(),
  compare_at_price: Price.optional(),
  image_url: z.string().regex(/^pictures\/[a-z]+\/[a-z]+(-[a-z]+)+\.svg$/),
  tags: z.array(z.string().min(1)).min(2),
  variants: z
    .array(z.strictObject({ sku: z.string(), options: z.record(z.string(), z.string()), price: Price.optional(), stock: Stock }))
    .min(2)
    .optional(),
})
const Customer = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string().regex(/^[a-z.]+@example\.test$/),
  phone: z.string().regex(/^\+54911555\d{5}$/),
  segment: z.string(),
  language: z.enum(['es', 'pt', 'en']),
  address: z.string(),
})
const Order = z.strictObject({
  number: z.string().regex(/^\d+$/),
  customer_id: z.string(),
  items: z.array(z.strictObject({ sku: z.string(), quantity: z.int().positive() })).min(1),
  status: z.enum(['pending', 'confirmed', 'shipped', 'delivered', 'cancelled', 'refunded', 'expired']),
  created_at: Moment,
  tracking: z.strictObject({ carrier: z.string(), number: z.string() }).optional(),
})

const store = parse(read('store.yaml')) as StoreFile
const products = z.array(Product).parse(JSON.parse(read('catalog.json')))
const customers = z.array(Customer).parse(JSON.parse(read('customers.json')))
const orders = z.array(Order).parse(JSON.parse(read('orders.json')))

const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) < index)
const plainly = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

for (const engine of engines)
  test(`the demo store opens at once, and again changes nothing (${engine.name})`, { skip: engine.skip }, async () => {
    const world = realWorld()
    await using database = await engine.open({ migrations, world })
    const apply = () =>
      applyStoreFiles([join(folder, 'store.yaml')], {
        database,
        secrets: openSecrets(new Uint8Array(32).fill(7), world.random),
        random: world.random,
        env: {},
        refusedVariables: [],
        contents: storeContents,
      })
    const begun = process.cpuUsage()
    const [first] = await apply()
    const { user, system } = process.cpuUsage(begun)
    assert.ok((first?.written ?? 0) > 350)
    // Work, not time: tests run beside each other. It is about a second of it.
    assert.ok(user + system < 5_000_000, `${Math.round((user + system) / 1000)} ms of work`)
    assert.equal((await apply())[0]?.written, 0)
    // Orders of before are priced by the catalogue that came with them, and take nothing from its shelves.
    const sold = await database
      .tenant('demo')
      .sql.selectFrom('orders')
      .select(['total', 'holds_stock'])
      .where('tenant_id', '=', 'demo')
      .execute()
    assert.equal(sold.length, orders.length)
    assert.ok(sold.every(({ total, holds_stock }) => total > 0 && holds_stock === 0))
    // Aurora stands at the door: her line is the file's first, whatever its id.
    const [door] = await database.system.read(linesOfProvider, { provider: 'webchat' })
    assert.equal(door?.id, 'web')
  })

test('six storefronts have fifty products each, and a seller of their own', () => {
  const shelves = Object.groupBy(products, ({ storefront }) => storefront)
  assert.deepEqual(Object.keys(shelves).toSorted(), store.storefronts.map(({ id }) => id).toSorted())
  for (const { id } of store.storefronts) {
    assert.equal(shelves[id]?.length, 50, id)
    const seller = store.sellers.find(({ storefront }) => storefront === id)
    assert.ok(seller, id)
    assert.ok(
      store.lines.some((line) => line.seller === seller.id),
      id,
    )
  }
  assert.equal(products.length, 300)
})

test('no two products have one name, and no two things for sale one SKU', () => {
  assert.deepEqual(repeated(products.map(({ name }) => plainly(name))), [])
  assert.deepEqual(repeated(products.flatMap(({ sku, variants }) => [sku, ...(variants ?? []).map((variant) => variant.sku)])), [])
  for (const { name, tags } of products) assert.deepEqual(repeated(tags.map(plainly)), [], name)
})

test('prices fit: an offer was dearer before, nothing else says that it was', () => {
  for (const { name, is_offer, price, compare_at_price, variants } of products) {
    assert.equal(is_offer, compare_at_price !== undefined, name)
    if (compare_at_price) assert.ok(Number(compare_at_price) > Number(price) && Number(compare_at_price) < 1.5 * Number(price), name)
    for (const variant of variants ?? []) assert.ok(Number(variant.price ?? price) >= Number(price), name)
  }
  const offers = products.filter(({ is_offer }) => is_offer).length
  assert.ok(offers >= 40 && offers <= 90, `${offers} offers`)
})

test('variants of a product differ by the same options, and what has variants has no stock of its own', () => {
  for (const { name, sku, stock, variants } of products) {
    assert.equal(stock === undefined, variants !== undefined, name)
    const [first] = variants ?? []
    for (const variant of variants ?? []) {
      assert.deepEqual(Object.keys(variant.options), Object.keys(first?.options ?? {}), name)
      assert.ok(variant.sku.startsWith(`${sku}-`), name)
    }
    assert.deepEqual(repeated((variants ?? []).map(({ options }) => JSON.stringify(options))), [], name)
  }
  const stocks = products.flatMap(({ stock, variants }) => (variants ? variants.map((variant) => variant.stock) : [stock]))
  assert.ok(stocks.includes(0) && stocks.includes(null))
  assert.ok(stocks.filter((stock) => stock === 0).length < stocks.length / 5)
})

test('orders are of customers and products that are there, of the last weeks whenever the store is opened', () => {
  assert.equal(customers.length, 40)
  assert.equal(orders.length, 60)
  for (const key of ['id', 'email', 'phone'] as const) assert.deepEqual(repeated(customers.map((customer) => customer[key])), [])
  const known = new Set(customers.map(({ id }) => id))
  const sold = new Map(products.flatMap(({ sku, stock, variants }) => (variants ?? [{ sku, stock }]).map((one) => [one.sku, one.stock])))
  const now = Date.parse('2031-05-01T12:00:00Z')
  const days = orders.map(({ created_at }) => (now - momentOf(created_at, now)) / 86_400_000)
  for (const [index, { number, customer_id, items, status, tracking }] of orders.entries()) {
    assert.ok(known.has(customer_id), number)
    for (const { sku } of items) assert.ok(sold.has(sku), `${number}: ${sku}`)
    assert.deepEqual(repeated(items.map(({ sku }) => sku)), [], number)
    assert.equal(tracking !== undefined, status === 'shipped' || status === 'delivered', number)
    assert.ok((days[index] ?? 0) > 0 && (days[index] ?? 99) < 42, number)
  }
  assert.deepEqual(repeated(orders.map(({ number }) => number)), [])
  assert.deepEqual(
    days.toSorted((a, b) => b - a),
    days,
  )
  assert.ok((days.at(-1) ?? 9) < 1)
})

test('what customers are told is there in three languages, and nothing needs an account anywhere', () => {
  assert.ok(store.faq.length >= 20)
  const texts = [
    ...store.faq.flatMap(({ question, answer }) => [question, answer]),
    ...store.shipping.map(({ name }) => name),
    ...store.promotions.map(({ name }) => name),
    ...store.agenda.services.map(({ name }) => name),
    store.handoff.message,
  ]
  for (const text of texts) assert.deepEqual(Object.keys(text as object).toSorted(), ['en', 'es', 'pt'], JSON.stringify(text))
  assert.deepEqual(repeated(store.faq.map(({ topic }) => topic)), [])
  for (const name of ['store.yaml', 'catalog.json', 'customers.json', 'orders.json', 'knowledge.md'])
    assert.doesNotMatch(read(name).replace(/^#.*|^ +#.*/gm, ''), /\$\{|https?:/, name)
})

test('figures in answers are those of the store file', () => {
  const amounts = (text: string) => [...text.matchAll(/\$(\d+)[.,](\d{3})/g)].map(([, thousands, rest]) => `${thousands}${rest}.00`)
  const prices = new Set(
    store.shipping.flatMap(({ price, freeFrom }) => [price, freeFrom]).concat(store.promotions.map(({ amount }) => amount)),
  )
  const said = [read('knowledge.md'), ...store.faq.flatMap(({ answer }) => Object.values(answer as Record<string, string>))]
  assert.ok(said.flatMap(amounts).length > 20)
  for (const text of said) for (const amount of amounts(text)) assert.ok(prices.has(amount), `${amount} in ${text}`)
  const codes = new Set(store.promotions.flatMap(({ code }) => code ?? []))
  for (const code of said.flatMap((text) => text.match(/\b[A-Z]{4,}\d+\b/g) ?? [])) assert.ok(codes.has(code), code)
})
