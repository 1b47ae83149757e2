import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tx } from '../../platform/events/events.ts'
import type { Tables } from '../../platform/sql/sql.ts'
import type { Shop } from '../../shop/shop.ts'
import { loadProducts } from './load.ts'
import { categoryPath, type Product, visible } from './product.ts'

export const sorts = ['relevance', 'price', '-price', 'name', '-name', 'newest', 'oldest'] as const
export type Sort = (typeof sorts)[number]

export interface ProductQuery {
  query?: string | undefined
  /** A category and all that lies in it. */
  category?: string | undefined
  brand?: string | undefined
  storefront?: string | undefined
  /** In minor units, of any of its variants. */
  minPrice?: number | undefined
  maxPrice?: number | undefined
  onOffer?: boolean | undefined
  inStock?: boolean | undefined
  sort?: Sort | undefined
  limit: number
  cursor?: string | undefined
}

export interface Found {
  items: Product[]
  total: number
  next: string | null
  corrected: { from: string; to: string }[]
  facets: Facets
}

export interface Count {
  value: string
  count: number
}

export interface Facets {
  category: Count[]
  brand: Count[]
  storefront: Count[]
  options: { name: string; values: Count[] }[]
}

type Row = ExpressionBuilder<Tables, 'products'>

/** What is searched by is written in the unit of the change that it follows from. */
export async function indexProducts(_tx: Tx, _products: readonly string[]): Promise<void> {}

export async function searchProducts(shop: Shop, query: ProductQuery): Promise<Found> {
  const asked = shop.sql
    .selectFrom('products')
    .where('tenant_id', '=', shop.tenant.id)
    .where((row) => row.and(conditions(row, query, shop.clock.now())))
  const { total } = await asked.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const { column, direction } = order[query.sort ?? 'relevance']
  let page = asked
    .select(['id', `${column} as place`])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(query.limit + 1)
  const after = query.cursor === undefined ? null : (JSON.parse(query.cursor) as [string | number, string])
  if (after) {
    const beyond = direction === 'asc' ? '>' : '<'
    page = page.where((row) => row.or([row(column, beyond, after[0]), row.and([row(column, '=', after[0]), row('id', beyond, after[1])])]))
  }
  const rows = await page.execute()
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: await productsInOrder(
      shop,
      shown.map(({ id }) => id),
    ),
    total: Number(total),
    next: rows.length > query.limit && last ? JSON.stringify([last.place, last.id]) : null,
    corrected: [],
    facets: { category: [], brand: [], storefront: [], options: [] },
  }
}

/** What goes with it: for now what stands on the same shelf, and can be had. */
export async function recommendations(shop: Shop, product: Product, limit: number): Promise<Product[]> {
  const { category, storefront } = product
  const found = await searchProducts(shop, { category, storefront: storefront ?? undefined, inStock: true, limit: limit + 1 })
  return found.items.filter(({ id }) => id !== product.id).slice(0, limit)
}

const order = {
  relevance: { column: 'id', direction: 'asc' },
  oldest: { column: 'id', direction: 'asc' },
  newest: { column: 'id', direction: 'desc' },
  price: { column: 'price_from', direction: 'asc' },
  '-price': { column: 'price_from', direction: 'desc' },
  name: { column: 'name', direction: 'asc' },
  '-name': { column: 'name', direction: 'desc' },
} as const satisfies Record<Sort, { column: string; direction: 'asc' | 'desc' }>

function conditions(row: Row, query: ProductQuery, now: number): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [row('state', '=', 'active')]
  const { category, brand, storefront, minPrice, maxPrice, onOffer, inStock } = query
  for (const word of (query.query ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    const like = `%${word.replaceAll(/[\\%_]/g, '')}%`
    all.push(row.or([row(row.fn<string>('lower', ['name']), 'like', like), row(row.fn<string>('lower', ['sku']), 'like', like)]))
  }
  const path = categoryPath(category ?? '')
  // '0' is the sign after '/': everything that begins with the path and a slash lies between the two.
  if (path !== '')
    all.push(row.or([row('category', '=', path), row.and([row('category', '>', `${path}/`), row('category', '<', `${path}0`)])]))
  if (brand !== undefined) all.push(row('brand', '=', brand))
  if (storefront !== undefined) all.push(row('storefront', '=', storefront))
  if (minPrice !== undefined) all.push(row('price_to', '>=', minPrice))
  if (maxPrice !== undefined) all.push(row('price_from', '<=', maxPrice))
  if (inStock !== undefined) all.push(row('in_stock', '=', inStock ? 1 : 0))
  if (onOffer !== undefined) all.push(onOffer ? holds(row, now) : row.not(holds(row, now)))
  return all
}

function holds(row: Row, now: number): Expression<SqlBool> {
  return row.and([
    row('is_offer', '=', 1),
    row.or([row('offer_from', 'is', null), row('offer_from', '<=', now)]),
    row.or([row('offer_until', 'is', null), row('offer_until', '>', now)]),
  ])
}

async function productsInOrder(shop: Shop, ids: readonly string[]): Promise<Product[]> {
  const stored = await loadProducts({ sql: shop.sql, tenant: shop.tenant.id }, ids)
  return ids.flatMap((id) => {
    const product = stored.get(id)
    return product ? [visible(product)] : []
  })
}
