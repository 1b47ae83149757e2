import type { Buyer } from '../../commerce/cart/cart.ts'
import { findConversation } from '../../conversation/inbox/inbox.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Caller } from './operation.ts'

/** Any word may name a cart; where it names one of our conversations, its customer is who buys. */
export async function buyerOf(shop: Shop, conversation: string): Promise<Buyer> {
  return { conversation, customer: (await findConversation(shop, conversation))?.customer ?? null }
}

export function actorOf(caller: Caller): Actor {
  return { kind: caller.kind, name: caller.name }
}
