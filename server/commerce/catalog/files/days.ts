import { problem, Unreadable } from './problem.ts'

/** Whether a date written with the year last begins with its day or with its month. */
export type DayOrder = 'dmy' | 'mdy'

const yearLast = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const yearFirst = /^(\d{4})-(\d{2})-(\d{2})$/
const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** Gathers what all dates of a file say: 13/02 tells, 03/02 does not. */
export class DayOrders {
  private readonly first: { dmy?: Seen; mdy?: Seen; either?: Seen } = {}

  look(text: string, at: { line: number; column: string }): void {
    const [, a = '', b = ''] = yearLast.exec(text) ?? []
    if (a === '' || Number(a) === Number(b)) return
    const seen = { ...at, got: text }
    if (Number(a) > 12) this.first.dmy ??= seen
    else if (Number(b) > 12) this.first.mdy ??= seen
    else this.first.either ??= seen
  }

  decide(): DayOrder {
    const { dmy, mdy, either } = this.first
    if (dmy && mdy) {
      const [earlier, later] = dmy.line <= mdy.line ? [dmy, mdy] : [mdy, dmy]
      throw new Unreadable(problem('dates_disagree', { ...later, about: { other: earlier.line, shown: earlier.got } }))
    }
    if (!dmy && !mdy && either) throw new Unreadable(problem('dates_unclear', either))
    return mdy ? 'mdy' : 'dmy'
  }
}

interface Seen {
  line: number
  column: string
  got: string
}

export type ReadMoment = { ok: true; value: number } | { ok: false; code: 'not_a_date' | 'date_as_number' }

/** A day or a moment in milliseconds UTC. A day stands for its beginning, or as the end of something for its last moment. */
export function readMoment(text: string, order: DayOrder, timezone: string, edge: 'from' | 'until'): ReadMoment {
  // Excel counts days since 1900: without the cell's format that number is all there is.
  if (/^\d{5}([.,]\d+)?$/.test(text)) return { ok: false, code: 'date_as_number' }
  if (moment.test(text)) {
    const at = Date.parse(text.replace(' ', 'T'))
    return Number.isNaN(at) ? { ok: false, code: 'not_a_date' } : { ok: true, value: at }
  }
  const day = dayOf(text, order)
  if (!day) return { ok: false, code: 'not_a_date' }
  const begins = edge === 'from' ? day : day.add({ days: 1 })
  const at = begins.toZonedDateTime(timezone).epochMilliseconds
  return { ok: true, value: edge === 'from' ? at : at - 1 }
}

function dayOf(text: string, order: DayOrder): Temporal.PlainDate | null {
  const iso = yearFirst.exec(text)
  const local = yearLast.exec(text)
  const [, a = '', b = '', year = ''] = local ?? []
  const [month, day] = order === 'dmy' ? [b, a] : [a, b]
  const parts = iso
    ? { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
    : { year: Number(year), month: Number(month), day: Number(day) }
  if (!iso && !local) return null
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The shortest text that is read back to the same moment. */
export function writeMoment(at: number, timezone: string, edge: 'from' | 'until'): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(edge === 'from' ? at : at + 1).toZonedDateTimeISO(timezone)
  if (zoned.startOfDay().equals(zoned))
    return (edge === 'from' ? zoned.toPlainDate() : zoned.toPlainDate().subtract({ days: 1 })).toString()
  return new Date(at).toISOString()
}
