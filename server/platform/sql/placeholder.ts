/** Stands in a query where a value will be when it runs. */
export class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** What both databases take alike and give back as it was. */
export type Value = string | number | null | Uint8Array

/**
 * A boolean, a date or nothing at all means something else to each database; a number beyond 2^53 is another number when it
 * comes back; PostgreSQL has no text with a zero byte.
 */
export function checkValue(value: unknown, name: string): Value {
  if (isValue(value)) return value
  throw new TypeError(`${name} is ${describe(value)}; it takes text, a safe number, bytes or null`)
}

export function isValue(value: unknown): value is Value {
  if (typeof value === 'string') return !value.includes('\0')
  if (typeof value === 'number') return Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))
  return value === null || value instanceof Uint8Array
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return 'text with a zero byte'
  return value instanceof Date ? 'a date' : `a ${typeof value}`
}
