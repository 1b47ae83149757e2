import type { Buyer } from '../../commerce/cart/cart.ts'
import { findConversationById } from '../../conversation/inbox/inbox.ts'
import type { Tx } from '../../platform/events/events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Caller } from './operation.ts'

/**
 * Any word may name a cart; where it names one of our conversations, its customer is who buys. Looked up behind the
 * conversation's lock: he may be erased at this very moment.
 */
export async function buyerOf(tx: Tx, conversation: string): Promise<Buyer> {
  await tx.lock(conversation)
  return { conversation, customer: (await tx.run(findConversationById, { id: conversation })).rows[0]?.customer_id ?? null }
}

export function actorOf(caller: Caller): Actor {
  return { kind: caller.kind, name: caller.name }
}
