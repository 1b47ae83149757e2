import { z } from 'zod'
import { readCart, replaceItems } from '../../commerce/cart/cart.ts'
import { checkoutUrl, moveTo, type Order, orderSubject, placeOrder, reviseOrder } from '../../commerce/orders/orders.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { answered, errorMessage, refused, refusedItems, type UcpAnswer, type UcpCall } from './answers.ts'
import { type UcpOperation, ucpOperation } from './operation.ts'
import { actorOf, BuyerDetails, buyerOf, LineItems, newSession, orderIn, placingOf, SessionId, wantedOf } from './sessions.ts'
import { orderLines, orderTotals } from './shapes.ts'

const createCheckout = ucpOperation({
  name: 'create_checkout',
  description:
    'Makes an order of a cart, or of items: stock is taken, and the buyer pays at continue_url. Asked again for the same cart it is the same checkout.',
  readOnly: false,
  input: z.object({
    checkout: z.looseObject({
      cart_id: SessionId.optional().describe('then items are those of the cart, whatever is sent beside it'),
      line_items: LineItems,
      buyer: BuyerDetails,
    }),
  }),
  async run(call, { checkout: { cart_id, line_items, buyer } }) {
    const session = cart_id ?? newSession(call.shop)
    const known = cart_id === undefined ? null : await checkoutOf(call, cart_id)
    if (known) return known.status === 'pending' ? shown(call, session, known) : notFound(call, session)
    return order(call, session, cart_id === undefined ? line_items : null, buyer)
  },
})

/** Two who ask at once for one cart get one order: whoever comes second finds it behind the lock. */
async function order(
  call: UcpCall,
  session: string,
  lines: z.output<typeof LineItems> | null,
  details: z.output<typeof BuyerDetails>,
): Promise<UcpAnswer> {
  const buyer = buyerOf(session)
  if (!buyer) return notFound(call, session)
  const { shop } = call
  const outcome = await shop.transaction('ucp.checkout', async (tx) => {
    await tx.lock(buyer.conversation)
    if (lines !== null) {
      const filled = await replaceItems(tx, buyer, wantedOf(lines))
      if (!filled.ok) return filled
    }
    return placeOrder(shop, tx, buyer, placingOf(details), actorOf(call))
  })
  if (outcome.ok) return shown(call, session, outcome.value)
  if (outcome.refusal.code !== 'cart_empty') return refusedItems(call, outcome.refusal)
  const placed = await checkoutOf(call, session)
  if (placed?.status === 'pending') return shown(call, session, placed)
  const isKnown = lines !== null || (await readCart(shop, buyer.conversation)).id !== null
  return isKnown ? refused(call, 'empty', 'there is nothing to be bought') : notFound(call, session)
}

const getCheckout = ucpOperation({
  name: 'get_checkout',
  description: 'A checkout as it stands: open, completed once it is paid for, or canceled.',
  readOnly: true,
  input: z.object({ id: SessionId }),
  run: (call, { id }) => show(call, id),
})

const updateCheckout = ucpOperation({
  name: 'update_checkout',
  description: 'Says who the buyer is. What is bought stays as it is: cancel the checkout to buy something else.',
  readOnly: false,
  input: z.object({ id: SessionId, checkout: z.looseObject({ line_items: LineItems, buyer: BuyerDetails }) }),
  async run(call, { id, checkout: { line_items, buyer } }) {
    const known = await checkoutOf(call, id)
    if (!known) return notFound(call, id)
    if (known.status !== 'pending') return refused(call, 'checkout_closed', `this checkout is ${statusOf(known)}`)
    if (!isSame(known, line_items)) return refused(call, 'items_fixed', 'what is bought was agreed: cancel this checkout and make another')
    const outcome = await call.shop.transaction('ucp.update-checkout', (tx) => reviseOrder(tx, known.id, placingOf(buyer), actorOf(call)))
    return outcome.ok ? shown(call, id, outcome.value) : show(call, id)
  },
})

const completeCheckout = ucpOperation({
  name: 'complete_checkout',
  description: 'The buyer pays on our page: there is no payment handler, and the checkout is answered as it stands.',
  readOnly: false,
  input: z.object({ id: SessionId, checkout: z.looseObject({}).optional() }),
  run: (call, { id }) => show(call, id),
})

const cancelCheckout = ucpOperation({
  name: 'cancel_checkout',
  description: 'Calls the order of an open checkout off; what it held is on the shelf again.',
  readOnly: false,
  input: z.object({ id: SessionId }),
  async run(call, { id }) {
    const known = await checkoutOf(call, id)
    if (!known) return notFound(call, id)
    const outcome = await call.shop.transaction('ucp.cancel-checkout', async (tx) => {
      await tx.lock(orderSubject(known.id))
      // What is paid for is called off by people, who have to give the money back.
      return known.status === 'pending' ? moveTo(tx, known.id, 'cancel', { by: actorOf(call) }) : null
    })
    if (outcome?.ok) return shown(call, id, outcome.value)
    const now = await checkoutOf(call, id)
    return now && statusOf(now) === 'canceled' ? shown(call, id, now) : refused(call, 'checkout_closed', 'this checkout is completed')
  },
})

async function show(call: UcpCall, id: string): Promise<UcpAnswer> {
  const known = await checkoutOf(call, id)
  return known ? shown(call, id, known) : notFound(call, id)
}

async function checkoutOf({ shop }: UcpCall, id: string): Promise<Order | null> {
  const buyer = buyerOf(id)
  return buyer ? await orderIn(shop, buyer) : null
}

function statusOf({ status }: Order): 'requires_escalation' | 'completed' | 'canceled' {
  if (status === 'pending') return 'requires_escalation'
  return status === 'cancelled' || status === 'expired' ? 'canceled' : 'completed'
}

/** Nothing of the buyer: whoever has the id is not the buyer. */
function shown(call: UcpCall, id: string, order: Order): UcpAnswer {
  const page = checkoutUrl(call.shop, order, call.publicUrl)
  const status = statusOf(order)
  const body = { id, line_items: orderLines(call, order), status, currency: order.currency, totals: orderTotals(order), links: [] }
  return answered(call, { ...body, ...standing(status, order, page) }, { payment_handlers: {} })
}

function standing(status: ReturnType<typeof statusOf>, order: Order, page: string): object {
  switch (status) {
    case 'requires_escalation': {
      const messages = [
        errorMessage('payment_required', 'The buyer pays, and says where it goes, on the shop’s page.', 'requires_buyer_input'),
      ]
      return { messages, continue_url: page, ...(order.reservedUntil === null ? {} : { expires_at: isoTime(order.reservedUntil) }) }
    }
    case 'completed':
      return { order: { id: order.id, permalink_url: page } }
    case 'canceled':
      return {}
    default:
      return status satisfies never
  }
}

/** One item may stand on several lines of what is sent; of what was bought it stands on one. */
function isSame({ items }: Order, lines: z.output<typeof LineItems>): boolean {
  const sent = new Map<string, number>()
  for (const { item, quantity } of lines) sent.set(item.id, (sent.get(item.id) ?? 0) + quantity)
  return sent.size === items.length && items.every(({ sku, quantity }) => sent.get(sku) === quantity)
}

function notFound(call: UcpCall, id: string): UcpAnswer {
  return refused(call, 'not_found', `there is no checkout ${id}`)
}

export const checkoutOperations: readonly UcpOperation[] = [createCheckout, getCheckout, updateCheckout, completeCheckout, cancelCheckout]
