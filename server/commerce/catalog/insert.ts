import type { Tx } from '../../platform/events/events.ts'
import { activeVariants, priceRange, type StoredProduct, type StoredVariant, stockOf } from './product.ts'
import { insertProduct, insertSku, insertVariant } from './products.sql.ts'

/** Answers with those that are ours now. In the order given: who wants the same waits for us there, and never in a circle. */
export async function claimSkus(tx: Tx, claims: readonly { sku: string; product: string }[]): Promise<{ sku: string; product: string }[]> {
  return (await tx.runAll(insertSku, claims)).rows
}

export async function insertVariants(tx: Tx, variants: readonly { product: string; variant: StoredVariant }[]): Promise<void> {
  const rows = variants.map(({ product, variant }) => ({
    id: variant.id,
    product,
    sku: variant.sku,
    options: JSON.stringify(variant.options),
    price: variant.ownPrice,
    stock: variant.stock,
    position: variant.position,
    state: variant.state,
  }))
  await tx.runAll(insertVariant, rows)
}

export async function insertProducts(tx: Tx, products: readonly StoredProduct[]): Promise<void> {
  const now = tx.clock.now()
  const rows = products.map((product) => {
    const stock = stockOf(activeVariants(product))
    return {
      ...productValues(product, now),
      id: product.id,
      sku: product.sku,
      currency: product.currency,
      stock,
      in_stock: stock === null || stock > 0 ? 1 : 0,
      created_at: now,
    }
  })
  await tx.runAll(insertProduct, rows)
}

/** What changes with a product's own values; its stock is counted from its variants alone. */
export function productValues(product: StoredProduct, now: number) {
  const range = priceRange(product)
  return {
    name: product.name,
    description: product.description,
    category: product.category,
    brand: product.brand,
    storefront: product.storefront,
    price: product.price,
    compare_at_price: product.compareAtPrice,
    is_offer: product.isOffer ? 1 : 0,
    offer_from: product.offerFrom,
    offer_until: product.offerUntil,
    image_url: product.imageUrl,
    tags: JSON.stringify(product.tags),
    synonyms: JSON.stringify(product.synonyms),
    price_from: range.from,
    price_to: range.to,
    state: product.state,
    updated_at: now,
  }
}
