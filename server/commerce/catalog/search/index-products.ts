import type { Tx } from '../../../platform/events/events.ts'
import { lookIn } from '../../../shop/look.ts'
import { loadProducts } from '../load.ts'
import { activeVariants, priceRange, type StoredProduct, stockOf } from '../product.ts'
import { type Described, describe, inStockFilter, packFields, type SearchDocument, tokensOf, unpackFields } from './document.ts'
import {
  type DocumentRow,
  type DocumentValues,
  deleteDocument,
  documentsOf,
  insertDocument,
  numbersOf,
  writeDocument,
} from './documents.sql.ts'
import { fold } from './fold.ts'
import { slipKeys } from './spelling.ts'
import { postgresTerms } from './terms.postgres.ts'
import { sqliteTerms } from './terms.sqlite.ts'
import type { TermIndex, Tokens } from './terms.ts'
import { addSlips, knownWords, learnWords } from './vocabulary.sql.ts'

export function termsOn(engine: Tx['engine']): TermIndex {
  return engine === 'sqlite' ? sqliteTerms : postgresTerms
}

interface Steps {
  inserted: { values: DocumentValues; tokens: string[] }[]
  changed: (Tokens & { before: string[] })[]
  removed: Tokens[]
  /** By word: whether a name or a tag has it, or descriptions alone. */
  words: Map<string, boolean>
}

/**
 * What is searched by is written in the unit of the change that it follows from. What others may have changed as well is read as it is
 * now; what this very unit made nobody else has seen.
 */
export async function indexProducts(tx: Tx, changed: readonly string[], made: readonly StoredProduct[] = []): Promise<void> {
  const steps: Steps = { inserted: [], changed: [], removed: [], words: new Map() }
  if (changed.length > 0) {
    const stored = await loadProducts(lookIn(tx), changed)
    const { rows } = await tx.run(documentsOf, { products: JSON.stringify(changed) })
    const documents = new Map(rows.map((row) => [row.product_id, row]))
    for (const id of changed) await indexOne(tx, stored.get(id), documents.get(id), steps)
  }
  for (const product of made) await indexOne(tx, product, undefined, steps)
  const index = termsOn(tx.engine)
  await index.remove(tx, steps.removed)
  await index.change(tx, steps.changed)
  await index.add(tx, await insertDocuments(tx, steps.inserted))
  await learn(tx, steps.words)
}

async function indexOne(tx: Tx, product: StoredProduct | undefined, known: DocumentRow | undefined, steps: Steps): Promise<void> {
  if (product?.state !== 'active') {
    if (!known) return
    steps.removed.push({ doc: known.doc, tokens: tokensBefore(known) })
    await tx.run(deleteDocument, { doc: known.doc })
    return
  }
  const { document, words } = describe(describedOf(product))
  const values = valuesOf(product, document)
  const tokens = tokensOf(document)
  if (!known) steps.inserted.push({ values, tokens })
  else {
    if (Object.entries(values).every(([column, value]) => known[column as keyof DocumentValues & keyof DocumentRow] === value)) return
    await tx.run(writeDocument, { ...values, doc: known.doc })
    const before = tokensBefore(known)
    if (before.join(' ') !== tokens.join(' ')) steps.changed.push({ doc: known.doc, tokens, before })
  }
  for (const [word, telling] of words) steps.words.set(word, telling || (steps.words.get(word) ?? false))
}

function tokensBefore({ words, text, filters }: DocumentRow): string[] {
  return tokensOf({ ...unpackFields(words), text, filters })
}

async function insertDocuments(tx: Tx, inserted: Steps['inserted']): Promise<Tokens[]> {
  if (inserted.length === 0) return []
  await tx.runAll(
    insertDocument,
    inserted.map(({ values }) => values),
  )
  const products = inserted.map(({ values }) => values.product_id)
  const { rows } = await tx.run(numbersOf, { products: JSON.stringify(products) })
  const numbers = new Map(rows.map(({ product_id, doc }) => [product_id, doc]))
  return inserted.map(({ values: { product_id }, tokens }) => {
    const doc = numbers.get(product_id)
    if (doc === undefined) throw new Error(`no number for product ${product_id}`)
    return { doc, tokens }
  })
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
    const { rows } = await tx.run(knownWords, { words: JSON.stringify(said), telling })
    const known = new Set(rows.map(({ word }) => word))
    const unknown = said.filter((word) => !known.has(word))
    if (unknown.length === 0) continue
    await tx.run(learnWords, { words: JSON.stringify(unknown), telling })
    if (telling === 1) for (const word of unknown) await tx.run(addSlips, { slips: JSON.stringify(slipKeys(word)), word })
  }
}
