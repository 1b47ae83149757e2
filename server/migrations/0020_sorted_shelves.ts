import type { Migration } from '../platform/sql/migration.ts'

/** Each category in each order: a page of a sorted category is walked to along an index, not looked for on the whole shelf. */
export const sortedShelves: Migration = {
  name: '0020_sorted_shelves',
  tenantTables: [],
  async up({ schema }) {
    for (const column of ['price', 'name_key']) {
      await schema
        .createIndex(`search_documents_category_${column}`)
        .on('search_documents')
        .columns(['tenant_id', 'category', column, 'doc'])
        .execute()
    }
    await schema.createIndex('search_documents_category_order').on('search_documents').columns(['tenant_id', 'category', 'doc']).execute()
  },
}
