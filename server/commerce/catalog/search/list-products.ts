import type { Look } from '../../../platform/sql/reading.ts'
import { categoryFilter, categoryFilters } from './document.ts'
import { countFacets } from './facets.ts'
import { type Answer, categoriesOf, type Filters, filtersOf, type Question, type Sort } from './query.ts'
import { remember } from './remember.ts'
import { productsFor } from './shelf.ts'
import { inOrder } from './sorting.ts'
import type { Placed, TermIndex, Wanted } from './terms.ts'
import { listPaths, type Passed, type WalkedSort, walks } from './walks.sql.ts'

/** Fewer are sorted where they are; of more, the shelves in the order asked for soon show a page's worth. */
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

function wantedOf({ tokens, minPrice, maxPrice, offer }: Filters, limit: number, after: number | null = null): Wanted {
  return { all: tokens, minPrice, maxPrice, offer, after, limit }
}

async function pageOf(list: List): Promise<Page> {
  const { look, index, question, filters } = list
  const { sort = 'oldest' } = question
  const place = readPlace(question.cursor, sort)
  if (sort === 'oldest' || sort === 'newest' || sort === 'relevance') {
    const wanted = wantedOf(filters, question.limit + 1, place?.doc)
    return cut(await index.findPlaced(look, { ...wanted, order: sort === 'newest' ? 'newest' : 'oldest' }), question, sort)
  }
  const categories = categoriesOf(question)
  const shelves = await shelvesOf(look, categories)
  const isAllOfThem = filters.tokens.length === (categories.length > 0 ? 1 : 0)
  if (isAllOfThem) return await walk(list, shelves, sort, place, question.limit + 1)
  if ((await index.count(look, wantedOf(filters, mostSorted))) >= mostSorted) return await walk(list, shelves, sort, place, stepForFew)
  const rows = inOrder(await index.findPlaced(look, wantedOf(filters, mostSorted)), sort)
  return cut(place === null ? rows : rows.filter((row) => isBehind(row, place, sort)), question, sort)
}

/** The categories asked for, each a shelf; null is the whole shop. */
async function shelvesOf(look: Look, categories: readonly string[]): Promise<readonly (string | null)[]> {
  if (categories.length === 0) return [null]
  const wanted = categories.map(categoryFilter)
  const paths = (await look.read(listPaths, {})).map(({ path }) => path)
  return paths.filter((path) => wanted.some((filter) => filtersOfPath(path).has(filter)))
}

const filtersOfPath = remember(10_000, (path) => new Set(categoryFilters(path)))

function isBehind(row: Placed, place: Placed, sort: Sort): boolean {
  return row.doc !== place.doc && inOrder([row, place], sort)[0]?.doc === place.doc
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

/** Where not all that is passed is wanted. */
const stepForFew = 500

/** Along the index of the order, on all shelves at once. */
async function walk(
  { look, question, filters }: List,
  shelves: readonly (string | null)[],
  sort: WalkedSort,
  from: Placed | null,
  limit: number,
): Promise<Page> {
  const found: Placed[] = []
  const isWanted = (row: Passed) => filters.tokens.every((some) => some.some((token) => row.filters.includes(` ${token} `)))
  for (let place = from, isEnd = false; found.length <= question.limit && !isEnd; ) {
    const step = { ...stepOf(filters, sort, place), limit }
    const read = (shelf: string | null) =>
      shelf === null
        ? look.read(walks[sort].whole, { ...step, category: '' })
        : look.read(walks[sort].category, { ...step, category: shelf })
    const rows = inOrder((await Promise.all(shelves.map(read))).flat(), sort).slice(0, limit)
    found.push(...rows.filter(isWanted))
    place = rows.at(-1) ?? place
    isEnd = rows.length < limit
  }
  return cut(found, question, sort)
}

/** Behind every name: no letter comes after it. */
const lastName = '\u{10ffff}'

function stepOf({ minPrice, maxPrice, offer }: Filters, sort: WalkedSort, place: Placed | null) {
  const isDown = sort.startsWith('-')
  const start = isDown ? { price: Number.MAX_SAFE_INTEGER, name: lastName } : { price: -1, name: '' }
  return {
    value: sort.endsWith('name') ? (place?.name_key ?? start.name) : (place?.price ?? start.price),
    doc: place?.doc ?? (isDown ? Number.MAX_SAFE_INTEGER : 0),
    min: minPrice ?? 0,
    max: maxPrice ?? Number.MAX_SAFE_INTEGER,
    at: offer?.at ?? 0,
    least: offer?.holds ? 1 : 0,
    most: offer?.holds === false ? 0 : 1,
  }
}
