import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { giveToVariant, leftOfVariant, moveProductStock, takeFromVariant } from './products.sql.ts'
import { indexProducts, stockTurned } from './search.ts'

export interface StockItem {
  /** A variant's id. */
  variant: string
  quantity: number
}

export interface OutOfStock {
  code: 'out_of_stock'
  variant: string
  sku: string
  available: number
}

/**
 * Takes all of these, or none: what was taken before one that is short is given back. The last thing a unit does, since those who
 * buy the same wait for its end; all in one call and in one order, so that they never wait in a circle.
 */
export async function takeStock(tx: Tx, items: readonly StockItem[]): Promise<Outcome<void, OutOfStock>> {
  const taken: StockItem[] = []
  const moved = new Map<string, number>()
  for (const item of inOrder(items)) {
    const product = (await tx.run(takeFromVariant, { id: item.variant, wanted: item.quantity })).rows[0]?.product_id
    if (product === undefined) {
      for (const { variant, quantity } of taken) await tx.run(giveToVariant, { id: variant, back: quantity })
      return refuse(await short(tx, item.variant))
    }
    taken.push(item)
    moved.set(product, (moved.get(product) ?? 0) - item.quantity)
  }
  await moveProducts(tx, moved)
  return done(undefined)
}

/** What comes back is there for whoever asks next. That it comes back once is for whoever calls this to see to. */
export async function giveBackStock(tx: Tx, items: readonly StockItem[]): Promise<void> {
  const moved = new Map<string, number>()
  for (const { variant, quantity } of inOrder(items)) {
    const row = (await tx.run(giveToVariant, { id: variant, back: quantity })).rows[0]
    if (row?.state === 'active') moved.set(row.product_id, (moved.get(row.product_id) ?? 0) + quantity)
  }
  await moveProducts(tx, moved)
}

/** The same variant twice is one; negative or broken quantities are somebody's mistake. */
function inOrder(items: readonly StockItem[]): StockItem[] {
  const sums = new Map<string, number>()
  for (const { variant, quantity } of items) {
    if (!Number.isSafeInteger(quantity) || quantity <= 0) throw new RangeError(`a quantity of ${quantity} is no quantity`)
    sums.set(variant, (sums.get(variant) ?? 0) + quantity)
  }
  return [...sums].map(([variant, quantity]) => ({ variant, quantity })).sort((left, right) => (left.variant < right.variant ? -1 : 1))
}

/** Where the last one went, or the first came back, searching has to know. */
async function moveProducts(tx: Tx, moved: ReadonlyMap<string, number>): Promise<void> {
  const turned: string[] = []
  for (const [id, by] of [...moved].sort(([left], [right]) => (left < right ? -1 : 1))) {
    await tx.run(moveProductStock, { id, by })
    if ((await tx.run(stockTurned, { product: id })).rows.length > 0) turned.push(id)
  }
  await indexProducts(tx, turned)
}

async function short(tx: Tx, variant: string): Promise<OutOfStock> {
  const row = (await tx.run(leftOfVariant, { id: variant })).rows[0]
  const available = row?.state === 'active' && row.product_state === 'active' ? (row.stock ?? 0) : 0
  return { code: 'out_of_stock', variant, sku: row?.sku ?? variant, available }
}
