import type { Look } from '../../../platform/sql/reading.ts'
import { countAll } from './counting.ts'
import type { Filters, Question } from './query.ts'
import { decidedByOptions, examine, type Group, rank, type Weighed } from './rank.ts'
import { variantsFor } from './shelf.ts'
import { type Candidate, mostSorted, type TermIndex, type Wanted } from './terms.ts'
import { type Correction, tokensFor } from './understand.ts'

export interface Search {
  readonly look: Look
  readonly index: TermIndex
  readonly question: Question
  readonly filters: Filters
}

export interface Words {
  readonly groups: readonly Group[]
  readonly corrected: Correction[]
  readonly ignored: string[]
  /** All there are, or null where there are too many to be weighed at once. */
  readonly all: readonly Weighed[] | null
  /** Of too many, the oldest. */
  readonly some: readonly Weighed[]
}

export interface Found extends Words {
  /** The document whose SKU was asked for. */
  readonly exact: number | null
}

export function wantedOf(filters: Filters, groups: readonly Group[], limit: number, after: number | null = null): Wanted {
  const { tokens, minPrice, maxPrice, offer } = filters
  return { all: [...groups.map((group) => tokensFor(group, 't')), ...tokens], minPrice, maxPrice, offer, after, limit }
}

/** They have all that was asked for. */
export function withAll(rows: readonly Candidate[], groups: readonly Group[]): Weighed[] {
  const present = groups.map(() => true)
  return rows.map((row) => ({ ...row, present }))
}

/** Best first, without those that lack something that others have, or at least so much of it. */
export async function weigh({ look, question }: Search, { groups }: Words, all: readonly Weighed[], least = 0): Promise<number[]> {
  const examined = examine(all, groups)
  const ranked = rank(examined, groups, await variantsFor(look, decidedByOptions(examined)))
  // Black shoes in 36 that are to be had: not those of which other sizes are.
  const left = question.inStock ? ranked.filter(({ isSoldOut }) => !isSoldOut) : ranked
  const most = Math.max(left[0]?.matched ?? 0, least)
  return left.filter(({ matched }) => matched === most).map(({ doc }) => doc)
}

/** As many as have all of it; where options decide, one of a product's variants has. Of very many it is their words that are counted. */
export async function countFound(search: Search, found: Found): Promise<number> {
  const { look, index, question, filters } = search
  const { groups, some } = found
  const total = await countAll(look, index, wantedOf(filters, groups, 0), question.now)
  const optionsDecide = () => some.some((one) => decidedByOptions(examine([one], groups)).length > 0)
  if (total >= mostSorted || !optionsDecide()) return total
  const rows = await index.find(look, wantedOf(filters, groups, mostSorted))
  return (await weigh(search, found, withAll(rows, groups), groups.length)).length
}

/** The product whose SKU was asked for stands before all others. */
export function withExact(docs: readonly number[], { exact }: Found): number[] {
  return exact === null ? [...docs] : [exact, ...docs.filter((doc) => doc !== exact)]
}
