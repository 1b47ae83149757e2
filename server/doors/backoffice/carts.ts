import { z } from 'zod'
import type { CartRefusal } from '../../commerce/cart/cart.ts'
import { addItems, type Buyer, type Cart, readCart } from '../../commerce/cart/cart.ts'
import { everyIdOf } from '../../commerce/customers/customers.ts'
import { newestOpenConversation } from '../../conversation/inbox/inbox.ts'
import type { Shop } from '../../shop/shop.ts'
import { cartRefusals, cartRefused } from '../rest/rest.ts'
import { type Answered, notFound, ok, plainAmount, refused, type Task, task } from './task.ts'
import { findUser, noUser, UserId } from './users.ts'

export const cartTasks: readonly Task[] = [
  task({
    method: 'post',
    path: '/carts/add_item',
    scope: 'carts:write',
    input: z.object({ user_id: UserId, product_id: z.string().min(1).max(200), quantity: z.number().default(1) }),
    run: async ({ shop }, { user_id, product_id: product, quantity }) => {
      const buyer = await buyerOfUser(shop, user_id)
      if (!buyer) return noUser(user_id)
      const outcome = await shop.transaction('cart.add', (tx) => addItems(tx, buyer, [{ product, quantity }]))
      return outcome.ok ? ok({ cart: cartJson(outcome.value, user_id) }) : refusedCart(outcome.refusal)
    },
  }),
  task({
    method: 'get',
    path: '/carts/summary',
    scope: 'carts:read',
    input: z.object({ user_id: UserId }),
    run: async ({ shop }, { user_id }) => {
      const buyer = await buyerOfUser(shop, user_id)
      return buyer ? ok({ cart: cartJson(await readCart(shop, buyer.conversation), user_id) }) : noUser(user_id)
    },
  }),
]

/** A user's cart is that of the conversation he is in; without one it has a name of its own. */
export async function buyerOfUser(shop: Shop, id: string): Promise<Buyer | null> {
  const user = await findUser(shop, id)
  if (!user) return null
  const open = await newestOpenConversation(shop, await everyIdOf(shop, user.id))
  return { conversation: open ?? `backoffice:${user.id}`, customer: user.id }
}

export function refusedCart(refusal: CartRefusal): Answered {
  const reply = cartRefused(refusal)
  if (!('refusal' in reply)) throw new Error(`${refusal.code} is a refusal`)
  const { detail, extra = {} } = reply.refusal
  const status = cartRefusals[refusal.code]
  return status === 404 ? notFound(refusal.code, detail) : refused(status, refusal.code, detail, { ...extra })
}

function cartJson(cart: Cart, user_id: string): Record<string, unknown> {
  const plain = (minor: number) => plainAmount(minor, cart.currency)
  return {
    cart_id: cart.id,
    user_id,
    status: cart.status,
    items: cart.items.map(({ product: product_id, name, quantity, unitPrice, lineTotal }) => ({
      ...{ product_id, name, quantity },
      unit_price: plain(unitPrice),
      line_total: plain(lineTotal),
    })),
    total: plain(cart.totals.total),
  }
}
