import type { Tx } from '../../../platform/events/events.ts'
import { type Look, reading } from '../../../platform/sql/reading.ts'
import { categoryFilter, inStockFilter, storefrontFilter } from './document.ts'
import { termsOn } from './index-products.ts'
import { boughtWith, countPair } from './recommend.sql.ts'
import { productsFor } from './shelf.ts'
import type { Placed, Wanted } from './terms.ts'

/** Beside one product: where it stands, and what it costs. */
export interface Beside {
  readonly product: string
  readonly category: string
  readonly storefront: string | null
  readonly price: number
  readonly limit: number
}

/** What goes with a product can be had, and under the same storefront: bought together most often first, then its like nearest in price. */
export const goesWith = reading('catalog.goes-with', async (look, beside: Beside): Promise<string[]> => {
  const found = new Set(await boughtTogether(look, beside))
  for (const like of likes(beside)) {
    if (found.size >= beside.limit) break
    for (const product of await nearest(look, beside, like)) if (product !== beside.product) found.add(product)
  }
  return [...found].slice(0, beside.limit)
})

/** More than any page shows, since some of them may be sold out or stand elsewhere by now. */
const mostBought = 200

async function boughtTogether(look: Look, { product, storefront }: Beside): Promise<string[]> {
  const rows = await look.read(boughtWith, { product, limit: mostBought })
  return rows.filter((row) => row.storefront === storefront).map(({ other_id }) => other_id)
}

interface Like {
  readonly category: string
  readonly minPrice: number | null
  readonly maxPrice: number | null
}

/** Four tenths dearer or cheaper is still the same kind of purchase. */
const band = 0.4

/** On the same shelf in the same price band, then at any price, then on the shelf around it. */
function likes({ category, price }: Beside): Like[] {
  if (category === '') return []
  const near = { minPrice: Math.ceil(price * (1 - band)), maxPrice: Math.floor(price * (1 + band)) }
  const around = category.split('/').slice(0, -1).join('/')
  const anyPrice = { minPrice: null, maxPrice: null }
  return [{ category, ...near }, { category, ...anyPrice }, ...(around === '' ? [] : [{ category: around, ...near }])]
}

const mostWeighed = 500

async function nearest(look: Look, { storefront, price }: Beside, { category, minPrice, maxPrice }: Like): Promise<string[]> {
  const all = [[categoryFilter(category)], [inStockFilter], ...(storefront === null ? [] : [[storefrontFilter(storefront)]])]
  const wanted: Wanted = { all, minPrice, maxPrice, offer: null, after: null, limit: mostWeighed }
  const distance = (placed: Placed) => Math.abs(placed.price - price)
  const placed = (await termsOn(look.engine).findPlaced(look, wanted)).sort(
    (left, right) => distance(left) - distance(right) || left.doc - right.doc,
  )
  return await productsFor(
    look,
    placed.map(({ doc }) => doc),
  )
}

/** Beyond so many it was a whole shop that was bought, and says nothing of two of its products. */
const mostCounted = 20

/** Told once of each order, by the products in it. */
export async function countBoughtTogether(tx: Tx, products: readonly string[]): Promise<void> {
  const together = [...new Set(products)].sort().slice(0, mostCounted)
  // In one order for all: two orders of the same things wait for each other, and never in a circle.
  for (const product of together) for (const other of together) if (other !== product) await tx.run(countPair, { product, other })
}
