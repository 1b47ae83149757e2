import type { UsedPromotion } from '../cart/cart.ts'

/** What somebody bought, as it was agreed: names and prices are copied, and stay when the shelf changes. */
export interface Order {
  id: string
  /** What people say aloud: digits, one of the shop's own row. */
  number: string
  conversation: string | null
  customer: string | null
  cart: string | null
  status: OrderStatus
  paymentStatus: PaymentStatus
  currency: string
  itemsTotal: number
  discount: number
  /** Null while nobody has said how it reaches him. */
  shipping: number | null
  shippingId: string | null
  total: number
  coupon: string | null
  /** Which promotions took how much off. */
  promotions: UsedPromotion[]
  email: string | null
  name: string | null
  address: string | null
  tracking: Tracking | null
  items: OrderItem[]
  history: HistoryEntry[]
  /** Whether it still holds what it took from the shelf. */
  holdsStock: boolean
  /** Unpaid by then, it lets go of what it holds. */
  reservedUntil: number | null
  linkEpoch: number
  /** When its page opens no more. */
  linkUntil: number
  createdAt: number
  updatedAt: number
}

export type OrderStatus = 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'refunded' | 'expired'
export type PaymentStatus = 'pending' | 'awaiting' | 'paid' | 'failed' | 'refunded' | 'paid_unfulfilled'

export interface Tracking {
  carrier: string
  number: string
  url?: string | undefined
}

export interface OrderItem {
  product: string
  variant: string
  sku: string
  name: string
  imageUrl: string | null
  quantity: number
  unitPrice: number
  /** What the buyer had been told, where it cost something else when he ordered. */
  toldPrice: number | null
  lineTotal: number
}

export interface HistoryEntry {
  at: number
  /** A status, `payment …`, `revised` by the buyer, `price_changed` since it was told, or `note`. */
  what: string
  by: { kind: string; name: string }
  why: string | null
}

/** Every move an order can make. Those of people and payments; `expire` is the clock's. */
export type Move = 'confirm' | 'ship' | 'deliver' | 'cancel' | 'refund' | 'expire'

export const moves: Readonly<Record<Move, { from: readonly OrderStatus[]; to: OrderStatus }>> = {
  confirm: { from: ['pending'], to: 'confirmed' },
  ship: { from: ['confirmed'], to: 'shipped' },
  deliver: { from: ['shipped'], to: 'delivered' },
  cancel: { from: ['pending', 'confirmed'], to: 'cancelled' },
  refund: { from: ['confirmed', 'shipped', 'delivered'], to: 'refunded' },
  expire: { from: ['pending'], to: 'expired' },
}

export function afterMove(status: OrderStatus, move: Move): OrderStatus | null {
  return moves[move].from.includes(status) ? moves[move].to : null
}

/** What has left the shop comes back to the shelf by a person's hand, not by a refund. */
export function givesStockBack(before: OrderStatus, move: Move): boolean {
  if (move === 'cancel' || move === 'expire') return true
  return move === 'refund' && before === 'confirmed'
}
