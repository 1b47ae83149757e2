import type { Sort } from './query.ts'
import type { Placed } from './terms.ts'

/** Equal ones stand in the order in which they came. */
export function inOrder<Some extends Placed>(candidates: readonly Some[], sort: Sort): Some[] {
  const compare = comparisons[sort]
  return [...candidates].sort((left, right) => compare(left, right) || left.doc - right.doc)
}

const byName = (left: Placed, right: Placed) => (left.name_key === right.name_key ? 0 : left.name_key < right.name_key ? -1 : 1)

const comparisons: Readonly<Record<Sort, (left: Placed, right: Placed) => number>> = {
  relevance: () => 0,
  oldest: () => 0,
  price: (left, right) => left.price - right.price,
  '-price': (left, right) => right.price - left.price,
  name: byName,
  '-name': (left, right) => byName(right, left),
  newest: (left, right) => right.doc - left.doc,
}
