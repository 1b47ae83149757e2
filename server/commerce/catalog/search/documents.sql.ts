import { type Generated, type Kysely, sql as raw, type Selectable, type SqlBool } from 'kysely'
import type { Database, Tables } from '../../../platform/sql/sql.ts'
import { isNumberOf, isWordOf, listedNumbers, statement } from '../../../platform/sql/statement.ts'

declare module '../../../platform/sql/sql.ts' {
  interface Tables {
    search_documents: DocumentsTable
    /** SQLite's full text index: nobody's table, so whoever reads it joins the documents of his tenant. */
    search_index: { rowid: number; tokens: string; search_index: Generated<string> }
    /** What PostgreSQL has in its place. */
    search_terms: { tenant_id: string; term: string; doc: number }
  }
}

interface DocumentsTable {
  tenant_id: string
  doc: Generated<number>
  product_id: string
  in_stock: number
  /** What it is to be had for at least, and at most. */
  price: number
  price_to: number
  /** Between the two it is an offer; one that is none has them both in the past. */
  offer_from: number
  offer_until: number
  name_key: string
  /** The fields that the ranking looks at, in one text: `document.ts` puts them together and takes them apart. */
  words: string
  filters: string
  category: string
  brand: string
  storefront: string | null
  text: string
}

export type DocumentRow = Selectable<DocumentsTable>

export interface DocumentValues extends Record<string, string | number | null> {
  product_id: string
  in_stock: number
  price: number
  price_to: number
  offer_from: number
  offer_until: number
  name_key: string
  words: string
  filters: string
  category: string
  brand: string
  storefront: string | null
  text: string
}

/** Their numbers are read afterwards: SQLite takes twice as long where it has to answer with it. */
export const insertDocument = statement('insert-search-document', (sql, p: DocumentValues & { tenant: string }) =>
  sql.insertInto('search_documents').values({
    tenant_id: p.tenant,
    product_id: p.product_id,
    in_stock: p.in_stock,
    price: p.price,
    price_to: p.price_to,
    offer_from: p.offer_from,
    offer_until: p.offer_until,
    name_key: p.name_key,
    words: p.words,
    filters: p.filters,
    category: p.category,
    brand: p.brand,
    storefront: p.storefront,
    text: p.text,
  }),
)

export const writeDocument = statement('write-search-document', (sql, p: DocumentValues & { tenant: string; doc: number }) =>
  sql
    .updateTable('search_documents')
    .set({
      in_stock: p.in_stock,
      price: p.price,
      price_to: p.price_to,
      offer_from: p.offer_from,
      offer_until: p.offer_until,
      name_key: p.name_key,
      words: p.words,
      filters: p.filters,
      category: p.category,
      brand: p.brand,
      storefront: p.storefront,
      text: p.text,
    })
    .where('tenant_id', '=', p.tenant)
    .where('doc', '=', p.doc),
)

export const deleteDocument = statement('delete-search-document', (sql, p: { tenant: string; doc: number }) =>
  sql.deleteFrom('search_documents').where('tenant_id', '=', p.tenant).where('doc', '=', p.doc),
)

export const documentsOf = statement('search-documents-of', (sql, p: { tenant: string; products: string }, engine) =>
  sql
    .selectFrom('search_documents as d')
    .selectAll('d')
    .where('d.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'd.product_id', p.products)),
)

export const numbersOf = statement('search-numbers-of', (sql, p: { tenant: string; products: string }, engine) =>
  sql
    .selectFrom('search_documents as d')
    .select(['d.doc', 'd.product_id'])
    .where('d.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'd.product_id', p.products)),
)

/** A row where a product is sold out and its document does not say so yet, or the other way round. */
export const stockTurned = statement('search-stock-turned', (sql, p: { tenant: string; product: string }) =>
  sql
    .selectFrom('search_documents as d')
    .innerJoin('products as of', (join) => join.onRef('of.tenant_id', '=', 'd.tenant_id').onRef('of.id', '=', 'd.product_id'))
    .select('d.doc')
    .where('d.tenant_id', '=', p.tenant)
    .where('d.product_id', '=', p.product)
    .whereRef('d.in_stock', '!=', 'of.in_stock'),
)

/**
 * Whether one of its variants costs between the two, of the document `d`. Where the cheapest or the dearest does, the variants are not looked at.
 * The plus keeps the prices from the planner: no price leads to a page as straight as the order that it is read in.
 */
export function costsBetween(sql: Kysely<Tables>, { tenant, min, max }: { tenant: string; min: number; max: number }) {
  const costing = sql
    .selectFrom('variants as v')
    .innerJoin('products as of', (join) => join.onRef('of.tenant_id', '=', 'v.tenant_id').onRef('of.id', '=', 'v.product_id'))
    .select('v.id')
    .where('v.tenant_id', '=', tenant)
    .where('v.product_id', '=', raw<string>`d.product_id`)
    .where('v.state', '=', 'active')
    .where(raw<SqlBool>`coalesce(v.price, of.price) between ${min} and ${max}`)
  return raw<SqlBool>`(+d.price_to >= ${min} and +d.price <= ${max} and (+d.price >= ${min} or +d.price_to <= ${max} or exists ${costing}))`
}

export const costingBetween = statement('search-costing-between', (sql, p: { tenant: string; doc: number; min: number; max: number }) =>
  sql
    .selectFrom('search_documents as d')
    .select('d.doc')
    .where('d.tenant_id', '=', p.tenant)
    .where('d.doc', '=', p.doc)
    .where(costsBetween(sql, p)),
)

type Listed = { tenant: string; docs: string }

/**
 * Documents whose numbers are known. On SQLite the numbers are the first table of a cross join, so that documents are looked up by
 * them, and not they in documents.
 */
function listed(sql: Kysely<Tables>, p: Listed, engine: Database['engine']) {
  const among = sql.selectFrom('search_documents as d').where('d.tenant_id', '=', p.tenant)
  if (engine === 'postgres') return among.where(isNumberOf('d.doc', p.docs))
  return sql
    .selectFrom(listedNumbers(engine, p.docs))
    .crossJoin('search_documents as d')
    .where('d.tenant_id', '=', p.tenant)
    .whereRef('d.doc', '=', 'asked.value') as unknown as typeof among
}

export const productsOf = statement('search-products-of', (sql, p: Listed, engine) =>
  listed(sql, p, engine).select(['d.doc', 'd.product_id']),
)

export const variantsOf = statement('search-variants-of', (sql, p: Listed, engine) =>
  listed(sql, p, engine)
    .innerJoin('variants as v', (join) => join.onRef('v.tenant_id', '=', 'd.tenant_id').onRef('v.product_id', '=', 'd.product_id'))
    .select(['d.doc', 'v.options', 'v.stock'])
    .where('v.state', '=', 'active'),
)

export const shelvesOf = statement('search-shelves-of', (sql, p: Listed, engine) =>
  listed(sql, p, engine).select(['d.category', 'd.brand', 'd.storefront', 'd.price', 'd.price_to']),
)

/** As the ranking and the terms of a query look at them. */
export const wordsOf = statement('search-words-of', (sql, p: Listed, engine) =>
  listed(sql, p, engine).select(['d.doc', 'd.in_stock', 'd.words', 'd.text']),
)

export const placesOf = statement('search-places-of', (sql, p: Listed, engine) =>
  listed(sql, p, engine).select(['d.doc', 'd.price', 'd.name_key']),
)
