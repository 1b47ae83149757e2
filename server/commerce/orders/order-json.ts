import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import { MoneyJson, moneyJson } from '../../shop/money.ts'
import type { Shop } from '../../shop/shop.ts'
import { checkoutUrl } from './link.ts'
import type { Order } from './order.ts'

export const OrderStatusWord = z.enum(['pending', 'confirmed', 'shipped', 'delivered', 'cancelled', 'refunded', 'expired'])
export const TrackingJson = z.object({
  carrier: z.string().min(1).max(200),
  number: z.string().min(1).max(200),
  url: z.url().max(2000).optional(),
})

/** An order as programs read it, by whatever door they come. */
export const OrderJson = z
  .object({
    id: z.string(),
    number: z.string().describe('what people say aloud'),
    customer_id: z.string().nullable(),
    conversation_id: z.string().nullable(),
    cart_id: z.string().nullable(),
    items: z.array(
      z.object({
        product_id: z.string(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int(),
        unit_price: MoneyJson,
        line_total: MoneyJson,
      }),
    ),
    total: MoneyJson,
    status: OrderStatusWord,
    totals: z.array(z.object({ kind: z.enum(['items', 'discount', 'shipping', 'tax']), amount: MoneyJson })),
    payment_status: z.enum(['pending', 'awaiting', 'paid', 'failed', 'refunded', 'paid_unfulfilled']),
    checkout_url: z.string().nullable(),
    tracking: TrackingJson.nullable(),
    history: z.array(
      z.object({ at: z.string(), what: z.string(), by: z.object({ kind: z.string(), name: z.string() }), why: z.string().nullable() }),
    ),
    email: z.string().nullable(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({
    id: 'Order',
    description: 'What somebody bought.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      number: '1001',
      customer_id: null,
      conversation_id: 'any-word-of-yours',
      cart_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a12',
      items: [
        {
          product_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a13',
          sku: 'YER-500',
          name: 'Yerba mate 500 g',
          quantity: 2,
          unit_price: { amount: '3200.00', currency: 'ARS' },
          line_total: { amount: '6400.00', currency: 'ARS' },
        },
      ],
      total: { amount: '6400.00', currency: 'ARS' },
      status: 'pending',
      totals: [{ kind: 'items', amount: { amount: '6400.00', currency: 'ARS' } }],
      payment_status: 'pending',
      checkout_url: 'https://shop.example.com/checkout/…',
      tracking: null,
      history: [{ at: '2026-03-11T19:00:00.000Z', what: 'pending', by: { kind: 'key', name: 'tests' }, why: null }],
      email: null,
      name: null,
      address: null,
      created_at: '2026-03-11T19:00:00.000Z',
      updated_at: '2026-03-11T19:00:00.000Z',
    },
  })

export function orderJson(shop: Shop, order: Order, publicUrl: string): z.input<typeof OrderJson> {
  const money = (minor: number) => moneyJson(minor, order.currency)
  return {
    id: order.id,
    number: order.number,
    customer_id: order.customer,
    conversation_id: order.conversation,
    cart_id: order.cart,
    items: order.items.map(({ product, sku, name, quantity, unitPrice, lineTotal }) => ({
      product_id: product,
      sku,
      name,
      quantity,
      unit_price: money(unitPrice),
      line_total: money(lineTotal),
    })),
    total: money(order.total),
    status: order.status,
    totals: [
      { kind: 'items', amount: money(order.itemsTotal) },
      ...(order.discount === 0 ? [] : [{ kind: 'discount' as const, amount: money(-order.discount) }]),
      ...(order.shipping === null ? [] : [{ kind: 'shipping' as const, amount: money(order.shipping) }]),
    ],
    payment_status: order.paymentStatus,
    checkout_url: order.linkUntil === 0 ? null : checkoutUrl(shop, order, publicUrl),
    tracking: order.tracking,
    history: order.history.map(({ at, what, by, why }) => ({ at: isoTime(at), what, by, why })),
    email: order.email,
    name: order.name,
    address: order.address,
    created_at: isoTime(order.createdAt),
    updated_at: isoTime(order.updatedAt),
  }
}
