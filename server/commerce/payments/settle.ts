import type { Tx } from '../../platform/events/events.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { writeAmount } from '../../shop/currency.ts'
import { findOrder, hearPayment, noteOnOrder, type Order, orderSubject } from '../orders/orders.ts'
import { kept, type Payment, type Seen } from './payment.ts'
import { findPaymentRow, paymentsOfOrder, toPayment, writePayment } from './payments.sql.ts'
import { askRefund } from './refund-rows.ts'

const minute = 60_000
/** How long an order that waits for a voucher to be paid keeps what it took. */
export const voucherMs = 4 * 24 * 60 * minute
/** A page says itself until when it takes money; so much later nothing can come of it any more. */
export const lateMs = 30 * minute

const mismatch = systemEvent<{ order: string; number: string }>('payment.mismatch', 'error', {
  es: 'Por el pedido {number} entró otro importe que el pedido: hay que confirmarlo o devolver el dinero',
  pt: 'Pelo pedido {number} entrou um valor diferente do cobrado: é preciso confirmá-lo ou devolver o dinheiro',
  en: 'For order {number} other money came than was asked for: confirm it or give the money back',
})

type MovedMoney = { order: string; number: string; amount: string; provider: string }

const refundFailed = systemEvent<MovedMoney>('payment.refund_failed', 'error', {
  es: '{amount} que {provider} devolvió del pedido {number} no llegó y está otra vez en tu cuenta: hay que devolverlo de otra manera',
  pt: '{amount} que {provider} devolveu do pedido {number} não chegou e está outra vez na sua conta: é preciso devolver de outra forma',
  en: '{amount} that {provider} gave back of order {number} did not arrive and is in your account again: it has to go back some other way',
})

const disputed = systemEvent<Omit<MovedMoney, 'amount'>>('payment.disputed', 'warn', {
  es: 'El banco del comprador cuestiona el pago del pedido {number}: responde en {provider} antes de entregar nada más',
  pt: 'O banco do comprador contesta o pagamento do pedido {number}: responda em {provider} antes de entregar mais alguma coisa',
  en: 'The buyer’s bank disputes the payment of order {number}: answer at {provider} before you hand anything more over',
})

const chargedBack = systemEvent<MovedMoney>('payment.charged_back', 'error', {
  es: 'Contracargo en {provider}: el banco del comprador se llevó {amount} del pedido {number}',
  pt: 'Chargeback em {provider}: o banco do comprador levou {amount} do pedido {number}',
  en: 'Chargeback at {provider}: the buyer’s bank took back {amount} of order {number}',
})

/**
 * Brings what was read back to the payment and its order, in one unit. Whatever was heard before, comes late or in another order
 * changes nothing: states only move forward, and what came and what went back are absolute sums.
 */
export async function settle(tx: Tx, id: string, seen: Seen, by: Actor): Promise<Payment | null> {
  const of = (await tx.run(findPaymentRow, { id })).rows[0]?.order_id
  if (of === undefined) return null
  await tx.lock(orderSubject(of))
  const order = await findOrder(tx, of)
  const row = (await tx.run(findPaymentRow, { id })).rows[0]
  if (!row || !order) return null
  const payment = toPayment(row)
  if (seen.state === 'paid') await settlePaid(tx, order, payment, seen, by)
  else if (payment.state !== 'paid' && payment.state !== 'mismatch') await settleUnpaid(tx, payment, seen, by)
  return toPayment((await tx.run(findPaymentRow, { id })).rows[0] ?? row)
}

async function settleUnpaid(tx: Tx, payment: Payment, seen: Seen, by: Actor): Promise<void> {
  const { order } = payment
  const state = seen.state === 'open' && tx.now() > payment.expiresAt + lateMs ? 'expired' : seen.state
  // A try that failed leaves the page open; it is no news that nobody has tried yet.
  if (state === payment.state || (state === 'open' && payment.state !== 'starting')) return
  await write(tx, payment, { state })
  if (state === 'awaiting') await hearPayment(tx, order, { kind: 'awaiting', until: tx.clock.now() + voucherMs }, by)
  const isOver = state === 'failed' || (state === 'expired' && payment.state === 'awaiting')
  // Where he has begun to pay in another way, it is that which counts.
  if (isOver && (await tx.run(paymentsOfOrder, { order })).rows[0]?.id === payment.id) await hearPayment(tx, order, { kind: 'failed' }, by)
}

async function settlePaid(tx: Tx, order: Order, before: Payment, seen: Seen, by: Actor): Promise<void> {
  const isOurs = seen.currency === before.currency
  const payment = { ...before, paidWith: seen.paidWith ?? before.paidWith, ...(isOurs ? sumsOf(before, seen) : {}) }
  const { came, refunded } = payment
  const isTwice = await isPaidOtherwise(tx, payment)
  const isWrong = before.state !== 'paid' && (!isOurs || (came < order.total && !isTwice))
  const state = isWrong ? 'mismatch' : 'paid'
  await write(tx, payment, { state })
  if (state !== before.state) {
    if (isWrong) await hearWrong(tx, order, seen, by)
    else await hearPaid(tx, order, payment, { isTwice, by })
  } else if (came > before.came && !isWrong) await giveBackSurplus(tx, payment, came - before.came, by)
  const taken = payment.chargedBack - before.chargedBack
  if (seen.isDisputed) await hearDisputed(tx, order, payment, by)
  if (taken > 0) await hearChargedBack(tx, order, payment, taken, by)
  if (refunded > before.refunded) await hearRefunded(tx, payment, { went: refunded - before.refunded - taken, isTwice, by })
  const again = payment.undelivered - before.undelivered
  if (again > 0) await hearUndelivered(tx, order, payment, again, by)
}

