import type { Look } from '../../../platform/sql/reading.ts'
import { countFacets } from './facets.ts'
import { type Answer, type Filters, filtersOf, type Question, type Sort } from './query.ts'
import { productsFor } from './shelf.ts'
import { inOrder } from './sorting.ts'
import type { Placed, TermIndex, Wanted } from './terms.ts'

/** Fewer are sorted where they are; of more, the shelf in the order asked for soon shows a page's worth. */
const mostSorted = 2000
const mostCounted = 1000

/** A page of the shelf: what the filters leave of it, in the order asked for. */
export async function listProducts(look: Look, index: TermIndex, question: Question): Promise<Answer> {
  const list: List = { look, index, question, filters: filtersOf(question) }
  const { docs, next } = await pageOf(list)
  const wanted = wantedOf(list.filters, mostCounted)
  const counted = question.facets ? (await index.findPlaced(look, wanted)).map(({ doc }) => doc) : null
  const total = counted?.length ?? (await index.count(look, wanted))
  return {
    products: await productsFor(look, docs),
    total,
    totalIsExact: total < mostCounted,
    next,
    corrected: [],
    ignored: [],
    facets: counted && (await countFacets(look, counted, total < mostCounted)),
  }
}

interface List {
  readonly look: Look
  readonly index: TermIndex
  readonly question: Question
  readonly filters: Filters
}

interface Page {
  readonly docs: readonly number[]
  readonly next: string | null
}

function wantedOf({ tokens, minPrice, maxPrice, offer }: Filters, limit: number, after = 0): Wanted {
  return { all: tokens, minPrice, maxPrice, offer, after, limit }
}

async function pageOf(list: List): Promise<Page> {
  const { look, index, question, filters } = list
  const { sort = 'oldest' } = question
  const place = readPlace(question.cursor, sort)
  if (sort === 'oldest' || sort === 'relevance')
    return cut(await index.findPlaced(look, wantedOf(filters, question.limit + 1, place?.doc)), question, sort)
  if (filters.tokens.length > 0 && (await index.count(look, wantedOf(filters, mostSorted))) < mostSorted) {
    const rows = inOrder(await index.findPlaced(look, wantedOf(filters, mostSorted)), sort)
    return cut(
      place === null ? rows : rows.filter((row) => inOrder([row, place], sort)[0]?.doc === place.doc && row.doc !== place.doc),
      question,
      sort,
    )
  }
  return await walk(list, sort, place)
}

/** The place in the order is the cursor, however the page was found: another way may serve the next one. */
function cut(rows: readonly Placed[], { limit }: Question, sort: Sort): Page {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { docs: shown.map(({ doc }) => doc), next: rows.length > limit && last ? writePlace(last, sort) : null }
}

function writePlace({ doc, price, name_key }: Placed, sort: Sort): string {
  return `${sort} ${doc} ${sort.endsWith('price') ? price : sort.endsWith('name') ? name_key : ''}`
}

/** Of a list in another order it says nothing: then this one begins. */
function readPlace(cursor: string | undefined, sort: Sort): Placed | null {
  const [, of, doc, value = ''] = /^(\S+) (\d+) (.*)$/s.exec(cursor ?? '') ?? []
  return of === sort ? { doc: Number(doc), price: Number(value) || 0, name_key: value } : null
}

const atOnce = 500

/** Along the index of the order: the filters leave so much of the shelf that few steps are taken for nothing. */
async function walk({ look, question, filters }: List, sort: Sort, from: Placed | null): Promise<Page> {
  const found: Placed[] = []
  const step = filters.tokens.length === 0 ? question.limit + 1 : atOnce
  for (let place = from, isEnd = false; found.length <= question.limit && !isEnd; ) {
    const rows = await readFrom(look, filters, sort, place, step)
    found.push(...rows.filter((row) => filters.tokens.every((some) => some.some((token) => row.filters.includes(` ${token} `)))))
    place = rows.at(-1) ?? place
    isEnd = rows.length < step
  }
  return cut(found, question, sort)
}

async function readFrom(
  look: Look,
  filters: Filters,
  sort: Sort,
  place: Placed | null,
  limit: number,
): Promise<(Placed & { filters: string })[]> {
  const { minPrice, maxPrice, offer } = filters
  let query = look.sql
    .selectFrom('search_documents as d')
    .select(['d.doc', 'd.price', 'd.name_key', 'd.filters'])
    .where('d.tenant_id', '=', look.tenant)
    .limit(limit)
  if (minPrice !== null) query = query.where('d.price_to', '>=', minPrice)
  if (maxPrice !== null) query = query.where('d.price', '<=', maxPrice)
  if (offer?.holds) query = query.where('d.offer_from', '<=', offer.at).where('d.offer_until', '>', offer.at)
  if (offer?.holds === false)
    query = query.where((row) => row.or([row('d.offer_from', '>', offer.at), row('d.offer_until', '<=', offer.at)]))
  if (sort === 'newest') return await (place ? query.where('d.doc', '<', place.doc) : query).orderBy('d.doc', 'desc').execute()
  const [column, value] = sort.endsWith('price') ? (['d.price', place?.price] as const) : (['d.name_key', place?.name_key] as const)
  const [direction, beyond] = sort.startsWith('-') ? (['desc', '<'] as const) : (['asc', '>'] as const)
  if (place && value !== undefined) {
    // The first condition is for the index, the second for those that are equal: they come in the order of their numbers either way.
    query = query.where(column, sort.startsWith('-') ? '<=' : '>=', value)
    query = query.where((row) => row.or([row(column, beyond, value), row('d.doc', '>', place.doc)]))
  }
  return await query.orderBy(column, direction).orderBy('d.doc').execute()
}
