import type { Totals } from './totals.ts'

/** What a conversation is about to buy. Prices stand in no cart: they are those of the shelf, or what was promised. */
export interface Cart {
  /** Null where nothing was ever put in. */
  id: string | null
  conversation: string
  customer: string | null
  status: CartStatus
  items: CartItem[]
  coupon: string | null
  shipping: string | null
  totals: Totals
  currency: string
  createdAt: number
  updatedAt: number
}

export type CartStatus = 'active' | 'ordered' | 'abandoned'

export interface CartItem {
  id: string
  variant: string
  product: string
  sku: string
  name: string
  options: Readonly<Record<string, string>>
  quantity: number
  unitPrice: number
  /** What the buyer was last told that one costs, where it costs something else by now. */
  toldPrice: number | null
  lineTotal: number
  addedAt: number
  category: string
  storefront: string | null
  imageUrl: string | null
  /** Null is unlimited; less than `quantity` where others bought meanwhile. */
  stock: number | null
}

export interface Wanted {
  /** A variant's id or SKU, or the product's where it has but one. */
  product: string
  quantity: number
}

export interface Choice {
  sku: string
  options: Readonly<Record<string, string>>
  stock: number | null
}

export type CartRefusal =
  | { code: 'product_not_found'; product: string }
  | { code: 'variant_required'; product: string; choices: Choice[] }
  | { code: 'invalid_quantity'; product: string; quantity: number }
  | { code: 'out_of_stock'; product: string; available: number }
  | { code: 'cart_full'; limit: number }
  | { code: 'coupon_unknown' | 'coupon_ended' | 'coupon_used_up'; coupon: string }
  | { code: 'shipping_unknown'; shipping: string; choices: string[] }

export const mostItems = 100
export const mostOfOne = 10_000

export function isQuantity(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity > 0 && quantity <= mostOfOne
}

/** "Remera básica (color: negro, talle: M)": what is bought, as people say it. */
export function fullName(name: string, options: Readonly<Record<string, string>>): string {
  const said = Object.entries(options).map(([option, value]) => `${option}: ${value}`)
  return said.length === 0 ? name : `${name} (${said.join(', ')})`
}
