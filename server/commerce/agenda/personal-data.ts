import { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/iso-time.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Counts, erasingEvents, type Person, type PersonalData, type Piece, section } from '../customers/customers.ts'
import { subjectOf } from './agenda.events.ts'
import { type Appointment, isAhead } from './appointment.ts'
import {
  appointmentsOfConversation,
  appointmentsOfCustomer,
  forgetWhereBooked,
  forgetWhoseAppointment,
  forgetWhosePlaces,
  toAppointment,
  withdrawOffer,
} from './appointments.sql.ts'
import { changeAppointment } from './book.ts'
import { serviceSubject } from './occupancy.ts'

const appointments = section({
  name: 'appointments',
  means: 'His appointments',
  record: z.object({
    id: z.string(),
    service: z.string(),
    conversation_id: z.string().nullable(),
    starts_at: z.string(),
    ends_at: z.string(),
    status: z.string(),
    created_at: z.string(),
  }),
  async *collect(shop, person) {
    for await (const { id, service, conversation, startsAt, endsAt, status, createdAt } of appointmentsOf(shop, person)) {
      const times = { starts_at: isoTime(startsAt), ends_at: isoTime(endsAt), created_at: isoTime(createdAt) }
      yield { id, service, conversation_id: conversation, status, ...times }
    }
  },
})

/** Of an appointment it stays that it was; one that was still to come is cancelled, for nobody will come. */
export const agendaData: PersonalData = {
  sections: [appointments],
  keeps: { appointments: 'That a time was taken, not by whom; those that were still to come are cancelled, and their times free again' },
  async callersIds(shop, customers) {
    const found = new Set<string>()
    for await (const { conversation } of appointmentsOf(shop, { customers, conversations: [] })) if (conversation) found.add(conversation)
    const isHis = ({ customer }: Appointment) => customer === null || customers.includes(customer)
    for (const conversation of found) if (!(await appointmentsUnder(shop, conversation)).every(isHis)) found.delete(conversation)
    return [...found]
  },
  async *erase(shop, person): AsyncGenerator<Piece> {
    for await (const appointment of appointmentsOf(shop, person)) {
      yield* erasingEvents(shop, `appointment ${appointment.id}`)
      yield {
        subjects: [serviceSubject(appointment.service), subjectOf(appointment), subjectOf({ ...appointment, conversation: null })],
        erase: (tx) => letGo(tx, appointment.id),
      }
    }
    for (const conversation of person.conversations) {
      yield {
        subjects: [conversation],
        erase: async (tx) => {
          await tx.run(withdrawOffer, { conversation })
          for (const { id } of (await tx.run(appointmentsOfConversation, { conversation })).rows)
            await tx.run(forgetWhosePlaces, { appointment: id })
          await tx.run(forgetWhereBooked, { conversation })
          return {}
        },
      }
    }
  },
}

async function letGo(tx: Tx, id: string): Promise<Counts> {
  const row = (await tx.run(forgetWhoseAppointment, { id })).rows[0]
  if (!row) return {}
  await tx.run(forgetWhosePlaces, { appointment: id })
  // Told without a word of whose it was.
  if (isAhead(toAppointment(row))) await changeAppointment(tx, id, { status: 'cancelled' })
  return { kept: { appointments: 1 } }
}

/** Those in his name, then those in his conversations that are in nobody else's. */
async function* appointmentsOf(shop: Shop, { customers, conversations }: Person): AsyncGenerator<Appointment> {
  for (const customer of customers) yield* (await shop.read(appointmentsOfCustomer, { customer })).map(toAppointment)
  for (const id of conversations) yield* (await appointmentsUnder(shop, id)).filter(({ customer }) => customer === null)
}

async function appointmentsUnder(shop: Shop, conversation: string): Promise<Appointment[]> {
  return (await shop.read(appointmentsOfConversation, { conversation })).map(toAppointment)
}
