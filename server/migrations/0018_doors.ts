import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** What the doors for people and other programs need: the queue of hand-overs, and who answers where a caller carries the channel itself. */
export const doors: Migration = {
  name: '0018_doors',
  tenantTables: ['handoffs', 'system_events', 'listeners', 'subscriptions', 'taken_events'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await nameSellers(schema, types)
    await makeHandoffs(schema, types)
    await makeSystemEvents(schema, engine)
    await makeOperators(schema, types)
    await makeListeners(schema, engine)
    await makeSubscriptions(schema, types)
    await makeTakenEvents(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function nameSellers({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .alterTable('sellers')
    .addColumn('position', number, (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('conversations').addColumn('seller_id', words).execute()
}

async function makeHandoffs({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('handoffs')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('status', words, (column) => column.notNull())
    .addColumn('team', words)
    .addColumn('cause', words, (column) => column.notNull())
    .addColumn('reason', words, (column) => column.notNull())
    .addColumn('summary', words)
    .addColumn('created_at', number, (column) => column.notNull())
    .addColumn('accepted_at', number)
    .addColumn('accepted_by', words)
    .addColumn('ended_at', number)
    .addPrimaryKeyConstraint('handoffs_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('handoffs_queue').on('handoffs').columns(['tenant_id', 'status', 'id']).execute()
  // A conversation is handed over once at a time.
  await schema
    .createIndex('handoffs_open')
    .on('handoffs')
    .columns(['tenant_id', 'conversation_id'])
    .unique()
    .where(sql<boolean>`status != 'ended'`)
    .execute()
  await schema.createIndex('handoffs_conversation').on('handoffs').columns(['tenant_id', 'conversation_id', 'id']).execute()
}

/** Wherever events are handled there may be one to tell operators of. */
export async function makeSystemEvents({ schema }: Pick<Schema, 'schema'>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const [words, number] = [text(engine), integer(engine)]
  await schema
    .createTable('system_events')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('type', words, (column) => column.notNull())
    .addColumn('level', words, (column) => column.notNull())
    .addColumn('metadata', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('system_events_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('system_events_age').on('system_events').columns(['tenant_id', 'at']).execute()
}

/** Of no tenant. */
async function makeOperators({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('operator_keys')
    .addColumn('name', words, (column) => column.primaryKey())
    .addColumn('hash', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .execute()
  await schema.createIndex('operator_keys_hash').on('operator_keys').column('hash').unique().execute()
}

/** Whoever publishes looks here for whom to wake. */
export async function makeListeners({ schema }: Pick<Schema, 'schema'>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const words = text(engine)
  await schema
    .createTable('listeners')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('type', words, (column) => column.notNull())
    .addColumn('handler', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('listeners_key', ['tenant_id', 'type', 'handler'])
    .execute()
}

async function makeSubscriptions({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('subscriptions')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('url', words, (column) => column.notNull())
    .addColumn('types', words, (column) => column.notNull())
    .addColumn('secret', words, (column) => column.notNull())
    .addColumn('created_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('subscriptions_key', ['tenant_id', 'id'])
    .execute()
}

async function makeTakenEvents({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('taken_events')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('taken_events_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('taken_events_age').on('taken_events').columns(['tenant_id', 'at']).execute()
}
