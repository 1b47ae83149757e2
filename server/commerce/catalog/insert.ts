import type { Tx } from '../../platform/events/events.ts'
import { activeVariants, priceRange, type StoredProduct, type StoredVariant, stockOf } from './product.ts'

/** Far below the parameters that either database takes in one statement, and few enough journeys to one that is far away. */
const rowsAtOnce = 500

/** Answers with those that are ours now. In the order given: who wants the same waits for us there, and never in a circle. */
export async function claimSkus(tx: Tx, claims: readonly { sku: string; product: string }[]): Promise<{ sku: string; product: string }[]> {
  const made: { sku: string; product: string }[] = []
  for (const some of inParts(claims)) {
    const rows = await tx.sql
      .insertInto('skus')
      .values(some.map(({ sku, product }) => ({ tenant_id: tx.tenant, sku, product_id: product })))
      .onConflict((row) => row.columns(['tenant_id', 'sku']).doNothing())
      .returning(['sku', 'product_id'])
      .execute()
    for (const { sku, product_id: product } of rows) made.push({ sku, product })
  }
  return made
}

export async function insertVariants(tx: Tx, variants: readonly { product: string; variant: StoredVariant }[]): Promise<void> {
  for (const some of inParts(variants)) {
    const rows = some.map(({ product, variant }) => ({
      tenant_id: tx.tenant,
      id: variant.id,
      product_id: product,
      sku: variant.sku,
      options: JSON.stringify(variant.options),
      price: variant.ownPrice,
      stock: variant.stock,
      position: variant.position,
      state: variant.state,
    }))
    await tx.sql.insertInto('variants').values(rows).execute()
  }
}

export async function insertProducts(tx: Tx, products: readonly StoredProduct[]): Promise<void> {
  const now = tx.clock.now()
  for (const some of inParts(products)) {
    const rows = some.map((product) => {
      const stock = stockOf(activeVariants(product))
      return {
        ...productValues(product, now),
        tenant_id: tx.tenant,
        id: product.id,
        sku: product.sku,
        currency: product.currency,
        stock,
        in_stock: stock === null || stock > 0 ? 1 : 0,
        file_values: null,
        created_at: now,
      }
    })
    await tx.sql.insertInto('products').values(rows).execute()
  }
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

function* inParts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += rowsAtOnce) yield items.slice(from, from + rowsAtOnce)
}
