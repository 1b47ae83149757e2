import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { appointmentCreated, appointmentDeleted, appointmentUpdated, factsOf, subjectOf } from './agenda.events.ts'
import { type AgendaRefusal, type Appointment, type AppointmentStatus, isAhead, mayMove } from './appointment.ts'
import {
  findAppointment,
  findSameAppointment,
  insertAppointment,
  leavePlaces,
  toAppointment,
  withdrawOffer,
  writeAppointment,
} from './appointments.sql.ts'
import { endOf, isOnGrid, isOpenFor, type Service } from './calendar.ts'
import { canOccupy, occupy, serviceSubject } from './occupancy.ts'
import { type Agenda, chooseService, readAgenda, soldUnder } from './services.ts'

/** How long before it a customer is reminded of his appointment. */
export const remindBeforeMs = 24 * 3_600_000
const farthestMs = 366 * 24 * 3_600_000

export interface Booking {
  /** May be left out where the shop has one service. */
  service: string | null
  startsAt: number
  conversation: string | null
  customer: string | null
  /** Staff may book when the shop is closed; nobody may book what is taken. */
  outsideHours?: boolean
  /** Only what is sold there; everything when left out. */
  storefront?: string | null
}

/** Of an offer or of any free time that was named: checked and booked in one step. */
export async function book(tx: Tx, booking: Booking): Promise<Outcome<Appointment, AgendaRefusal>> {
  const agenda = await readAgenda(tx)
  const service = chooseService(soldUnder(agenda, booking.storefront ?? null), booking.service)
  if ('code' in service) return refuse(service)
  const { conversation, startsAt } = booking
  await tx.lock(serviceSubject(service.id), ...(conversation === null ? [] : [conversation]))
  const wrong = refusedTime(tx, agenda, service, booking)
  if (wrong) return refuse(wrong)
  if (conversation !== null) {
    const same = (await tx.run(findSameAppointment, { conversation, service: service.id, starts_at: startsAt })).rows[0]
    if (same) return done(toAppointment(same))
  }
  if (!(await canOccupy(tx, service, startsAt, { conversation })))
    return refuse({ code: 'slot_taken', service: service.id, starts_at: startsAt })
  if (conversation !== null) await tx.run(withdrawOffer, { conversation })
  const appointment: Appointment = {
    id: tx.ids(),
    service: service.id,
    customer: booking.customer,
    conversation,
    startsAt,
    endsAt: endOf(service, startsAt),
    status: 'scheduled',
    remindAt: conversation === null ? null : reminderOf(tx, startsAt),
    createdAt: tx.clock.now(),
  }
  await mustOccupy(tx, service, appointment)
  await write(tx, appointment, null)
  await tx.publish(appointmentCreated, { subject: subjectOf(appointment), data: factsOf(appointment) })
  return done(appointment)
}

/** The row of an appointment whose time is taken already. */
export async function write(tx: Tx, appointment: Appointment, fileKey: string | null): Promise<void> {
  await tx.run(insertAppointment, {
    id: appointment.id,
    service: appointment.service,
    customer: appointment.customer,
    conversation: appointment.conversation,
    starts_at: appointment.startsAt,
    ends_at: appointment.endsAt,
    file_key: fileKey,
    remind_at: appointment.remindAt,
    at: appointment.createdAt,
  })
}

export interface AppointmentChange {
  status?: AppointmentStatus | undefined
  startsAt?: number | undefined
  outsideHours?: boolean | undefined
}

