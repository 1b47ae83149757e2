import type { Shop } from '../../shop/shop.ts'
import type { Desk } from '../desk.ts'
import type { Delivery } from './rules.ts'

/** Deliveries run for all: each line carries the id of the message or request it goes back to. */
export function aboutDelivery(shop: Shop, { conversation, correlation, address }: Delivery) {
  return { conversation_id: conversation, customer: shop.hashAddress(address), correlation_id: correlation ?? undefined }
}

/** What operators see of a send: what was answered to it, or how its doubt ended. */
export function tellOf(
  desk: Desk,
  shop: Shop,
  channel: string,
  delivery: Delivery,
  { kind, reason }: { kind: 'accepted' | 'try_later' | 'refused' | 'unknown' | 'failed'; reason?: string | null },
): void {
  desk.metrics.deliveries.add({ channel, outcome: kind })
  const fields = { ...aboutDelivery(shop, delivery), outcome: kind }
  if (kind !== 'accepted') {
    shop.log.warn('delivery.trouble', { ...fields, error: reason ?? undefined })
    return
  }
  if (delivery.askedAt !== null) desk.metrics.replyLatency.observe({ channel }, (desk.world.clock.now() - delivery.askedAt) / 1000)
  shop.log.info('delivery.done', fields)
}
