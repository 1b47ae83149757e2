import type { Tx } from '../../platform/events/events.ts'
import { giveCarts } from './carts.sql.ts'

/** What was put into a conversation's carts before anybody knew who it is. Behind the conversation's lock. */
export async function giveNobodysCarts(tx: Tx, conversation: string, customer: string): Promise<void> {
  await tx.run(giveCarts, { conversation, customer })
}
