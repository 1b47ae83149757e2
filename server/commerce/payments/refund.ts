import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import { afterMove, findOrder, moveTo, noteOnOrder, type Order, type OrderRefusal, orderSubject } from '../orders/orders.ts'
import type { Payment } from './payment.ts'
import { endRefund, findPaymentRow, findRefund, knock, paymentsOfOrder, postponeRefund, toPayment } from './payments.sql.ts'
import { ownObject } from './provider.ts'
import { askRefund, leftToRefund } from './refund-rows.ts'
import { money, settle } from './settle.ts'
import { accountWith, providers, type Till } from './till.ts'

export type RefundRefusal =
  | OrderRefusal
  | { code: 'not_paid'; order: string }
  | { code: 'refund_too_much'; left: number; currency: string }
  | { code: 'refund_refused'; provider: string }
  /** It was asked for and not answered: it goes on by itself. */
  | { code: 'refund_under_way'; provider: string }

export interface Refunding {
  /** In minor units; all that is left when null. */
  amount: number | null
  by: Actor
  why: string | null
}

/**
 * Gives money back. All of it ends the order; a part leaves it as it is and stands in its history. Where the money was never moved by
 * a provider of ours (paid in the shop, by transfer, or not at all) the order moves, and giving it back is people's work.
 */
export async function refundOrder(till: Till, shop: Shop, idOrNumber: string, wanted: Refunding): Promise<Outcome<Order, RefundRefusal>> {
  const asked = await shop.transaction('payments.ask-refund', (tx) => decide(tx, idOrNumber, wanted))
  if (!asked.ok) return asked
  const { refund, order, provider } = asked.value
  if (refund === null) return done(order)
  const came = await carryOutRefund(till, shop, refund)
  if (came === 'refused') return refuse({ code: 'refund_refused', provider })
  if (came === 'unknown') return refuse({ code: 'refund_under_way', provider })
  return done((await findOrder(shop, order.id)) ?? order)
}

interface Decided {
  /** Null where nothing has to leave the shop. */
  refund: string | null
  order: Order
  provider: string
}

async function decide(tx: Tx, idOrNumber: string, { amount, by, why }: Refunding): Promise<Outcome<Decided, RefundRefusal>> {
  const found = await findOrder(tx, idOrNumber)
  if (!found) return refuse({ code: 'order_not_found', order: idOrNumber })
  await tx.lock(orderSubject(found.id))
  const order = (await findOrder(tx, found.id)) ?? found
  if (amount === null && afterMove(order.status, 'refund') === null)
    return refuse({ code: 'move_not_allowed', move: 'refund', status: order.status })
  const payment = await paidPayment(tx, order.id)
  if (!payment) return await withoutProvider(tx, order, { amount, by, why })
  const { provider, currency } = payment
  const left = await leftToRefund(tx, payment)
  if (left <= 0) return refuse({ code: 'refund_under_way', provider })
  if ((amount ?? left) > left) return refuse({ code: 'refund_too_much', left, currency })
  if (!providers.has(provider)) {
    const seen = { state: 'paid' as const, amount: payment.amount, currency, paidWith: null, refunded: payment.refunded + (amount ?? left) }
    await settle(tx, payment.id, seen, by)
    return done({ refund: null, order: (await findOrder(tx, order.id)) ?? order, provider })
  }
  return done({ refund: await askRefund(tx, payment, amount ?? left, { by, why }), order, provider })
}

async function withoutProvider(tx: Tx, order: Order, { amount, by, why }: Refunding): Promise<Outcome<Decided, RefundRefusal>> {
  if (amount === null) {
    const moved = await moveTo(tx, order.id, 'refund', { by, why })
    return moved.ok ? done({ refund: null, order: moved.value, provider: '' }) : moved
  }
  if (order.paymentStatus !== 'paid' && order.paymentStatus !== 'paid_unfulfilled') return refuse({ code: 'not_paid', order: order.number })
  if (amount > order.total) return refuse({ code: 'refund_too_much', left: order.total, currency: order.currency })
  await noteOnOrder(tx, order.id, 'payment refunded in part', { by, why: money(amount, order.currency) })
  return done({ refund: null, order: (await findOrder(tx, order.id)) ?? order, provider: '' })
}

async function paidPayment(tx: Tx, order: string): Promise<Payment | null> {
  const row = (await tx.run(paymentsOfOrder, { order })).rows.find(({ state, refunded, amount }) => state === 'paid' && refunded < amount)
  return row ? toPayment(row) : null
}

/** Under one key however often it is asked for, so that it happens once; afterwards the payment is read back as everything is. */
export async function carryOutRefund(till: Till, shop: Shop, id: string): Promise<'done' | 'refused' | 'unknown'> {
  const refund = (await shop.read(findRefund, { id }))[0]
  const row = refund && (await shop.read(findPaymentRow, { id: refund.payment_id }))[0]
  if (!refund || !row) return 'refused'
  if (refund.state !== 'asked') return refund.state
  const payment = toPayment(row)
  const by = { kind: refund.actor_kind, name: refund.actor } as Actor
  try {
    const with_ = await accountWith(till, shop, payment.provider)
    if (!with_) throw new Error(`the shop has no account with ${payment.provider} any more`)
    await till.world.fault('refund.before-ask')
    const key = `refund:${shop.tenant.id}:${payment.id}:${refund.number}`
    const came = await with_.provider.refund(with_.account, { payment, amount: refund.amount, key })
    await till.world.fault('refund.after-answer')
    if (came === 'refused') {
      await shop.transaction('payments.refund-refused', async (tx) => {
        await tx.lock(orderSubject(payment.order))
        if ((await tx.run(endRefund, { id, state: 'refused' })).changes === 0) return
        await noteOnOrder(tx, payment.order, 'payment refund refused', { by, why: money(refund.amount, payment.currency) })
      })
      return 'refused'
    }
    const found = await with_.provider.look(with_.account, ownObject(payment.id), payment)
    await shop.transaction('payments.refunded', async (tx) => {
      await tx.lock(orderSubject(payment.order))
      await tx.run(endRefund, { id, state: 'done' })
      if (found) await settle(tx, payment.id, found.seen, by)
      // What the provider has not written down yet is read again.
      else await tx.run(knock, { provider: payment.provider, object: ownObject(payment.id), due: tx.now() + 1000 })
    })
    return 'done'
  } catch (error) {
    till.log.warn('payment.refund_unknown', { tenant_id: shop.tenant.id, endpoint: payment.provider, error: describeError(error) })
    await shop.transaction('payments.postpone-refund', (tx) =>
      tx.run(postponeRefund, { id, due: tx.now() + Math.min(2000 * 2 ** refund.attempts, 3_600_000) }),
    )
    return 'unknown'
  }
}
