import { z } from 'zod'
import {
  addItems,
  type Cart,
  CartJson,
  type CartRefusal,
  cartJson,
  clearCart,
  explainCartRefusal,
  readCart,
  setQuantity,
  setTerms,
} from '../../commerce/cart/cart.ts'
import { buyerOf } from './buyer.ts'
import { type Operation, operation, type Reply } from './operation.ts'

const Word = z.string().min(1).max(200)
export const ConversationWord = Word.describe('any word of 1 to 200 characters: one of our conversations, or your own')
const CartPath = z.object({ conversation_id: ConversationWord })
const ItemPath = CartPath.extend({ product: Word.describe('an id or a SKU') })
const none = z.object({})
const tag = 'Carts'

const itemRefusals = { product_not_found: 404, variant_required: 409, out_of_stock: 409, invalid_quantity: 422, cart_full: 409 } as const
export const termRefusals = { coupon_unknown: 422, coupon_ended: 409, coupon_used_up: 409, shipping_unknown: 422 } as const
export const cartRefusals = { ...itemRefusals, ...termRefusals } as const satisfies Record<CartRefusal['code'], 404 | 409 | 422>

export const cartOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/carts/{conversation_id}',
    summary: 'The open cart of a conversation; an empty one where there is none',
    tag,
    scope: 'carts:read',
    params: CartPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The cart', schema: CartJson },
    refusals: {},
    run: async ({ shop, params }) => shown(await readCart(shop, params.conversation_id)),
  }),
  operation({
    method: 'put',
    path: '/carts/{conversation_id}/items/{product}',
    summary: 'Have exactly so many of something in the cart; 0 takes it out',
    tag,
    scope: 'carts:write',
    params: ItemPath,
    query: none,
    body: z.object({ quantity: z.number() }).meta({ example: { quantity: 2 } }),
    answer: { status: 200, means: 'The cart as it stands now', schema: CartJson },
    refusals: itemRefusals,
    run: async ({ shop, params, body }) => {
      const wanted = { product: params.product, quantity: body.quantity }
      const outcome = await shop.transaction('cart.set', async (tx) => setQuantity(tx, await buyerOf(tx, params.conversation_id), wanted))
      return outcome.ok ? shown(outcome.value) : cartRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'post',
    path: '/carts/{conversation_id}/items',
    summary: 'Put things into the cart, on top of what it has: all of them or none',
    tag,
    scope: 'carts:write',
    params: CartPath,
    query: none,
    body: z
      .object({
        items: z
          .array(z.object({ product: Word, quantity: z.number() }))
          .min(1)
          .max(100),
      })
      .meta({ example: { items: [{ product: 'YER-500', quantity: 2 }] } }),
    answer: { status: 200, means: 'The cart as it stands now', schema: CartJson },
    refusals: itemRefusals,
    run: async ({ shop, params, body }) => {
      const outcome = await shop.transaction('cart.add', async (tx) => addItems(tx, await buyerOf(tx, params.conversation_id), body.items))
      return outcome.ok ? shown(outcome.value) : cartRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'patch',
    path: '/carts/{conversation_id}',
    summary: 'Give a coupon, or say how it is sent; null takes it away',
    tag,
    scope: 'carts:write',
    params: CartPath,
    query: none,
    body: z.object({ coupon: Word.nullable().optional(), shipping: Word.nullable().optional() }).meta({ example: { coupon: 'HOLA10' } }),
    answer: { status: 200, means: 'The cart as it stands now', schema: CartJson },
    refusals: termRefusals,
    run: async ({ shop, params, body }) => {
      const outcome = await shop.transaction('cart.terms', async (tx) => setTerms(tx, await buyerOf(tx, params.conversation_id), body))
      return outcome.ok ? shown(outcome.value) : cartRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'delete',
    path: '/carts/{conversation_id}',
    summary: 'Empty the cart',
    tag,
    scope: 'carts:write',
    params: CartPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The empty cart', schema: CartJson },
    refusals: {},
    run: async ({ shop, params }) => {
      return shown(await shop.transaction('cart.clear', async (tx) => clearCart(tx, await buyerOf(tx, params.conversation_id))))
    },
  }),
]

function shown(cart: Cart): Reply {
  return { status: 200, body: cartJson(cart) }
}

export function cartRefused(refusal: CartRefusal): Reply {
  return { refusal: { code: refusal.code, ...explainCartRefusal(refusal) } }
}
