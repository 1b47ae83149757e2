import type { Tx } from '../../platform/events/events.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { freeHolds, takenPlaces, takePlace } from './appointments.sql.ts'
import { cellMs, cellsOf, type Service } from './calendar.ts'

/** Whoever changes what is taken of a service's time locks this first. */
export function serviceSubject(service: string): string {
  return `service ${service}`
}

/** Which places of which cells are taken. */
export type Taken = ReadonlyMap<number, ReadonlySet<number>>

/** Whose own places do not count: the conversation's that an offer was made to, the appointment's that is moved. */
export interface Asker {
  conversation?: string | null
  appointment?: string
}

export async function readTaken(place: Shop | Tx, service: string, range: { from: number; to: number }, asker: Asker = {}): Promise<Taken> {
  const { conversation, appointment = '' } = asker
  const asked = { service, ...range, now: place.clock.now(), conversation: conversation ?? '', appointment }
  const rows = await lookIn(place)(takenPlaces, asked)
  const taken = new Map<number, Set<number>>()
  for (const { cell, place: number } of rows) taken.set(cell, (taken.get(cell) ?? new Set()).add(number))
  return taken
}

export function isFree(taken: Taken, service: Service, startsAt: number): boolean {
  return cellsOf(service, startsAt).every((cell) => (taken.get(cell)?.size ?? 0) < service.capacity)
}

/** Whether it could be taken now, by this one. */
export async function canOccupy(tx: Tx, service: Service, startsAt: number, asker: Asker): Promise<boolean> {
  return isFree(await readTaken(tx, service.id, rangeOf(service, startsAt), asker), service, startsAt)
}

export interface Holder {
  appointment: string | null
  conversation: string | null
  heldUntil: number | null
}

/**
 * Takes a place in every cell, behind the service's lock; a place of its own in each, so that what is full at no time is never
 * called full. False when one has none left, and then nothing was taken.
 */
export async function occupy(tx: Tx, service: Service, startsAt: number, holder: Holder): Promise<boolean> {
  const range = rangeOf(service, startsAt)
  const taken = await readTaken(tx, service.id, range)
  if (!isFree(taken, service, startsAt)) return false
  await tx.run(freeHolds, { service: service.id, ...range, now: tx.clock.now() })
  for (const cell of cellsOf(service, startsAt)) {
    const { changes } = await tx.run(takePlace, {
      service: service.id,
      cell,
      place: lowestFree(taken.get(cell)),
      appointment: holder.appointment,
      conversation: holder.conversation,
      held_until: holder.heldUntil,
    })
    if (changes === 0) throw new Error(`a place of ${service.id} was taken behind its lock`)
  }
  return true
}

function rangeOf(service: Service, startsAt: number): { from: number; to: number } {
  return { from: startsAt, to: startsAt + cellsOf(service, startsAt).length * cellMs }
}

function lowestFree(taken: ReadonlySet<number> | undefined): number {
  let place = 0
  while (taken?.has(place)) place++
  return place
}
