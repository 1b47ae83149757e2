import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What is for sale, under which SKUs, on which shelves; and who changed what of a shop's things. */
export const catalog: Migration = {
  name: '0007_catalog',
  tenantTables: ['products', 'variants', 'skus', 'categories', 'catalog_files', 'audit_log'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await makeProducts(schema, types)
    await makeVariants(schema, types)
    await makeShelves(schema, types)
    await makeAudit(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeProducts({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('products')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('sku', words, (column) => column.notNull())
    .addColumn('name', words, (column) => column.notNull())
    .addColumn('description', words, (column) => column.notNull())
    .addColumn('category', words, (column) => column.notNull())
    .addColumn('brand', words, (column) => column.notNull())
    .addColumn('storefront', words)
    .addColumn('price', number, (column) => column.notNull())
    .addColumn('currency', words, (column) => column.notNull())
    .addColumn('compare_at_price', number)
    .addColumn('is_offer', number, (column) => column.notNull())
    .addColumn('offer_from', number)
    .addColumn('offer_until', number)
    .addColumn('image_url', words)
    .addColumn('tags', words, (column) => column.notNull())
    .addColumn('synonyms', words, (column) => column.notNull())
    .addColumn('stock', number)
    .addColumn('in_stock', number, (column) => column.notNull())
    .addColumn('price_from', number, (column) => column.notNull())
    .addColumn('price_to', number, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addColumn('file_values', words)
    .addColumn('created_at', number, (column) => column.notNull())
    .addColumn('updated_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('products_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('products_shelf').on('products').columns(['tenant_id', 'state', 'storefront', 'category', 'id']).execute()
  // Whom the catalogue file names: found again without reading what people entered.
  await schema
    .createIndex('products_file')
    .on('products')
    .columns(['tenant_id', 'sku'])
    .where(sql<boolean>`file_values is not null`)
    .execute()
}

async function makeVariants({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('variants')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('product_id', words, (column) => column.notNull())
    .addColumn('sku', words, (column) => column.notNull())
    .addColumn('options', words, (column) => column.notNull())
    .addColumn('price', number)
    .addColumn('stock', number)
    .addColumn('position', number, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('variants_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('variants_product').on('variants').columns(['tenant_id', 'product_id', 'position']).execute()
  // Products' and variants' SKUs are one namespace: what races for one is settled here.
  await schema
    .createTable('skus')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('sku', words, (column) => column.notNull())
    .addColumn('product_id', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('skus_key', ['tenant_id', 'sku'])
    .execute()
}

async function makeShelves({ schema }: Schema, { words }: Types): Promise<void> {
  await schema
    .createTable('categories')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('path', words, (column) => column.notNull())
    .addColumn('parent', words, (column) => column.notNull())
    .addColumn('name', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('categories_key', ['tenant_id', 'path'])
    .execute()
  await schema
    .createTable('catalog_files')
    .addColumn('tenant_id', words, (column) => column.primaryKey())
    .addColumn('fingerprint', words, (column) => column.notNull())
    .execute()
}

async function makeAudit({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('audit_log')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addColumn('actor_kind', words, (column) => column.notNull())
    .addColumn('actor', words, (column) => column.notNull())
    .addColumn('action', words, (column) => column.notNull())
    .addColumn('subject', words, (column) => column.notNull())
    .addColumn('changes', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_log_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('audit_log_subject').on('audit_log').columns(['tenant_id', 'subject', 'id']).execute()
}
