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
  type Wanted,
} from '../../commerce/cart/cart.ts'
import { done, type Outcome } from '../../platform/outcome.ts'
import { buyerOf } from '../inbox/inbox.ts'
import { firstNotSoldHere, ProductWord } from './catalog.ts'
import { refuseTool, type ToolRefusal } from './refusals.ts'
import { actingTool, readingTool } from './tool.ts'

/** Any number is taken by the schema, so that whoever sends a wrong one hears what is wrong with it. */
const Quantity = z.number().describe('a whole number from 1 on')
const Item = z.object({ product_id: ProductWord, quantity: Quantity })
const CartResult = z.object({ cart: CartJson })

export const createCart = actingTool({
  name: 'create_cart',
  title: 'Put into the cart',
  description:
    'Puts products into the conversation’s cart, on top of what it has: all of them or none. Prices are the shop’s. A product with variants is named by the SKU of one of them. Use update_cart_item to set a number or take something out.',
  scope: 'carts:write',
  inConversation: true,
  destroys: false,
  repeats: 'again',
  input: z
    .object({
      items: z.array(Item).min(1).max(100).optional(),
      product_id: ProductWord.optional().describe('instead of items, where it is one product'),
      quantity: Quantity.optional().describe('of that one product'),
    })
    .refine(({ items, product_id }) => (items === undefined) !== (product_id === undefined), {
      error: 'takes items, or one product_id with its quantity',
      path: ['items'],
    })
    .refine(({ product_id, quantity }) => product_id === undefined || quantity !== undefined, {
      error: 'takes a number',
      path: ['quantity'],
    }),
  output: CartResult,
  async act(tx, use, { items, product_id, quantity }) {
    const wanted: Wanted[] = items?.map((item) => ({ product: item.product_id, quantity: item.quantity })) ?? []
    if (product_id !== undefined && quantity !== undefined) wanted.push({ product: product_id, quantity })
    const elsewhere = await firstNotSoldHere(
      tx,
      use,
      wanted.map(({ product }) => product),
    )
    return elsewhere ?? shown(await addItems(tx, await buyerOf(tx, use.conversation), wanted))
  },
})

export const getCart = readingTool({
  name: 'get_cart',
  title: 'Look into the cart',
  description: 'What is in the conversation’s cart, with prices and the total; an empty cart where there is none.',
  scope: 'carts:read',
  inConversation: true,
  input: z.object({}),
  output: CartResult,
  read: async ({ shop, conversation }) => done({ cart: cartJson(await readCart(shop, conversation)) }),
})

export const updateCartItem = actingTool({
  name: 'update_cart_item',
  title: 'Set a number in the cart',
  description: 'Has exactly so many of a product in the conversation’s cart; 0 takes it out.',
  scope: 'carts:write',
  inConversation: true,
  destroys: true,
  repeats: 'safely',
  input: z.object({ product_id: ProductWord, quantity: z.number().describe('a whole number; 0 takes it out') }),
  output: CartResult,
  async act(tx, use, { product_id, quantity }) {
    const elsewhere = await firstNotSoldHere(tx, use, [product_id])
    return elsewhere ?? shown(await setQuantity(tx, await buyerOf(tx, use.conversation), { product: product_id, quantity }))
  },
})

export const emptyCart = actingTool({
  name: 'clear_cart',
  title: 'Empty the cart',
  description: 'Takes everything out of the conversation’s cart. Only when the customer wants to begin anew.',
  scope: 'carts:write',
  inConversation: true,
  destroys: true,
  repeats: 'safely',
  input: z.object({}),
  output: CartResult,
  act: async (tx, use) => done({ cart: cartJson(await clearCart(tx, await buyerOf(tx, use.conversation))) }),
})

export function refuseCart(refusal: CartRefusal): { ok: false; refusal: ToolRefusal } {
  return refuseTool(refusal.code, explainCartRefusal(refusal))
}

function shown(outcome: Outcome<Cart, CartRefusal>) {
  return outcome.ok ? done({ cart: cartJson(outcome.value) }) : refuseCart(outcome.refusal)
}
