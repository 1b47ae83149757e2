import type { Tx } from '../../../platform/events/events.ts'
import { lookIn } from '../../../shop/look.ts'
import { loadProducts } from '../load.ts'
import { activeVariants, priceRange, type StoredProduct, stockOf } from '../product.ts'
import { type Described, describe, inStockFilter, packFields, type SearchDocument, tokensOf, unpackFields } from './document.ts'
import { type DocumentValues, deleteDocument, documentOf, insertDocument, numberOf, writeDocument } from './documents.sql.ts'
import { fold } from './fold.ts'
import { slipKeys } from './spelling.ts'
import { postgresTerms } from './terms.postgres.ts'
import { sqliteTerms } from './terms.sqlite.ts'
import type { TermIndex, Tokens } from './terms.ts'
import { addSlips, learnWords, unknownWords } from './vocabulary.sql.ts'

export function termsOn(engine: Tx['engine']): TermIndex {
  return engine === 'sqlite' ? sqliteTerms : postgresTerms
}

interface Steps {
  added: Tokens[]
  changed: (Tokens & { before: string[] })[]
  removed: Tokens[]
  /** By word: whether a name or a tag has it, or descriptions alone. */
  words: Map<string, boolean>
}

/** What is searched by is written in the unit of the change that it follows from. */
export async function indexProducts(tx: Tx, products: readonly string[]): Promise<void> {
  if (products.length === 0) return
  const stored = await loadProducts(lookIn(tx), products)
  const steps: Steps = { added: [], changed: [], removed: [], words: new Map() }
  for (const id of products) await indexOne(tx, id, stored.get(id), steps)
  const index = termsOn(tx.engine)
  await index.remove(tx, steps.removed)
  await index.change(tx, steps.changed)
  await index.add(tx, steps.added)
  await learn(tx, steps.words)
}

async function indexOne(tx: Tx, id: string, product: StoredProduct | undefined, steps: Steps): Promise<void> {
  const known = (await tx.run(documentOf, { product: id })).rows[0]
  const before = known && {
    doc: known.doc,
    values: known,
    tokens: () => tokensOf({ ...unpackFields(known.words), text: known.text, filters: known.filters }),
  }
  if (product?.state !== 'active') {
    if (!before) return
    steps.removed.push({ doc: before.doc, tokens: before.tokens() })
    await tx.run(deleteDocument, { doc: before.doc })
    return
  }
  const { document, words } = describe(describedOf(product))
  const values = valuesOf(product, document)
  const tokens = tokensOf(document)
  if (!before) {
    await tx.run(insertDocument, values)
    const doc = (await tx.run(numberOf, { product: id })).rows[0]?.doc
    if (doc === undefined) throw new Error(`no number for product ${id}`)
    steps.added.push({ doc, tokens })
  } else {
    if (
      Object.entries(values).every(
        ([column, value]) => before.values[column as keyof DocumentValues & keyof typeof before.values] === value,
      )
    )
      return
    await tx.run(writeDocument, { ...values, doc: before.doc })
    const then = before.tokens()
    if (then.join(' ') !== tokens.join(' ')) steps.changed.push({ doc: before.doc, tokens, before: then })
  }
  for (const [word, telling] of words) steps.words.set(word, telling || (steps.words.get(word) ?? false))
}

function describedOf(product: StoredProduct): Described {
  const variants = activeVariants(product)
  const stock = stockOf(variants)
  return { ...product, options: variants.map(({ options }) => options), inStock: stock === null || stock > 0 }
}

function valuesOf(product: StoredProduct, document: SearchDocument): DocumentValues {
  const prices = priceRange(product)
  return {
    product_id: product.id,
    in_stock: document.filters.includes(` ${inStockFilter} `) ? 1 : 0,
    price: prices.from,
    price_to: prices.to,
    offer_from: product.isOffer ? (product.offerFrom ?? 0) : 0,
    offer_until: product.isOffer ? (product.offerUntil ?? Number.MAX_SAFE_INTEGER) : 0,
    name_key: fold(product.name),
    words: packFields(document),
    filters: document.filters,
    category: product.category,
    brand: product.brand,
    storefront: product.storefront,
    text: document.text,
  }
}

/** In one order for all: two who bring the same new word wait for each other, and never in a circle. */
async function learn(tx: Tx, words: ReadonlyMap<string, boolean>): Promise<void> {
  for (const telling of [0, 1]) {
    const said = [...words.keys()].filter((word) => words.get(word) === (telling === 1)).sort()
    if (said.length === 0) continue
    // Nearly all are known: asking costs a fraction of trying to write them.
    const unknown = (await tx.run(unknownWords, { words: JSON.stringify(said), telling })).rows.map(({ word }) => word)
    if (unknown.length === 0) continue
    await tx.run(learnWords, { words: JSON.stringify(unknown), telling })
    if (telling === 1) for (const word of unknown) await tx.run(addSlips, { slips: JSON.stringify(slipKeys(word)), word })
  }
}
