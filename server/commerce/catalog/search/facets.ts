import type { Look } from '../../../platform/sql/reading.ts'
import { shelvesOf, variantsOf } from './documents.sql.ts'
import type { Count, Facets } from './query.ts'

/** Counted over the documents that were found, of which there may be more. */
export async function countFacets(look: Look, found: readonly number[], complete: boolean): Promise<Facets> {
  const docs = JSON.stringify(found)
  const counts = { category: new Map<string, number>(), brand: new Map<string, number>(), storefront: new Map<string, number>() }
  const prices: { from: number; to: number }[] = []
  for (const row of await look.read(shelvesOf, { docs })) {
    for (const path of pathsOf(row.category)) add(counts.category, path)
    if (row.brand !== '') add(counts.brand, row.brand)
    if (row.storefront !== null) add(counts.storefront, row.storefront)
    prices.push({ from: row.price, to: row.price_to })
  }
  return {
    category: listed(counts.category),
    brand: listed(counts.brand),
    storefront: listed(counts.storefront),
    options: await countOptions(look, docs),
    price: prices.length === 0 ? null : { min: Math.min(...prices.map(({ from }) => from)), max: Math.max(...prices.map(({ to }) => to)) },
    complete,
  }
}

/** A product counts once for each value that one of its variants has. */
async function countOptions(look: Look, docs: string): Promise<Facets['options']> {
  const seen = new Set<string>()
  const names = new Map<string, Map<string, number>>()
  for (const { doc, options } of await look.read(variantsOf, { docs })) {
    for (const [name, value] of Object.entries(JSON.parse(options) as Record<string, string>)) {
      const key = JSON.stringify([doc, name, value])
      if (seen.has(key)) continue
      seen.add(key)
      const counts = names.get(name) ?? new Map<string, number>()
      names.set(name, counts)
      add(counts, value)
    }
  }
  return [...names].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, counts]) => ({ name, values: listed(counts) }))
}

function pathsOf(category: string): string[] {
  const names = category === '' ? [] : category.split('/')
  return names.map((_, depth) => names.slice(0, depth + 1).join('/'))
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** The most first. */
function listed(counts: ReadonlyMap<string, number>): Count[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1))
}
