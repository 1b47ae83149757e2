import type { Tx } from '../../../platform/events/events.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import { lookIn } from '../../../shop/look.ts'
import type { FileProblem } from '../files/problem.ts'
import { loadProducts } from '../load.ts'
import { activeVariants, type StoredProduct } from '../product.ts'
import type { ProductInput } from '../product-input.ts'
import { productSubject, putProducts } from '../put.ts'
import { failuresOf } from './failures.ts'
import { newPrice, type PriceRule } from './prices.ts'

/** What a product is changed to, or null where it costs what it cost. */
export function repriced(product: StoredProduct, rule: PriceRule): ProductInput | null {
  const price = newPrice(product.price, rule)
  const variants = activeVariants(product).flatMap(({ sku, ownPrice }) => {
    if (ownPrice === null) return []
    const own = newPrice(ownPrice, rule)
    return own === ownPrice ? [] : [{ sku, price: own }]
  })
  if (price === product.price && variants.length === 0) return null
  return { sku: product.sku, price, state: 'as_is', ...(variants.length > 0 ? { variants } : {}) }
}

/** The price is that of this moment: what changed since it was looked at is raised from what it is now. */
export async function pricesPage(tx: Tx, rules: Readonly<Record<string, unknown>>, document: string, by: Actor): Promise<FileProblem[]> {
  const { ids } = JSON.parse(document) as { ids: string[] }
  // The very same that putting them locks: nobody comes between the price that is read and the one that is written.
  await tx.lock(...ids.map(productSubject))
  const products = await loadProducts(lookIn(tx), ids)
  const inputs = [...products.values()].flatMap((product) => {
    const input = product.state === 'active' ? repriced(product, rules.rule as PriceRule) : null
    return input ? [input] : []
  })
  return failuresOf(await putProducts(tx, inputs, by, 'change'), (index) => ({ sku: inputs[index]?.sku ?? '', line: null }))
}
