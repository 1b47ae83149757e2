import { z } from 'zod'
import { currentCustomerId } from '../../commerce/customers/customers.ts'
import {
  checkoutUrl,
  findOrder,
  findUnpaidOrder,
  listOrders,
  type Order,
  OrderJson,
  orderJson,
  placeOrder,
} from '../../commerce/orders/orders.ts'
import { done } from '../../platform/outcome.ts'
import { buyerOf, customerOf } from '../inbox/inbox.ts'
import { refuseCart } from './cart.ts'
import { Address, Email, PersonName } from './person.ts'
import { refuseTool } from './refusals.ts'
import { actingTool, readingTool, type ToolUse } from './tool.ts'

const ToPay = z.object({
  order: OrderJson,
  checkout_url: z.string().describe('where the customer pays and follows the order: give it to him as it is'),
})

export const checkout = actingTool({
  name: 'checkout',
  title: 'Order what is in the cart',
  description:
    'Makes an order of the conversation’s cart: its stock is taken, the cart is empty afterwards, and the customer pays at checkout_url. Only when the customer has said that he wants to buy. What he does not say now he can say on that page.',
  scope: 'orders:write',
  inConversation: true,
  destroys: false,
  repeats: 'again',
  input: z.object({
    email: Email.optional(),
    name: PersonName.optional(),
    address: Address.optional().describe('where it is sent to'),
    shipping: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('the way it is sent, by its id; any other word is answered with the ids there are'),
    coupon: z.string().min(1).max(200).optional(),
  }),
  output: ToPay,
  async act(tx, use, placing) {
    const outcome = await placeOrder(use.shop, tx, await buyerOf(tx, use.conversation), placing, use.by)
    if (outcome.ok) return done(toPay(use, outcome.value))
    const { refusal } = outcome
    if (refusal.code !== 'cart_empty') return refuseCart(refusal)
    return refuseTool('cart_empty', {
      detail: 'the cart is empty: put something into it first, or use get_checkout_link for an order that waits for its payment',
    })
  },
})

export const getCheckoutLink = readingTool({
  name: 'get_checkout_link',
  title: 'The link to pay',
  description: 'The conversation’s last order that waits for its payment, and the page on which the customer pays it.',
  scope: 'orders:read',
  inConversation: true,
  input: z.object({}),
  output: ToPay,
  async read(use) {
    const order = await findUnpaidOrder(use.shop, use.conversation)
    return order
      ? done(toPay(use, order))
      : refuseTool('order_not_found', { detail: 'no order of this conversation waits for its payment' })
  },
})

/** As many as somebody asks about. */
const mostShown = 20

export const findOrders = readingTool({
  name: 'find_orders',
  title: 'Find orders',
  description:
    'Orders of the customer of this conversation, newest first, with their state and tracking; of nobody else. With number, that one alone.',
  scope: 'orders:read',
  inConversation: true,
  input: z.object({ number: z.string().min(1).max(200).optional().describe('as the customer says it') }),
  output: z.object({ orders: z.array(OrderJson) }),
  async read(use, { number }) {
    const orders = number === undefined ? await ordersOf(use) : await orderOf(use, number)
    if (number !== undefined && orders.length === 0)
      return refuseTool('order_not_found', { detail: `this customer has no order ${number}`, extra: { number } })
    return done({ orders: orders.map((order) => orderJson(use.shop, order, use.publicUrl)) })
  },
})

/** Those of the person that the channel vouches for, and what was ordered in this very conversation before anybody knew who it is. */
async function ordersOf({ shop, conversation }: ToolUse): Promise<Order[]> {
  const customer = await customerOf(shop, conversation)
  const page = { limit: mostShown, newestFirst: true }
  const here = (await listOrders(shop, { conversation }, page)).items
  if (customer === null) return here
  const own = (await listOrders(shop, { customer }, page)).items
  const known = new Set(own.map(({ id }) => id))
  const nobodys = here.filter((order) => order.customer === null && !known.has(order.id))
  return [...own, ...nobodys].sort((a, b) => b.createdAt - a.createdAt).slice(0, mostShown)
}

/** A number is easily guessed: it finds the customer's own orders, and tells nothing of those of others. */
async function orderOf({ shop, conversation }: ToolUse, number: string): Promise<Order[]> {
  const order = await findOrder(shop, number)
  if (!order) return []
  const customer = await customerOf(shop, conversation)
  if (order.customer === null) return order.conversation === conversation ? [order] : []
  if (customer === null) return []
  return (await currentCustomerId(shop, order.customer)) === (await currentCustomerId(shop, customer)) ? [order] : []
}

function toPay({ shop, publicUrl }: ToolUse, order: Order) {
  return { order: orderJson(shop, order, publicUrl), checkout_url: checkoutUrl(shop, order, publicUrl) }
}
