import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Shop } from '../../shop/shop.ts'
import { wordsIn } from '../../shop/words.ts'
import { findOrder, type Order } from '../orders/orders.ts'
import type { Payment, ProviderName } from './payment.ts'
import { paymentsOfOrder, toPayment } from './payments.sql.ts'
import { lookAtOwn } from './read-back.ts'
import { paymentSettings, providers, type Till } from './till.ts'

/** All attempts to pay an order, the newest first. */
export async function paymentsOf(shop: Shop, order: string): Promise<Payment[]> {
  return (await shop.read(paymentsOfOrder, { order })).map(toPayment)
}

/** How an order is paid, as its page says it. */
export interface PaymentWay {
  provider: ProviderName
  /** How a transfer is made; null for whatever is paid elsewhere. */
  instructions: string | null
}

export async function paymentWay(shop: Shop, language: string): Promise<PaymentWay> {
  const { provider, instructions } = await paymentSettings(shop)
  return { provider, instructions: provider === 'transfer' ? (wordsIn(instructions, [language, shop.tenant.language]) ?? '') : null }
}

/** The buyer came back from the provider: notices may be slower than he is. What cannot be read now is read later. */
export async function refreshPayment(till: Till, shop: Shop, { id }: Order): Promise<Order | null> {
  const [last] = await paymentsOf(shop, id)
  if (last && providers.has(last.provider) && ['open', 'awaiting'].includes(last.state)) await lookNow(till, shop, last)
  return await findOrder(shop, id)
}

async function lookNow(till: Till, shop: Shop, last: Payment): Promise<void> {
  try {
    await lookAtOwn(till, shop, last.id)
  } catch (error) {
    till.log.warn('payment.not_read', { tenant_id: shop.tenant.id, endpoint: last.provider, error: describeError(error) })
  }
}
