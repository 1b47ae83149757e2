import { type Discount, discountsOf, type PricedLine, type Promotion } from './promotion.ts'

/** How a cart reaches its buyer, and what that costs. */
export interface Shipping {
  id: string
  price: number
  /** From this much on, after discounts, it costs nothing. */
  freeFrom: number | null
}

/** Minor units all. Prices hold their taxes, so none is added. */
export interface Totals {
  items: number
  discounts: Discount[]
  discount: number
  /** Null while nobody has said how. */
  shipping: number | null
  total: number
}

export interface Reckoning {
  lines: readonly PricedLine[]
  /** Those that hold today and are not used up. */
  promotions: readonly Promotion[]
  code: string | null
  shipping: Shipping | null
}

/** From rows, never from what somebody said: items less discounts, and the way to the buyer. */
export function reckon({ lines, promotions, code, shipping }: Reckoning): Totals {
  const items = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
  const discounts = discountsOf(lines, promotions, code)
  const discount = discounts.reduce((sum, { amount }) => sum + amount, 0)
  const cost = shipping === null ? null : shippingCost(shipping, items - discount)
  return { items, discounts, discount, shipping: cost, total: items - discount + (cost ?? 0) }
}

export function shippingCost({ price, freeFrom }: Shipping, goods: number): number {
  return freeFrom !== null && goods >= freeFrom ? 0 : price
}
