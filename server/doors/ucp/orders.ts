import { z } from 'zod'
import { checkoutUrl, findOrder, type Order } from '../../commerce/orders/orders.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { answered, refused } from './answers.ts'
import { type UcpOperation, ucpOperation } from './operation.ts'
import { sessionOf } from './sessions.ts'
import { boughtLines, orderTotals } from './shapes.ts'

const getOrder = ucpOperation({
  name: 'get_order',
  description: 'An order that was made of a checkout here: what was bought, and what has left the shop.',
  readOnly: true,
  input: z.object({ id: z.string().min(1).max(200) }),
  async run(call, { id }) {
    const order = await findOrder(call.shop, id)
    const session = order && sessionOf(order)
    // A number is easily guessed, an id is not; what was ordered elsewhere is for its own door to show.
    if (!order || order.id !== id || session === null) return refused(call, 'not_found', `there is no order ${id}`)
    const adjustments = adjustmentsOf(order)
    return answered(call, {
      id: order.id,
      checkout_id: session,
      permalink_url: checkoutUrl(call.shop, order, call.publicUrl),
      line_items: boughtLines(call, order),
      fulfillment: { expectations: [], events: eventsOf(order) },
      ...(adjustments.length === 0 ? {} : { adjustments }),
      currency: order.currency,
      totals: orderTotals(order),
    })
  },
})

function eventsOf({ history, items, tracking }: Order): object[] {
  const line_items = items.map(({ sku, quantity }) => ({ id: sku, quantity }))
  return history.flatMap(({ what, at }) => {
    if (what !== 'shipped' && what !== 'delivered') return []
    const parcel = tracking === null ? {} : { tracking_number: tracking.number, carrier: tracking.carrier, ...urlOf(tracking) }
    return [{ id: `${what} ${at}`, occurred_at: isoTime(at), type: what, line_items, ...parcel }]
  })
}

function urlOf({ url }: { url?: string | undefined }): object {
  return url === undefined ? {} : { tracking_url: url }
}

const undone: Readonly<Record<string, string>> = { refunded: 'refund', cancelled: 'cancellation', expired: 'cancellation' }

/** A refund that did not arrive has left the money with the shop. */
function adjustmentsOf({ history, total, paymentStatus }: Order): object[] {
  return history.flatMap(({ what, at }) => {
    const type = undone[what]
    if (type === undefined) return []
    const totals = type === 'refund' ? { totals: [{ type: 'total', amount: -total }] } : {}
    const status = type === 'refund' && paymentStatus !== 'refunded' ? 'failed' : 'completed'
    return [{ id: `${what} ${at}`, type, occurred_at: isoTime(at), status, ...totals }]
  })
}

export const orderOperations: readonly UcpOperation[] = [getOrder]
