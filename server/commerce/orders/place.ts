import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { hashToken } from '../../platform/secrets/secrets.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Shop } from '../../shop/shop.ts'
import {
  type Buyer,
  type Cart,
  type CartRefusal,
  endOrderedCart,
  giveUsesBack,
  readCart,
  restoreTerms,
  setTerms,
  takePromotions,
  type UsedPromotion,
} from '../cart/cart.ts'
import { takeStock } from '../catalog/catalog.ts'
import { isBeingErased, keepFromErasure } from '../customers/customers.ts'
import { findOrder } from './find.ts'
import { checkoutToken, linkMs } from './link.ts'
import { note } from './move.ts'
import type { Order } from './order.ts'
import { insertOrderItem } from './order-parts.sql.ts'
import { factsOf, orderCreated, orderSubject } from './orders.events.ts'
import { insertOrder, nextOrderNumber } from './orders.sql.ts'
import { reservationMs } from './reservation.ts'

export type PlaceRefusal = CartRefusal | { code: 'cart_empty'; conversation: string }

/** What a buyer says of himself and of how he wants it; all of it can be said later, on the checkout page. */
export interface Placing {
  email?: string | undefined
  name?: string | undefined
  address?: string | undefined
  shipping?: string | undefined
  coupon?: string | undefined
}

/**
 * Turns a conversation's cart into an order: takes the stock of all of it or of nothing, copies names and prices, and empties
 * the cart. Promotions first and stock after them, in every unit that takes both, so that none waits for the other in a circle.
 */
export async function placeOrder(shop: Shop, tx: Tx, buyer: Buyer, placing: Placing, by: Actor): Promise<Outcome<Order, PlaceRefusal>> {
  const { coupon, shipping } = placing
  await tx.lock(buyer.conversation)
  const cart = await readCart(tx, buyer.conversation)
  // What lies in the cart of somebody who is being erased goes with him.
  if (cart.id === null || cart.items.length === 0 || (await isBeingErased(tx, buyer.conversation)))
    return refuse({ code: 'cart_empty', conversation: buyer.conversation })
  if (coupon === undefined && shipping === undefined) return order(shop, tx, { buyer, cart, placing, by })
  const set = await setTerms(tx, buyer, { coupon, shipping })
  const outcome = set.ok ? await order(shop, tx, { buyer, cart: set.value, placing, by }) : set
  if (!outcome.ok) await restoreTerms(tx, cart)
  return outcome
}

interface Ordering {
  buyer: Buyer
  cart: Cart
  placing: Placing
  by: Actor
}

async function order(shop: Shop, tx: Tx, { buyer, cart, placing, by }: Ordering): Promise<Outcome<Order, PlaceRefusal>> {
  const customer = await keepFromErasure(tx, buyer.customer ?? cart.customer)
  const promotions = await takePromotions(tx, cart)
  if (!promotions.ok) return promotions
  const taken = await takeStock(
    tx,
    cart.items.map(({ variant, quantity }) => ({ variant, quantity })),
  )
  if (!taken.ok) {
    await giveUsesBack(tx, promotions.value)
    return refuse({ code: 'out_of_stock', product: taken.refusal.sku, available: taken.refusal.available })
  }
  const id = await writeOrder(shop, tx, { buyer, customer, cart, placing, promotions: promotions.value })
  await note(tx, id, 'pending', { by })
  const changed = changedPrices(cart)
  if (changed !== '') await note(tx, id, 'price_changed', { by: { kind: 'system', name: 'prices' }, why: changed })
  await endOrderedCart(tx, cart)
  const placed = await mustFind(tx, id)
  await tx.publish(orderCreated, { subject: orderSubject(id), data: factsOf(placed) })
  return done(placed)
}

/** What was promised and holds no longer, or was seen in the cart and costs something else since: nobody finds out by himself. */
function changedPrices({ items, currency }: Cart): string {
  const amount = (minor: number) => writeAmount(minor, currency)
  return items
    .flatMap(({ sku, unitPrice, toldPrice }) => (toldPrice === null ? [] : [`${sku}: ${amount(toldPrice)}, now ${amount(unitPrice)}`]))
    .join('; ')
}

interface Writing {
  buyer: Buyer
  customer: string | null
  cart: Cart
  placing: Placing
  promotions: UsedPromotion[]
}

async function writeOrder(shop: Shop, tx: Tx, { buyer, customer, cart, placing, promotions }: Writing): Promise<string> {
  const id = tx.ids()
  const at = tx.clock.now()
  const { totals } = cart
  const values = {
    id,
    conversation: buyer.conversation,
    customer,
    cart: cart.id,
    status: 'pending' as const,
    payment_status: 'pending' as const,
    currency: cart.currency,
    items_total: totals.items,
    discount: totals.discount,
    shipping: totals.shipping,
    shipping_id: totals.shipping === null ? null : cart.shipping,
    total: totals.total,
    coupon: cart.coupon,
    promotions: JSON.stringify(promotions),
    email: placing.email ?? null,
    name: placing.name ?? null,
    address: placing.address ?? null,
    tracking: null,
    holds_stock: 1,
    reserved_until: at + (await reservationMs(tx)),
    link_hash: hashToken(checkoutToken(shop, { id, linkEpoch: 0 })),
    link_until: at + linkMs,
    file_values: null,
    created_at: at,
    updated_at: at,
  }
  // A number that a file gave to one of its orders is passed over.
  for (;;) {
    const number = (await tx.run(nextOrderNumber, {})).rows[0]?.last_number
    if (number === undefined) throw new Error('no order number was given out')
    if ((await tx.run(insertOrder, { ...values, number: String(number) })).changes === 1) break
  }
  for (const [position, item] of cart.items.entries()) {
    await tx.run(insertOrderItem, {
      order: id,
      position,
      product: item.product,
      variant: item.variant,
      sku: item.sku,
      name: item.name,
      image_url: item.imageUrl,
      quantity: item.quantity,
      unit_price: item.unitPrice,
      told_price: item.toldPrice,
      line_total: item.lineTotal,
    })
  }
  return id
}

async function mustFind(tx: Tx, id: string): Promise<Order> {
  const order = await findOrder(tx, id)
  if (!order) throw new Error(`order ${id} was written and is not there`)
  return order
}
