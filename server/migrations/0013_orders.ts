import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What was bought, at which prices, and all that became of it. */
export const orders: Migration = {
  name: '0013_orders',
  tenantTables: ['orders', 'order_items', 'order_history', 'order_numbers'],
  systemTables: ['orders'],
  async up(schema, engine) {
    const types = { words: text(engine), number: integer(engine) }
    await makeOrders(schema, types)
    await makeItems(schema, types)
    await makeHistory(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeOrders({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('orders')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('number', words, (column) => column.notNull())
    .addColumn('conversation_id', words)
    .addColumn('customer_id', words)
    .addColumn('cart_id', words)
    .addColumn('status', words, (column) => column.notNull())
    .addColumn('payment_status', words, (column) => column.notNull())
    .addColumn('currency', words, (column) => column.notNull())
    .addColumn('items_total', number, (column) => column.notNull())
    .addColumn('discount', number, (column) => column.notNull())
    .addColumn('shipping', number)
    .addColumn('shipping_id', words)
    .addColumn('total', number, (column) => column.notNull())
    .addColumn('coupon', words)
    .addColumn('promotions', words, (column) => column.notNull())
    .addColumn('email', words)
    .addColumn('name', words)
    .addColumn('address', words)
    .addColumn('tracking', words)
    .addColumn('holds_stock', number, (column) => column.notNull())
    .addColumn('reserved_until', number)
    .addColumn('link_epoch', number, (column) => column.notNull())
    .addColumn('link_hash', words)
    .addColumn('link_until', number, (column) => column.notNull())
    .addColumn('file_values', words)
    .addColumn('created_at', number, (column) => column.notNull())
    .addColumn('updated_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('orders_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('orders_number').on('orders').columns(['tenant_id', 'number']).unique().execute()
  await schema.createIndex('orders_time').on('orders').columns(['tenant_id', 'created_at', 'id']).execute()
  await schema.createIndex('orders_conversation').on('orders').columns(['tenant_id', 'conversation_id', 'created_at']).execute()
  await schema.createIndex('orders_customer').on('orders').columns(['tenant_id', 'customer_id', 'created_at']).execute()
  await schema.createIndex('orders_link').on('orders').column('link_hash').unique().execute()
  await schema
    .createIndex('orders_reserved')
    .on('orders')
    .column('reserved_until')
    .where(sql<boolean>`reserved_until is not null`)
    .execute()
}

async function makeItems({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('order_items')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('order_id', words, (column) => column.notNull())
    .addColumn('position', number, (column) => column.notNull())
    .addColumn('product_id', words, (column) => column.notNull())
    .addColumn('variant_id', words, (column) => column.notNull())
    .addColumn('sku', words, (column) => column.notNull())
    .addColumn('name', words, (column) => column.notNull())
    .addColumn('image_url', words)
    .addColumn('quantity', number, (column) => column.notNull())
    .addColumn('unit_price', number, (column) => column.notNull())
    .addColumn('line_total', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('order_items_key', ['tenant_id', 'order_id', 'position'])
    .execute()
}

async function makeHistory({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('order_history')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('order_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addColumn('what', words, (column) => column.notNull())
    .addColumn('actor_kind', words, (column) => column.notNull())
    .addColumn('actor', words, (column) => column.notNull())
    .addColumn('why', words)
    .addPrimaryKeyConstraint('order_history_key', ['tenant_id', 'order_id', 'id'])
    .execute()
  await schema
    .createTable('order_numbers')
    .addColumn('tenant_id', words, (column) => column.primaryKey())
    .addColumn('last_number', number, (column) => column.notNull())
    .execute()
}
