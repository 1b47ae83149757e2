import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import { MoneyJson, moneyJson } from '../../shop/money.ts'
import type { Cart } from './cart-model.ts'

/** A cart as programs read it, by whatever door they come. */
export const CartJson = z
  .object({
    id: z.string().nullable().describe('null where nothing was ever put in'),
    conversation_id: z.string(),
    customer_id: z.string().nullable(),
    status: z.enum(['active', 'ordered', 'abandoned']),
    items: z.array(
      z.object({
        id: z.string(),
        product_id: z.string(),
        sku: z.string().describe('the variant’s'),
        name: z.string(),
        quantity: z.int(),
        unit_price: MoneyJson,
        line_total: MoneyJson,
        added_at: z.string(),
      }),
    ),
    coupon: z.string().nullable(),
    shipping: z.string().nullable(),
    discount: MoneyJson,
    shipping_cost: MoneyJson.nullable().describe('null while nobody has said how it is sent'),
    total: MoneyJson.describe('items less the discount, and the way to the buyer'),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({
    id: 'Cart',
    description: 'What somebody means to buy.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      conversation_id: 'any-word-of-yours',
      customer_id: null,
      status: 'active',
      items: [
        {
          id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a12',
          product_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a13',
          sku: 'YER-500',
          name: 'Yerba mate 500 g',
          quantity: 2,
          unit_price: { amount: '3200.00', currency: 'ARS' },
          line_total: { amount: '6400.00', currency: 'ARS' },
          added_at: '2026-03-11T19:00:00.000Z',
        },
      ],
      coupon: null,
      shipping: null,
      discount: { amount: '0.00', currency: 'ARS' },
      shipping_cost: null,
      total: { amount: '6400.00', currency: 'ARS' },
      created_at: '2026-03-11T19:00:00.000Z',
      updated_at: '2026-03-11T19:00:00.000Z',
    },
  })

export function cartJson(cart: Cart): z.input<typeof CartJson> {
  const money = (minor: number) => moneyJson(minor, cart.currency)
  const { totals } = cart
  return {
    id: cart.id,
    conversation_id: cart.conversation,
    customer_id: cart.customer,
    status: cart.status,
    items: cart.items.map((item) => ({
      id: item.id,
      product_id: item.product,
      sku: item.sku,
      name: item.name,
      quantity: item.quantity,
      unit_price: money(item.unitPrice),
      line_total: money(item.lineTotal),
      added_at: isoTime(item.addedAt),
    })),
    coupon: cart.coupon,
    shipping: cart.shipping,
    discount: money(totals.discount),
    shipping_cost: totals.shipping === null ? null : money(totals.shipping),
    total: money(totals.total),
    created_at: isoTime(cart.createdAt),
    updated_at: isoTime(cart.updatedAt),
  }
}
