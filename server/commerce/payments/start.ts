import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Shop } from '../../shop/shop.ts'
import { extendReservation, findOrder, hearPayment, type Order, orderSubject } from '../orders/orders.ts'
import { closeSession, endAttempt } from './close.ts'
import type { Payment } from './payment.ts'
import { findPaymentRow, insertPayment, knock, openPayment, paymentsOfOrder, toPayment } from './payments.sql.ts'
import { type Back, ownObject, ProviderTrouble } from './provider.ts'
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
/** Providers make no page that ends sooner than in half an hour. */
const leastToBeginMs = 40 * minute
/** By how much an order outlives the page it is paid on. */
const graceMs = 30 * minute
/** Notices get lost: a page that was opened is asked about. */
export const askAgainMs = 10 * minute

const mostTries = 5
const waitForOthersMs = 400

const buyer = { kind: 'system' as const, name: 'checkout' }

/** What the buyer's "pay" does. However often it is pressed, and by however many, one attempt has one session. */
export async function startPayment(till: Till, shop: Shop, id: string, back: Back): Promise<Outcome<PaymentStart, StartRefusal>> {
  const settings = await paymentSettings(shop)
  const unavailable = refuse({ code: 'payment_unavailable' as const, provider: settings.provider })
  const closed = new Set<string>()
  for (let tries = 0; tries < mostTries; tries++) {
    const turn = await shop.transaction('payments.attempt', (tx) => takeAttempt(tx, id, { settings, closed }))
    if (turn.kind === 'refused') return refuse({ code: 'not_payable', order: id })
    if (turn.kind === 'free') return done({ kind: 'paid' })
    if (settings.provider === 'demo') return done({ kind: 'demo' })
    if (settings.provider === 'transfer') return done({ kind: 'instructions' })
    try {
      const url = turn.kind === 'attempt' ? await openSession(till, shop, turn, back) : null
      if (url !== null) return done({ kind: 'redirect', url })
      // What was asked for before must not be paid beside what is asked for now.
      if (turn.kind === 'close') await closeSession(till, shop, turn.payment)
      closed.add(turn.payment.id)
    } catch (error) {
      if (await isOvercome(till, shop, turn.payment, error)) continue
      till.log.warn('payment.unavailable', { tenant_id: shop.tenant.id, endpoint: settings.provider, error: describeError(error) })
      return unavailable
    }
  }
  return unavailable
}

/** Whoever asked at the same moment has it soon; what was asked for otherwise under the same key makes another attempt. */
async function isOvercome(till: Till, shop: Shop, payment: Payment, error: unknown): Promise<boolean> {
  const trouble = error instanceof ProviderTrouble ? error.trouble : 'later'
  if (trouble === 'under_way') await till.world.sleep(waitForOthersMs)
  if (trouble === 'other_request') await shop.transaction('payments.close', (tx) => endAttempt(tx, payment, ['starting']))
  return trouble !== 'later'
}

interface Begun {
  payment: Payment
  order: Order
}

type Attempt = { kind: 'refused' } | { kind: 'free' } | ({ kind: 'attempt' } & Begun) | { kind: 'close'; payment: Payment }

interface Taking {
  settings: PaymentSettings
  /** Those that this buyer has just given up: a voucher that can still be paid stands beside what he does now. */
  closed: ReadonlySet<string>
}

/** The attempt that stands, a new one where none does, or the one that has to be ended first. */
async function takeAttempt(tx: Tx, id: string, { settings, closed }: Taking): Promise<Attempt> {
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
  if (last && last.state !== 'expired' && last.reference !== null && !closed.has(last.id)) return { kind: 'close', payment: last }
  const payment = await newAttempt(tx, order, (last?.attempt ?? 0) + 1, settings)
  // From here on it is the buyer's bank that takes its time.
  if (settings.provider === 'transfer') {
    await write(tx, payment, { state: 'awaiting' })
    await hearPayment(tx, id, { kind: 'awaiting', until: order.reservedUntil ?? tx.clock.now() }, buyer)
  }
  return { kind: 'attempt', payment, order: (await findOrder(tx, id)) ?? order }
}

function stands({ state, amount, provider, expiresAt, reference }: Payment, order: Order, settings: PaymentSettings, now: number): boolean {
  if (amount !== order.total || provider !== settings.provider) return false
  const left = expiresAt - now
  if (state === 'starting') return left > leastToBeginMs
  // Where nothing is begun elsewhere nothing ends either.
  if (reference === null) return state === 'open' || state === 'awaiting'
  return state === 'open' && left > leastMs
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

/** Null where the attempt was given up meanwhile. */
async function openSession(till: Till, shop: Shop, { payment, order }: Begun, back: Back): Promise<string | null> {
  if (payment.url !== null) return payment.url
  const bank = await accountWith(till, shop, payment.provider)
  if (!bank) throw new ProviderTrouble(`the shop has no account with ${payment.provider}`)
  const key = `checkout:${shop.tenant.id}:${order.id}:${payment.attempt}`
  const made = await bank.provider.start(bank.account, { payment, order, key, back, locale: shop.tenant.locale })
  await till.world.fault('payment.after-session')
  const url = await shop.transaction('payments.open', (tx) => keepSession(tx, payment, made))
  till.events.transport.announce({ tenant: shop.tenant.id, subject: orderSubject(order.id), topic: 'payments.look' })
  return url
}

async function keepSession(tx: Tx, payment: Payment, { reference, url }: { reference: string; url: string }): Promise<string | null> {
  await tx.lock(orderSubject(payment.order))
  const { changes } = await tx.run(openPayment, { id: payment.id, reference, url, at: tx.clock.now() })
  if (changes > 0) await tx.run(knock, { provider: payment.provider, object: ownObject(payment.id), due: tx.now() + askAgainMs })
  const row = (await tx.run(findPaymentRow, { id: payment.id })).rows[0]
  return row?.state === 'open' ? row.url : null
}
