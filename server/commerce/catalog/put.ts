import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { lookIn } from '../../shop/look.ts'
import { findTenant, listStorefronts } from '../../shop/tenants/tenants.ts'
import { type Around, decide, type ProductChange } from './change.ts'
import { claimSkus } from './insert.ts'
import { loadProducts, ownersOf } from './load.ts'
import { activeVariants, type StoredProduct, stockOf } from './product.ts'
import { type ProductInput, type ProductMistake, productMistakes, whole } from './product-input.ts'
import { findSku, giveUpSku } from './products.sql.ts'
import { tellOf, writeChanges } from './write.ts'

export type CatalogRefusal =
  | { code: 'product_not_found'; product: string }
  /** Another product has it, or had it: what was sold under a SKU keeps it. */
  | { code: 'sku_taken'; sku: string; path: ProductMistake['path'] }
  | { code: 'invalid_product'; mistakes: ProductMistake[] }

export interface Put {
  product: string
  change: 'created' | 'updated' | 'removed' | 'unchanged'
}

export type PutOutcome = Outcome<Put, CatalogRefusal>

/** Whether there may be a product of this SKU already, may be none, or must be one. */
export type PutMode = 'put' | 'create' | 'change'

/** How a product is named among the subjects that units lock; its events are told under it. */
export function productSubject(product: string): string {
  return product
}

/**
 * The one way in: makes, changes and takes away products, each by its SKU, and answers for each in its place. One that is refused
 * leaves the others alone. The unit locks nothing before it calls this.
 */
export async function putProducts(tx: Tx, inputs: readonly ProductInput[], by: Actor, mode: PutMode = 'put'): Promise<PutOutcome[]> {
  const outcomes: PutOutcome[] = []
  let left = inputs.map((input, place) => ({ input: mode === 'create' ? whole(input) : input, place }))
  while (left.length > 0) {
    // Of two that speak of one product, the second meets what the first made of it.
    const skus = new Set<string>()
    const later: Placed[] = []
    const now = left.filter((placed) => {
      const isFirst = !skus.has(placed.input.sku)
      if (!isFirst) later.push(placed)
      skus.add(placed.input.sku)
      return isFirst
    })
    const { answered, overtaken } = await putDistinct(tx, now, by, mode)
    for (const { place, outcome } of answered) outcomes[place] = outcome
    left = [...overtaken, ...later]
  }
  return outcomes
}

interface Placed {
  input: ProductInput
  place: number
}

interface Planned extends Placed {
  change: ProductChange
}

interface Round {
  answered: { place: number; outcome: PutOutcome }[]
  /** Somebody made the very product between our look and our claim: there is something to change now. */
  overtaken: Placed[]
}

async function putDistinct(tx: Tx, placed: readonly Placed[], by: Actor, mode: PutMode): Promise<Round> {
  const round: Round = { answered: [], overtaken: [] }
  const known = await meet(tx, placed)
  const planned: Planned[] = []
  for (const one of placed) {
    const decided = decideOn(one.input, known, mode)
    if (decided.ok) planned.push({ ...one, change: decided.value })
    else round.answered.push({ place: one.place, outcome: decided })
  }
  const kept = await claimOrRefuse(tx, planned, mode, round)
  const changed = kept.filter(({ change }) => isChange(change))
  await writeChanges(
    tx,
    changed.map(({ change }) => change),
  )
  for (const { place, change } of kept) round.answered.push({ place, outcome: done({ product: change.after.id, change: nameOf(change) }) })
  const named = changed.flatMap(({ change }) => {
    const name = nameOf(change)
    return name === 'unchanged' ? [] : [{ name, change }]
  })
  await tellOf(tx, named, by)
  return round
}

/** What of the shop an input is held against. */
export interface Known {
  owners: ReadonlyMap<string, string>
  products: ReadonlyMap<string, StoredProduct>
  storefronts: ReadonlySet<string>
  around: Around
}

/** Locks what is there and reads it. A SKU never goes from one product to another, so it can be asked for before the lock. */
async function meet(tx: Tx, placed: readonly Placed[]): Promise<Known> {
  const named = placed.flatMap(({ input }) => [input.sku, ...(input.variants ?? []).map(({ sku }) => sku)])
  const owners = await ownersOf(lookIn(tx), [...new Set(named)])
  const ids = [...new Set(placed.flatMap(({ input }) => owners.get(input.sku) ?? []))]
  await tx.lock(...ids.map(productSubject))
  const products = await loadProducts(lookIn(tx), ids)
  const namesStorefront = placed.some(({ input }) => input.storefront != null)
  const storefronts = namesStorefront ? (await tx.run(listStorefronts, {})).rows.map(({ id }) => id) : []
  const currency = (await tx.run(findTenant, {})).rows[0]?.currency
  if (currency === undefined) throw new Error(`tenant ${tx.tenant} is gone, and its catalogue is written`)
  return { owners, products, storefronts: new Set(storefronts), around: { ids: () => tx.ids(), now: tx.clock.now(), currency } }
}

