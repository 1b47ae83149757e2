import { z } from 'zod'
import { addItems, type Cart, type CartRefusal, clearCart, readCart, setQuantity, setTerms } from '../../commerce/cart/cart.ts'
import { isoTime } from '../../platform/http/http.ts'
import { buyerOf } from './buyer.ts'
import { MoneyJson, moneyJson } from './money.ts'
import { type Operation, operation, type Reply, type ReplyRefusal } from './operation.ts'

const CartJson = z
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

export function cartRefused(refusal: CartRefusal): Reply {
  return { refusal: { code: refusal.code, ...told(refusal) } }
}

function told(refusal: CartRefusal): Omit<ReplyRefusal, 'code'> {
  switch (refusal.code) {
    case 'product_not_found':
      return { detail: `no such product: ${refusal.product}` }
    case 'variant_required':
      return {
        detail: `${refusal.product} is bought as one of its variants: ${refusal.choices.map(({ sku }) => sku).join(', ')}`,
        extra: { choices: refusal.choices.map(({ sku, options }) => ({ sku, options })) },
      }
    case 'invalid_quantity':
      return {
        detail: `a quantity is a whole number from 1 to 10,000, not ${refusal.quantity}`,
        errors: [{ path: 'quantity', message: 'a whole number from 1 to 10,000' }],
      }
    case 'out_of_stock':
      return { detail: `of ${refusal.product} there are ${refusal.available} left`, extra: { available: refusal.available } }
    case 'cart_full':
      return { detail: `a cart holds ${refusal.limit} different things at the most` }
    case 'coupon_unknown':
    case 'coupon_ended':
    case 'coupon_used_up':
      return { detail: `${refusal.coupon}: ${couponSays[refusal.code]}`, errors: [{ path: 'coupon', message: couponSays[refusal.code] }] }
    case 'shipping_unknown':
      return {
        detail: `no such way: ${refusal.shipping}; there are: ${refusal.choices.join(', ')}`,
        errors: [{ path: 'shipping', message: `one of: ${refusal.choices.join(', ')}` }],
      }
    default:
      return refusal satisfies never
  }
}

const couponSays = {
  coupon_unknown: 'no coupon is called so',
  coupon_ended: 'this coupon does not hold today',
  coupon_used_up: 'this coupon was used as often as it may be',
} as const
