import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import type { Appointment } from './appointment.ts'
import type { Slot } from './slots.ts'

export const AppointmentStatusWord = z.enum(['scheduled', 'confirmed', 'cancelled', 'done', 'no_show'])
/** An appointment as programs read it, by whatever door they come. */
export const AppointmentJson = z
  .object({
    id: z.string(),
    service: z.string(),
    customer_id: z.string().nullable(),
    conversation_id: z.string().nullable(),
    starts_at: z.string(),
    ends_at: z.string(),
    status: AppointmentStatusWord,
  })
  .meta({
    id: 'Appointment',
    description: 'A time that is somebody’s.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      service: 'asesoria',
      customer_id: null,
      conversation_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a12',
      starts_at: '2026-03-11T19:00:00.000Z',
      ends_at: '2026-03-11T19:30:00.000Z',
      status: 'scheduled',
    },
  })

export const SlotJson = z.object({ service: z.string(), starts_at: z.string(), ends_at: z.string() }).meta({
  id: 'Slot',
  description: 'A time that can be had.',
  example: { service: 'asesoria', starts_at: '2026-03-11T19:00:00.000Z', ends_at: '2026-03-11T19:30:00.000Z' },
})

export function appointmentJson(appointment: Appointment): z.input<typeof AppointmentJson> {
  const { id, service, customer, conversation, startsAt, endsAt, status } = appointment
  return {
    id,
    service,
    customer_id: customer,
    conversation_id: conversation,
    starts_at: isoTime(startsAt),
    ends_at: isoTime(endsAt),
    status,
  }
}

export function slotJson({ service, startsAt, endsAt }: Slot): z.input<typeof SlotJson> {
  return { service, starts_at: isoTime(startsAt), ends_at: isoTime(endsAt) }
}
