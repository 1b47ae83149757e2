import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/**
 * What a buyer was last told that something costs: where it costs something else when he orders, that is said openly. Whether a
 * conversation is being erased, as whoever writes an order in it asks. And what is sent for a message where a text is taken no more.
 */
export const checkout: Migration = {
  name: '0016_checkout',
  tenantTables: [],
  async up({ schema }, engine) {
    const number = integer(engine)
    await schema
      .alterTable('quotes')
      .addColumn('told_at', number, (column) => column.notNull().defaultTo(0))
      .execute()
    for (const name of ['seen_price', 'seen_at']) await schema.alterTable('cart_items').addColumn(name, number).execute()
    await schema.alterTable('order_items').addColumn('told_price', number).execute()
    await schema.alterTable('messages').addColumn('template', text(engine)).execute()
    await schema.createIndex('erasure_keys_kept').on('erasure_keys').columns(['tenant_id', 'kind', 'key']).execute()
  },
}
