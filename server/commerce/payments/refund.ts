import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Unit } from '../../platform/sql/sql.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import { afterMove, findOrder, moveTo, noteOnOrder, type Order, type OrderRefusal, orderSubject } from '../orders/orders.ts'
import { kept, type Payment, type Seen, undisputed } from './payment.ts'
import { endRefund, findPaymentRow, findRefund, paymentsOfOrder, postponeRefund, refundsOfPayment, toPayment } from './payments.sql.ts'
import { ownObject } from './provider.ts'
import { askRefund, leftToRefund, refundedOf } from './refund-rows.ts'
import { money, settle } from './settle.ts'
import { accountWith, providers, type Till, type WithAccount } from './till.ts'

const refundRefused = systemEvent<{ order: string; number: string; amount: string; provider: string }>('payment.refund_refused', 'error', {
  es: '{provider} no devolvió {amount} del pedido {number}: hay que devolverlo de otra manera',
  pt: '{provider} não devolveu {amount} do pedido {number}: é preciso devolver de outra forma',
  en: '{provider} did not give {amount} of order {number} back: it has to go back some other way',
})

export type RefundRefusal =
  | OrderRefusal
  | { code: 'not_paid'; order: string }
  | { code: 'refund_too_much'; left: number; currency: string }
  | { code: 'refund_refused'; provider: string }
  /** It was asked for and not answered: it goes on by itself. */
  | { code: 'refund_under_way'; provider: string }

const longestPauseMs = 3_600_000

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
  const { refund, isNew, order, provider } = asked.value
  if (refund === null) return done(order)
  const came = await carryOutRefund(till, shop, refund, isNew ? 'first' : 'again')
  if (came === 'refused') return refuse({ code: 'refund_refused', provider })
  if (came === 'unknown') return refuse({ code: 'refund_under_way', provider })
  return done((await findOrder(shop, order.id)) ?? order)
}

interface Decided {
  /** Null where nothing has to leave the shop. */
  refund: string | null
  isNew: boolean
  order: Order
  provider: string
}

const nothing = { refund: null, isNew: false, provider: '' } as const

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
  const { left, underWay } = await leftToRefund(tx, payment)
  // Whoever asks again for what is under way hears what becomes of it: under its key it happens once.
  if (left <= 0) return done({ refund: underWay, isNew: false, order, provider })
  if ((amount ?? left) > left) return refuse({ code: 'refund_too_much', left, currency })
  if (why !== null) await noteOnOrder(tx, order.id, 'payment refund asked', { by, why })
  if (!providers.has(provider)) {
    await settle(tx, payment.id, paidBack(payment, payment.refunded + (amount ?? left)), by)
    return done({ ...nothing, order: (await findOrder(tx, order.id)) ?? order, provider })
  }
  return done({ refund: await askRefund(tx, payment, amount ?? left, { by, why: null }), isNew: true, order, provider })
}

async function withoutProvider(tx: Tx, order: Order, { amount, by, why }: Refunding): Promise<Outcome<Decided, RefundRefusal>> {
  if (amount === null) {
    const moved = await moveTo(tx, order.id, 'refund', { by, why })
    return moved.ok ? done({ ...nothing, order: moved.value }) : moved
  }
  if (order.paymentStatus !== 'paid' && order.paymentStatus !== 'paid_unfulfilled') return refuse({ code: 'not_paid', order: order.number })
  if (amount > order.total) return refuse({ code: 'refund_too_much', left: order.total, currency: order.currency })
  await noteOnOrder(tx, order.id, 'payment refunded in part', { by, why: money(amount, order.currency) })
  return done({ ...nothing, order: (await findOrder(tx, order.id)) ?? order })
}

async function paidPayment(tx: Tx, order: string): Promise<Payment | null> {
  const row = (await tx.run(paymentsOfOrder, { order })).rows.find((one) => kept(one) > 0)
  return row ? toPayment(row) : null
}

function paidBack({ came: amount, currency, paidWith }: Payment, refunded: number): Seen {
  return { ...undisputed, state: 'paid', amount, currency, paidWith, refunded }
}

/**
 * Under one key however often it is asked for, so that it happens once. Providers forget their keys after a day: what may have
 * happened is looked for before it is asked for again.
 */
export async function carryOutRefund(till: Till, shop: Shop, id: string, how: 'first' | 'again'): Promise<'done' | 'refused' | 'unknown'> {
  const refund = (await shop.read(findRefund, { id }))[0]
  const row = refund && (await shop.read(findPaymentRow, { id: refund.payment_id }))[0]
  if (!refund || !row) return 'refused'
  if (refund.state !== 'asked') return refund.state
  const payment = toPayment(row)
  const by = { kind: refund.actor_kind, name: refund.actor } as Actor
  try {
    const bank = await accountWith(till, shop, payment.provider)
    if (!bank) throw new Error(`the shop has no account with ${payment.provider} any more`)
    await till.world.fault('refund.before-ask')
    const key = `refund:${shop.tenant.id}:${payment.id}:${refund.number}`
    const isBack = how === 'again' && (await isBackAlready(shop, bank, payment, refund.amount))
    const came = isBack ? 'done' : await bank.provider.refund(bank.account, { payment, amount: refund.amount, key })
    await till.world.fault('refund.after-answer')
    await shop.transaction('payments.refund-answered', (tx) => endAsked(tx, { id, payment, amount: refund.amount, came, by }))
    return came
  } catch (error) {
    till.log.warn('payment.refund_unknown', { tenant_id: shop.tenant.id, endpoint: payment.provider, error: describeError(error) })
    await shop.transaction('payments.postpone-refund', (tx) => putRefundOff(tx, { id, attempts: refund.attempts }))
    return 'unknown'
  }
}

/** The provider's own books: as much is back as was given back before, and this. */
async function isBackAlready(shop: Shop, { provider, account }: WithAccount, payment: Payment, amount: number): Promise<boolean> {
  const found = await provider.look(account, ownObject(payment.id), payment)
  const before = await shop.read(refundsOfPayment, { payment: payment.id })
  if (found === null) return false
  const { refunded, undelivered, chargedBack } = found.seen
  return refunded + undelivered - chargedBack >= refundedOf(before) + amount
}

export async function putRefundOff(unit: Unit, { id, attempts }: { id: string; attempts: number }): Promise<void> {
  await unit.run(postponeRefund, { id, due: unit.now() + Math.min(2000 * 2 ** attempts, longestPauseMs) })
}

interface Answered {
  id: string
  payment: Payment
  amount: number
  came: 'done' | 'refused'
  by: Actor
}

async function endAsked(tx: Tx, { id, payment, amount, came, by }: Answered): Promise<void> {
  await tx.lock(orderSubject(payment.order))
  if ((await tx.run(endRefund, { id, state: came })).changes === 0) return
  if (came === 'done') {
    const row = (await tx.run(findPaymentRow, { id: payment.id })).rows[0]
    if (!row) return
    const refunds = (await tx.run(refundsOfPayment, { payment: payment.id })).rows
    // What the bank took is gone beside what was asked for.
    await settle(tx, payment.id, paidBack(toPayment(row), refundedOf(refunds) + row.charged_back), by)
    return
  }
  const sum = money(amount, payment.currency)
  await noteOnOrder(tx, payment.order, 'payment refund refused', { by, why: sum })
  const order = await findOrder(tx, payment.order)
  if (order) await tellOperators(tx, refundRefused, { order: order.id, number: order.number, amount: sum, provider: payment.provider })
}
