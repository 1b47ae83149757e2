import type { Tx } from '../../../platform/events/events.ts'
import type { Look } from '../../../platform/sql/reading.ts'

/** So many are put into another order where they are; of more, the shelves in that order soon show a page's worth. */
export const mostSorted = 2000
/** Over so many facets are counted. */
export const mostFaceted = 1000

/** What documents must have: one of each group of `all`, and not one of each of `none`. */
export interface Wanted {
  readonly all: readonly (readonly string[])[]
  readonly none?: readonly (readonly string[])[]
  readonly minPrice: number | null
  readonly maxPrice: number | null
  /** Only offers that hold at this moment, or only what is no offer then. */
  readonly offer: { readonly at: number; readonly holds: boolean } | null
  /** Behind this document; null begins with the first. */
  readonly after: number | null
  readonly limit: number
  /** In the order in which they came, or the other way round. */
  readonly order?: Order
}

export type Order = 'oldest' | 'newest'

/** A document as the ranking looks at it. */
export interface Candidate {
  readonly doc: number
  readonly in_stock: number
  readonly words: string
}

/** A document and where it stands in every order. */
export interface Placed {
  readonly doc: number
  readonly price: number
  readonly name_key: string
}

export interface Tokens {
  readonly doc: number
  readonly tokens: readonly string[]
}

/** Which document has which term: where the two databases truly differ, and answer the same. */
export interface TermIndex {
  add(tx: Tx, documents: readonly Tokens[]): Promise<void>
  change(tx: Tx, documents: readonly (Tokens & { readonly before: readonly string[] })[]): Promise<void>
  remove(tx: Tx, documents: readonly Tokens[]): Promise<void>
  /** The first of those that have what is wanted, the oldest first. */
  find(look: Look, wanted: Wanted): Promise<Candidate[]>
  /** The first in the order wanted. */
  findPlaced(look: Look, wanted: Wanted): Promise<Placed[]>
  /** How many there are; `limit` at the most. */
  count(look: Look, wanted: Wanted): Promise<number>
}
