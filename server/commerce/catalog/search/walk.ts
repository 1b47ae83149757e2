import type { Look } from '../../../platform/sql/reading.ts'
import { categoryFilter, categoryFilters } from './document.ts'
import { type Page, pageFrom } from './places.ts'
import { categoriesOf, type Filters, type Question, type Sort } from './query.ts'
import { remember } from './remember.ts'
import { inOrder } from './sorting.ts'
import type { Placed } from './terms.ts'
import { listPaths, type Passed, type WalkedSort, walks } from './walks.sql.ts'

/** Where not all that is passed is wanted. */
export const stepForFew = 500

/** What stands next in an order: so many rows at the most, and of these who is wanted. */
export interface Steps<Row extends Placed> {
  readonly limit: number
  next(place: Placed | null): Promise<readonly Row[]>
  wanted(rows: readonly Row[]): Promise<readonly Placed[]> | readonly Placed[]
}

/** Step by step through an order, until a page is full. */
export async function passAlong<Row extends Placed>(steps: Steps<Row>, from: Placed | null, question: Question, sort: Sort): Promise<Page> {
  const found: Placed[] = []
  for (let place = from, isEnd = false; found.length <= question.limit && !isEnd; ) {
    const rows = await steps.next(place)
    found.push(...(await steps.wanted(rows)))
    place = rows.at(-1) ?? place
    isEnd = rows.length < steps.limit
  }
  return pageFrom(found, question, sort)
}

/** The categories asked for, each a shelf; null is the whole shop. */
export async function shelvesOf(look: Look, question: Question): Promise<readonly (string | null)[]> {
  const categories = categoriesOf(question)
  if (categories.length === 0) return [null]
  const wanted = categories.map(categoryFilter)
  const paths = (await look.read(listPaths, {})).map(({ path }) => path)
  return paths.filter((path) => wanted.some((filter) => filtersOfPath(path).has(filter)))
}

const filtersOfPath = remember(10_000, (path) => new Set(categoryFilters(path)))

/** Along the index of the order, on all shelves at once; those that the filters leave. */
export function alongShelves(
  look: Look,
  shelves: readonly (string | null)[],
  { filters, sort, limit }: { filters: Filters; sort: WalkedSort; limit: number },
) {
  const { tokens } = filters
  return {
    limit,
    async next(place: Placed | null) {
      const step = { ...stepOf(filters, sort, place), limit }
      const read = (shelf: string | null) =>
        shelf === null
          ? look.read(walks[sort].whole, { ...step, category: '' })
          : look.read(walks[sort].category, { ...step, category: shelf })
      return inOrder((await Promise.all(shelves.map(read))).flat(), sort).slice(0, limit)
    },
    wanted: (rows) => rows.filter((row) => tokens.every((some) => some.some((token) => row.filters.includes(` ${token} `)))),
  } satisfies Steps<Passed>
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
