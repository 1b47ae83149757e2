import { isWordOf, statement } from '../../platform/sql/statement.ts'
import type { ShelfState, StoredProduct, StoredVariant } from './product.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    products: ProductsTable
    variants: VariantsTable
    skus: { tenant_id: string; sku: string; product_id: string }
    categories: { tenant_id: string; path: string; parent: string; name: string }
  }
}

interface ProductsTable {
  tenant_id: string
  id: string
  sku: string
  name: string
  description: string
  category: string
  brand: string
  storefront: string | null
  price: number
  currency: string
  compare_at_price: number | null
  is_offer: number
  offer_from: number | null
  offer_until: number | null
  image_url: string | null
  tags: string
  synonyms: string
  /** Of the active variants, kept with every change of theirs: the sum (null is unlimited), whether there is any, their prices. */
  stock: number | null
  in_stock: number
  price_from: number
  price_to: number
  state: ShelfState
  /** Fingerprints of what the catalogue file last said, value by value; null for what no file names. */
  file_values: string | null
  created_at: number
  updated_at: number
}

interface VariantsTable {
  tenant_id: string
  id: string
  product_id: string
  sku: string
  options: string
  price: number | null
  stock: number | null
  position: number
  state: ShelfState
}

export const productColumns = [
  'id',
  'sku',
  'name',
  'description',
  'category',
  'brand',
  'storefront',
  'price',
  'currency',
  'compare_at_price',
  'is_offer',
  'offer_from',
  'offer_until',
  'image_url',
  'tags',
  'synonyms',
  'state',
  'created_at',
  'updated_at',
] as const

export const variantColumns = ['id', 'product_id', 'sku', 'options', 'price', 'stock', 'position', 'state'] as const

export type ProductRow = Pick<ProductsTable, (typeof productColumns)[number]>
export type VariantRow = Pick<VariantsTable, (typeof variantColumns)[number]>

/** Answers with what is ours now. */
export const insertSku = statement('insert-sku', (sql, p: { tenant: string; sku: string; product: string }) =>
  sql
    .insertInto('skus')
    .values({ tenant_id: p.tenant, sku: p.sku, product_id: p.product })
    .onConflict((row) => row.columns(['tenant_id', 'sku']).doNothing())
    .returning(['sku', 'product_id as product']),
)

/** Only for what was claimed in this very unit: whatever was sold under a SKU keeps it. */
export const giveUpSku = statement('give-up-sku', (sql, p: { tenant: string; sku: string }) =>
  sql.deleteFrom('skus').where('tenant_id', '=', p.tenant).where('sku', '=', p.sku),
)

const ofProduct = productColumns.map((column) => `of.${column}` as const)
const ofVariant = variantColumns.map((column) => `v.${column}` as const)

