import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What the doors for other programs need: who answers where a caller carries the channel itself. */
export const doors: Migration = {
  name: '0018_doors',
  tenantTables: [],
  async up({ schema }, engine) {
    const [words, number] = [text(engine), integer(engine)]
    await schema
      .alterTable('sellers')
      .addColumn('position', number, (column) => column.notNull().defaultTo(0))
      .execute()
    await schema.alterTable('conversations').addColumn('seller_id', words).execute()
  },
}
