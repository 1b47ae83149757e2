import type { Look } from '../../../platform/sql/reading.ts'
import { termsOfOption } from './document.ts'
import { placesOf, productsOf, variantsOf } from './documents.sql.ts'
import type { VariantTerms } from './rank.ts'
import { remember } from './remember.ts'
import type { Placed } from './terms.ts'

/** The variants of these documents, as they are now. */
export async function variantsFor(look: Look, docs: readonly number[]): Promise<Map<number, VariantTerms[]>> {
  const variants = new Map<number, VariantTerms[]>()
  if (docs.length === 0) return variants
  for (const { doc, options, stock } of await look.read(variantsOf, { docs: JSON.stringify(docs) })) {
    const said = { terms: termsOfOptions(options), inStock: stock === null || stock > 0 }
    const known = variants.get(doc)
    if (known) known.push(said)
    else variants.set(doc, [said])
  }
  return variants
}

/** The same options stand on hundreds of products. */
const termsOfOptions = remember(20_000, (options): ReadonlySet<string> => {
  return new Set(Object.values(JSON.parse(options) as Record<string, string>).flatMap(termsOfOption))
})

/** In the order in which they were given. */
export async function productsFor(look: Look, docs: readonly number[]): Promise<string[]> {
  if (docs.length === 0) return []
  const rows = await look.read(productsOf, { docs: JSON.stringify(docs) })
  const products = new Map(rows.map(({ doc, product_id }) => [doc, product_id]))
  return docs.flatMap((doc) => products.get(doc) ?? [])
}

export async function placesFor(look: Look, docs: readonly number[]): Promise<Placed[]> {
  return await look.read(placesOf, { docs: JSON.stringify(docs) })
}