export const productRowsOf = statement('products-of', (sql, p: { tenant: string; ids: string }, engine) =>
  sql
    .selectFrom('products as of')
    .select(ofProduct)
    .where('of.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'of.id', p.ids)),
)

export const variantRowsOf = statement('variants-of', (sql, p: { tenant: string; ids: string }, engine) =>
  sql
    .selectFrom('variants as v')
    .select(ofVariant)
    .where('v.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'v.product_id', p.ids))
    .orderBy('v.product_id')
    .orderBy('v.position'),
)

export const skuRowsOf = statement('skus-of', (sql, p: { tenant: string; skus: string }, engine) =>
  sql
    .selectFrom('skus as s')
    .select(['s.sku', 's.product_id'])
    .where('s.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 's.sku', p.skus)),
)

export const findSku = statement('find-sku', (sql, p: { tenant: string; sku: string }) =>
  sql.selectFrom('skus').select('product_id').where('tenant_id', '=', p.tenant).where('sku', '=', p.sku),
)

export const findProductRow = statement('find-product', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('products').select(productColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const listVariantRows = statement('list-variants', (sql, p: { tenant: string; product: string }) =>
  sql
    .selectFrom('variants')
    .select(variantColumns)
    .where('tenant_id', '=', p.tenant)
    .where('product_id', '=', p.product)
    .orderBy('position'),
)

export const findVariantRow = statement('find-variant', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('variants')
    .select(['id', 'product_id'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'active'),
)

interface ProductValues extends Record<string, string | number | null> {
  tenant: string
  id: string
  name: string
  description: string
  category: string
  brand: string
  storefront: string | null
  price: number
  compare_at_price: number | null
  is_offer: number
  offer_from: number | null
  offer_until: number | null
  image_url: string | null
  tags: string
  synonyms: string
  price_from: number
  price_to: number
  state: ShelfState
  updated_at: number
}

/** Everything but the stock, which is counted from the variants alone. */
const columnsOf = (p: ProductValues) => ({
  name: p.name,
  description: p.description,
  category: p.category,
  brand: p.brand,
  storefront: p.storefront,
  price: p.price,
  compare_at_price: p.compare_at_price,
  is_offer: p.is_offer,
  offer_from: p.offer_from,
  offer_until: p.offer_until,
  image_url: p.image_url,
  tags: p.tags,
  synonyms: p.synonyms,
  price_from: p.price_from,
  price_to: p.price_to,
  state: p.state,
  updated_at: p.updated_at,
})

interface NewProductValues extends ProductValues {
  sku: string
  currency: string
  stock: number | null
  in_stock: number
  created_at: number
}

export const insertProduct = statement('insert-product', (sql, p: NewProductValues) =>
  sql.insertInto('products').values({
    ...columnsOf(p),
    tenant_id: p.tenant,
    id: p.id,
    sku: p.sku,
    currency: p.currency,
    stock: p.stock,
    in_stock: p.in_stock,
    file_values: null,
    created_at: p.created_at,
  }),
)

export const writeProduct = statement('write-product', (sql, p: ProductValues) =>
  sql.updateTable('products').set(columnsOf(p)).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

interface VariantValues extends Record<string, string | number | null> {
  tenant: string
  id: string
  options: string
  price: number | null
  position: number
  state: ShelfState
}

export const insertVariant = statement('insert-variant', (sql, p: VariantValues & { product: string; sku: string; stock: number | null }) =>
  sql.insertInto('variants').values({
    tenant_id: p.tenant,
    id: p.id,
    product_id: p.product,
    sku: p.sku,
    options: p.options,
    price: p.price,
    stock: p.stock,
    position: p.position,
    state: p.state,
  }),
)

export const writeVariant = statement('write-variant', (sql, p: VariantValues) =>
  sql
    .updateTable('variants')
    .set({ options: p.options, price: p.price, position: p.position, state: p.state })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

export const setVariantStock = statement('set-variant-stock', (sql, p: { tenant: string; id: string; stock: number | null }) =>
  sql.updateTable('variants').set({ stock: p.stock }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** Right only in a unit that has written the product's row before: then nobody can move its stock meanwhile. */
export const countStock = statement('count-product-stock', (sql, p: { tenant: string; id: string }) =>
  sql
    .updateTable('products')
    .set((row) => ({
      stock: row
        .selectFrom('variants as v')
        .select((v) =>
          v
            .case()
            .when(v.fn.countAll<number>(), '>', v.fn.count<number>('v.stock'))
            .then(null)
            .else(v.fn.coalesce(v.fn.sum<number>('v.stock'), v.val(0)))
            .end()
            .as('stock'),
        )
        .where('v.tenant_id', '=', p.tenant)
        .where('v.product_id', '=', p.id)
        .where('v.state', '=', 'active'),
      in_stock: row
        .selectFrom('variants as v')
        .select((v) =>
          v
            .case()
            .when(v.fn.countAll<number>(), '>', v.fn.count<number>('v.stock'))
            .then(1)
            .when(v.fn.sum<number>('v.stock'), '>', 0)
            .then(1)
            .else(0)
            .end()
            .as('in_stock'),
        )
        .where('v.tenant_id', '=', p.tenant)
        .where('v.product_id', '=', p.id)
        .where('v.state', '=', 'active')
        .$castTo<{ in_stock: number }>(),
    }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

/** One statement, so two buyers cannot both take the last pair. Null is unlimited, and null minus n stays null. */
export const takeFromVariant = statement('take-stock', (sql, p: { tenant: string; id: string; wanted: number }) =>
  sql
    .updateTable('variants')
    .set((row) => ({ stock: row('stock', '-', p.wanted) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'active')
    .where((row) => row.or([row('stock', 'is', null), row('stock', '>=', p.wanted)]))
    .where((row) =>
      row.exists(
        row
          .selectFrom('products as of')
          .select('of.id')
          .where('of.tenant_id', '=', p.tenant)
          .whereRef('of.id', '=', 'variants.product_id')
          .where('of.state', '=', 'active'),
      ),
    )
    .returning(['product_id']),
)

/** Also of a variant that is off by now: should it come back, it is there. */
export const giveToVariant = statement('give-back-stock', (sql, p: { tenant: string; id: string; back: number }) =>
  sql
    .updateTable('variants')
    .set((row) => ({ stock: row('stock', '+', p.back) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .returning(['product_id', 'state']),
)

/**
 * By how much its variants' stock came to differ, and never counted anew here: a sum over rows that others hold would be one of
 * yesterday. Null stays null.
 */
export const moveProductStock = statement('move-product-stock', (sql, p: { tenant: string; id: string; by: number }) =>
  sql
    .updateTable('products')
    .set((row) => ({
      stock: row('stock', '+', p.by),
      in_stock: row
        .case()
        .when('stock', 'is', null)
        .then(1)
        .when(row('stock', '+', p.by), '>', 0)
        .then(1)
        .else(0)
        .end(),
    }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

export const leftOfVariant = statement('variant-left', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('variants as v')
    .innerJoin('products as of', (join) => join.onRef('of.tenant_id', '=', 'v.tenant_id').onRef('of.id', '=', 'v.product_id'))
    .select(['v.sku', 'v.stock', 'v.state', 'of.state as product_state'])
    .where('v.tenant_id', '=', p.tenant)
    .where('v.id', '=', p.id),
)

export const addCategory = statement('add-category', (sql, p: { tenant: string; path: string; parent: string; name: string }) =>
  sql
    .insertInto('categories')
    .values({ tenant_id: p.tenant, path: p.path, parent: p.parent, name: p.name })
    .onConflict((row) => row.columns(['tenant_id', 'path']).doNothing()),
)

export function toStored(row: ProductRow, variants: readonly VariantRow[]): StoredProduct {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    category: row.category,
    brand: row.brand,
    storefront: row.storefront,
    price: row.price,
    currency: row.currency,
    compareAtPrice: row.compare_at_price,
    isOffer: row.is_offer === 1,
    offerFrom: row.offer_from,
    offerUntil: row.offer_until,
    imageUrl: row.image_url,
    tags: JSON.parse(row.tags),
    synonyms: JSON.parse(row.synonyms),
    state: row.state,
    variants: variants.map(toVariant),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toVariant(row: VariantRow): StoredVariant {
  const { id, sku, price: ownPrice, stock, position, state } = row
  return { id, sku, options: JSON.parse(row.options), ownPrice, stock, position, state }
}
