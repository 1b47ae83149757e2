import type { Tx } from '../../platform/events/events.ts'
import { type Actor, audit } from '../../shop/audit/audit.ts'
import { productChanged } from './catalog.events.ts'
import type { ProductChange, VariantWrite } from './change.ts'
import { activeVariants, categoriesAround, priceRange, type StoredProduct, stockOf } from './product.ts'
import {
  addCategory,
  countStock,
  holdVariant,
  insertProduct,
  insertVariant,
  setVariantStock,
  writeProduct,
  writeVariant,
} from './products.sql.ts'
import { indexProducts } from './search.ts'

/**
 * Writes what was decided, of all products together: first categories, then variants, then products, each in one order. Who takes
 * stock writes variants before products too, so nobody waits for him who waits for us.
 */
export async function writeChanges(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  await writeCategories(tx, changes)
  await writeVariants(tx, changes)
  for (const change of byId(changes, ({ after }) => after.id)) await writeOne(tx, change)
  await indexProducts(
    tx,
    changes.map(({ after }) => after.id),
  )
}

/** What was done, for those who look for it later and for those who wait for it now. */
export async function tellOf(
  tx: Tx,
  { after, fields, changes }: ProductChange,
  change: 'created' | 'updated' | 'removed' | 'unchanged',
  by: Actor,
): Promise<void> {
  if (change === 'unchanged') return
  await audit(tx, { by, action: `product.${change}`, subject: after.id, changes: change === 'updated' ? changes : {} })
  const told = { product: after.id, sku: after.sku, change, fields: change === 'updated' ? fields : [] }
  await tx.publish(productChanged, { subject: after.id, data: told })
}

async function writeCategories(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  const named = changes.filter(({ before, after }) => before?.category !== after.category).map(({ after }) => after.category)
  const around = new Map([...new Set(named)].flatMap(categoriesAround).map((category) => [category.path, category]))
  for (const category of byId([...around.values()], ({ path }) => path)) await tx.run(addCategory, category)
}

async function writeVariants(tx: Tx, changes: readonly ProductChange[]): Promise<void> {
  const steps = changes.flatMap(({ before, after, variants }) => {
    const written = variants.map((write) => ({ id: write.variant.id, run: () => writeOneVariant(tx, after, write) }))
    if (variants.length === 0 || before === null || tx.engine === 'sqlite') return written
    const ids = new Set(written.map(({ id }) => id))
    const held = before.variants.filter(({ id }) => !ids.has(id)).map(({ id }) => ({ id, run: () => tx.run(holdVariant, { id }) }))
    return [...written, ...held]
  })
  for (const step of byId(steps, ({ id }) => id)) await step.run()
}

async function writeOneVariant(tx: Tx, product: StoredProduct, { variant, isNew, setsStock }: VariantWrite): Promise<void> {
  const { id, sku, ownPrice: price, stock, position, state } = variant
  const values = { id, options: JSON.stringify(variant.options), price, position, state }
  if (isNew) await tx.run(insertVariant, { ...values, product: product.id, sku, stock })
  else await tx.run(writeVariant, values)
  if (!isNew && setsStock) await tx.run(setVariantStock, { id, stock })
}

async function writeOne(tx: Tx, { before, after, variants }: ProductChange): Promise<void> {
  const now = tx.clock.now()
  const range = priceRange(after)
  const values = {
    id: after.id,
    name: after.name,
    description: after.description,
    category: after.category,
    brand: after.brand,
    storefront: after.storefront,
    price: after.price,
    compare_at_price: after.compareAtPrice,
    is_offer: after.isOffer ? 1 : 0,
    offer_from: after.offerFrom,
    offer_until: after.offerUntil,
    image_url: after.imageUrl,
    tags: JSON.stringify(after.tags),
    synonyms: JSON.stringify(after.synonyms),
    price_from: range.from,
    price_to: range.to,
    state: after.state,
    updated_at: now,
  }
  if (before) await tx.run(writeProduct, values)
  else await tx.run(insertProduct, { ...values, ...newStock(after), sku: after.sku, currency: after.currency, created_at: now })
  if (before && variants.length > 0) await tx.run(countStock, { id: after.id })
}

/** Nobody but us has seen its variants yet. */
function newStock(product: StoredProduct): { stock: number | null; in_stock: number } {
  const stock = stockOf(activeVariants(product))
  return { stock, in_stock: stock === null || stock > 0 ? 1 : 0 }
}

function byId<Item>(items: readonly Item[], id: (item: Item) => string): Item[] {
  return [...items].sort((left, right) => (id(left) < id(right) ? -1 : 1))
}
