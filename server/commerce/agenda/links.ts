import { hashToken } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Shop } from '../../shop/shop.ts'
import { appointmentsOfService, calendarByLink, insertCalendarLink, toAppointment } from './appointments.sql.ts'
import { renderCalendar } from './ics.ts'
import { nameOf, readAgenda } from './services.ts'

const pastMs = 30 * 24 * 3_600_000
const mostShown = 2000

/** An address under which calendars follow one service, or all: 256 bits of chance, kept as a hash. */
export async function openCalendarLink(shop: Shop, service: string | null): Promise<string> {
  const token = Buffer.from(shop.random.bytes(32)).toString('base64url')
  await shop.transaction('agenda.calendar-link', (tx) =>
    tx.run(insertCalendarLink, { hash: hashToken(token), service, at: tx.clock.now() }),
  )
  return token
}

/** Whose calendar a token opens. */
export async function calendarOf(database: Database, token: string): Promise<{ tenant: string; service: string | null } | null> {
  const row = (await database.system.read(calendarByLink, { hash: hashToken(token) }))[0]
  return row ? { tenant: row.tenant_id, service: row.service } : null
}

export async function calendarText(shop: Shop, service: string | null): Promise<string> {
  const agenda = await readAgenda(shop)
  const services = agenda.services.filter(({ id }) => service === null || id === service)
  const since = shop.clock.now() - pastMs
  const entries = []
  for (const one of services) {
    const rows = await shop.read(appointmentsOfService, { service: one.id, since, limit: mostShown })
    entries.push(...rows.map((row) => ({ appointment: toAppointment(row), title: nameOf(one, shop.tenant.language) })))
  }
  return renderCalendar(shop.tenant.name, entries, shop.clock.now())
}
