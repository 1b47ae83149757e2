import { z } from 'zod'
import { type Cart, endCartOf, readCart, replaceItems } from '../../commerce/cart/cart.ts'
import { answered, refused, refusedItems, type UcpAnswer, type UcpCall } from './answers.ts'
import { type UcpOperation, ucpOperation } from './operation.ts'
import { BuyerDetails, buyerOf, LineItems, newSession, orderIn, SessionId, wantedOf } from './sessions.ts'
import { cartLines, orderLines, orderTotals, totalsShape } from './shapes.ts'

const CartInput = z.looseObject({ line_items: LineItems, buyer: BuyerDetails })

const createCart = ucpOperation({
  name: 'create_cart',
  description: 'Puts items into a new cart: all of them or none. It reserves nothing.',
  readOnly: false,
  input: z.object({ cart: CartInput }),
  run: (call, { cart }) => fill(call, newSession(call.shop), cart.line_items),
})

const getCart = ucpOperation({
  name: 'get_cart',
  description: 'A cart as it stands; with its checkout open it shows what is being bought.',
  readOnly: true,
  input: z.object({ id: SessionId }),
  async run(call, { id }) {
    const state = await stateOf(call, id)
    if (state.kind === 'none') return noCart(call, id)
    return state.kind === 'cart' ? shown(call, id, state.cart) : state.answer
  },
})

const updateCart = ucpOperation({
  name: 'update_cart',
  description: 'Has exactly these items in the cart, instead of what it has: all of them or none.',
  readOnly: false,
  input: z.object({ id: SessionId, cart: CartInput }),
  async run(call, { id, cart }) {
    const state = await stateOf(call, id)
    if (state.kind === 'none') return noCart(call, id)
    return state.kind === 'cart' ? fill(call, id, cart.line_items) : checkoutOpen(call)
  },
})

const cancelCart = ucpOperation({
  name: 'cancel_cart',
  description: 'Gives a cart up. It answers with what was in it, and is found no more.',
  readOnly: false,
  input: z.object({ id: SessionId }),
  async run(call, { id }) {
    const state = await stateOf(call, id)
    const buyer = buyerOf(id)
    if (state.kind === 'none' || !buyer) return noCart(call, id)
    if (state.kind === 'ordered') return checkoutOpen(call)
    await call.shop.transaction('ucp.cancel-cart', (tx) => endCartOf(tx, buyer))
    return shown(call, id, state.cart)
  },
})

/** A cart keeps its items while its checkout is open; afterwards there is none. */
type State = { kind: 'none' } | { kind: 'cart'; cart: Cart } | { kind: 'ordered'; answer: UcpAnswer }

async function stateOf(call: UcpCall, id: string): Promise<State> {
  const buyer = buyerOf(id)
  if (!buyer) return { kind: 'none' }
  const order = await orderIn(call.shop, buyer)
  if (order) {
    if (order.status !== 'pending') return { kind: 'none' }
    const body = { id, line_items: orderLines(call, order), currency: order.currency, totals: orderTotals(order) }
    return { kind: 'ordered', answer: answered(call, body) }
  }
  const cart = await readCart(call.shop, buyer.conversation)
  return cart.id === null ? { kind: 'none' } : { kind: 'cart', cart }
}

async function fill(call: UcpCall, id: string, lines: z.output<typeof LineItems>): Promise<UcpAnswer> {
  const buyer = buyerOf(id)
  if (!buyer) return noCart(call, id)
  const outcome = await call.shop.transaction('ucp.fill-cart', (tx) => replaceItems(tx, buyer, wantedOf(lines)))
  return outcome.ok ? shown(call, id, outcome.value) : refusedItems(call, outcome.refusal)
}

function shown(call: UcpCall, id: string, cart: Cart): UcpAnswer {
  return answered(call, { id, line_items: cartLines(call, cart), currency: cart.currency, totals: totalsShape(cart.totals) })
}

function noCart(call: UcpCall, id: string): UcpAnswer {
  return refused(call, 'not_found', `there is no cart ${id}`)
}

function checkoutOpen(call: UcpCall): UcpAnswer {
  return refused(call, 'checkout_open', 'this cart has an open checkout: cancel that, and begin another cart')
}

export const cartOperations: readonly UcpOperation[] = [createCart, getCart, updateCart, cancelCart]
