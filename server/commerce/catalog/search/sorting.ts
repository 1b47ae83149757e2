import type { Sort } from './query.ts'
import type { Placed } from './terms.ts'

export function inOrder<Some extends Placed>(candidates: readonly Some[], sort: Sort): Some[] {
  return [...candidates].sort(comparisons[sort])
}

type Comparison = (left: Placed, right: Placed) => number

/** Equal ones stand in the order in which they came. */
const byArrival: Comparison = (left, right) => left.doc - right.doc
const byPrice: Comparison = (left, right) => left.price - right.price || byArrival(left, right)
const byName: Comparison = (left, right) =>
  left.name_key === right.name_key ? byArrival(left, right) : left.name_key < right.name_key ? -1 : 1

const backwards =
  (comparison: Comparison): Comparison =>
  (left, right) =>
    comparison(right, left)

const comparisons: Readonly<Record<Sort, Comparison>> = {
  relevance: byArrival,
  oldest: byArrival,
  newest: backwards(byArrival),
  price: byPrice,
  '-price': backwards(byPrice),
  name: byName,
  '-name': backwards(byName),
}
