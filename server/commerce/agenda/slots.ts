import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import type { AgendaRefusal } from './appointment.ts'
import { withdrawOffer } from './appointments.sql.ts'
import { dateAt, dayOf, daysAfter, endOf, type Service, startsOn } from './calendar.ts'
import { isFree, occupy, readTaken, serviceSubject } from './occupancy.ts'
import { type Agenda, chooseService, readAgenda, soldUnder } from './services.ts'

/** A time that can still be had. */
export interface Slot {
  service: string
  startsAt: number
  endsAt: number
}

export interface WantedSlots {
  service: string | null
  date: string | null
  /** Only what is sold there; everything when left out. */
  storefront?: string | null
}

const offered = 3
const offerMs = 10 * 60_000
/** As far as somebody who named no day is looked for one. */
const daysAhead = 30

/** All that is free on a day, for people and programs who look themselves. */
export async function freeSlots(
  shop: Shop,
  wanted: { service: string | null; date: string | null },
): Promise<Outcome<Slot[], AgendaRefusal>> {
  const agenda = await readAgenda(shop)
  const services = wanted.service === null ? agenda.services : [chooseService(agenda, wanted.service)]
  const date = wanted.date ?? dateAt(agenda.hours, shop.clock.now())
  const slots: Slot[] = []
  for (const service of services) {
    if ('code' in service) return refuse(service)
    slots.push(...(await freeOn(shop, agenda, service, date, null)))
  }
  return done(byTime(slots))
}

/**
 * Three times at the most, kept for ten minutes for this conversation alone; of all services where none is named. It has one
 * offer at a time: a new one gives the places of the last back.
 */
export async function offerSlots(tx: Tx, conversation: string, wanted: WantedSlots): Promise<Outcome<Slot[], AgendaRefusal>> {
  const agenda = await readAgenda(tx)
  const chosen = servicesFor(agenda, wanted)
  if (!chosen.ok) return chosen
  const services = chosen.value
  await tx.lock(conversation, ...services.map(({ id }) => serviceSubject(id)))
  await tx.run(withdrawOffer, { conversation })
  const today = dateAt(agenda.hours, tx.clock.now())
  const first = wanted.date ?? today
  const offer: Slot[] = []
  for (let ahead = 0; offer.length < offered && ahead < (wanted.date === null ? daysAhead : 1); ahead++) {
    const free: Slot[] = []
    for (const service of services) free.push(...(await freeOn(tx, agenda, service, daysAfter(first, ahead), conversation)))
    offer.push(...spread(byTime(free), offered - offer.length))
  }
  const heldUntil = tx.clock.now() + offerMs
  for (const { service: id, startsAt } of offer) {
    const service = services.find((one) => one.id === id)
    if (!service || !(await occupy(tx, service, startsAt, { appointment: null, conversation, heldUntil })))
      throw new Error(`a free time of ${id} was taken behind its lock`)
  }
  return done(offer)
}

/** What a unit that offers or books has to lock, as far as can be told beforehand. */
export async function agendaSubjects(shop: Shop, wanted: Pick<WantedSlots, 'service' | 'storefront'>): Promise<string[]> {
  const chosen = servicesFor(await readAgenda(shop), wanted)
  return chosen.ok ? chosen.value.map(({ id }) => serviceSubject(id)) : []
}

function servicesFor(
  agenda: Agenda,
  { service, storefront }: Pick<WantedSlots, 'service' | 'storefront'>,
): Outcome<Service[], AgendaRefusal> {
  const offered = soldUnder(agenda, storefront ?? null)
  if (service === null) return done([...offered.services])
  const named = chooseService(offered, service)
  return 'code' in named ? refuse(named) : done([named])
}

function byTime(slots: Slot[]): Slot[] {
  return slots.sort((a, b) => a.startsAt - b.startsAt)
}

async function freeOn(place: Shop | Tx, agenda: Agenda, service: Service, date: string, conversation: string | null): Promise<Slot[]> {
  const now = place.clock.now()
  const starts = startsOn(agenda.hours, service, date).filter((at) => at > now)
  if (starts.length === 0) return []
  const { from, to } = dayOf(agenda.hours, date)
  const taken = await readTaken(place, service.id, { from, to: to + (service.minutes + service.bufferMinutes) * 60_000 }, { conversation })
  return starts
    .filter((at) => isFree(taken, service, at))
    .map((startsAt) => ({ service: service.id, startsAt, endsAt: endOf(service, startsAt) }))
}

/** Not three in a row: the first of the day, the last, and one between them. */
function spread(slots: readonly Slot[], wanted: number): Slot[] {
  if (slots.length <= wanted) return [...slots]
  if (wanted === 1) return slots.slice(0, 1)
  return Array.from({ length: wanted }, (_, index) => slots[Math.round((index * (slots.length - 1)) / (wanted - 1))] as Slot)
}
