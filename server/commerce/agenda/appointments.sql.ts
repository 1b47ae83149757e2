import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Appointment, AppointmentStatus } from './appointment.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    appointments: AppointmentsTable
    occupancy: OccupancyTable
    calendar_links: CalendarLinksTable
  }
}

interface AppointmentsTable {
  tenant_id: string
  id: string
  service: string
  customer_id: string | null
  conversation_id: string | null
  starts_at: number
  ends_at: number
  status: AppointmentStatus
  /** What the store file calls it; null for what was booked here. */
  file_key: string | null
  /** Business time; null when nobody is to be reminded, or was. */
  remind_at: number | null
  created_at: number
}

/** Who has which place in which five minutes: the key is what keeps two from having the same. */
interface OccupancyTable {
  tenant_id: string
  service: string
  cell: number
  place: number
  /** Null while it is only offered. */
  appointment_id: string | null
  /** To whom it is offered. */
  conversation_id: string | null
  /** Business time until which an offer holds; null for an appointment. */
  held_until: number | null
}

interface CalendarLinksTable {
  tenant_id: string
  hash: string
  service: string | null
  created_at: number
}

const columns = [
  'id',
  'service',
  'customer_id',
  'conversation_id',
  'starts_at',
  'ends_at',
  'status',
  'file_key',
  'remind_at',
  'created_at',
] as const

export const findAppointment = statement('find-appointment', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('appointments').select(columns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** The same person asking for the same time again has it already. */
export const findSameAppointment = statement(
  'find-same-appointment',
  (sql, p: { tenant: string; conversation: string; service: string; starts_at: number }) =>
    sql
      .selectFrom('appointments')
      .select(columns)
      .where('tenant_id', '=', p.tenant)
      .where('conversation_id', '=', p.conversation)
      .where('service', '=', p.service)
      .where('starts_at', '=', p.starts_at)
      .where('status', 'in', ['scheduled', 'confirmed'])
      .limit(1),
)

export const insertAppointment = statement(
  'insert-appointment',
  (
    sql,
    p: {
      tenant: string
      id: string
      service: string
      customer: string | null
      conversation: string | null
      starts_at: number
      ends_at: number
      file_key: string | null
      remind_at: number | null
      at: number
    },
  ) =>
    sql.insertInto('appointments').values({
      tenant_id: p.tenant,
      id: p.id,
      service: p.service,
      customer_id: p.customer,
      conversation_id: p.conversation,
      starts_at: p.starts_at,
      ends_at: p.ends_at,
      status: 'scheduled',
      file_key: p.file_key,
      remind_at: p.remind_at,
      created_at: p.at,
    }),
)

export const writeAppointment = statement(
  'write-appointment',
  (sql, p: { tenant: string; id: string; starts_at: number; ends_at: number; status: AppointmentStatus; remind_at: number | null }) =>
    sql
      .updateTable('appointments')
      .set({ starts_at: p.starts_at, ends_at: p.ends_at, status: p.status, remind_at: p.remind_at })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const listFileAppointments = statement('list-file-appointments', (sql, p: { tenant: string }) =>
  sql.selectFrom('appointments').select(columns).where('tenant_id', '=', p.tenant).where('file_key', 'is not', null),
)

export const appointmentsOfService = statement(
  'appointments-of-service',
  (sql, p: { tenant: string; service: string; since: number; limit: number }) =>
    sql
      .selectFrom('appointments')
      .select(columns)
      .where('tenant_id', '=', p.tenant)
      .where('service', '=', p.service)
      .where('starts_at', '>=', p.since)
      .orderBy('starts_at')
      .orderBy('id')
      .limit(p.limit),
)

export const appointmentsOfCustomer = statement('appointments-of-customer', (sql, p: { tenant: string; customer: string }) =>
  sql.selectFrom('appointments').select(columns).where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer),
)

export const appointmentsOfConversation = statement('appointments-of-conversation', (sql, p: { tenant: string; conversation: string }) =>
  sql.selectFrom('appointments').select(columns).where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation),
)

/** No row: it is nobody's already. */
export const forgetWhoseAppointment = statement('forget-whose-appointment', (sql, p: { tenant: string; id: string }) =>
  sql
    .updateTable('appointments')
    .set({ customer_id: null, conversation_id: null, remind_at: null })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where((row) => row.or([row('customer_id', 'is not', null), row('conversation_id', 'is not', null)]))
    .returning(columns),
)

export const forgetWhosePlaces = statement('forget-whose-places', (sql, p: { tenant: string; appointment: string }) =>
  sql.updateTable('occupancy').set({ conversation_id: null }).where('tenant_id', '=', p.tenant).where('appointment_id', '=', p.appointment),
)

/** Those of others, who booked where somebody was who is erased. */
export const forgetWhereBooked = statement('forget-where-booked', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .updateTable('appointments')
    .set({ conversation_id: null, remind_at: null })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation),
)

