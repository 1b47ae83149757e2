import type { Tx } from '../../platform/events/events.ts'
import type { Conversation } from './conversation.ts'
import { writeFloor } from './conversations.sql.ts'
import { withdrawQueued } from './deliveries.sql.ts'
import type { Floor } from './floor.ts'
import { endHandoff } from './handoffs.sql.ts'
import { salesReleased } from './inbox.events.ts'
import { advanceQueue } from './say.ts'
import { silenceOpenTurn } from './turns.sql.ts'

/**
 * Writes a move of the floor with all that follows from it: an open turn exists only while the seller holds the floor, and
 * what the seller had ready is not said once a person is there.
 */
export async function changeFloor(tx: Tx, conversation: Conversation, floor: Floor): Promise<void> {
  const before = conversation.floor
  await tx.run(writeFloor, {
    id: conversation.id,
    holder: floor.holder,
    since: floor.since,
    until: floor.until,
    reason: floor.reason,
    epoch: floor.epoch,
  })
  if (floor.holder !== 'seller') {
    await tx.run(silenceOpenTurn, { conversation: conversation.id, outcome: floor.holder === 'staff' ? 'staff_holds' : 'no_seller' })
    await tx.run(withdrawQueued, { conversation: conversation.id })
    await advanceQueue(tx, conversation.id)
  }
  if (before.holder === 'staff' && floor.holder !== 'staff') {
    await tx.run(endHandoff, { conversation: conversation.id, at: tx.clock.now() })
    const reason = floor.reason === 'closed' || floor.reason === 'expired' ? floor.reason : 'released'
    await tx.publish(salesReleased, {
      subject: conversation.id,
      data: { conversation: conversation.id, line: conversation.line, channel: conversation.channel, reason },
    })
  }
  tx.wake(conversation.id, 'floor.changed')
}
