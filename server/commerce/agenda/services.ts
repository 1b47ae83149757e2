import type { Tx } from '../../platform/events/events.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { findSetting, findTenant } from '../../shop/tenants/tenants.ts'
import { wordsIn } from '../../shop/words.ts'
import type { AgendaRefusal } from './appointment.ts'
import type { OpeningHours, Service } from './calendar.ts'

/** What a shop's store file says of its agenda. */
export interface Agenda {
  services: readonly Service[]
  hours: OpeningHours
}

interface Document {
  services: { id?: string; name: Service['name']; minutes: number; storefront?: string; capacity: number; bufferMinutes: number }[]
  hours: Record<string, string[]>
  holidays: string[]
}

/** Inside a unit or beside one. */
export async function readAgenda(place: Shop | Tx): Promise<Agenda> {
  const look = lookIn(place)
  const document = (await look(findSetting, { id: 'agenda' }))[0]?.document ?? null
  return agendaOf(document, (await look(findTenant, {}))[0]?.timezone ?? 'UTC')
}

export function agendaOf(document: string | null, timezone: string): Agenda {
  const { services, hours, holidays }: Document = document === null ? { services: [], hours: {}, holidays: [] } : JSON.parse(document)
  return {
    services: services.map(({ id, name, minutes, storefront = null, capacity, bufferMinutes }) => ({
      id: id ?? idFrom(name),
      name,
      minutes,
      storefront,
      capacity,
      bufferMinutes,
    })),
    hours: { timezone, week: weekOf(hours), holidays: new Set(holidays) },
  }
}

/** What a storefront offers: its own services, and those that are of none. */
export function soldUnder(agenda: Agenda, storefront: string | null): Agenda {
  if (storefront === null) return agenda
  return { ...agenda, services: agenda.services.filter((service) => service.storefront === null || service.storefront === storefront) }
}

/** With one service nobody has to name it. */
export function chooseService(agenda: Agenda, wanted: string | null): Service | AgendaRefusal {
  const services = agenda.services.map(({ id }) => id)
  if (wanted === null)
    return agenda.services.length === 1 && agenda.services[0] ? agenda.services[0] : { code: 'service_required', services }
  return agenda.services.find(({ id }) => id === wanted) ?? { code: 'service_not_found', service: wanted, services }
}

export function nameOf(service: Service, language: string): string {
  return wordsIn(service.name, [language, 'es']) ?? service.id
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function weekOf(hours: Document['hours']): OpeningHours['week'] {
  const week = new Map<number, { from: number; to: number }[]>()
  for (const [named, ranges] of Object.entries(hours)) {
    const [first = '', last = first] = named.split('-')
    // "sat-mon" goes over the week's end.
    const from = days.indexOf(first)
    const length = (days.indexOf(last) - from + 7) % 7
    for (let step = 0; step <= length; step++) {
      const weekday = ((from + step) % 7) + 1
      week.set(
        weekday,
        [...(week.get(weekday) ?? []), ...ranges.map(rangeOf)].sort((a, b) => a.from - b.from),
      )
    }
  }
  return week
}

function rangeOf(text: string): { from: number; to: number } {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return hour * 60 + minute
  })
  return { from, to }
}

/** A service whose file gave it no id is called by its name. */
function idFrom(name: Service['name']): string {
  const text = wordsIn(name, ['es']) ?? ''
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}