/** Moves it to another time, which is taken before the old one is left; or on in its life. */
export async function changeAppointment(tx: Tx, id: string, change: AppointmentChange): Promise<Outcome<Appointment, AgendaRefusal>> {
  const before = await lockAppointment(tx, id)
  if (!before) return refuse({ code: 'appointment_not_found', appointment: id })
  const { status = before.status, startsAt = before.startsAt } = change
  if (change.status !== undefined && !mayMove(before.status, change.status))
    return refuse({ code: 'move_not_allowed', from: before.status, to: change.status })
  const after: Appointment = { ...before, status, startsAt }
  if (startsAt !== before.startsAt) {
    if (!isAhead(after)) return refuse({ code: 'move_not_allowed', from: before.status, to: status })
    const moved = await moveTo(tx, after, change.outsideHours === true)
    if (!moved.ok) return moved
    after.endsAt = moved.value
    after.remindAt = after.conversation === null ? null : reminderOf(tx, startsAt)
  }
  if (!isAhead(after)) after.remindAt = null
  // What was cancelled gives its time back, and so does nothing else: a time that is over needs no room.
  if (status === 'cancelled') await tx.run(leavePlaces, { appointment: id })
  await tx.run(writeAppointment, { id, starts_at: startsAt, ends_at: after.endsAt, status, remind_at: after.remindAt })
  const told = status === 'cancelled' ? appointmentDeleted : appointmentUpdated
  await tx.publish(told, { subject: subjectOf(after), data: factsOf(after) })
  return done(after)
}

/** One conversation's own appointment, once or twice; another's is not found. */
export async function cancelFor(tx: Tx, conversation: string, id: string): Promise<Outcome<Appointment, AgendaRefusal>> {
  const row = (await tx.run(findAppointment, { id })).rows[0]
  if (row?.conversation_id !== conversation) return refuse({ code: 'appointment_not_found', appointment: id })
  return row.status === 'cancelled' ? done(toAppointment(row)) : changeAppointment(tx, id, { status: 'cancelled' })
}

/** What a unit that changes an appointment has to lock, as far as can be told beforehand. */
export async function appointmentSubjects(shop: Shop, id: string): Promise<string[]> {
  const row = (await shop.read(findAppointment, { id }))[0]
  return row ? [serviceSubject(row.service), subjectOf(toAppointment(row))] : []
}

async function moveTo(tx: Tx, after: Appointment, outsideHours: boolean): Promise<Outcome<number, AgendaRefusal>> {
  const agenda = await readAgenda(tx)
  const service = chooseService(agenda, after.service)
  if ('code' in service) return refuse(service)
  const wrong = refusedTime(tx, agenda, service, { startsAt: after.startsAt, outsideHours })
  if (wrong) return refuse(wrong)
  const { id, startsAt } = after
  if (!(await canOccupy(tx, service, startsAt, { appointment: id })))
    return refuse({ code: 'slot_taken', service: service.id, starts_at: startsAt })
  await tx.run(leavePlaces, { appointment: id })
  await mustOccupy(tx, service, after)
  return done(endOf(service, startsAt))
}

/** What was found free behind the service's lock. */
async function mustOccupy(tx: Tx, service: Service, { id, conversation, startsAt }: Appointment): Promise<void> {
  if (!(await occupy(tx, service, startsAt, { appointment: id, conversation, heldUntil: null })))
    throw new Error(`a free time of ${service.id} was taken behind its lock`)
}

/** Its service and its conversation are locked first: what is read before is only where they are learnt from. */
async function lockAppointment(tx: Tx, id: string): Promise<Appointment | null> {
  const row = (await tx.run(findAppointment, { id })).rows[0]
  if (!row) return null
  await tx.lock(serviceSubject(row.service), subjectOf(toAppointment(row)))
  const locked = (await tx.run(findAppointment, { id })).rows[0]
  return locked ? toAppointment(locked) : null
}

function refusedTime(
  tx: Tx,
  agenda: Agenda,
  service: Service,
  { startsAt, outsideHours = false }: Pick<Booking, 'startsAt' | 'outsideHours'>,
): AgendaRefusal | null {
  const now = tx.clock.now()
  if (startsAt <= now) return { code: 'invalid_time', reason: 'past' }
  if (startsAt - now > farthestMs) return { code: 'invalid_time', reason: 'far' }
  if (!isOnGrid(startsAt)) return { code: 'invalid_time', reason: 'grid' }
  if (!outsideHours && !isOpenFor(agenda.hours, service, startsAt)) return { code: 'outside_hours', service: service.id }
  return null
}

/** Nobody is reminded of what he booked a moment ago. */
function reminderOf(tx: Tx, startsAt: number): number | null {
  const at = startsAt - remindBeforeMs
  return at > tx.clock.now() ? at : null
}
