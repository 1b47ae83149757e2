import { z } from 'zod'
import {
  addOrderNote,
  checkoutUrl,
  findOrder,
  listOrders,
  type Move,
  moveTo,
  type Order,
  type OrderRefusal,
  placeOrder,
  renewLink,
} from '../../commerce/orders/orders.ts'
import { isoTime } from '../../platform/http/http.ts'
import type { Shop } from '../../shop/shop.ts'
import { actorOf, buyerOf } from './buyer.ts'
import { ConversationWord, cartRefusals, cartRefused } from './carts.ts'
import { MoneyJson, moneyJson } from './money.ts'
import { type Asked, type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const Status = z.enum(['pending', 'confirmed', 'shipped', 'delivered', 'cancelled', 'refunded', 'expired'])
const Tracking = z.object({ carrier: z.string().min(1).max(200), number: z.string().min(1).max(200), url: z.url().max(2000).optional() })

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
    status: Status,
    totals: z.array(z.object({ kind: z.enum(['items', 'discount', 'shipping', 'tax']), amount: MoneyJson })),
    payment_status: z.enum(['pending', 'awaiting', 'paid', 'failed', 'refunded', 'paid_unfulfilled']),
    checkout_url: z.string().nullable(),
    tracking: Tracking.nullable(),
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

const Word = z.string().min(1).max(200)
const Email = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
const NewOrder = z
  .object({
    conversation_id: ConversationWord,
    email: Email.optional(),
    name: Word.optional(),
    address: z.string().trim().min(1).max(2000).optional(),
    shipping: Word.optional(),
    coupon: Word.optional(),
  })
  .meta({ example: { conversation_id: 'any-word-of-yours' } })

export const OrderPath = z.object({ id: Word.describe('an id or a number') })
const none = z.object({})
export const notFound = { order_not_found: 404 } as const
const tag = 'Orders'

const moving: readonly { move: Move; summary: string; body: z.ZodType }[] = [
  { move: 'ship', summary: 'Say that it has left the shop', body: z.object({ tracking: Tracking.optional() }).optional() },
  { move: 'deliver', summary: 'Say that it has arrived', body: z.object({}).optional() },
  { move: 'cancel', summary: 'Call it off; what it holds goes back to the shelf', body: z.object({ reason: Word.optional() }).optional() },
]

export const orderOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/orders',
    summary: 'Orders, oldest first',
    tag,
    scope: 'orders:read',
    params: none,
    query: PageQuery.extend({ conversation_id: Word.optional(), customer_id: Word.optional(), status: Status.optional() }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(OrderJson) },
    refusals: {},
    run: async ({ shop, query, about }) => {
      const { conversation_id: conversation, customer_id: customer, status } = query
      const { items, next } = await listOrders(shop, { conversation, customer, status }, { limit: query.limit, after: query.cursor })
      return {
        status: 200,
        body: pageOf(
          items.map((order) => orderJson(shop, order, about.publicUrl())),
          next,
        ),
      }
    },
  }),
  operation({
    method: 'post',
    path: '/orders',
    summary: 'Order what is in a conversation’s cart: stock is taken, the cart is empty afterwards',
    tag,
    scope: 'orders:write',
    params: none,
    query: none,
    body: NewOrder,
    answer: { status: 201, means: 'The order', schema: OrderJson },
    refusals: { ...cartRefusals, cart_empty: 409 },
    run: async ({ shop, caller, body, about }) => {
      const { conversation_id, ...placing } = body
      const outcome = await shop.transaction('orders.place', async (tx) =>
        placeOrder(shop, tx, await buyerOf(tx, conversation_id), placing, actorOf(caller)),
      )
      if (outcome.ok) return { status: 201, body: orderJson(shop, outcome.value, about.publicUrl()) }
      if (outcome.refusal.code !== 'cart_empty') return cartRefused(outcome.refusal)
      return { refusal: { code: 'cart_empty', detail: `the cart of ${conversation_id} is empty` } }
    },
  }),
  operation({
    method: 'get',
    path: '/orders/{id}',
    summary: 'One order, by its id or its number',
    tag,
    scope: 'orders:read',
    params: OrderPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The order', schema: OrderJson },
    refusals: notFound,
    run: async ({ shop, params, about }) => {
      const order = await findOrder(shop, params.id)
      return order ? shown(shop, order, about) : refused({ code: 'order_not_found', order: params.id })
    },
  }),
  ...moving.map(({ move, summary, body }) =>
    operation({
      method: 'post',
      path: `/orders/{id}/${move}`,
      summary,
      tag,
      scope: 'orders:write',
      params: OrderPath,
      query: none,
      body,
      answer: { status: 200, means: 'The order as it stands now', schema: OrderJson },
      refusals: { ...notFound, move_not_allowed: 409 },
      run: async ({ shop, caller, params, body, about }) => {
        const { tracking, reason = null } = (body ?? {}) as { tracking?: z.output<typeof Tracking>; reason?: string }
        const outcome = await shop.transaction(`orders.${move}`, (tx) =>
          moveTo(tx, params.id, move, { by: actorOf(caller), why: reason, tracking }),
        )
        return outcome.ok ? shown(shop, outcome.value, about) : refused(outcome.refusal)
      },
    }),
  ),
  operation({
    method: 'post',
    path: '/orders/{id}/checkout-link',
    summary: 'Give its page another address: the one before opens nothing any more',
    tag,
    scope: 'orders:write',
    params: OrderPath,
    query: none,
    body: z.object({}).optional(),
    answer: { status: 200, means: 'The order with its new checkout_url', schema: OrderJson },
    refusals: { ...notFound, move_not_allowed: 409 },
    run: async ({ shop, caller, params, about }) => {
      const outcome = await shop.transaction('orders.renew-link', (tx) => renewLink(shop, tx, params.id, actorOf(caller)))
      return outcome.ok ? shown(shop, outcome.value, about) : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'post',
    path: '/orders/{id}/notes',
    summary: 'Note something beside an order, for staff only',
    tag,
    scope: 'orders:write',
    params: OrderPath,
    query: none,
    body: z.object({ text: z.string().trim().min(1).max(10_000) }),
    answer: { status: 200, means: 'The order with its history', schema: OrderJson },
    refusals: { ...notFound, move_not_allowed: 409 },
    run: async ({ shop, caller, params, body, about }) => {
      const outcome = await shop.transaction('orders.note', (tx) => addOrderNote(tx, params.id, body.text, actorOf(caller)))
      return outcome.ok ? shown(shop, outcome.value, about) : refused(outcome.refusal)
    },
  }),
]

export function shown(shop: Shop, order: Order, about: Asked<unknown, unknown, unknown>['about']): Reply {
  return { status: 200, body: orderJson(shop, order, about.publicUrl()) }
}

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

export function refused(refusal: OrderRefusal): Reply {
  if (refusal.code === 'order_not_found') return { refusal: { code: 'order_not_found', detail: `no such order: ${refusal.order}` } }
  return { refusal: { code: refusal.code, detail: `an order that is ${refusal.status} cannot be taken on to ${refusal.move}` } }
}
