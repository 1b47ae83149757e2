import type { Tx } from '../../platform/events/events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { writeAmount } from '../../shop/currency.ts'
import { hearPayment, noteOnOrder, orderSubject } from '../orders/orders.ts'
import type { Payment, Seen } from './payment.ts'
import { findPaymentRow, paymentsOfOrder, toPayment, writePayment } from './payments.sql.ts'
import { askRefund } from './refund-rows.ts'

/** How long an order that waits for a voucher to be paid keeps what it took. */
export const voucherMs = 4 * 24 * 3_600_000

/**
 * Brings what was read back to the payment and its order, in one unit. Whatever was heard before, comes late or in another order
 * changes nothing: states only move forward, and what went back is an absolute sum.
 */
export async function settle(tx: Tx, id: string, seen: Seen, by: Actor): Promise<Payment | null> {
  const order = (await tx.run(findPaymentRow, { id })).rows[0]?.order_id
  if (order === undefined) return null
  await tx.lock(orderSubject(order))
  const row = (await tx.run(findPaymentRow, { id })).rows[0]
  if (!row) return null
  const payment = toPayment(row)
  if (seen.state === 'paid') await settlePaid(tx, payment, seen, by)
  else if (payment.state !== 'paid' && payment.state !== 'mismatch' && payment.state !== seen.state) {
    await write(tx, payment, { state: seen.state })
    if (seen.state === 'awaiting') await hearPayment(tx, order, { kind: 'awaiting', until: tx.clock.now() + voucherMs }, by)
    if (seen.state === 'failed' || (seen.state === 'expired' && payment.state === 'awaiting'))
      await hearPayment(tx, order, { kind: 'failed' }, by)
  }
  return toPayment((await tx.run(findPaymentRow, { id })).rows[0] ?? row)
}

async function settlePaid(tx: Tx, payment: Payment, seen: Seen, by: Actor): Promise<void> {
  const { order } = payment
  if (seen.currency !== payment.currency || seen.amount < payment.amount) {
    if (payment.state === 'mismatch' || payment.state === 'paid') return
    await write(tx, payment, { state: 'mismatch', paidWith: seen.paidWith })
    const [came, due] = [money(seen.amount, seen.currency), money(payment.amount, payment.currency)]
    await noteOnOrder(tx, order, 'payment mismatch', { by, why: `${came} came where ${due} was asked for` })
    return
  }
  const isNews = payment.state !== 'paid'
  const refunded = Math.max(payment.refunded, Math.min(seen.refunded, payment.amount))
  await write(tx, payment, { state: 'paid', paidWith: seen.paidWith, refunded })
  if (isNews) await firstPaid(tx, payment, seen, by)
  if (refunded === payment.refunded) return
  if (refunded >= payment.amount && !(await isPaidOtherwise(tx, payment))) await hearPayment(tx, order, { kind: 'refunded' }, by)
  else await noteOnOrder(tx, order, 'payment refunded in part', { by, why: money(refunded - payment.refunded, payment.currency) })
}

/** Nobody pays for one order twice: what comes on top goes back by itself. */
async function firstPaid(tx: Tx, payment: Payment, seen: Seen, by: Actor): Promise<void> {
  const { order, currency } = payment
  if (await isPaidOtherwise(tx, payment)) {
    await noteOnOrder(tx, order, 'payment twice', { by, why: money(seen.amount, currency) })
    await askRefund(tx, payment, payment.amount - Math.min(seen.refunded, payment.amount), { by, why: 'paid twice' })
    return
  }
  await hearPayment(tx, order, { kind: 'paid' }, by)
  const surplus = seen.amount - payment.amount
  if (surplus > 0) await noteOnOrder(tx, order, 'payment surplus', { by, why: money(surplus, currency) })
}

/** By another attempt, whose money is still here. */
async function isPaidOtherwise(tx: Tx, { id, order }: Payment): Promise<boolean> {
  const others = (await tx.run(paymentsOfOrder, { order })).rows.filter((other) => other.id !== id)
  return others.some(({ state, refunded, amount }) => state === 'paid' && refunded < amount)
}

/** What is not named stays. */
export async function write(
  tx: Tx,
  payment: Payment,
  change: Partial<Pick<Payment, 'state' | 'paidWith' | 'refunded' | 'proof'>>,
): Promise<void> {
  const { id, state, paidWith, refunded, proof } = { ...payment, ...change }
  await tx.run(writePayment, { id, state, paid_with: paidWith, refunded, proof, at: tx.clock.now() })
}

export function money(minor: number, currency: string): string {
  return `${writeAmount(minor, currency)} ${currency}`
}
