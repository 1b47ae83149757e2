import type { Kysely } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Appointments, the five minutes they take of a service's time, and the links under which calendars follow them. */
export const agenda: Migration = {
  name: '0015_agenda',
  tenantTables: ['appointments', 'occupancy', 'calendar_links'],
  systemTables: ['appointments', 'calendar_links'],
  async up(schema, engine) {
    const types = { words: text(engine), number: integer(engine) }
    await makeAppointments(schema, types)
    await makeOccupancy(schema, types)
    await schema.schema
      .createTable('calendar_links')
      .addColumn('tenant_id', types.words, (column) => column.notNull())
      .addColumn('hash', types.words, (column) => column.notNull())
      .addColumn('service', types.words)
      .addColumn('created_at', types.number, (column) => column.notNull())
      .addPrimaryKeyConstraint('calendar_links_key', ['tenant_id', 'hash'])
      .execute()
    await schema.schema.createIndex('calendar_links_hash').on('calendar_links').column('hash').unique().execute()
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeAppointments({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('appointments')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('service', words, (column) => column.notNull())
    .addColumn('customer_id', words)
    .addColumn('conversation_id', words)
    .addColumn('starts_at', number, (column) => column.notNull())
    .addColumn('ends_at', number, (column) => column.notNull())
    .addColumn('status', words, (column) => column.notNull())
    .addColumn('file_key', words)
    .addColumn('remind_at', number)
    .addColumn('created_at', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('appointments_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('appointments_time').on('appointments').columns(['tenant_id', 'starts_at', 'id']).execute()
  await schema.createIndex('appointments_service').on('appointments').columns(['tenant_id', 'service', 'starts_at', 'id']).execute()
  await schema.createIndex('appointments_conversation').on('appointments').columns(['tenant_id', 'conversation_id', 'starts_at']).execute()
  await schema.createIndex('appointments_customer').on('appointments').columns(['tenant_id', 'customer_id']).execute()
  await schema.createIndex('appointments_reminder').on('appointments').column('remind_at').where('remind_at', 'is not', null).execute()
  await schema
    .createIndex('appointments_file')
    .on('appointments')
    .columns(['tenant_id', 'file_key'])
    .unique()
    .where('file_key', 'is not', null)
    .execute()
}

async function makeOccupancy({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('occupancy')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('service', words, (column) => column.notNull())
    .addColumn('cell', number, (column) => column.notNull())
    .addColumn('place', number, (column) => column.notNull())
    .addColumn('appointment_id', words)
    .addColumn('conversation_id', words)
    .addColumn('held_until', number)
    .addPrimaryKeyConstraint('occupancy_key', ['tenant_id', 'service', 'cell', 'place'])
    .execute()
  await schema.createIndex('occupancy_appointment').on('occupancy').columns(['tenant_id', 'appointment_id']).execute()
  await schema
    .createIndex('occupancy_offer')
    .on('occupancy')
    .columns(['tenant_id', 'conversation_id', 'held_until'])
    .where('held_until', 'is not', null)
    .execute()
}
