import type { Tx } from '../../platform/events/events.ts'
import { countOrder, keepFromErasure } from '../customers/customers.ts'
import { findOrder } from './find.ts'
import type { OrderStatus } from './order.ts'
import { orderSubject } from './orders.events.ts'
import { giveOrder, ordersOfConversation } from './orders.sql.ts'

/** Taken on and not undone: what the confirmation would have counted, had anybody been known then. */
const isCounted: Readonly<Record<OrderStatus, boolean>> = {
  pending: false,
  confirmed: true,
  shipped: true,
  delivered: true,
  cancelled: false,
  refunded: false,
  expired: false,
}

/**
 * What was ordered in a conversation before anybody knew who it is, is his now, and counts for him as if it had been all along.
 * Behind the conversation's lock.
 */
export async function giveNobodysOrders(tx: Tx, conversation: string, customer: string): Promise<void> {
  const nobodys = (await tx.run(ordersOfConversation, { conversation })).rows.filter(({ customer_id }) => customer_id === null)
  if (nobodys.length === 0 || (await keepFromErasure(tx, customer)) === null) return
  // An order that is confirmed at this moment is counted here or by its event, and not by both.
  await tx.lock(...nobodys.map(({ id }) => orderSubject(id)))
  for (const { id } of nobodys) {
    if ((await tx.run(giveOrder, { id, conversation, customer })).changes === 0) continue
    const order = await findOrder(tx, id)
    if (!order || !isCounted[order.status]) continue
    const at = order.history.findLast(({ what }) => what === 'confirmed')?.at ?? order.createdAt
    await countOrder(tx, customer, { orders: 1, total: order.total, at })
  }
}
