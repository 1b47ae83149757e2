import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { loadProducts } from './load.ts'
import { type Product, visible } from './product.ts'
import { findProducts } from './search/find-products.ts'
import type { Answer, ProductQuery } from './search/query.ts'
import { goesWith } from './search/recommend.ts'

export { stockTurned } from './search/documents.sql.ts'
export { indexProducts } from './search/index-products.ts'
export { type Count, type Facets, type ProductQuery, type Sort, sorts } from './search/query.ts'
export { countBoughtTogether } from './search/recommend.ts'

export interface Found extends Omit<Answer, 'products'> {
  items: Product[]
}

/** What a customer's words and the filters find, the best first; without words the shelf, in its order. */
export async function searchProducts(shop: Shop, query: ProductQuery): Promise<Found> {
  const { products, ...answer } = await shop.readApart(findProducts, { ...query, now: shop.clock.now() })
  return { items: await productsInOrder(shop, products), ...answer }
}

/** What goes with it, the nearest first; never what is sold out, or stands under another storefront. */
export async function recommendations(shop: Shop, product: Product, limit: number): Promise<Product[]> {
  const { id, category, storefront, price } = product
  return await productsInOrder(shop, await shop.readApart(goesWith, { product: id, category, storefront, price, limit }))
}

async function productsInOrder(shop: Shop, ids: readonly string[]): Promise<Product[]> {
  const stored = await loadProducts(lookIn(shop), ids)
  return ids.flatMap((id) => {
    const product = stored.get(id)
    // One that was taken away between the two looks is left out.
    return product?.state === 'active' ? [visible(product)] : []
  })
}
