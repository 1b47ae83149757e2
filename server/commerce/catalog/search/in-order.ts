import { countAll } from './counting.ts'
import { unpackFields } from './document.ts'
import { wordsOf } from './documents.sql.ts'
import { type Found, type Search, wantedOf, weigh, withAll, withExact } from './found.ts'
import { behind, type CountedPage, pageFrom, readPlace } from './places.ts'
import type { Sort } from './query.ts'
import type { Group } from './rank.ts'
import { placesFor } from './shelf.ts'
import { inOrder } from './sorting.ts'
import { mostSorted, type Placed } from './terms.ts'
import { alongShelves, passAlong, type Steps, shelvesOf, stepForFew } from './walk.ts'
import type { Passed } from './walks.sql.ts'

type OtherSort = Exclude<Sort, 'relevance'>

/** What was found, in another order than the best first. */
export async function pageInOrder(search: Search, found: Found, sort: OtherSort): Promise<CountedPage> {
  const { look, index, question, filters } = search
  const place = readPlace(question.cursor, sort)
  if (found.all === null) {
    const total = await countAll(look, index, wantedOf(filters, found.groups, 0), question.now)
    if (total >= mostSorted) return { ...(await passAlong(await stepsOf(search, found, sort), place, question, sort)), total }
  }
  const whole = found.all ?? withAll(await index.find(look, wantedOf(filters, found.groups, mostSorted)), found.groups)
  const docs = withExact(await weigh(search, found, whole), found)
  const rows = inOrder(await placesFor(look, docs), sort)
  return { ...pageFrom(behind(rows, place, sort), question, sort), total: docs.length }
}

/** Of many the shelf is passed along in the order asked for, and whoever has the words is taken. */
async function stepsOf(search: Search, found: Found, sort: OtherSort): Promise<Steps<Placed>> {
  const { look, index, question, filters } = search
  if (sort === 'oldest' || sort === 'newest') {
    const wanted = wantedOf(filters, found.groups, stepForFew)
    return {
      limit: stepForFew,
      next: (place) => index.findPlaced(look, { ...wanted, after: place?.doc ?? null, order: sort }),
      wanted: (rows) => having(search, found, rows),
    }
  }
  const along = alongShelves(look, await shelvesOf(look, question), { filters, sort, limit: stepForFew })
  return { ...along, wanted: (rows: readonly Passed[]) => having(search, found, along.wanted(rows)) }
}

async function having(search: Search, found: Found, rows: readonly Placed[]): Promise<readonly Placed[]> {
  const docs = JSON.stringify(rows.map(({ doc }) => doc))
  const candidates = (await search.look.read(wordsOf, { docs })).filter(({ words, text }) => {
    const { name, options, keys } = unpackFields(words)
    return found.groups.every((group) => stands(group, [name, options, keys, text]))
  })
  const kept = new Set(await weigh(search, found, withAll(candidates, found.groups), found.groups.length))
  return rows.filter(({ doc }) => kept.has(doc) || doc === found.exact)
}

function stands({ alternatives }: Group, fields: readonly string[]): boolean {
  return alternatives.some(({ term }) => fields.some((field) => field.includes(` ${term} `)))
}
