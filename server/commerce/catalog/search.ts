import type { Shop } from '../../shop/shop.ts'
import { loadProducts } from './load.ts'
import { type Product, visible } from './product.ts'
import { findProducts } from './search/find-products.ts'
import type { Answer, ProductQuery } from './search/query.ts'

export { indexProducts } from './search/index-products.ts'
export { type Count, type Facets, type ProductQuery, type Sort, sorts } from './search/query.ts'

export interface Found extends Omit<Answer, 'products'> {
  items: Product[]
}

/** What a customer's words and the filters find, the best first; without words the shelf, in its order. */
export async function searchProducts(shop: Shop, query: ProductQuery): Promise<Found> {
  const { products, ...answer } = await shop.readApart(findProducts, { ...query, now: shop.clock.now() })
  return { items: await productsInOrder(shop, products), ...answer }
}

/** What goes with it: for now what stands on the same shelf, and can be had. */
export async function recommendations(shop: Shop, product: Product, limit: number): Promise<Product[]> {
  const { category, storefront } = product
  const found = await searchProducts(shop, { category, storefront: storefront ?? undefined, inStock: true, limit: limit + 1 })
  return found.items.filter(({ id }) => id !== product.id).slice(0, limit)
}

async function productsInOrder(shop: Shop, ids: readonly string[]): Promise<Product[]> {
  const stored = await loadProducts({ sql: shop.sql, tenant: shop.tenant.id }, ids)
  return ids.flatMap((id) => {
    const product = stored.get(id)
    // One that was taken away between the two looks is left out.
    return product?.state === 'active' ? [visible(product)] : []
  })
}
