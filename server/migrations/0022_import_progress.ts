import type { Migration } from '../platform/sql/migration.ts'

/** How far an import has come is read from the index alone: its pages are as long as what stands in them. */
export const importProgress: Migration = {
  name: '0022_import_progress',
  tenantTables: [],
  async up({ schema }) {
    await schema.dropIndex('import_pages_state').execute()
    await schema
      .createIndex('import_pages_progress')
      .on('import_pages')
      .columns(['tenant_id', 'import_id', 'state', 'page', 'products'])
      .execute()
  },
}
