import { z } from 'zod'
import {
  addOrderNote,
  findOrder,
  listOrders,
  type Move,
  moveTo,
  type Order,
  OrderJson,
  type OrderRefusal,
  OrderStatusWord,
  orderJson,
  placeOrder,
  renewLink,
  TrackingJson,
} from '../../commerce/orders/orders.ts'
import type { Shop } from '../../shop/shop.ts'
import { actorOf, buyerOf } from './buyer.ts'
import { ConversationWord, cartRefusals, cartRefused } from './carts.ts'
import { type Asked, type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

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
  { move: 'ship', summary: 'Say that it has left the shop', body: z.object({ tracking: TrackingJson.optional() }).optional() },
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
    query: PageQuery.extend({ conversation_id: Word.optional(), customer_id: Word.optional(), status: OrderStatusWord.optional() }),
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
        const { tracking, reason = null } = (body ?? {}) as { tracking?: z.output<typeof TrackingJson>; reason?: string }
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

export function refused(refusal: OrderRefusal): Reply {
  if (refusal.code === 'order_not_found') return { refusal: { code: 'order_not_found', detail: `no such order: ${refusal.order}` } }
  return { refusal: { code: refusal.code, detail: `an order that is ${refusal.status} cannot be taken on to ${refusal.move}` } }
}
