import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Shop } from '../../shop/shop.ts'
import { lookAtOwn } from './look.ts'
import type { Payment } from './payment.ts'
import { paymentsOfOrder, toPayment } from './payments.sql.ts'
import { providers, type Till } from './till.ts'

/** All attempts to pay an order, the newest first. */
export async function paymentsOf(shop: Shop, order: string): Promise<Payment[]> {
  return (await shop.read(paymentsOfOrder, { order })).map(toPayment)
}

/** The buyer came back from the provider: notices may be slower than he is. What cannot be read now is read later. */
export async function refreshPayment(till: Till, shop: Shop, order: string): Promise<void> {
  const [last] = await paymentsOf(shop, order)
  if (!last || !providers.has(last.provider) || !['open', 'awaiting'].includes(last.state)) return
  try {
    await lookAtOwn(till, shop, last.id)
  } catch (error) {
    till.log.warn('payment.not_read', { tenant_id: shop.tenant.id, endpoint: last.provider, error: describeError(error) })
  }
}
