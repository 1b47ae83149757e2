/** Stands in a query where a value will be when it runs. */
export class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** What both databases take alike and give back as it was. */
export type Value = string | number | null | Uint8Array

/** A boolean, a date or nothing at all means something else to each database; a number beyond 2^53 is another number when it comes back. */
export function checkValue(value: unknown, whose: string, name: string): Value {
  if (typeof value === 'string' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))) return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`${whose}: ${name} is ${describe(value)}; it takes text, a safe number, bytes or null`)
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'number') return String(value)
  return value instanceof Date ? 'a date' : `a ${typeof value}`
}
