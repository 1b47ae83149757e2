import { z } from 'zod'
import {
  type AgendaRefusal,
  AppointmentJson,
  AppointmentStatusWord,
  appointmentJson,
  book,
  changeAppointment,
  explainAgendaRefusal,
  findOneAppointment,
  freeSlots,
  isDate,
  listAppointments,
  openCalendarLink,
  SlotJson,
  slotJson,
} from '../../commerce/agenda/agenda.ts'
import { findCustomer } from '../../commerce/customers/customers.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const Time = z.iso.datetime({ offset: true, error: 'a time such as 2026-03-11T16:00:00-03:00' }).transform((text) => Date.parse(text))
const Word = z.string().min(1).max(200)

const outside = z.boolean().optional().describe('true: also when the shop is closed')
const NewAppointment = z
  .object({
    service: Word.optional().describe('may be left out where the shop has one'),
    starts_at: Time,
    conversation_id: Word.optional(),
    customer_id: Word.optional(),
    outside_hours: outside,
  })
  .meta({ example: { service: 'asesoria', starts_at: '2026-03-11T16:00:00-03:00' } })
const Change = z
  .object({ status: AppointmentStatusWord.optional(), starts_at: Time.optional(), outside_hours: outside })
  .refine(({ status, starts_at }) => status !== undefined || starts_at !== undefined, 'a status, a time, or both')
  .meta({ example: { status: 'confirmed' } })

const none = z.object({})
const AppointmentPath = z.object({ id: Word })
const timeRefusals = { slot_taken: 409, outside_hours: 409, invalid_time: 422 } as const
const serviceRefusals = { service_not_found: 404, service_required: 422 } as const
const tag = 'Agenda'

export const agendaOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/appointments',
    summary: 'Appointments, by the time they begin',
    tag,
    scope: 'appointments:read',
    params: none,
    query: PageQuery.extend({ from: Time.optional(), to: Time.optional(), conversation_id: Word.optional() }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(AppointmentJson) },
    refusals: {},
    run: async ({ shop, query: { limit, cursor, from, to, conversation_id } }) => {
      const { items, next } = await listAppointments(shop, { from, to, conversation: conversation_id }, { limit, after: cursor })
      return { status: 200, body: pageOf(items.map(appointmentJson), next) }
    },
  }),
  operation({
    method: 'post',
    path: '/appointments',
    summary: 'Book a free time',
    tag,
    scope: 'appointments:write',
    params: none,
    query: none,
    body: NewAppointment,
    answer: { status: 201, means: 'The appointment', schema: AppointmentJson },
    refusals: { ...timeRefusals, ...serviceRefusals, customer_not_found: 422 },
    run: async ({ shop, body }) => {
      if (body.customer_id !== undefined && !(await findCustomer(shop, body.customer_id))) return unknownCustomer(body.customer_id)
      const outcome = await shop.transaction('agenda.book', (tx) =>
        book(tx, {
          service: body.service ?? null,
          startsAt: body.starts_at,
          conversation: body.conversation_id ?? null,
          customer: body.customer_id ?? null,
          outsideHours: body.outside_hours === true,
        }),
      )
      return outcome.ok ? { status: 201, body: appointmentJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/appointments/{id}',
    summary: 'One appointment',
    tag,
    scope: 'appointments:read',
    params: AppointmentPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The appointment', schema: AppointmentJson },
    refusals: { appointment_not_found: 404 },
    run: async ({ shop, params }) => {
      const appointment = await findOneAppointment(shop, params.id)
      if (!appointment) return refused({ code: 'appointment_not_found', appointment: params.id })
      return { status: 200, body: appointmentJson(appointment) }
    },
  }),
  operation({
    method: 'patch',
    path: '/appointments/{id}',
    summary: 'Move it to another time, or confirm, end or cancel it',
    tag,
    scope: 'appointments:write',
    params: AppointmentPath,
    query: none,
    body: Change,
    answer: { status: 200, means: 'The appointment as it stands now', schema: AppointmentJson },
    refusals: { appointment_not_found: 404, move_not_allowed: 409, ...timeRefusals, ...serviceRefusals },
    run: async ({ shop, params, body }) => {
      const change = { status: body.status, startsAt: body.starts_at, outsideHours: body.outside_hours }
      const outcome = await shop.transaction('agenda.change', (tx) => changeAppointment(tx, params.id, change))
      return outcome.ok ? { status: 200, body: appointmentJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/agenda/slots',
    summary: 'Times that can still be had on a day',
    tag,
    scope: 'appointments:read',
    params: none,
    query: z.object({
      service: Word.optional().describe('all services when left out'),
      date: z.string().refine(isDate, 'a day such as 2026-03-11').optional().describe('in the time zone of the shop; today when left out'),
    }),
    body: null,
    answer: { status: 200, means: 'The free times', schema: z.object({ items: z.array(SlotJson), next_cursor: z.null() }) },
    refusals: serviceRefusals,
    run: async ({ shop, query }) => {
      const outcome = await freeSlots(shop, { service: query.service ?? null, date: query.date ?? null })
      return outcome.ok ? { status: 200, body: { items: outcome.value.map(slotJson), next_cursor: null } } : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'post',
    path: '/agenda/calendars',
    summary: 'An address under which a calendar program follows the appointments, without customers in it; it is shown once',
    tag,
    scope: 'appointments:write',
    params: none,
    query: none,
    body: z.object({ service: Word.optional().describe('all services when left out') }),
    answer: { status: 201, means: 'The address', schema: z.object({ url: z.string() }) },
    refusals: {},
    run: async ({ shop, body, about }) => {
      const token = await openCalendarLink(shop, body.service ?? null)
      return { status: 201, body: { url: `${about.publicUrl()}/agenda/${token}.ics` } }
    },
  }),
]

function unknownCustomer(id: string): Reply {
  const message = `no such customer: ${id}`
  return { refusal: { code: 'customer_not_found', detail: message, errors: [{ path: 'customer_id', message }] } }
}

function refused(refusal: AgendaRefusal): Reply {
  return { refusal: { code: refusal.code, ...explainAgendaRefusal(refusal) } }
}
