import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import { findProduct, findStored } from './find.ts'
import type { Product } from './product.ts'
import type { ProductInput } from './product-input.ts'
import { type CatalogRefusal, type PutMode, type PutOutcome, putProducts } from './put.ts'

export type ProductChanges = Omit<ProductInput, 'sku' | 'state' | 'allVariants'>

/** A product of that SKU that was taken away comes back as this one: what was sold of it before stays its own. */
export async function createProduct(shop: Shop, input: ProductInput, by: Actor): Promise<Outcome<Product, CatalogRefusal>> {
  return await read(shop, await putOne(shop, 'catalog.create', input, by, 'create'))
}

/** What is left out stays; what is null is taken away. */
export async function changeProduct(
  shop: Shop,
  idOrSku: string,
  changes: ProductChanges,
  by: Actor,
): Promise<Outcome<Product, CatalogRefusal>> {
  const stored = await findStored(shop, idOrSku)
  if (stored?.state !== 'active') return refuse({ code: 'product_not_found', product: idOrSku })
  return await read(shop, await putOne(shop, 'catalog.change', { ...changes, sku: stored.sku, state: 'as_is' }, by, 'change'))
}

/**
 * It is found no more and stays what it was to those who bought it; its SKUs stay its own. By its id or its own SKU only: whoever
 * names a variant has not said that all of them should go.
 */
export async function removeProduct(shop: Shop, idOrSku: string, by: Actor): Promise<Outcome<void, CatalogRefusal>> {
  const stored = await findStored(shop, idOrSku)
  if (stored?.state !== 'active' || (stored.id !== idOrSku && stored.sku !== idOrSku))
    return refuse({ code: 'product_not_found', product: idOrSku })
  const outcome = await putOne(shop, 'catalog.remove', { sku: stored.sku, state: 'off' }, by, 'change')
  return outcome.ok ? done(undefined) : outcome
}

async function putOne(shop: Shop, unit: string, input: ProductInput, by: Actor, mode: PutMode): Promise<PutOutcome> {
  return await shop.transaction(unit, async (tx) => {
    const [outcome] = await putProducts(tx, [input], by, mode)
    if (!outcome) throw new Error(`nothing was answered for ${input.sku}`)
    return outcome
  })
}

async function read(shop: Shop, outcome: PutOutcome): Promise<Outcome<Product, CatalogRefusal>> {
  if (!outcome.ok) return outcome
  const product = await findProduct(shop, outcome.value.product)
  // Taken away again already, by somebody who was as quick.
  return product ? done(product) : refuse({ code: 'product_not_found', product: outcome.value.product })
}
