import { decide, type ProductChange } from '../../server/commerce/catalog/change.ts'
import { claimSkus } from '../../server/commerce/catalog/insert.ts'
import { writeChanges } from '../../server/commerce/catalog/write.ts'
import type { Tx } from '../../server/platform/events/events.ts'
import type { Range } from '../harness/shop.ts'
import { goodOf } from './goods.ts'

/** As an import writes them, without an entry and an event for each. */
export async function fillShelf(tx: Tx, { from, many }: Range): Promise<void> {
  const around = { ids: () => tx.ids(), now: tx.clock.now(), currency: 'ARS' }
  const changes = Array.from({ length: many }, (_, at) => {
    const decided = decide(null, goodOf(from + at), around)
    if (!decided.ok) throw new Error(JSON.stringify(decided.mistakes))
    return decided.change
  })
  await claimSkus(tx, changes.flatMap(skusOf))
  await writeChanges(tx, changes)
}

function skusOf({ after }: ProductChange): { sku: string; product: string }[] {
  return [...new Set([after.sku, ...after.variants.map(({ sku }) => sku)])].map((sku) => ({ sku, product: after.id }))
}
