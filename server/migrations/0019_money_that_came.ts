import { sql } from 'kysely'
import { integer } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What came for a payment, which need not be what was asked for. */
export const moneyThatCame: Migration = {
  name: '0019_money_that_came',
  tenantTables: [],
  async up(schema, engine) {
    await schema.schema
      .alterTable('payments')
      .addColumn('came', integer(engine), (column) => column.notNull().defaultTo(0))
      .execute()
    await sql`update payments set came = amount where state = 'paid'`.execute(schema)
  },
}