/** At the provider each of these only grows, all that ever left as well: what was seen late takes nothing back. */
function sumsOf(before: Payment, seen: Seen): Pick<Payment, 'came' | 'refunded' | 'undelivered' | 'chargedBack'> {
  const came = Math.max(before.came, seen.amount)
  const undelivered = Math.max(before.undelivered, seen.undelivered)
  const left = Math.max(before.refunded + before.undelivered, seen.refunded + seen.undelivered)
  const refunded = Math.min(came, left - undelivered)
  return { came, undelivered, refunded, chargedBack: Math.min(refunded, Math.max(before.chargedBack, seen.chargedBack)) }
}

async function hearWrong(tx: Tx, order: Order, seen: Seen, by: Actor): Promise<void> {
  const [came, due] = [money(seen.amount, seen.currency), money(order.total, order.currency)]
  await noteOnOrder(tx, order.id, 'payment mismatch', { by, why: `${came} came where ${due} was asked for` })
  await tellOperators(tx, mismatch, { order: order.id, number: order.number })
}

/** Nobody pays for one order twice, nor for one that was given back: what comes on top goes back by itself. */
async function hearPaid(tx: Tx, order: Order, payment: Payment, { isTwice, by }: { isTwice: boolean; by: Actor }): Promise<void> {
  if (isTwice || order.paymentStatus === 'refunded') {
    await noteOnOrder(tx, order.id, isTwice ? 'payment twice' : 'payment late', { by, why: money(payment.came, payment.currency) })
    await askRefund(tx, payment, kept(payment), { by, why: isTwice ? 'paid twice' : 'refunded already', at: 'once' })
    return
  }
  await hearPayment(tx, order.id, { kind: 'paid' }, by)
  await giveBackSurplus(tx, payment, Math.min(payment.came - order.total, kept(payment)), by)
}

async function giveBackSurplus(tx: Tx, payment: Payment, surplus: number, by: Actor): Promise<void> {
  if (surplus <= 0) return
  await noteOnOrder(tx, payment.order, 'payment surplus', { by, why: money(surplus, payment.currency) })
  await askRefund(tx, payment, surplus, { by, why: 'more than was asked for', at: 'once' })
}

async function hearRefunded(tx: Tx, payment: Payment, { went, isTwice, by }: { went: number; isTwice: boolean; by: Actor }): Promise<void> {
  if (kept(payment) === 0 && !isTwice) await hearPayment(tx, payment.order, { kind: 'refunded' }, by)
  else if (went > 0) await noteOnOrder(tx, payment.order, 'payment refunded in part', { by, why: money(went, payment.currency) })
}

async function hearDisputed(tx: Tx, order: Order, { provider }: Payment, by: Actor): Promise<void> {
  if (order.history.some(({ what }) => what === 'payment disputed')) return
  await noteOnOrder(tx, order.id, 'payment disputed', { by })
  await tellOperators(tx, disputed, { order: order.id, number: order.number, provider })
}

async function hearChargedBack(tx: Tx, order: Order, { provider, currency }: Payment, taken: number, by: Actor): Promise<void> {
  const amount = money(taken, currency)
  await noteOnOrder(tx, order.id, 'payment charged back', { by, why: amount })
  await tellOperators(tx, chargedBack, { order: order.id, number: order.number, amount, provider })
}

/** An order that was refunded of it has its money again, and no goods to show for it. */
async function hearUndelivered(tx: Tx, order: Order, payment: Payment, again: number, by: Actor): Promise<void> {
  const amount = money(again, payment.currency)
  await noteOnOrder(tx, order.id, 'payment refund failed', { by, why: amount })
  await tellOperators(tx, refundFailed, { order: order.id, number: order.number, amount, provider: payment.provider })
  if (kept(payment) > 0) await hearPayment(tx, order.id, { kind: 'returned' }, by)
}

/** By another attempt, whose money is still here. */
async function isPaidOtherwise(tx: Tx, { id, order }: Payment): Promise<boolean> {
  const others = (await tx.run(paymentsOfOrder, { order })).rows.filter((other) => other.id !== id)
  return others.some((other) => other.state === 'paid' && kept(other) > 0)
}

/** What is not named stays. */
export async function write(tx: Tx, payment: Payment, change: Partial<Pick<Payment, 'state' | 'proof'>>): Promise<void> {
  const { id, state, paidWith, came, refunded, undelivered, chargedBack: charged_back, proof } = { ...payment, ...change }
  await tx.run(writePayment, { id, state, paid_with: paidWith, came, refunded, undelivered, charged_back, proof, at: tx.clock.now() })
}

export function money(minor: number, currency: string): string {
  return `${writeAmount(minor, currency)} ${currency}`
}
