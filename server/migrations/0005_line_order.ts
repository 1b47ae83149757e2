import { integer } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Lines stand in the order their store file names them in: the first of a kind is the one that is opened unasked. */
export const lineOrder: Migration = {
  name: '0005_line_order',
  tenantTables: [],
  async up({ schema }, engine) {
    await schema
      .alterTable('lines')
      .addColumn('position', integer(engine), (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
