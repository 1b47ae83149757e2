import type { Kysely } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** People who buy: what they are found by and with what proof, what staff noted, what they bought in sum, and who was erased. */
export const customers: Migration = {
  name: '0006_customers',
  tenantTables: ['customers', 'identities', 'customer_notes', 'customer_figures', 'erasures'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await makeCustomers(schema, types)
    await makeIdentities(schema, types)
    await makeBesides(schema, types)
    await makeErasures(schema, types)
    // Everything a person wrote is found from him: for his own copy of it, and to erase it.
    await schema.schema.createIndex('conversations_customer').on('conversations').columns(['tenant_id', 'customer_id']).execute()
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeCustomers({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('customers')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('name', words)
    .addColumn('email', words)
    .addColumn('phone', words)
    .addColumn('language', words)
    .addColumn('address', words)
    .addColumn('segment', words)
    .addColumn('merged_into', words)
    .addColumn('file_values', words)
    .addColumn('created_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('customers_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('customers_order').on('customers').columns(['tenant_id', 'created_at', 'id']).execute()
  await schema.createIndex('customers_merged').on('customers').columns(['tenant_id', 'merged_into']).execute()
}

async function makeIdentities({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('identities')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('customer_id', words, (column) => column.notNull())
    .addColumn('kind', words, (column) => column.notNull())
    .addColumn('key', words, (column) => column.notNull())
    .addColumn('value', words, (column) => column.notNull())
    .addColumn('proof', words, (column) => column.notNull())
    .addColumn('proven_key', words)
    .addColumn('since', number, (column) => column.notNull())
    .addColumn('seen_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_key', ['tenant_id', 'customer_id', 'kind', 'key'])
    .execute()
  // With proof it is one person's. Without, anybody may have typed it: the column is null then, and nulls are never equal.
  await schema.createIndex('identities_proven').on('identities').columns(['tenant_id', 'kind', 'proven_key']).unique().execute()
  await schema.createIndex('identities_value').on('identities').columns(['tenant_id', 'kind', 'key']).execute()
}

async function makeBesides({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('customer_notes')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('customer_id', words, (column) => column.notNull())
    .addColumn('text', words, (column) => column.notNull())
    .addColumn('author', words)
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('customer_notes_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('customer_notes_order').on('customer_notes').columns(['tenant_id', 'customer_id', 'id']).execute()
  await schema
    .createTable('customer_figures')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('customer_id', words, (column) => column.notNull())
    .addColumn('orders', number, (column) => column.notNull())
    .addColumn('total', number, (column) => column.notNull())
    .addColumn('last_order_at', number)
    .addPrimaryKeyConstraint('customer_figures_key', ['tenant_id', 'customer_id'])
    .execute()
}

async function makeErasures({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('erasures')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('people', words, (column) => column.notNull())
    .addColumn('customers', words, (column) => column.notNull())
    .addColumn('erased', words, (column) => column.notNull())
    .addColumn('kept', words, (column) => column.notNull())
    .addColumn('asked_by', words, (column) => column.notNull())
    .addColumn('asked_at', number, (column) => column.notNull())
    .addColumn('done_at', number)
    .addPrimaryKeyConstraint('erasures_key', ['tenant_id', 'id'])
    .execute()
}
