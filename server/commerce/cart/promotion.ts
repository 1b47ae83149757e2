import type { Words } from '../../shop/words.ts'
import { percentOf, shareOut } from './shares.ts'

/** What a promotion gives. It holds for every line of the cart, or for those of a category or a storefront. */
export interface Promotion {
  id: string
  /** Null for one that needs no word: it holds by itself. */
  code: string | null
  takesOff: Reduction
  category: string | null
  storefront: string | null
  /** What it is called, for all or by language. */
  name: Words | null
  /** How many orders may have it. */
  limit: number | null
}

export type Reduction =
  | { kind: 'percent'; percent: number }
  /** Once for the whole cart, in minor units. */
  | { kind: 'amount'; amount: number }
  /** Of so many pieces so many are paid: the cheapest of each group are free. */
  | { kind: 'pieces'; buy: number; pay: number }

/** A line of a cart as its price is reckoned. */
export interface PricedLine {
  quantity: number
  /** Minor units for one. */
  unitPrice: number
  /** The path, "Calzado/Zapatillas". */
  category: string
  storefront: string | null
}

/** What one promotion takes off each line, in the order of the lines. */
export interface Discount {
  promotion: Promotion
  amount: number
  parts: readonly number[]
}

export function covers(promotion: Promotion, line: Pick<PricedLine, 'category' | 'storefront'>): boolean {
  if (promotion.storefront !== null && promotion.storefront !== line.storefront) return false
  if (promotion.category === null) return true
  const [wanted, has] = [promotion.category.toLowerCase(), line.category.toLowerCase()]
  return has === wanted || has.startsWith(`${wanted}/`)
}

/**
 * A line gets one promotion that holds by itself, the one that takes off most; the customer's code comes on top, of what is left.
 * Nothing is ever reduced below nothing.
 */
export function discountsOf(lines: readonly PricedLine[], promotions: readonly Promotion[], code: string | null): Discount[] {
  const discounts: Discount[] = []
  const left = lines.map(({ quantity, unitPrice }) => quantity * unitPrice)
  const take = (discount: Discount) => {
    discounts.push(discount)
    for (const [index, part] of discount.parts.entries()) left[index] = (left[index] ?? 0) - part
  }

  const free = new Set(lines.keys())
  const waiting = new Set(promotions.filter((promotion) => promotion.code === null))
  for (;;) {
    const best = [...waiting]
      .map((promotion) => reduce(lines, left, promotion, (index) => free.has(index)))
      .filter(({ amount }) => amount > 0)
      .reduce<Discount | null>((most, one) => (most && most.amount >= one.amount ? most : one), null)
    if (!best) break
    take(best)
    waiting.delete(best.promotion)
    for (const [index, line] of lines.entries()) if (covers(best.promotion, line)) free.delete(index)
  }

  const named = code === null ? undefined : promotions.find((promotion) => promotion.code === code)
  if (named) {
    const discount = discountOf(lines, left, named)
    if (discount.amount > 0) take(discount)
  }
  return discounts
}

/** What a promotion takes off what others have left. */
export function discountOf(lines: readonly PricedLine[], left: readonly number[], promotion: Promotion): Discount {
  return reduce(lines, left, promotion, () => true)
}

function reduce(
  lines: readonly PricedLine[],
  left: readonly number[],
  promotion: Promotion,
  mayTake: (index: number) => boolean,
): Discount {
  const base = lines.map((line, index) => (mayTake(index) && covers(promotion, line) ? (left[index] ?? 0) : 0))
  const parts = partsOf(lines, base, promotion.takesOff)
  return { promotion, amount: parts.reduce((sum, part) => sum + part, 0), parts }
}

function partsOf(lines: readonly PricedLine[], base: readonly number[], takesOff: Reduction): number[] {
  switch (takesOff.kind) {
    case 'percent':
      return base.map((amount) => percentOf(amount, takesOff.percent))
    case 'amount': {
      const whole = base.reduce((sum, amount) => sum + amount, 0)
      return shareOut(Math.min(takesOff.amount, whole), base)
    }
    case 'pieces':
      return freePieces(lines, base, takesOff)
    default:
      return takesOff satisfies never
  }
}

/** All pieces in a row, the dearest first; the last of each whole group cost nothing. */
function freePieces(lines: readonly PricedLine[], base: readonly number[], { buy, pay }: { buy: number; pay: number }): number[] {
  const parts = lines.map(() => 0)
  const row = lines
    .map((line, index) => ({ ...line, index }))
    .filter(({ index }) => (base[index] ?? 0) > 0)
    .sort((a, b) => b.unitPrice - a.unitPrice || a.index - b.index)
  const inGroups = Math.floor(row.reduce((sum, { quantity }) => sum + quantity, 0) / buy) * buy
  const freeBefore = (place: number) => {
    const counted = Math.min(place, inGroups)
    return Math.floor(counted / buy) * (buy - pay) + Math.max(0, (counted % buy) - pay)
  }
  let place = 0
  for (const { index, quantity, unitPrice } of row) {
    const free = freeBefore(place + quantity) - freeBefore(place)
    parts[index] = Math.min(free * unitPrice, base[index] ?? 0)
    place += quantity
  }
  return parts
}
