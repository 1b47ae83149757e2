import type { Look } from '../../../platform/sql/reading.ts'
import type { TermIndex, Wanted } from './terms.ts'

/** Up to so many all are counted; more are said to be so many. */
const mostCounted = 100_000
/** More take milliseconds, and are asked for again with every page: what they were a moment ago will do. */
const quicklyCounted = 1000
const remembersMs = 1000
const mostRemembered = 200

interface Remembered {
  readonly at: number
  readonly total: number
}

/** Of looks that live longer than one question, as the reading thread's do. */
const remembered = new WeakMap<Look, Map<string, Remembered>>()

/** How many there are on all pages. */
export async function countAll(look: Look, index: TermIndex, wanted: Wanted, now: number): Promise<number> {
  const counts = remembered.get(look) ?? new Map<string, Remembered>()
  remembered.set(look, counts)
  const { all, none, minPrice, maxPrice, offer } = wanted
  const key = JSON.stringify([all, none, minPrice, maxPrice, offer?.holds])
  const known = counts.get(key)
  if (known && now >= known.at && now - known.at < remembersMs) return known.total
  const total = await index.count(look, { ...wanted, after: null, limit: mostCounted })
  if (counts.size >= mostRemembered) counts.clear()
  if (total > quicklyCounted) counts.set(key, { at: now, total })
  else counts.delete(key)
  return total
}
