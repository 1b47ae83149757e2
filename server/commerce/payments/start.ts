import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { extendReservation, findOrder, hearPayment, type Order, orderSubject } from '../orders/orders.ts'
import { lookAtOwn } from './look.ts'
import type { Payment } from './payment.ts'
import { findPaymentRow, insertPayment, knock, openPayment, paymentsOfOrder, toPayment } from './payments.sql.ts'
import { type Back, ownObject } from './provider.ts'
import { write } from './settle.ts'
import { accountWith, type PaymentSettings, paymentSettings, type Till } from './till.ts'

export type PaymentStart =
  | { kind: 'redirect'; url: string }
  /** Told on the order's page. */
  | { kind: 'instructions' }
  | { kind: 'demo' }
  /** There is nothing (more) to pay. */
  | { kind: 'paid' }

export type StartRefusal =
  | { code: 'not_payable'; order: string }
  /** The provider cannot be reached, or does not do as asked: later it may. */
  | { code: 'payment_unavailable'; provider: string }

const minute = 60_000
/** How long a provider's page takes money; providers want half an hour or more. */
const sessionMs = 120 * minute
/** A session with less left than this is not worth sending anybody to. */
const leastMs = 10 * minute
/** By how much an order outlives the page it is paid on. */
const graceMs = 30 * minute
/** Notices get lost: a page that was opened is asked about. */
export const askAgainMs = 10 * minute

const buyer = { kind: 'system' as const, name: 'checkout' }

/** What the buyer's "pay" does. However often it is pressed, and by however many, one attempt has one session. */
export async function startPayment(till: Till, shop: Shop, id: string, back: Back): Promise<Outcome<PaymentStart, StartRefusal>> {
  const settings = await paymentSettings(shop)
  for (let tries = 0; tries < 3; tries++) {
    const turn = await shop.transaction('payments.attempt', (tx) => takeAttempt(tx, id, settings))
    if (turn.kind === 'refused') return refuse({ code: 'not_payable', order: id })
    if (turn.kind === 'free') return done({ kind: 'paid' })
    if (settings.provider === 'demo') return done({ kind: 'demo' })
    if (settings.provider === 'transfer') return done({ kind: 'instructions' })
    const unavailable = refuse({ code: 'payment_unavailable' as const, provider: settings.provider })
    try {
      if (turn.kind === 'attempt') return done({ kind: 'redirect', url: await openSession(till, shop, turn, back) })
      // What was asked for before must not be paid beside what is asked for now.
      await closeSession(till, shop, turn.payment)
    } catch (error) {
      till.log.warn('payment.unavailable', { tenant_id: shop.tenant.id, endpoint: settings.provider, error: String(error) })
      return unavailable
    }
  }
  return refuse({ code: 'payment_unavailable', provider: settings.provider })
}

type Attempt =
  | { kind: 'refused' }
  | { kind: 'free' }
  | { kind: 'attempt'; payment: Payment; order: Order }
  | { kind: 'close'; payment: Payment }

/** The attempt that stands, a new one where none does, or the one that has to be ended first. */
async function takeAttempt(tx: Tx, id: string, settings: PaymentSettings): Promise<Attempt> {
  await tx.lock(orderSubject(id))
  const order = await findOrder(tx, id)
  if (order?.status !== 'pending') return { kind: 'refused' }
  if (order.total === 0) {
    await hearPayment(tx, id, { kind: 'paid' }, buyer)
    return { kind: 'free' }
  }
  const [row] = (await tx.run(paymentsOfOrder, { order: id })).rows
  const last = row && toPayment(row)
  if (last?.state === 'paid' || last?.state === 'mismatch') return { kind: 'refused' }
  if (last && stands(last, order, settings, tx.now())) return { kind: 'attempt', payment: last, order }
  if (last && (last.state === 'open' || last.state === 'awaiting') && last.reference !== null) return { kind: 'close', payment: last }
  const payment = await newAttempt(tx, order, (last?.attempt ?? 0) + 1, settings)
  // From here on it is the buyer's bank that takes its time.
  if (settings.provider === 'transfer') {
    await write(tx, payment, { state: 'awaiting' })
    await hearPayment(tx, id, { kind: 'awaiting', until: order.reservedUntil ?? tx.clock.now() }, buyer)
  }
  return { kind: 'attempt', payment, order: (await findOrder(tx, id)) ?? order }
}

function stands({ state, amount, provider, expiresAt, reference }: Payment, order: Order, settings: PaymentSettings, now: number): boolean {
  if (!['starting', 'open', 'awaiting'].includes(state) || amount !== order.total || provider !== settings.provider) return false
  return expiresAt - now > leastMs || reference === null
}

async function newAttempt(tx: Tx, order: Order, attempt: number, { provider }: PaymentSettings): Promise<Payment> {
  const id = tx.ids()
  const isLocal = provider === 'demo' || provider === 'transfer'
  const values = { order: order.id, attempt, provider, amount: order.total, currency: order.currency, expires_at: tx.now() + sessionMs }
  await tx.run(insertPayment, { id, ...values, state: isLocal ? 'open' : 'starting', at: tx.clock.now() })
  // What can be paid is kept for as long as it can be paid.
  await extendReservation(tx, order.id, tx.clock.now() + sessionMs + graceMs)
  const row = (await tx.run(findPaymentRow, { id })).rows[0]
  if (!row) throw new Error(`payment ${id} was written and is not there`)
  return toPayment(row)
}

async function openSession(till: Till, shop: Shop, { payment, order }: { payment: Payment; order: Order }, back: Back): Promise<string> {
  if (payment.url !== null) return payment.url
  const with_ = await accountWith(till, shop, payment.provider)
  if (!with_) throw new Error(`the shop has no account with ${payment.provider}`)
  const key = `checkout:${shop.tenant.id}:${order.id}:${payment.attempt}`
  const { reference, url } = await with_.provider.start(with_.account, { payment, order, key, back, locale: shop.tenant.locale })
  await till.world.fault('payment.after-session')
  await shop.transaction('payments.open', async (tx) => {
    await tx.lock(orderSubject(order.id))
    const { changes } = await tx.run(openPayment, { id: payment.id, reference, url, at: tx.clock.now() })
    if (changes > 0) await tx.run(knock, { provider: payment.provider, object: ownObject(payment.id), due: tx.now() + askAgainMs })
  })
  till.events.transport.announce({ tenant: shop.tenant.id, subject: orderSubject(order.id), topic: 'payments.look' })
  return url
}

async function closeSession(till: Till, shop: Shop, payment: Payment): Promise<void> {
  const with_ = await accountWith(till, shop, payment.provider)
  await with_?.provider.close(with_.account, payment)
  const seen = await lookAtOwn(till, shop, payment.id)
  // Nothing came of it, and nothing will.
  if (seen === null || seen.state === 'open' || seen.state === 'failed')
    await shop.transaction('payments.close', (tx) => endAttempt(tx, payment))
}

async function endAttempt(tx: Tx, payment: Payment): Promise<void> {
  await tx.lock(orderSubject(payment.order))
  const row = (await tx.run(findPaymentRow, { id: payment.id })).rows[0]
  if (row && (row.state === 'open' || row.state === 'failed')) await write(tx, toPayment(row), { state: 'expired' })
}
