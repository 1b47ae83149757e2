import type { Scope } from '../../platform/sql/sql.ts'
import type { StoredProduct } from './product.ts'
import { type ProductRow, productColumns, toStored, type VariantRow, variantColumns } from './products.sql.ts'

/** Below what either database takes in one query. */
const atOnce = 5000

/** Which product has each of these SKUs, or had it. */
export async function ownersOf({ sql, tenant }: Pick<Scope, 'sql' | 'tenant'>, skus: readonly string[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  for (const some of inParts(skus)) {
    const rows = await sql
      .selectFrom('skus')
      .select(['sku', 'product_id'])
      .where('tenant_id', '=', tenant)
      .where('sku', 'in', some)
      .execute()
    for (const { sku, product_id } of rows) owners.set(sku, product_id)
  }
  return owners
}

/** Also those that are off, with all variants they ever had. */
export async function loadProducts(
  { sql, tenant }: Pick<Scope, 'sql' | 'tenant'>,
  ids: readonly string[],
): Promise<Map<string, StoredProduct>> {
  const rows: ProductRow[] = []
  const variants = new Map<string, VariantRow[]>()
  for (const some of inParts(ids)) {
    rows.push(
      ...(await sql.selectFrom('products').select(productColumns).where('tenant_id', '=', tenant).where('id', 'in', some).execute()),
    )
    const found = await sql
      .selectFrom('variants')
      .select(variantColumns)
      .where('tenant_id', '=', tenant)
      .where('product_id', 'in', some)
      .orderBy('product_id')
      .orderBy('position')
      .execute()
    for (const row of found) variants.set(row.product_id, [...(variants.get(row.product_id) ?? []), row])
  }
  return new Map(rows.map((row) => [row.id, toStored(row, variants.get(row.id) ?? [])]))
}

function* inParts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += atOnce) yield items.slice(from, from + atOnce)
}