export const dueReminders = systemStatement('due-reminders', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('appointments')
    .select(['tenant_id', 'id'])
    .where('remind_at', 'is not', null)
    .where('remind_at', '<=', p.now)
    .orderBy('remind_at')
    .limit(p.limit),
)

export const firstReminder = systemStatement('first-reminder', (sql, _p: Record<never, never>) =>
  sql.selectFrom('appointments').select('remind_at').where('remind_at', 'is not', null).orderBy('remind_at').limit(1),
)

/** Decides who reminds: of two processes one finds it still to do. */
export const takeReminder = statement('take-reminder', (sql, p: { tenant: string; id: string; now: number }) =>
  sql
    .updateTable('appointments')
    .set({ remind_at: null })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('remind_at', '<=', p.now)
    .returning(columns),
)

export const takenPlaces = statement(
  'taken-places',
  (sql, p: { tenant: string; service: string; from: number; to: number; now: number; conversation: string; appointment: string }) =>
    sql
      .selectFrom('occupancy')
      .select(['cell', 'place'])
      .where('tenant_id', '=', p.tenant)
      .where('service', '=', p.service)
      .where('cell', '>=', p.from)
      .where('cell', '<', p.to)
      // What was offered to the one who asks does not stand in his way, nor does the appointment that he moves.
      .where((row) =>
        row.or([
          row.and([row('held_until', 'is', null), row('appointment_id', '!=', p.appointment)]),
          row.and([row('held_until', '>', p.now), row('conversation_id', '!=', p.conversation)]),
        ]),
      ),
)

/** Offers that ended leave their places before somebody else takes them. */
export const freeHolds = statement('free-holds', (sql, p: { tenant: string; service: string; from: number; to: number; now: number }) =>
  sql
    .deleteFrom('occupancy')
    .where('tenant_id', '=', p.tenant)
    .where('service', '=', p.service)
    .where('cell', '>=', p.from)
    .where('cell', '<', p.to)
    .where('held_until', '<=', p.now),
)

export const withdrawOffer = statement('withdraw-offer', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .deleteFrom('occupancy')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('held_until', 'is not', null),
)

export const takePlace = statement(
  'take-place',
  (
    sql,
    p: {
      tenant: string
      service: string
      cell: number
      place: number
      appointment: string | null
      conversation: string | null
      held_until: number | null
    },
  ) =>
    sql
      .insertInto('occupancy')
      .values({
        tenant_id: p.tenant,
        service: p.service,
        cell: p.cell,
        place: p.place,
        appointment_id: p.appointment,
        conversation_id: p.conversation,
        held_until: p.held_until,
      })
      .onConflict((row) => row.columns(['tenant_id', 'service', 'cell', 'place']).doNothing()),
)

export const leavePlaces = statement('leave-places', (sql, p: { tenant: string; appointment: string }) =>
  sql.deleteFrom('occupancy').where('tenant_id', '=', p.tenant).where('appointment_id', '=', p.appointment),
)

export const insertCalendarLink = statement(
  'insert-calendar-link',
  (sql, p: { tenant: string; hash: string; service: string | null; at: number }) =>
    sql.insertInto('calendar_links').values({ tenant_id: p.tenant, hash: p.hash, service: p.service, created_at: p.at }),
)

/** Before a tenant is known: the link alone says whose calendar it opens. */
export const calendarByLink = systemStatement('calendar-by-link', (sql, p: { hash: string }) =>
  sql.selectFrom('calendar_links').select(['tenant_id', 'service']).where('hash', '=', p.hash),
)

export interface AppointmentRow {
  id: string
  service: string
  customer_id: string | null
  conversation_id: string | null
  starts_at: number
  ends_at: number
  status: AppointmentStatus
  remind_at: number | null
  created_at: number
}

export const appointmentColumns = columns

export function toAppointment(row: AppointmentRow): Appointment {
  return {
    id: row.id,
    service: row.service,
    customer: row.customer_id,
    conversation: row.conversation_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    status: row.status,
    remindAt: row.remind_at,
    createdAt: row.created_at,
  }
}
