import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What customers are about to buy, which promotions were used how often, and which prices they were told. */
export const carts: Migration = {
  name: '0012_carts',
  tenantTables: ['carts', 'cart_items', 'promotion_uses', 'quotes'],
  systemTables: ['carts'],
  async up(schema, engine) {
    const types = { words: text(engine), number: integer(engine) }
    await makeCarts(schema, types)
    await makeItems(schema, types)
    await makePrices(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeCarts({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('carts')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('customer_id', words)
    .addColumn('status', words, (column) => column.notNull())
    .addColumn('coupon', words)
    .addColumn('shipping_id', words)
    .addColumn('due', number)
    .addColumn('created_at', number, (column) => column.notNull())
    .addColumn('updated_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('carts_key', ['tenant_id', 'id'])
    .execute()
  // A conversation has one cart at a time: of two that are opened at once one is.
  await schema
    .createIndex('carts_open')
    .on('carts')
    .columns(['tenant_id', 'conversation_id'])
    .unique()
    .where(sql<boolean>`status = 'active'`)
    .execute()
  await schema.createIndex('carts_conversation').on('carts').columns(['tenant_id', 'conversation_id']).execute()
  await schema.createIndex('carts_due').on('carts').column('due').where('due', 'is not', null).execute()
  await schema.createIndex('carts_customer').on('carts').columns(['tenant_id', 'customer_id']).execute()
}

async function makeItems({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('cart_items')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('cart_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('variant_id', words, (column) => column.notNull())
    .addColumn('quantity', number, (column) => column.notNull())
    .addColumn('added_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('cart_items_key', ['tenant_id', 'cart_id', 'variant_id'])
    .execute()
}

async function makePrices({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('promotion_uses')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('promotion', words, (column) => column.notNull())
    .addColumn('times', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('promotion_uses_key', ['tenant_id', 'promotion'])
    .execute()
  await schema
    .createTable('quotes')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('variant_id', words, (column) => column.notNull())
    .addColumn('price', number, (column) => column.notNull())
    .addColumn('until', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('quotes_key', ['tenant_id', 'conversation_id', 'variant_id'])
    .execute()
  await schema.createIndex('quotes_variant').on('quotes').columns(['tenant_id', 'variant_id']).execute()
}
