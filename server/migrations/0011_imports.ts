import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Changes to a whole catalogue: what was asked, how far it is, and what is still to be done, in small pages. */
export const imports: Migration = {
  name: '0011_imports',
  tenantTables: ['imports', 'import_pages'],
  systemTables: ['imports'],
  async up({ schema }, engine) {
    const [words, number] = [text(engine), integer(engine)]
    await schema
      .createTable('imports')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('id', words, (column) => column.notNull())
      .addColumn('kind', words, (column) => column.notNull())
      .addColumn('state', words, (column) => column.notNull())
      // 1 while it changes something, else null: nulls are never equal, so that a shop has one at a time.
      .addColumn('open', number)
      .addColumn('title', words, (column) => column.notNull())
      .addColumn('rules', words, (column) => column.notNull())
      .addColumn('report', words, (column) => column.notNull())
      .addColumn('actor_kind', words, (column) => column.notNull())
      .addColumn('actor', words, (column) => column.notNull())
      .addColumn('total', number, (column) => column.notNull())
      .addColumn('lease_until', number)
      .addColumn('created_at', number, (column) => column.notNull())
      .addColumn('finished_at', number)
      .addPrimaryKeyConstraint('imports_key', ['tenant_id', 'id'])
      .execute()
    await schema.createIndex('imports_one_open').on('imports').columns(['tenant_id', 'open']).unique().execute()
    await schema.createIndex('imports_under_way').on('imports').columns(['open', 'tenant_id']).where('open', 'is not', null).execute()
    await schema
      .createTable('import_pages')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('import_id', words, (column) => column.notNull())
      .addColumn('page', number, (column) => column.notNull())
      .addColumn('products', number, (column) => column.notNull())
      .addColumn('document', words, (column) => column.notNull())
      .addColumn('state', words, (column) => column.notNull())
      .addColumn('failures', words)
      .addPrimaryKeyConstraint('import_pages_key', ['tenant_id', 'import_id', 'page'])
      .execute()
    await schema.createIndex('import_pages_state').on('import_pages').columns(['tenant_id', 'import_id', 'state', 'page']).execute()
  },
}
