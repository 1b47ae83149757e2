import { z } from 'zod'
import { isCurrency } from '../currency.ts'

const ago = /^-(?=\d)(?:(\d{1,4})d)?(?:(\d{1,2})h)?(?:(\d{1,2})m)?$/

/** The kinds of value a store file is made of. Each message finishes the sentence "takes …". */
export const Id = z.string('a short name').regex(/^[A-Za-z0-9][\w.-]{0,62}$/, 'a short name of letters, digits, ., - and _')
export const Words = z.string('text').min(1, 'text that is not empty').max(20_000, 'at most 20,000 characters')
export const Name = z.string('text').trim().min(1, 'a name').max(200, 'at most 200 characters')
/** Any text for customers: one for all, or one per language. */
export const Text = z.union(
  [Words, z.strictObject({ es: Words.optional(), pt: Words.optional(), en: Words.optional() })],
  'text, or a text for es, pt and en',
)
export const Money = z.string('an amount in quotes, such as "4500.00"').regex(/^\d{1,13}(\.\d{1,3})?$/, 'an amount such as "4500.00"')
export const Count = (least: number, most: number) =>
  z
    .number(`a whole number from ${least} to ${most}`)
    .int(`a whole number from ${least} to ${most}`)
    .min(least, `at least ${least}`)
    .max(most, `at most ${most}`)
export const Share = z.number('a number from 0 to 1').min(0, 'a number from 0 to 1').max(1, 'a number from 0 to 1')
export const Flag = z.boolean('true or false')
export const Url = z.string('an address such as https://example.com').refine(isHttpUrl, 'an http or https address')
export const Email = z
  .string('an e-mail address')
  .max(320, 'at most 320 characters')
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
export const Day = z.string('a day such as 2026-01-31').refine((day) => isTime(day, /^\d{4}-\d\d-\d\d$/), 'a day such as 2026-01-31')
export const Instant = z
  .string('a moment such as 2026-03-11T16:00:00-03:00')
  .refine(
    (moment) => isTime(moment, /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/),
    'a moment with its offset, such as 2026-03-11T16:00:00-03:00',
  )
/**
 * When something of a file happened: a moment, or how long before the file is first applied, as in "-3d4h" (days, hours, minutes).
 * The second keeps a shop that is opened to be looked at as young as its visitor.
 */
export const Moment = z.union(
  [Instant, z.string().regex(ago, 'a moment')],
  'a moment such as 2026-03-11T16:00:00-03:00, or -3d4h30m before now',
)
export const Currency = z.string('a currency such as ARS').refine(isCurrency, 'a currency of ISO 4217, such as ARS')
export const Locale = z.string('a locale such as es-AR').refine(isLocale, 'a locale such as es-AR, pt-BR or en-US')
export const Timezone = z.string('a time zone').refine(isTimezone, 'a time zone such as America/Argentina/Buenos_Aires')
export const HourRange = z
  .string('hours such as "09:00-13:00"')
  .refine(isHourRange, 'hours such as "09:00-13:00", the end after the beginning')

/** A `Moment` in milliseconds; `now` is the shop's clock when the file is first applied. */
export function momentOf(moment: string, now: number): number {
  const [, days, hours, minutes] = ago.exec(moment) ?? []
  if (!moment.startsWith('-')) return Date.parse(moment)
  return now - ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isTime(text: string, form: RegExp): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text)) && (text.length > 10 || new Date(text).toISOString().startsWith(text))
}

function isLocale(text: string): boolean {
  try {
    return /^[a-z]{2,3}(-|$)/.test(text) && Intl.getCanonicalLocales(text).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function isTimezone(text: string): boolean {
  try {
    return text.includes('/') || text === 'UTC' ? Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '' : false
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function isHourRange(text: string): boolean {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  if (!match) return false
  const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number)
  const [from, to] = [(fromHour ?? 0) * 60 + (fromMinute ?? 0), (toHour ?? 0) * 60 + (toMinute ?? 0)]
  return from < to && to <= 24 * 60
}
