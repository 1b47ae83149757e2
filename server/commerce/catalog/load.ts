import type { Look } from '../../shop/look.ts'
import type { StoredProduct } from './product.ts'
import { productRowsOf, skuRowsOf, toStored, variantRowsOf } from './products.sql.ts'

/** Which product has each of these SKUs, or had it. */
export async function ownersOf(look: Look, skus: readonly string[]): Promise<Map<string, string>> {
  const rows = await look(skuRowsOf, { skus: JSON.stringify(skus) })
  return new Map(rows.map(({ sku, product_id }) => [sku, product_id]))
}

/** Also those that are off, with all variants they ever had. */
export async function loadProducts(look: Look, ids: readonly string[]): Promise<Map<string, StoredProduct>> {
  const asked = { ids: JSON.stringify(ids) }
  const rows = await look(productRowsOf, asked)
  const variants = Map.groupBy(await look(variantRowsOf, asked), ({ product_id }) => product_id)
  return new Map(rows.map((row) => [row.id, toStored(row, variants.get(row.id) ?? [])]))
}
