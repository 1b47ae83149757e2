import type { Kysely } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What it takes to forget somebody: who was erased, what is left to do, and the ways to what is his. */
export const privacy: Migration = {
  name: '0008_privacy',
  tenantTables: ['erased_people', 'erasure_keys', 'erased_messages', 'idempotency_subjects'],
  systemTables: ['erasures', 'erased_messages'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await makeErasures(schema, types)
    await makeErasedMessages(schema, types)
    await makeSubjects(schema, types)
    await makeWays(schema)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

/** Nobody has been erased before this: the columns that give way are empty. */
async function makeErasures({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema.alterTable('erasures').dropColumn('people').execute()
  await schema.alterTable('erasures').dropColumn('customers').execute()
  await schema.alterTable('erasures').addColumn('due', number).execute()
  await schema.createIndex('erasures_due').on('erasures').column('due').where('due', 'is not', null).execute()
  await schema
    .createTable('erased_people')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('person', words, (column) => column.notNull())
    .addColumn('erasure_id', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('erased_people_key', ['tenant_id', 'person'])
    .execute()
  await schema
    .createTable('erasure_keys')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('erasure_id', words, (column) => column.notNull())
    .addColumn('kind', words, (column) => column.notNull())
    .addColumn('key', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('erasure_keys_key', ['tenant_id', 'erasure_id', 'kind', 'key'])
    .execute()
}

async function makeErasedMessages({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('erased_messages')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('line_id', words, (column) => column.notNull())
    .addColumn('message', words, (column) => column.notNull())
    .addColumn('until', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('erased_messages_key', ['tenant_id', 'line_id', 'message'])
    .execute()
  await schema.createIndex('erased_messages_until').on('erased_messages').column('until').execute()
}

async function makeSubjects({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('idempotency_subjects')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('subject', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_subjects_key', ['tenant_id', 'subject', 'id'])
    .execute()
  await schema.createIndex('idempotency_subjects_age').on('idempotency_subjects').columns(['tenant_id', 'at']).execute()
}

/** From a conversation to what is kept under it. */
async function makeWays({ schema }: Schema): Promise<void> {
  await schema.createIndex('counter_numbers_whose').on('counter_numbers').columns(['tenant_id', 'conversation_id']).execute()
  await schema.createIndex('dead_letters_subject').on('dead_letters').columns(['tenant_id', 'subject']).execute()
}
