import type { Migration } from '../platform/sql/migration.ts'

/** What nothing is looked up by any more: each product that comes would still be written into it. */
export const leanShelves: Migration = {
  name: '0023_lean_shelves',
  tenantTables: [],
  async up({ schema }) {
    for (const index of ['products_shelf', 'search_documents_category_order']) await schema.dropIndex(index).execute()
  },
}
