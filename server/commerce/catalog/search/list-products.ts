import type { Look } from '../../../platform/sql/reading.ts'
import { countAll } from './counting.ts'
import { countFacets } from './facets.ts'
import { behind, type Page, pageFrom, readPlace } from './places.ts'
import { type Answer, type Filters, filtersOf, type Question } from './query.ts'
import { productsFor } from './shelf.ts'
import { inOrder } from './sorting.ts'
import { mostFaceted, mostSorted, type TermIndex, type Wanted } from './terms.ts'
import { alongShelves, passAlong, shelvesOf, stepForFew } from './walk.ts'

/** A page of the shelf: what the filters leave of it, in the order asked for. */
export async function listProducts(look: Look, index: TermIndex, question: Question): Promise<Answer> {
  const list: List = { look, index, question, filters: filtersOf(question) }
  const { docs, next } = await pageOf(list)
  const total = await countAll(look, index, wantedOf(list.filters, 0), question.now)
  return {
    products: await productsFor(look, docs),
    total,
    next,
    corrected: [],
    ignored: [],
    facets: question.facets ? await facetsOf(list) : null,
  }
}

interface List {
  readonly look: Look
  readonly index: TermIndex
  readonly question: Question
  readonly filters: Filters
}

function wantedOf({ tokens, minPrice, maxPrice, offer }: Filters, limit: number, after: number | null = null): Wanted {
  return { all: tokens, minPrice, maxPrice, offer, after, limit }
}

async function pageOf({ look, index, question, filters }: List): Promise<Page> {
  const { sort = 'oldest' } = question
  const place = readPlace(question.cursor, sort)
  if (sort === 'oldest' || sort === 'newest' || sort === 'relevance') {
    const wanted = wantedOf(filters, question.limit + 1, place?.doc)
    return pageFrom(await index.findPlaced(look, { ...wanted, order: sort === 'newest' ? 'newest' : 'oldest' }), question, sort)
  }
  const shelves = await shelvesOf(look, question)
  const along = (limit: number) => passAlong(alongShelves(look, shelves, { filters, sort, limit }), place, question, sort)
  const isAllOfThem = filters.tokens.length === (shelves[0] === null ? 0 : 1)
  if (isAllOfThem) return await along(question.limit + 1)
  // Fewer are sorted where they are; of more, the shelves in the order asked for soon show a page's worth.
  if ((await index.count(look, wantedOf(filters, mostSorted))) >= mostSorted) return await along(stepForFew)
  const rows = inOrder(await index.findPlaced(look, wantedOf(filters, mostSorted)), sort)
  return pageFrom(behind(rows, place, sort), question, sort)
}

async function facetsOf({ look, index, filters }: List): Promise<Answer['facets']> {
  const docs = (await index.findPlaced(look, wantedOf(filters, mostFaceted))).map(({ doc }) => doc)
  return await countFacets(look, docs, docs.length < mostFaceted)
}
