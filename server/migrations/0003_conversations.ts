import { type Kysely, sql } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Conversations with their messages, turns, deliveries and the journal of the sellers. */
export const conversations: Migration = {
  name: '0003_conversations',
  tenantTables: ['conversations', 'messages', 'turns', 'deliveries', 'echoes', 'steps', 'tool_calls', 'counter', 'counter_numbers'],
  systemTables: ['conversations', 'turns', 'deliveries'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await makeConversations(schema, types)
    await makeMessages(schema, types)
    await makeTurns(schema, types)
    await makeDeliveries(schema, types)
    await makeJournal(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeConversations({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('conversations')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('channel', words, (column) => column.notNull())
    .addColumn('line_id', words)
    .addColumn('address', words, (column) => column.notNull())
    .addColumn('address_key', words, (column) => column.notNull())
    .addColumn('customer_id', words)
    .addColumn('customer_name', words)
    .addColumn('floor_holder', words, (column) => column.notNull())
    .addColumn('floor_since', number, (column) => column.notNull())
    .addColumn('floor_until', number)
    .addColumn('floor_reason', words, (column) => column.notNull())
    .addColumn('floor_epoch', number, (column) => column.notNull())
    .addColumn('labels', words, (column) => column.notNull())
    .addColumn('assignee', words)
    .addColumn('team', words)
    .addColumn('language', words)
    .addColumn('last_seq', number, (column) => column.notNull())
    .addColumn('last_message_preview', words, (column) => column.notNull())
    .addColumn('last_message_at', number, (column) => column.notNull())
    .addColumn('created_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('conversations_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('conversations_address').on('conversations').columns(['tenant_id', 'line_id', 'address_key']).unique().execute()
  await schema.createIndex('conversations_any_address').on('conversations').columns(['tenant_id', 'address_key']).execute()
  await schema
    .createIndex('conversations_floor_end')
    .on('conversations')
    .column('floor_until')
    .where('floor_until', 'is not', null)
    .execute()
}

async function makeMessages({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('messages')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('seq', number, (column) => column.notNull())
    .addColumn('role', words, (column) => column.notNull())
    .addColumn('kind', words, (column) => column.notNull())
    .addColumn('text', words, (column) => column.notNull())
    .addColumn('media', words)
    .addColumn('at', number, (column) => column.notNull())
    .addColumn('name', words)
    .addColumn('turn_id', words)
    .addColumn('line_id', words)
    .addColumn('provider_id', words)
    .addPrimaryKeyConstraint('messages_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('messages_order').on('messages').columns(['tenant_id', 'conversation_id', 'seq']).unique().execute()
  // A repeated webhook finds its message here. What the shop itself wrote has no provider's id, and nulls are never equal.
  await schema.createIndex('messages_provider').on('messages').columns(['tenant_id', 'line_id', 'provider_id']).unique().execute()
}

async function makeTurns({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('turns')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addColumn('outcome', words)
    .addColumn('first_at', number, (column) => column.notNull())
    .addColumn('due', number, (column) => column.notNull())
    .addColumn('claimed', number, (column) => column.notNull())
    .addColumn('epoch', number, (column) => column.notNull())
    .addColumn('last_seq', number, (column) => column.notNull())
    .addColumn('attempts', number, (column) => column.notNull())
    .addColumn('correlation', words)
    .addPrimaryKeyConstraint('turns_key', ['tenant_id', 'id'])
    .execute()
  // A conversation has one open turn at most: whoever races to open a second one loses here.
  await schema
    .createIndex('turns_open')
    .on('turns')
    .columns(['tenant_id', 'conversation_id'])
    .unique()
    .where(sql<boolean>`state = 'open'`)
    .execute()
  await schema.createIndex('turns_due').on('turns').column('due').where(sql<boolean>`state = 'open'`).execute()
}

async function makeDeliveries({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('deliveries')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('message_id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('line_id', words, (column) => column.notNull())
    .addColumn('seq', number, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addColumn('mark', words)
    .addColumn('due', number)
    .addColumn('epoch', number, (column) => column.notNull())
    .addColumn('attempts', number, (column) => column.notNull())
    .addColumn('first_try_at', number)
    .addColumn('unknown_since', number)
    .addColumn('repeated', number, (column) => column.notNull())
    .addColumn('provider_id', words)
    .addColumn('error', words)
    .addColumn('asked_at', number)
    .addColumn('correlation', words)
    .addPrimaryKeyConstraint('deliveries_key', ['tenant_id', 'message_id'])
    .execute()
  await schema.createIndex('deliveries_due').on('deliveries').column('due').where('due', 'is not', null).execute()
  await schema.createIndex('deliveries_queue').on('deliveries').columns(['tenant_id', 'conversation_id', 'seq']).execute()
  await schema.createIndex('deliveries_provider').on('deliveries').columns(['tenant_id', 'line_id', 'provider_id']).execute()
  await schema
    .createTable('echoes')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('line_id', words, (column) => column.notNull())
    .addColumn('provider_id', words, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('text', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addColumn('state', words, (column) => column.notNull())
    .addPrimaryKeyConstraint('echoes_key', ['tenant_id', 'line_id', 'provider_id'])
    .execute()
  await schema.createIndex('echoes_conversation').on('echoes').columns(['tenant_id', 'conversation_id', 'state']).execute()
}

async function makeJournal({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('steps')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('turn_id', words, (column) => column.notNull())
    .addColumn('step', number, (column) => column.notNull())
    .addColumn('read_to', number, (column) => column.notNull())
    .addColumn('engine', words, (column) => column.notNull())
    .addColumn('answer', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('steps_key', ['tenant_id', 'turn_id', 'step'])
    .execute()
  await schema
    .createTable('tool_calls')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('turn_id', words, (column) => column.notNull())
    .addColumn('step', number, (column) => column.notNull())
    .addColumn('call', number, (column) => column.notNull())
    .addColumn('tool', words, (column) => column.notNull())
    .addColumn('arguments', words, (column) => column.notNull())
    .addColumn('result', words)
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('tool_calls_key', ['tenant_id', 'turn_id', 'step', 'call'])
    .execute()
  await schema
    .createTable('counter')
    .addColumn('tenant_id', words, (column) => column.primaryKey())
    .addColumn('last_number', number, (column) => column.notNull())
    .execute()
  await schema
    .createTable('counter_numbers')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('number', number, (column) => column.notNull())
    .addColumn('conversation_id', words, (column) => column.notNull())
    .addColumn('at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('counter_numbers_key', ['tenant_id', 'number'])
    .execute()
}
