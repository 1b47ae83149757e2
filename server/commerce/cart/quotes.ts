import type { Tx } from '../../platform/events/events.ts'
import { type Actor, audit } from '../../shop/audit/audit.ts'
import type { Product } from '../catalog/catalog.ts'
import { endQuotes, putQuote } from './carts.sql.ts'

/** How long a price that somebody was told holds. */
export const quoteMs = 24 * 3_600_000

/** Keeps the word that was given: at this price this conversation buys it until then. */
export async function quotePrice(tx: Tx, conversation: string, told: { variant: string; price: number }): Promise<void> {
  const at = tx.clock.now()
  await tx.run(putQuote, { conversation, ...told, at, until: at + quoteMs })
}

/** A price that was never meant is taken back, from everybody who was told it. Answers with how many those were. */
export async function voidQuotes(tx: Tx, { id, variants }: Pick<Product, 'id' | 'variants'>, by: Actor): Promise<number> {
  const at = tx.clock.now()
  let voided = 0
  for (const variant of variants.map((one) => one.id).toSorted()) voided += (await tx.run(endQuotes, { variant, at })).changes
  if (voided > 0) await audit(tx, [{ by, action: 'product.quotes_voided', subject: id, changes: {} }])
  return voided
}
