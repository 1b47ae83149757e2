import { z } from 'zod'
import { checkoutUrl, listOrders, type Order, placeOrder } from '../../commerce/orders/orders.ts'
import { isoTime } from '../../platform/http/http.ts'
import { actorOf } from '../rest/rest.ts'
import { buyerOfUser, refusedCart } from './carts.ts'
import { ok, plainAmount, refused, type Task, task } from './task.ts'
import { findUser, noUser, UserId } from './users.ts'

/** More than anybody looks at; whoever needs them all pages through `/api/v1/orders`. */
const most = 100

export const orderTasks: readonly Task[] = [
  task({
    method: 'post',
    path: '/orders/checkout',
    scope: 'orders:write',
    input: z.object({ user_id: UserId, email: z.email().max(320).optional() }),
    run: async ({ shop, caller, about }, { user_id, email }) => {
      const buyer = await buyerOfUser(shop, user_id)
      if (!buyer) return noUser(user_id)
      const placing = email === undefined ? {} : { email }
      const outcome = await shop.transaction('orders.place', (tx) => placeOrder(shop, tx, buyer, placing, actorOf(caller)))
      if (outcome.ok) {
        const order = outcome.value
        const total = plainAmount(order.total, order.currency)
        return ok({ order_id: order.id, number: order.number, total, payment_url: checkoutUrl(shop, order, about.publicUrl()) }, 201)
      }
      return outcome.refusal.code === 'cart_empty' ? refused(409, 'cart_empty', 'the cart is empty') : refusedCart(outcome.refusal)
    },
  }),
  task({
    method: 'get',
    path: '/orders/by_user',
    scope: 'orders:read',
    input: z.object({ user_id: UserId }),
    run: async ({ shop }, { user_id }) => {
      const user = await findUser(shop, user_id)
      if (!user) return noUser(user_id)
      const { items } = await listOrders(shop, { customer: user.id }, { limit: most })
      return ok({ orders: items.map(orderJson) })
    },
  }),
]

function orderJson(order: Order): Record<string, unknown> {
  const plain = (minor: number) => plainAmount(minor, order.currency)
  return {
    order_id: order.id,
    number: order.number,
    order_status: order.status,
    payment_status: order.paymentStatus,
    items: order.items.map(({ product: product_id, name, quantity, unitPrice, lineTotal }) => ({
      ...{ product_id, name, quantity },
      unit_price: plain(unitPrice),
      line_total: plain(lineTotal),
    })),
    total: plain(order.total),
    created_at: isoTime(order.createdAt),
  }
}
