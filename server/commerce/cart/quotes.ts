import type { Tx } from '../../platform/events/events.ts'
import { dropQuotes, putQuote } from './carts.sql.ts'

/** How long a price that somebody was told holds. */
export const quoteMs = 24 * 3_600_000

/** Keeps the word that was given: at this price this conversation buys it until then. */
export async function quotePrice(tx: Tx, conversation: string, told: { variant: string; price: number }): Promise<void> {
  await tx.run(putQuote, { conversation, ...told, until: tx.clock.now() + quoteMs })
}

/** A price that was never meant is taken back, from everybody who was told it. */
export async function voidQuotes(tx: Tx, variant: string): Promise<number> {
  return (await tx.run(dropQuotes, { variant })).changes
}
