import type { Shop } from '../../shop/shop.ts'
import type { Payment } from './payment.ts'
import { findPaymentRow, toPayment } from './payments.sql.ts'
import { ownObject, ownPaymentOf, type PaymentProvider } from './provider.ts'
import { settle } from './settle.ts'
import { accountWith, type Till } from './till.ts'

/** The buyer is back: what came of it is asked for now, not in ten minutes. */
export async function lookAtOwn(till: Till, shop: Shop, payment: string): Promise<Payment | null> {
  const row = (await shop.read(findPaymentRow, { id: payment }))[0]
  if (!row) return null
  return await lookAt(till, shop, { provider: row.provider, object: ownObject(payment) })
}

interface LookedAt {
  provider: string
  object: string
}

/** Null for what the provider has not got, or is nothing of ours. */
export async function lookAt(till: Till, shop: Shop, { provider: name, object }: LookedAt): Promise<Payment | null> {
  const own = ownPaymentOf(object)
  const row = own === null ? undefined : (await shop.read(findPaymentRow, { id: own }))[0]
  if (own !== null && !row) return null
  const found = await askProvider(till, shop, { name, object, ours: row ? toPayment(row) : null })
  await till.world.fault('payment.after-look')
  if (!found) return null
  const before = (await shop.read(findPaymentRow, { id: found.payment }))[0]
  const settled = await shop.transaction('payments.settle', (tx) => settle(tx, found.payment, found.seen, { kind: 'system', name }))
  await till.world.fault('payment.after-settle')
  if (before && settled) logTrouble(till, shop, toPayment(before), settled)
  return settled
}

function logTrouble({ log }: Till, shop: Shop, before: Payment, { id, provider, state, undelivered, chargedBack }: Payment): void {
  const said = (error: string) => ({ tenant_id: shop.tenant.id, endpoint: provider, error: `payment ${id}: ${error}` })
  if (state === 'mismatch') log.error('payment.mismatch', said('not what was asked for'))
  if (undelivered > before.undelivered) log.error('payment.refund_failed', said('what went back did not arrive'))
  if (chargedBack > before.chargedBack) log.error('payment.charged_back', said('taken back by the bank of who paid'))
}

interface Question {
  name: string
  object: string
  ours: Payment | null
}

async function askProvider(till: Till, shop: Shop, { name, object, ours }: Question): ReturnType<PaymentProvider['look']> {
  const bank = await accountWith(till, shop, name)
  if (bank) return await bank.provider.look(bank.account, object, ours)
  // The shop has left this provider: what is open ends in its time, and what it comes back for is found again.
  return ours && { payment: ours.id, seen: { ...ours, state: 'open', isDisputed: false } }
}
