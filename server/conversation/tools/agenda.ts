import { z } from 'zod'
import {
  type AgendaRefusal,
  AppointmentJson,
  agendaSubjects,
  appointmentJson,
  appointmentSubjects,
  book,
  cancelFor,
  explainAgendaRefusal,
  isDate,
  offerSlots,
  SlotJson,
  slotJson,
} from '../../commerce/agenda/agenda.ts'
import { done } from '../../platform/outcome.ts'
import { customerOf } from '../inbox/inbox.ts'
import { refuseTool, type ToolRefusal } from './refusals.ts'
import { actingTool } from './tool.ts'

const Service = z.string().min(1).max(200)
const AppointmentResult = z.object({ appointment: AppointmentJson })

export const findSlots = actingTool({
  name: 'find_slots',
  title: 'Offer times',
  description:
    'Up to three free times for an appointment, kept for this conversation for ten minutes; asking again offers others and lets go of these. Use it before proposing a time.',
  scope: 'appointments:write',
  inConversation: true,
  destroys: false,
  repeats: 'safely',
  input: z.object({
    service: Service.optional().describe('by its id; all of them when left out'),
    date: z
      .string()
      .refine(isDate, 'a day such as 2026-03-11')
      .optional()
      .describe('a day such as 2026-03-11; the next free days when left out'),
  }),
  output: z.object({ slots: z.array(SlotJson) }),
  subjects: ({ shop, storefront }, { service = null }) => agendaSubjects(shop, { service, storefront }),
  async act(tx, { conversation, storefront }, { service = null, date = null }) {
    const outcome = await offerSlots(tx, conversation, { service, date, storefront })
    return outcome.ok ? done({ slots: outcome.value.map(slotJson) }) : refused(outcome.refusal)
  },
})

export const bookAppointment = actingTool({
  name: 'book_appointment',
  title: 'Book an appointment',
  description: 'Books a time that was offered, or any free time the customer names. Only when he has agreed to it.',
  scope: 'appointments:write',
  inConversation: true,
  destroys: false,
  repeats: 'safely',
  input: z.object({
    service: Service.describe('by its id'),
    starts_at: z.iso
      .datetime({ offset: true, error: 'a time such as 2026-03-11T16:00:00-03:00' })
      .transform((text) => Date.parse(text))
      .describe('with its offset, such as 2026-03-11T16:00:00-03:00'),
  }),
  output: AppointmentResult,
  subjects: ({ shop, storefront }, { service }) => agendaSubjects(shop, { service, storefront }),
  async act(tx, { conversation, storefront }, { service, starts_at: startsAt }) {
    const customer = await customerOf(tx, conversation)
    const outcome = await book(tx, { service, startsAt, conversation, customer, storefront })
    return outcome.ok ? done({ appointment: appointmentJson(outcome.value) }) : refused(outcome.refusal)
  },
})

export const cancelAppointment = actingTool({
  name: 'cancel_appointment',
  title: 'Cancel an appointment',
  description: 'Cancels an appointment that was booked in this conversation; its time is free again.',
  scope: 'appointments:write',
  inConversation: true,
  destroys: true,
  repeats: 'safely',
  input: z.object({ appointment_id: z.string().min(1).max(200) }),
  output: AppointmentResult,
  subjects: ({ shop }, { appointment_id }) => appointmentSubjects(shop, appointment_id),
  async act(tx, { conversation }, { appointment_id }) {
    const outcome = await cancelFor(tx, conversation, appointment_id)
    return outcome.ok ? done({ appointment: appointmentJson(outcome.value) }) : refused(outcome.refusal)
  },
})

function refused(refusal: AgendaRefusal): { ok: false; refusal: ToolRefusal } {
  return refuseTool(refusal.code, explainAgendaRefusal(refusal))
}
