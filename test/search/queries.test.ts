import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { searchProducts } from '../../server/commerce/catalog/catalog.ts'
import { realWorld } from '../../server/platform/world/real.ts'
import { migrations } from '../counter.ts'
import { engines } from '../engines.ts'
import { shopIn } from '../shop.ts'
import { applyStore } from '../store-files.ts'

interface Query {
  query: string
  language: 'es' | 'pt' | 'en'
  /** Any of these among the first three is what was wanted. */
  wants: string[]
}

const queries: Query[] = JSON.parse(readFileSync(join(import.meta.dirname, 'queries.json'), 'utf8'))
const demo = (name: string) => readFileSync(join(import.meta.dirname, '../../stores/demo', name), 'utf8')
const wantedShare = 0.95

async function answersOn(engine: (typeof engines)[number]): Promise<string[][]> {
  const world = realWorld()
  await using database = await engine.open({ migrations, world })
  const catalog: { image_url?: string }[] = JSON.parse(demo('catalog.json'))
  const store = `
version: 1
tenant: { id: demo, name: "Galería Aurora", locale: es-AR, currency: ARS, timezone: America/Argentina/Buenos_Aires }
storefronts: [ { id: moda }, { id: tech }, { id: hogar }, { id: belleza }, { id: gaming }, { id: almacen } ]
catalog: catalog.json
`
  const files = { 'catalog.json': JSON.stringify(catalog.map(({ image_url: _, ...product }) => product)) }
  await applyStore({ world, database, store, files })
  const shop = await shopIn(world, database)
  const answers: string[][] = []
  for (const { query } of queries) answers.push((await searchProducts(shop, { query, limit: 10 })).items.map(({ sku }) => sku))
  return answers
}

const told = new Map<string, string[][]>()

for (const engine of engines) {
  test(`what people ask for is among the first three (${engine.name})`, { skip: engine.skip }, async (context) => {
    assert.ok(queries.length >= 150, `${queries.length} queries`)
    const answers = await answersOn(engine)
    told.set(engine.name, answers)
    const missed = queries.filter(({ wants }, index) => !(answers[index] ?? []).slice(0, 3).some((sku) => wants.includes(sku)))
    const share = 1 - missed.length / queries.length
    context.diagnostic(`${queries.length} queries, ${(share * 100).toFixed(1)} % found`)
    const lines = missed.map(({ query, wants }) => `«${query}» wants ${wants.join(' or ')}`)
    assert.ok(share >= wantedShare, `${(share * 100).toFixed(1)} %\n${lines.join('\n')}`)
  })
}

test('both databases give the same answers', { skip: engines.find(({ skip }) => skip !== false)?.skip ?? false }, () => {
  assert.deepEqual(told.get('postgres'), told.get('sqlite'))
})
