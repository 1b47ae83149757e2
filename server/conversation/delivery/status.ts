import type { Tx } from '../../platform/events/events.ts'
import type { Shop } from '../../shop/shop.ts'
import type { InboundStatus } from '../channels/channels.ts'
import type { Desk } from '../desk.ts'
import { type InboxLine, whatsappStatus } from '../inbox/inbox.ts'
import { findDeliveryByProviderId, findDeliveryOfLine, loadDelivery, writeDelivery } from './delivery.sql.ts'
import { settleEchoes } from './echo.ts'
import { afterStatus, type Delivery } from './rules.ts'
import { tellOf } from './tell.ts'

/**
 * What a provider tells of a message of ours. It may come before the provider's own answer, twice, or in the wrong order;
 * where it carries our correlation it settles a send whose answer was lost.
 */
export async function recordStatus(
  desk: Desk,
  shop: Shop,
  line: InboxLine,
  status: InboundStatus,
): Promise<'stored' | 'duplicate' | 'not_ours'> {
  const found = await find(shop, line, status)
  if (!found) return 'not_ours'
  const outcome = await shop.transaction('delivery.status', async (tx) => {
    await tx.lock(found.conversation_id)
    const delivery = await loadDelivery(tx, found.message_id)
    if (!delivery) return 'not_ours'
    const after = afterStatus(delivery, status.status, status.providerId, status.reason)
    await desk.world.fault('status.inside')
    if (after === delivery) return 'duplicate'
    const written = await writeDelivery(tx, delivery, after)
    // Its answer was lost: nobody else will tell of it.
    if (written && delivery.state === 'unknown' && after.state === 'accepted')
      tx.afterCommit(() => tellOf(desk, shop, line.channel, after, { kind: 'accepted' }))
    await settleEchoes(tx, line, delivery.conversation)
    if (line.channel === 'whatsapp') await tell(tx, line, delivery, status)
    return 'stored'
  })
  await desk.world.fault('status.after')
  return outcome
}

async function find(shop: Shop, line: InboxLine, status: InboundStatus) {
  if (status.correlation !== null) {
    const ours = (await shop.read(findDeliveryOfLine, { line: line.id, message: status.correlation }))[0]
    if (ours) return ours
  }
  return (await shop.read(findDeliveryByProviderId, { line: line.id, provider_id: status.providerId }))[0]
}

async function tell(tx: Tx, line: InboxLine, delivery: Delivery, status: InboundStatus): Promise<void> {
  await tx.publish(whatsappStatus, {
    subject: delivery.conversation,
    data: {
      conversation: delivery.conversation,
      line: line.id,
      channel: line.channel,
      message: delivery.message,
      status: status.status,
      reason: status.reason,
    },
  })
}
