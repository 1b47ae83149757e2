import type { Question, Sort } from './query.ts'
import { inOrder } from './sorting.ts'
import type { Placed } from './terms.ts'

/** Documents in an order, and the place in it behind which the next page begins. */
export interface Page {
  readonly docs: readonly number[]
  readonly next: string | null
}

export interface CountedPage extends Page {
  /** How many stand on all pages. */
  readonly total: number
}

/** The place in the order is the cursor, however the page was found: another way may serve the next one. */
export function pageFrom(rows: readonly Placed[], { limit }: Question, sort: Sort): Page {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { docs: shown.map(({ doc }) => doc), next: rows.length > limit && last ? writePlace(last, sort) : null }
}

export function behind(rows: readonly Placed[], place: Placed | null, sort: Sort): readonly Placed[] {
  return place === null ? rows : rows.filter((row) => row.doc !== place.doc && inOrder([row, place], sort)[0]?.doc === place.doc)
}

function writePlace({ doc, price, name_key }: Placed, sort: Sort): string {
  return `${sort} ${doc} ${sort.endsWith('price') ? price : sort.endsWith('name') ? name_key : ''}`
}

/** Of a list in another order it says nothing: then this one begins. */
export function readPlace(cursor: string | undefined, sort: Sort): Placed | null {
  const [, of, doc, value = ''] = /^(\S+) (\d+) (.*)$/s.exec(cursor ?? '') ?? []
  return of === sort ? { doc: Number(doc), price: Number(value) || 0, name_key: value } : null
}
