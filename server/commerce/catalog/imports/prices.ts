import { decimalsOf } from '../../../shop/currency.ts'

/** To what a new price is rounded: to the multiples of an amount, or so that it ends in certain digits. */
export type Rounding =
  | { kind: 'none' }
  | { kind: 'to'; minor: number; direction: Direction }
  /** 90 of every 100, 0.99 of every 1: all prices that end so are `every` apart. */
  | { kind: 'ending'; minor: number; every: number; direction: Direction }

export type Direction = 'nearest' | 'up' | 'down'

export interface PriceRule {
  /** In hundredths of a percent: 10 % is 1000, so that 12.5 % is exact. */
  basisPoints: number
  rounding: Rounding
}

/**
 * The new price in minor units. What cost something never comes to cost nothing, no raise lowers a price and no reduction raises one:
 * where rounding would, it goes the way of the percentage, and what has nothing to go down to stays as it is.
 */
export function newPrice(minor: number, { basisPoints, rounding }: PriceRule): number {
  if (minor === 0) return 0
  const exact = (BigInt(minor) * BigInt(10_000 + basisPoints)) / 10_000n
  const rest = (BigInt(minor) * BigInt(10_000 + basisPoints)) % 10_000n
  const plain = Number(exact) + (rest * 2n >= 10_000n ? 1 : 0)
  const rounded = round(plain, rounding)
  const made = rounded > 0 ? rounded : leastOf(rounding)
  if (basisPoints > 0 && made < minor) return round(plain, towards(rounding, 'up'))
  if (basisPoints < 0 && made > minor) {
    const below = round(plain, towards(rounding, 'down'))
    return below > 0 ? below : minor
  }
  return made
}

function towards(rounding: Rounding, direction: Direction): Rounding {
  return rounding.kind === 'none' ? rounding : { ...rounding, direction }
}

function round(minor: number, rounding: Rounding): number {
  switch (rounding.kind) {
    case 'none':
      return minor
    case 'to':
      return onGrid(minor, 0, rounding.minor, rounding.direction)
    case 'ending':
      return onGrid(minor, rounding.minor, rounding.every, rounding.direction)
  }
}

/** The nearest of first, first + every, first + 2 every …; halfway it is the higher one. */
function onGrid(minor: number, first: number, every: number, direction: Direction): number {
  const below = Math.floor((minor - first) / every) * every + first
  if (below === minor || direction === 'down') return below
  const above = below + every
  if (direction === 'up') return above
  return minor - below < above - minor ? below : above
}

function leastOf(rounding: Rounding): number {
  if (rounding.kind === 'none') return 1
  return rounding.minor > 0 ? rounding.minor : 1
}

/** "10", "100", "0.10": a multiple of it. Null when the currency has no such amount, or it is nothing. */
export function roundingTo(amount: string, currency: string, direction: Direction): Rounding | null {
  const minor = minorOf(amount, currency)
  return minor === null || minor === 0 ? null : { kind: 'to', minor, direction }
}

/** "90" is 90 of every 100, "9" of every 10, "0.99" or ".99" of every 1, "9.90" of every 10. */
export function roundingToEnding(ending: string, currency: string, direction: Direction): Rounding | null {
  const minor = minorOf(ending.startsWith('.') ? `0${ending}` : ending, currency)
  if (minor === null || minor === 0) return null
  const [whole = ''] = ending.split('.')
  const digits = whole === '' || whole === '0' ? 0 : whole.length
  return { kind: 'ending', minor, every: 10 ** (digits + decimalsOf(currency)), direction }
}

function minorOf(amount: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(amount) ?? []
  if (whole === '' || fraction.length > decimals) return null
  return Number(whole + fraction.padEnd(decimals, '0'))
}

/** "12.5" or "-10" percent; null when it is no percentage, or would leave nothing. */
export function basisPointsOf(percent: number): number | null {
  const points = Math.round(percent * 100)
  if (!Number.isFinite(percent) || Math.abs(points - percent * 100) > 1e-6) return null
  return points > -10_000 && points <= 100_000 ? points : null
}
