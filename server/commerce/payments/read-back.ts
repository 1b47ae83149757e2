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
  const settled = await shop.transaction('payments.settle', (tx) => settle(tx, found.payment, found.seen, { kind: 'system', name }))
  await till.world.fault('payment.after-settle')
  if (settled?.state === 'mismatch') {
    const error = `payment ${settled.id}: not what was asked for`
    till.log.error('payment.mismatch', { tenant_id: shop.tenant.id, endpoint: name, error })
  }
  return settled
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
  return ours && { payment: ours.id, seen: { ...ours, state: 'open' } }
}
