import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import { findOrder, hearPayment, moveTo, type Order, type OrderRefusal, orderSubject } from '../orders/orders.ts'
import { type Payment, type Seen, undisputed } from './payment.ts'
import { paymentsOfOrder, toPayment } from './payments.sql.ts'
import { settle } from './settle.ts'
import { paymentSettings } from './till.ts'

export type DemoOutcome = 'pay' | 'fail' | 'wait'

const outcomes: Readonly<Record<DemoOutcome, Seen['state']>> = { pay: 'paid', fail: 'failed', wait: 'awaiting' }

/** At the demo the buyer says what becomes of his payment. */
export async function demoOutcome(
  shop: Shop,
  id: string,
  what: DemoOutcome,
): Promise<Outcome<Order, { code: 'not_payable'; order: string }>> {
  return await shop.transaction('payments.demo', async (tx) => {
    await tx.lock(orderSubject(id))
    const [payment, before] = [await lastOf(tx, id), await findOrder(tx, id)]
    // A page that stayed open while the order changed is of something that nobody buys any more.
    const isPayable = payment?.provider === 'demo' && payment.state !== 'paid' && payment.amount === before?.total
    if (!payment || !isPayable) return refuse({ code: 'not_payable', order: id })
    await settle(tx, payment.id, asked(payment, outcomes[what]), { kind: 'system', name: 'demo' })
    const order = await findOrder(tx, id)
    return order ? done(order) : refuse({ code: 'not_payable', order: id })
  })
}

/** Staff take an order on. Where the shop is paid by transfer, that says that the money is there. */
export async function confirmOrder(
  tx: Tx,
  idOrNumber: string,
  { by, why }: { by: Actor; why: string | null },
): Promise<Outcome<Order, OrderRefusal>> {
  const found = await findOrder(tx, idOrNumber)
  if (!found) return refuse({ code: 'order_not_found', order: idOrNumber })
  await tx.lock(orderSubject(found.id))
  const order = (await findOrder(tx, found.id)) ?? found
  const { provider } = await paymentSettings(tx)
  if (provider !== 'transfer' || order.status !== 'pending') return await moveTo(tx, order.id, 'confirm', { by, why })
  const payment = await lastOf(tx, order.id)
  if (payment?.provider === 'transfer' && payment.amount === order.total) await settle(tx, payment.id, asked(payment, 'paid'), by)
  else await hearPayment(tx, order.id, { kind: 'paid' }, by)
  return done((await findOrder(tx, order.id)) ?? order)
}

function asked({ amount, currency, refunded }: Payment, state: Seen['state']): Seen {
  return { ...undisputed, state, amount, currency, paidWith: null, refunded }
}

export async function lastOf(tx: Tx, order: string): Promise<Payment | null> {
  const row = (await tx.run(paymentsOfOrder, { order })).rows[0]
  return row ? toPayment(row) : null
}
