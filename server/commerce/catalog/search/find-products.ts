import { type Look, reading } from '../../../platform/sql/reading.ts'
import { findSku } from '../products.sql.ts'
import { type Asked, readQuery } from './asked.ts'
import { pageBestFirst, window } from './best-first.ts'
import { costingBetween, type DocumentRow, documentsOf } from './documents.sql.ts'
import { countFacets } from './facets.ts'
import { type Found, type Search, type Words, wantedOf, weigh, withAll, withExact } from './found.ts'
import { pageInOrder } from './in-order.ts'
import { termsOn } from './index-products.ts'
import { listProducts } from './list-products.ts'
import { type Answer, type Filters, filtersOf, type Question } from './query.ts'
import type { Group, Weighed } from './rank.ts'
import { productsFor } from './shelf.ts'
import { type Candidate, mostFaceted } from './terms.ts'
import { plainly, understand } from './understand.ts'

/** Everything that a query and its filters ask, answered from the index alone. */
export const findProducts = reading('catalog.find-products', async (look, question: Question): Promise<Answer> => {
  const index = termsOn(look.engine)
  const asked = readQuery(question.query ?? '')
  if (asked.length === 0) return await listProducts(look, index, question)
  const search: Search = { look, index, question, filters: filtersOf(question) }
  const found: Found = { ...(await findWords(search, asked)), exact: await findBySku(search) }
  const { sort = 'relevance' } = question
  const page = sort === 'relevance' ? await pageBestFirst(search, found) : await pageInOrder(search, found, sort)
  return {
    products: await productsFor(look, page.docs),
    total: page.total,
    next: page.next,
    corrected: found.corrected,
    ignored: found.ignored,
    facets: question.facets ? await facetsOf(search, found) : null,
  }
})

async function findWords(search: Search, asked: readonly Asked[]): Promise<Words> {
  const plain = plainly(asked)
  const rows = await find(search, plain, window + 1)
  if (rows.length > 0) return { groups: plain, corrected: [], ignored: [], ...wholeOrNot(rows, plain) }
  const understood = await understand(search.look, search.index, asked)
  const { groups } = understood
  if (groups.length === 0) return { ...understood, all: [], some: [] }
  const found = await find(search, groups, window + 1)
  if (found.length > 0) return { ...understood, ...wholeOrNot(found, groups) }
  return { ...understood, all: await findSome(search, groups), some: [] }
}

function find({ look, index, filters }: Search, groups: readonly Group[], limit: number): Promise<Candidate[]> {
  return index.find(look, wantedOf(filters, groups, limit))
}

function wholeOrNot(rows: readonly Candidate[], groups: readonly Group[]): Pick<Words, 'all' | 'some'> {
  const weighed = withAll(rows, groups)
  return rows.length > window ? { all: null, some: weighed } : { all: weighed, some: [] }
}

const mostTries = 40

/** Nobody has all of it: those who have all but one thing, or but two, and so on. */
async function findSome(search: Search, groups: readonly Group[]): Promise<Weighed[]> {
  let tries = 0
  for (let left = groups.length - 1; left > 0; left--) {
    const found = new Map<number, Weighed>()
    for (const present of choices(groups.length, left)) {
      if (tries++ === mostTries) return [...found.values()]
      const some = groups.filter((_, at) => present[at])
      for (const row of await find(search, some, window)) {
        const known = found.get(row.doc)
        found.set(row.doc, { ...row, present: known ? known.present.map((has, at) => has || present[at] === true) : present })
      }
    }
    if (found.size > 0) return [...found.values()]
  }
  return []
}

/** Every way to choose so many of them, those that keep what was said first before the others. */
function choices(from: number, many: number): boolean[][] {
  if (many === 0) return [Array.from({ length: from }, () => false)]
  if (many === from) return [Array.from({ length: from }, () => true)]
  return [...choices(from - 1, many - 1).map((rest) => [true, ...rest]), ...choices(from - 1, many).map((rest) => [false, ...rest])]
}

async function findBySku({ look, question, filters }: Search): Promise<number | null> {
  const written = question.query?.trim() ?? ''
  if (!/\d/.test(written) || /[\s\p{C}]/u.test(written)) return null
  for (const sku of new Set([written, written.toUpperCase(), written.toLowerCase()])) {
    const product = (await look.read(findSku, { sku }))[0]?.product_id
    const row = product === undefined ? undefined : (await look.read(documentsOf, { products: JSON.stringify([product]) }))[0]
    if (row && (await passes(look, row, filters))) return row.doc
  }
  return null
}

/** Whether the filters leave it on the shelf. */
async function passes(look: Look, row: DocumentRow, { tokens, minPrice, maxPrice, offer }: Filters): Promise<boolean> {
  const holds = offer === null || (row.offer_from <= offer.at && row.offer_until > offer.at) === offer.holds
  if (!holds || !tokens.every((some) => some.some((token) => row.filters.includes(` ${token} `)))) return false
  if (minPrice === null && maxPrice === null) return true
  const between = { doc: row.doc, min: minPrice ?? 0, max: maxPrice ?? Number.MAX_SAFE_INTEGER }
  return (await look.read(costingBetween, between)).length > 0
}

async function facetsOf(search: Search, found: Found): Promise<Answer['facets']> {
  const { look, index, filters } = search
  const { groups, all } = found
  const many = all ?? withAll(await index.find(look, wantedOf(filters, groups, mostFaceted)), groups)
  const docs = await weigh(search, found, many, all ? 0 : groups.length)
  return await countFacets(look, withExact(docs, found), many.length < mostFaceted)
}
