import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What was done under a caller's own key, so that asking twice is asking once. */
export const idempotency: Migration = {
  name: '0004_idempotency',
  tenantTables: ['idempotency_keys'],
  async up({ schema }, engine) {
    const [words, number] = [text(engine), integer(engine)]
    await schema
      .createTable('idempotency_keys')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('id', words, (column) => column.notNull())
      .addColumn('request', words, (column) => column.notNull())
      .addColumn('outcomes', words, (column) => column.notNull())
      .addColumn('answer', words)
      .addColumn('at', number, (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_key', ['tenant_id', 'id'])
      .execute()
    await schema.createIndex('idempotency_keys_age').on('idempotency_keys').columns(['tenant_id', 'at']).execute()
  },
}
