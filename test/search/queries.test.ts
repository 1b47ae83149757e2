import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { searchProducts } from '../../server/commerce/catalog/catalog.ts'
import { engines } from '../engines.ts'
import { openDemoShop } from './demo-shop.ts'

/** What people type, and the products of which they would be glad of any. */
interface Asked {
  query: string
  language: 'es' | 'pt' | 'en'
  wants: string[]
}

const asked = JSON.parse(readFileSync(join(import.meta.dirname, 'queries.json'), 'utf8')) as Asked[]
const wanted = 0.95

/** By engine: what was answered to each query, to the last word. */
const answers = new Map<string, string[]>()

test('the queries are many, in three languages, each of its own', () => {
  assert.ok(asked.length >= 150)
  assert.equal(new Set(asked.map(({ query }) => query)).size, asked.length)
  for (const language of ['es', 'pt', 'en']) assert.ok(asked.filter((one) => one.language === language).length >= 30, language)
})

for (const engine of engines) {
  test(`a wanted product is among the first three for ${wanted * 100} % of what people type (${engine.name})`, {
    skip: engine.skip,
  }, async (context) => {
    await using opened = await openDemoShop(engine)
    const missed: string[] = []
    const told: string[] = []
    for (const { query, wants } of asked) {
      const { items, total, corrected, ignored } = await searchProducts(opened.shop, { query, limit: 10 })
      const skus = items.map(({ sku }) => sku)
      told.push(JSON.stringify({ query, skus, total, corrected, ignored }))
      if (!skus.slice(0, 3).some((sku) => wants.includes(sku))) missed.push(`${query}: ${skus.slice(0, 3).join(', ') || 'nothing'}`)
    }
    answers.set(engine.name, told)
    const share = 1 - missed.length / asked.length
    context.diagnostic(`${asked.length - missed.length} of ${asked.length} queries, ${(share * 100).toFixed(1)} %`)
    assert.ok(share >= wanted, `${(share * 100).toFixed(1)} %:\n${missed.join('\n')}`)
  })
}

test('both databases answer every query alike', { skip: engines.find(({ skip }) => skip)?.skip ?? false }, () => {
  const [first, ...others] = engines.map(({ name }) => answers.get(name))
  assert.ok(first)
  for (const other of others) assert.deepEqual(other, first)
})
