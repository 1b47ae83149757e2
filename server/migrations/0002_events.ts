import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Events, who has handled which, and what could not be handled. */
export const events: Migration = {
  name: '0002_events',
  tenantTables: ['subjects', 'events', 'cursors', 'dead_letters'],
  systemTables: ['cursors', 'events', 'dead_letters'],
  async up(schema, engine) {
    const [words, number] = [text(engine), integer(engine)]

    await schema.schema
      .createTable('subjects')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('subject', words, (column) => column.notNull())
      .addColumn('seq', number, (column) => column.notNull())
      .addPrimaryKeyConstraint('subjects_key', ['tenant_id', 'subject'])
      .execute()

    await schema.schema
      .createTable('events')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('subject', words, (column) => column.notNull())
      .addColumn('seq', number, (column) => column.notNull())
      .addColumn('id', words, (column) => column.notNull())
      .addColumn('type', words, (column) => column.notNull())
      .addColumn('data', words, (column) => column.notNull())
      .addColumn('at', number, (column) => column.notNull())
      .addColumn('correlation', words)
      .addPrimaryKeyConstraint('events_key', ['tenant_id', 'subject', 'seq'])
      .execute()

    await schema.schema
      .createTable('cursors')
      .addColumn('handler', words, (column) => column.notNull())
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('subject', words, (column) => column.notNull())
      .addColumn('seq', number, (column) => column.notNull())
      .addColumn('due', number)
      .addColumn('attempts', number, (column) => column.notNull())
      .addPrimaryKeyConstraint('cursors_key', ['tenant_id', 'subject', 'handler'])
      .execute()
    await schema.schema.createIndex('cursors_due').on('cursors').columns(['handler', 'due']).where('due', 'is not', null).execute()

    await schema.schema
      .createTable('handlers')
      .addColumn('name', words, (column) => column.primaryKey())
      .execute()

    await schema.schema
      .createTable('dead_letters')
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('id', words, (column) => column.notNull())
      .addColumn('handler', words, (column) => column.notNull())
      .addColumn('subject', words, (column) => column.notNull())
      .addColumn('seq', number, (column) => column.notNull())
      .addColumn('type', words, (column) => column.notNull())
      .addColumn('error', words, (column) => column.notNull())
      .addColumn('attempts', number, (column) => column.notNull())
      .addColumn('at', number, (column) => column.notNull())
      .addColumn('state', words, (column) => column.notNull())
      .addPrimaryKeyConstraint('dead_letters_key', ['tenant_id', 'id'])
      .execute()
  },
}
