import { z } from 'zod'
import { event } from '../../platform/events/events.ts'
import type { Order } from './order.ts'

const facts = z.object({
  order: z.string(),
  number: z.string(),
  conversation: z.string().nullable(),
  customer: z.string().nullable(),
  status: z.enum(['pending', 'confirmed', 'shipped', 'delivered', 'cancelled', 'refunded', 'expired']),
  payment_status: z.enum(['pending', 'awaiting', 'paid', 'failed', 'refunded', 'paid_unfulfilled']),
  total: z.int().describe('in minor units'),
  currency: z.string(),
  items: z.array(z.object({ product: z.string(), variant: z.string(), sku: z.string(), quantity: z.int() })),
})

export const orderCreated = event('store.order.created', 'A customer ordered; what he ordered is taken from the shelf.', facts)
export const orderConfirmed = event('store.order.confirmed', 'An order was paid for, or staff took it on.', facts)
export const orderShipped = event('store.order.shipped', 'An order left the shop.', facts)
export const orderDelivered = event('store.order.delivered', 'An order has arrived.', facts)
export const orderCancelled = event('store.order.cancelled', 'An order was called off; what it held is on the shelf again.', facts)
export const orderRefunded = event('store.order.refunded', 'The money of an order was given back.', facts)
export const orderExpired = event('store.order.expired', 'An order was not paid for in time; what it held is on the shelf again.', facts)

export const orderEvents = [orderCreated, orderConfirmed, orderShipped, orderDelivered, orderCancelled, orderRefunded, orderExpired]

export const eventOf = {
  pending: orderCreated,
  confirmed: orderConfirmed,
  shipped: orderShipped,
  delivered: orderDelivered,
  cancelled: orderCancelled,
  refunded: orderRefunded,
  expired: orderExpired,
} as const

export function factsOf(order: Order): z.infer<typeof facts> {
  const { id, number, conversation, customer, status, paymentStatus, total, currency, items } = order
  return {
    order: id,
    number,
    conversation,
    customer,
    status,
    payment_status: paymentStatus,
    total,
    currency,
    items: items.map(({ product, variant, sku, quantity }) => ({ product, variant, sku, quantity })),
  }
}

/** An order is told of under its own id: all of its events are in one row. */
export function orderSubject(order: string): string {
  return `order ${order}`
}
