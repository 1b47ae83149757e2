import type { Tx } from '../../platform/events/events.ts'
import { mistake, storeContent } from '../../shop/store-file/store-file.ts'
import type { Appointment } from './appointment.ts'
import { isAhead } from './appointment.ts'
import { leavePlaces, listFileAppointments, toAppointment, writeAppointment } from './appointments.sql.ts'
import { write } from './book.ts'
import { cellMs, endOf, type Service } from './calendar.ts'
import { occupy, serviceSubject } from './occupancy.ts'
import { agendaOf } from './services.ts'

interface Booked {
  service: Service
  startsAt: number
  /** The same time twice is two bookings. */
  key: string
}

/** The times a store file calls booked. One that leaves the file is cancelled; one that people cancelled stays so. */
export const bookedFile = storeContent<Booked[]>({
  key: null,
  read(_file, { agenda, tenant }, document) {
    const { services } = agendaOf(JSON.stringify(agenda), tenant.timezone)
    const seen = new Map<string, number>()
    const errors = []
    const booked: Booked[] = []
    for (const [index, { service: id, starts_at }] of agenda.booked.entries()) {
      const service = services.find((one) => one.id === id)
      const startsAt = Math.floor(Date.parse(starts_at) / cellMs) * cellMs
      const times = (seen.get(`${id} ${startsAt}`) ?? 0) + 1
      seen.set(`${id} ${startsAt}`, times)
      if (!service) continue
      if (times > service.capacity) {
        const takes = `a time that is not booked ${service.capacity === 1 ? 'already' : `${service.capacity} times already`}`
        errors.push(mistake(document, ['agenda', 'booked', index, 'starts_at'], takes))
      }
      booked.push({ service, startsAt, key: `${id} ${startsAt} ${times}` })
    }
    return errors.length === 0 ? { ok: true, value: booked } : { ok: false, errors }
  },
  async apply(into, booked) {
    const known = new Map((await into.read(listFileAppointments, {})).map((row) => [row.file_key, toAppointment(row)]))
    const wanted = new Set(booked.map(({ key }) => key))
    let written = 0
    for (const one of booked)
      if (!known.has(one.key) && (await into.transaction('agenda.booked-file', (tx) => bookFromFile(tx, one)))) written++
    for (const [key, appointment] of known) {
      if (key === null || wanted.has(key) || !isAhead(appointment)) continue
      await into.transaction('agenda.booked-file', (tx) => cancelFromFile(tx, appointment))
      written++
    }
    return written
  },
})

async function bookFromFile(tx: Tx, { service, startsAt, key }: Booked): Promise<boolean> {
  await tx.lock(serviceSubject(service.id))
  const id = tx.ids()
  // Somebody has it already: he was there before the file was.
  if (!(await occupy(tx, service, startsAt, { appointment: id, conversation: null, heldUntil: null }))) return false
  const times = { startsAt, endsAt: endOf(service, startsAt), createdAt: tx.clock.now() }
  await write(tx, { id, service: service.id, customer: null, conversation: null, status: 'scheduled', remindAt: null, ...times }, key)
  return true
}

async function cancelFromFile(tx: Tx, { id, service, startsAt, endsAt }: Appointment): Promise<void> {
  await tx.lock(serviceSubject(service))
  await tx.run(leavePlaces, { appointment: id })
  await tx.run(writeAppointment, { id, starts_at: startsAt, ends_at: endsAt, status: 'cancelled', remind_at: null })
}
