import { z } from 'zod'
import { event } from '../../platform/events/events.ts'
import type { Appointment } from './appointment.ts'

const facts = z.object({
  appointment: z.string(),
  service: z.string(),
  customer: z.string().nullable(),
  conversation: z.string().nullable(),
  starts_at: z.int(),
  ends_at: z.int(),
  status: z.enum(['scheduled', 'confirmed', 'cancelled', 'done', 'no_show']),
})

export const appointmentCreated = event('store.agenda.appointment.created', 'Somebody has a time with the shop.', facts)
export const appointmentUpdated = event('store.agenda.appointment.updated', 'An appointment was moved or its status changed.', facts)
export const appointmentDeleted = event('store.agenda.appointment.deleted', 'An appointment was cancelled; its time is free again.', facts)
export const appointmentNear = event(
  'store.agenda.appointment.near',
  'An appointment comes soon: its customer wants to be reminded.',
  facts,
)

export const agendaEvents = [appointmentCreated, appointmentUpdated, appointmentDeleted, appointmentNear]

export function factsOf(appointment: Appointment): z.infer<typeof facts> {
  const { id, service, customer, conversation, startsAt, endsAt, status } = appointment
  return { appointment: id, service, customer, conversation, starts_at: startsAt, ends_at: endsAt, status }
}

/** What it is told under: its conversation, where it has one. */
export function subjectOf({ id, conversation }: Pick<Appointment, 'id' | 'conversation'>): string {
  return conversation ?? `appointment ${id}`
}