/** What an input comes to, or why it cannot be taken: by it a file is checked beforehand, too. */
export function decideOn(input: ProductInput, known: Known, mode: PutMode): Outcome<ProductChange, CatalogRefusal> {
  const mistakes = productMistakes(input)
  if (input.storefront != null && !known.storefronts.has(input.storefront))
    mistakes.push({ path: ['storefront'], takes: 'the id of one of the storefronts' })
  if (mistakes.length > 0) return refuse({ code: 'invalid_product', mistakes })
  const owner = known.owners.get(input.sku)
  const before = owner === undefined ? null : (known.products.get(owner) ?? null)
  const isOther = before !== null && before.sku !== input.sku
  if (isOther || (mode === 'create' && before?.state === 'active')) return refuse({ code: 'sku_taken', sku: input.sku, path: ['sku'] })
  if ((mode === 'change' && before?.state !== 'active') || (input.state === 'off' && !before))
    return refuse({ code: 'product_not_found', product: input.sku })
  for (const [index, { sku }] of (input.variants ?? []).entries()) {
    const other = known.owners.get(sku)
    if (other !== undefined && other !== owner) return refuse({ code: 'sku_taken', sku, path: ['variants', index, 'sku'] })
  }
  if (mode === 'change' && before && saysStockOfVariants(before, input))
    return refuse({
      code: 'invalid_product',
      mistakes: [{ path: ['stock'], takes: 'nothing where there are variants: it is the sum of theirs' }],
    })
  const decided = decide(before, input, known.around)
  return decided.ok ? done(decided.change) : refuse({ code: 'invalid_product', mistakes: decided.mistakes })
}

/** A file's sum is passed over; whoever changes a product and says it alone would wait in vain for it to be so. */
function saysStockOfVariants(before: StoredProduct, { stock, variants }: ProductInput): boolean {
  const active = activeVariants(before)
  return stock !== undefined && variants === undefined && active.some(({ sku }) => sku !== before.sku) && stock !== stockOf(active)
}

/** All of a product's new SKUs, or none: what was claimed before the one that is taken is given back. */
async function claimOrRefuse(tx: Tx, planned: readonly Planned[], mode: PutMode, round: Round): Promise<Planned[]> {
  const wanted = planned
    .flatMap(({ change }) => newSkus(change).map((sku) => ({ sku, product: change.after.id })))
    .sort((left, right) => (left.sku < right.sku ? -1 : left.sku > right.sku ? 1 : 0))
  const made = new Set((await claimSkus(tx, wanted)).map(({ sku, product }) => `${product} ${sku}`))
  const kept: Planned[] = []
  for (const plan of planned) {
    const { after } = plan.change
    const lost = newSkus(plan.change).filter((sku) => !made.has(`${after.id} ${sku}`))
    const sku = lost.find((sku) => sku === after.sku) ?? lost[0]
    if (sku === undefined) {
      kept.push(plan)
      continue
    }
    for (const claimed of newSkus(plan.change)) if (!lost.includes(claimed)) await tx.run(giveUpSku, { sku: claimed })
    if (mode !== 'create' && sku === after.sku && (await isProductNow(tx, sku))) round.overtaken.push(plan)
    else round.answered.push({ place: plan.place, outcome: refuse({ code: 'sku_taken', sku, path: pathOf(plan.input, sku) }) })
  }
  return kept
}

function newSkus({ before, after }: ProductChange): string[] {
  const had = new Set(before ? [before.sku, ...before.variants.map(({ sku }) => sku)] : [])
  return [...new Set([after.sku, ...after.variants.map(({ sku }) => sku)])].filter((sku) => !had.has(sku))
}

/** Whether the SKU that was lost is a product's own now, and no variant's of another one. */
async function isProductNow(tx: Tx, sku: string): Promise<boolean> {
  const owner = (await tx.run(findSku, { sku })).rows[0]?.product_id
  return owner !== undefined && (await loadProducts(lookIn(tx), [owner])).get(owner)?.sku === sku
}

function pathOf(input: ProductInput, sku: string): ProductMistake['path'] {
  const index = (input.variants ?? []).findIndex((variant) => variant.sku === sku)
  return index < 0 ? ['sku'] : ['variants', index, 'sku']
}

function isChange({ before, after, variants, fields }: ProductChange): boolean {
  return before === null || before.state !== after.state || variants.length > 0 || fields.length > 0
}

function nameOf(change: ProductChange): Put['change'] {
  const { before, after } = change
  if (before?.state === 'active' && after.state === 'off') return 'removed'
  if (before === null || (before.state === 'off' && after.state === 'active')) return 'created'
  return isChange(change) ? 'updated' : 'unchanged'
}
