import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import {
  codeKey,
  discountOf,
  giveUsesBack,
  type PricedLine,
  readTerms,
  shippingCost,
  type Terms,
  takePromotion,
  type UsedPromotion,
} from '../cart/cart.ts'
import { findOrder } from './find.ts'
import { lockOrder, note } from './move.ts'
import type { Order, OrderStatus } from './order.ts'
import { setBuyer, shelvesOfOrder } from './revise.sql.ts'

/** What a buyer says of himself and of how he wants it, after he ordered. What is left out stays; null takes it away. */
export interface Revision {
  email?: string | null | undefined
  name?: string | null | undefined
  address?: string | null | undefined
  shipping?: string | null | undefined
  coupon?: string | null | undefined
}

type CouponRefusal = { code: 'coupon_unknown' | 'coupon_ended' | 'coupon_used_up' | 'coupon_without_effect'; coupon: string }

export type ReviseRefusal =
  | CouponRefusal
  | { code: 'order_not_found'; order: string }
  /** It waits for nothing any more. */
  | { code: 'order_settled'; status: OrderStatus }
  /** What it comes to was told to whoever collects it. */
  | { code: 'payment_under_way' }
  | { code: 'shipping_unknown'; shipping: string; choices: string[] }

/**
 * Changes an order that waits for its payment. What was agreed holds: prices and the promotions that need no word stay what they
 * were; a coupon comes on top, and the one before it may be used again.
 */
export async function reviseOrder(tx: Tx, id: string, revision: Revision, by: Actor): Promise<Outcome<Order, ReviseRefusal>> {
  const order = await lockOrder(tx, id)
  if (!order) return refuse({ code: 'order_not_found', order: id })
  if (order.status !== 'pending') return refuse({ code: 'order_settled', status: order.status })
  const wanted = wantedOf(order, revision)
  const changed = changesOf(order, wanted)
  if (changed.length === 0) return done(order)
  const changesTotal = changed.includes('coupon') || changed.includes('shipping')
  if (changesTotal && !['pending', 'failed'].includes(order.paymentStatus)) return refuse({ code: 'payment_under_way' })
  const terms = await readTerms(tx)
  const unknown = unknownWay(order, wanted, terms)
  if (unknown) return refuse(unknown)
  const promotions = await exchangeCoupon(tx, order, wanted.coupon, terms)
  if (!promotions.ok) return promotions
  const discount = promotions.value.reduce((sum, { amount }) => sum + amount, 0)
  const shipping = changesTotal ? costOf(order, wanted.shipping, terms, order.itemsTotal - discount) : order.shipping
  await tx.run(setBuyer, {
    id: order.id,
    email: wanted.email,
    name: wanted.name,
    address: wanted.address,
    shipping_id: wanted.shipping,
    shipping,
    discount,
    total: order.itemsTotal - discount + (shipping ?? 0),
    coupon: wanted.coupon,
    promotions: JSON.stringify(promotions.value),
    at: tx.clock.now(),
  })
  // Which, not what: an address stands in its own column, and is erased there.
  await note(tx, order.id, 'revised', { by, why: changed.join(', ') })
  return done((await findOrder(tx, order.id)) ?? order)
}

type Wanted = Pick<Order, 'email' | 'name' | 'address' | 'coupon'> & { shipping: string | null }

function wantedOf(order: Order, { email, name, address, shipping, coupon }: Revision): Wanted {
  return {
    email: email === undefined ? order.email : email,
    name: name === undefined ? order.name : name,
    address: address === undefined ? order.address : address,
    shipping: shipping === undefined ? order.shippingId : shipping,
    coupon: coupon == null ? (coupon === undefined ? order.coupon : null) : codeKey(coupon),
  }
}

function changesOf({ email, name, address, shippingId, coupon }: Order, wanted: Wanted): (keyof Wanted)[] {
  const before: Wanted = { email, name, address, shipping: shippingId, coupon }
  return (['email', 'name', 'address', 'shipping', 'coupon'] as const).filter((field) => before[field] !== wanted[field])
}

/** The way it was to go stays open to it, also when the shop has given it up since. */
function unknownWay(order: Order, { shipping }: Wanted, terms: Terms): ReviseRefusal | null {
  if (shipping === null || shipping === order.shippingId || terms.shipping.some(({ id }) => id === shipping)) return null
  return { code: 'shipping_unknown', shipping, choices: terms.shipping.map(({ id }) => id) }
}

function costOf(order: Order, shipping: string | null, terms: Terms, goods: number): number | null {
  if (shipping === null) return null
  const way = terms.shipping.find(({ id }) => id === shipping)
  return way ? shippingCost(way, goods) : order.shipping
}

/** The new one is used before the old one is given back: refused, nothing has changed. */
async function exchangeCoupon(tx: Tx, order: Order, coupon: string | null, terms: Terms): Promise<Outcome<UsedPromotion[], CouponRefusal>> {
  if (coupon === order.coupon) return done(order.promotions)
  const agreed = order.promotions.filter(({ id }) => id !== order.coupon)
  const before = order.promotions.filter(({ id }) => id === order.coupon)
  if (coupon === null) {
    await giveUsesBack(tx, before)
    return done(agreed)
  }
  const promotion = terms.promotions.find(({ code }) => code === coupon)
  if (!promotion) return refuse({ code: terms.ended.get(coupon) ?? 'coupon_unknown', coupon })
  const lines = await linesOf(tx, order)
  const left = lines.map(({ quantity, unitPrice }, line) =>
    agreed.reduce((rest, { parts }) => rest - (parts[line] ?? 0), quantity * unitPrice),
  )
  const discount = discountOf(lines, left, promotion)
  if (discount.amount === 0) return refuse({ code: 'coupon_without_effect', coupon })
  const taken = await takePromotion(tx, discount)
  if (!taken.ok) return taken
  await giveUsesBack(tx, before)
  return done([...agreed, taken.value])
}

async function linesOf(tx: Tx, { id, items }: Order): Promise<PricedLine[]> {
  const shelves = new Map((await tx.run(shelvesOfOrder, { order: id })).rows.map((row) => [row.position, row]))
  return items.map(({ quantity, unitPrice }, position) => {
    const shelf = shelves.get(position)
    return { quantity, unitPrice, category: shelf?.category ?? '', storefront: shelf?.storefront ?? null }
  })
}
