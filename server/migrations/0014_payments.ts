import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What was asked of whoever moves the money, what came of it, and what has to be looked at there. */
export const payments: Migration = {
  name: '0014_payments',
  tenantTables: ['payments', 'payment_looks', 'refunds'],
  systemTables: ['payment_looks', 'refunds'],
  async up(schema, engine) {
    const types = { words: text(engine), number: integer(engine) }
    await makePayments(schema, types)
    await makeLooks(schema, types)
    await makeRefunds(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makePayments({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('payments')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('order_id', words, (column) => column.notNull())
    .addColumn('attempt', number, (column) => column.notNull())
    .addColumn('provider', words, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addColumn('amount', number, (column) => column.notNull())
    .addColumn('currency', words, (column) => column.notNull())
    .addColumn('reference', words)
    .addColumn('paid_with', words)
    .addColumn('url', words)
    .addColumn('proof', words)
    .addColumn('refunded', number, (column) => column.notNull())
    .addColumn('expires_at', number, (column) => column.notNull())
    .addColumn('created_at', number, (column) => column.notNull())
    .addColumn('updated_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('payments_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('payments_order').on('payments').columns(['tenant_id', 'order_id', 'attempt']).unique().execute()
  await schema.createIndex('payments_reference').on('payments').columns(['tenant_id', 'provider', 'reference']).execute()
}

async function makeLooks({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('payment_looks')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('provider', words, (column) => column.notNull())
    .addColumn('object', words, (column) => column.notNull())
    .addColumn('knocks', number, (column) => column.notNull())
    .addColumn('attempts', number, (column) => column.notNull())
    .addColumn('due', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('payment_looks_key', ['tenant_id', 'provider', 'object'])
    .execute()
  await schema.createIndex('payment_looks_due').on('payment_looks').column('due').execute()
}

async function makeRefunds({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('refunds')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('payment_id', words, (column) => column.notNull())
    .addColumn('number', number, (column) => column.notNull())
    .addColumn('amount', number, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addColumn('actor_kind', words, (column) => column.notNull())
    .addColumn('actor', words, (column) => column.notNull())
    .addColumn('why', words)
    .addColumn('attempts', number, (column) => column.notNull())
    .addColumn('due', number)
    .addColumn('created_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('refunds_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('refunds_payment').on('refunds').columns(['tenant_id', 'payment_id', 'number']).unique().execute()
  await schema.createIndex('refunds_due').on('refunds').column('due').where(sql<boolean>`due is not null`).execute()
}
