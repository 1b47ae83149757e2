import { integer } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Of what went back for a payment: what did not arrive and is here again, and what was taken by the buyer's bank. */
export const moneyThatLeft: Migration = {
  name: '0021_money_that_left',
  tenantTables: [],
  async up(schema, engine) {
    for (const name of ['undelivered', 'charged_back'])
      await schema.schema
        .alterTable('payments')
        .addColumn(name, integer(engine), (column) => column.notNull().defaultTo(0))
        .execute()
  },
}
