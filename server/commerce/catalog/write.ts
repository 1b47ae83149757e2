import type { Tx } from '../../platform/events/events.ts'
import { type Actor, audit } from '../../shop/audit/audit.ts'
import { productChanged } from './catalog.events.ts'
import type { ProductChange, VariantWrite } from './change.ts'
import { insertProducts, insertVariants, productValues } from './insert.ts'
import { categoriesAround } from './product.ts'
import { addCategory, countStock, setVariantStock, writeProduct, writeVariant } from './products.sql.ts'
import { indexProducts } from './search.ts'

export interface NamedChange {
  name: 'created' | 'updated' | 'removed'
  change: ProductChange
}

/**
 * Writes what was decided, of all products together: first categories, then variants, then products, each in one order. Who takes
 * stock writes variants before products too, so nobody waits for him who waits for us.
 */
export async function writeChanges(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  await writeCategories(tx, changes)
  await writeVariants(tx, changes)
  await writeProducts(tx, changes)
  const [made, changed] = [changes.filter(({ before }) => before === null), changes.filter(({ before }) => before !== null)]
  await indexProducts(
    tx,
    changed.map(({ after }) => after.id),
    made.map(({ after }) => after),
  )
}

/** What was done, for those who look for it later and for those who wait for it now. */
export async function tellOf(tx: Tx, changes: readonly NamedChange[], by: Actor): Promise<void> {
  await audit(
    tx,
    changes.map(({ name, change }) => ({
      by,
      action: `product.${name}`,
      subject: change.after.id,
      changes: name === 'updated' ? change.changes : {},
    })),
  )
  const told = changes.map(({ name, change }) => {
    const { id, sku } = change.after
    return { subject: id, data: { product: id, sku, change: name, fields: name === 'updated' ? change.fields : [] } }
  })
  await tx.publishAll(productChanged, told)
}

async function writeCategories(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  const named = changes.filter(({ before, after }) => before?.category !== after.category).map(({ after }) => after.category)
  const around = new Map([...new Set(named)].flatMap(categoriesAround).map((category) => [category.path, category]))
  await tx.runAll(
    addCategory,
    byId([...around.values()], ({ path }) => path),
  )
}

async function writeVariants(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  const made = changes.flatMap(({ after, variants }) =>
    variants.filter(({ isNew }) => isNew).map(({ variant }) => ({ product: after.id, variant })),
  )
  await insertVariants(tx, made)
  const known = changes.flatMap(({ variants }) => variants.filter(({ isNew }) => !isNew))
  for (const write of byId(known, ({ variant }) => variant.id)) await writeOneVariant(tx, write)
}

async function writeOneVariant(tx: Tx, { variant, setsStock }: VariantWrite): Promise<void> {
  const { id, options, ownPrice: price, stock, position, state } = variant
  await tx.run(writeVariant, { id, options: JSON.stringify(options), price, position, state })
  if (setsStock) await tx.run(setVariantStock, { id, stock })
}

async function writeProducts(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  await insertProducts(
    tx,
    changes.filter(({ before }) => before === null).map(({ after }) => after),
  )
  const now = tx.clock.now()
  for (const { after, variants } of byId(
    changes.filter(({ before }) => before !== null),
    ({ after }) => after.id,
  )) {
    await tx.run(writeProduct, { ...productValues(after, now), id: after.id })
    // The row is ours now. Who took of a variant and has told the row is through, and seen; who has not will tell it after us.
    if (variants.length > 0) await tx.run(countStock, { id: after.id })
  }
}

function byId<Item>(items: readonly Item[], id: (item: Item) => string): Item[] {
  return [...items].sort((left, right) => (id(left) < id(right) ? -1 : 1))
}
