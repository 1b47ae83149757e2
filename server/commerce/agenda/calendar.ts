import type { Words } from '../../shop/words.ts'

/** What can be booked: each service has a calendar of its own. */
export interface Service {
  id: string
  name: Words
  minutes: number
  storefront: string | null
  /** How many can have it at the same time. */
  capacity: number
  /** Time after an appointment in which no other begins. */
  bufferMinutes: number
}

/** When a shop is open, in its own time zone. */
export interface OpeningHours {
  timezone: string
  /** By weekday, 1 is Monday: minutes since midnight. */
  week: ReadonlyMap<number, readonly { from: number; to: number }[]>
  /** Days such as 2026-12-25 on which nobody is there. */
  holidays: ReadonlySet<string>
}

const minute = 60_000
/** The grid on which occupancy is settled; appointments begin on it. */
export const cellMs = 5 * minute

export const isOnGrid = (at: number): boolean => at % cellMs === 0

export function endOf(service: Pick<Service, 'minutes'>, startsAt: number): number {
  return startsAt + service.minutes * minute
}

/** The cells that an appointment takes, with the pause after it. */
export function cellsOf(service: Pick<Service, 'minutes' | 'bufferMinutes'>, startsAt: number): number[] {
  const end = startsAt + (service.minutes + service.bufferMinutes) * minute
  const cells: number[] = []
  for (let cell = startsAt; cell < end; cell += cellMs) cells.push(cell)
  return cells
}

/** Where a day of the shop begins and ends in real time, daylight saving and all. */
export function dayOf(hours: OpeningHours, date: string): { from: number; to: number } {
  const day = Temporal.PlainDate.from(date)
  const start = (of: Temporal.PlainDate) => of.toZonedDateTime({ timeZone: hours.timezone }).epochMilliseconds
  return { from: start(day), to: start(day.add({ days: 1 })) }
}

export function dateAt(hours: OpeningHours, at: number): string {
  return zoned(hours, at).toPlainDate().toString()
}

/** When the shop is open on a day. A time that daylight saving leaves out begins when the clocks have jumped. */
export function openRanges(hours: OpeningHours, date: string): { from: number; to: number }[] {
  if (hours.holidays.has(date)) return []
  const day = Temporal.PlainDate.from(date)
  const at = (minutes: number) => {
    const [on, rest] = minutes === 1440 ? [day.add({ days: 1 }), 0] : [day, minutes]
    const time = new Temporal.PlainTime(Math.floor(rest / 60), rest % 60)
    return on.toZonedDateTime({ timeZone: hours.timezone, plainTime: time }).epochMilliseconds
  }
  return (hours.week.get(day.dayOfWeek) ?? []).map(({ from, to }) => ({ from: at(from), to: at(to) })).filter(({ from, to }) => from < to)
}

/** The times that are offered on a day, one appointment after another; a customer may name others. */
export function startsOn(hours: OpeningHours, service: Service, date: string): number[] {
  const step = Math.ceil(((service.minutes + service.bufferMinutes) * minute) / cellMs) * cellMs
  return openRanges(hours, date).flatMap(({ from, to }) => {
    const starts: number[] = []
    for (let at = Math.ceil(from / cellMs) * cellMs; endOf(service, at) <= to; at += step) starts.push(at)
    return starts
  })
}

/** Whether the shop is open for all of it. */
export function isOpenFor(hours: OpeningHours, service: Service, startsAt: number): boolean {
  const date = dateAt(hours, startsAt)
  return openRanges(hours, date).some(({ from, to }) => from <= startsAt && endOf(service, startsAt) <= to)
}

export function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text).toString() === text
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export function daysAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

function zoned({ timezone }: OpeningHours, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)
}
