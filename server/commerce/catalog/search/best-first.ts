import { inStockFilter, soldOutFilter } from './document.ts'
import { countFound, type Found, type Search, wantedOf, weigh, withAll, withExact } from './found.ts'
import type { CountedPage } from './places.ts'
import type { Candidate, Wanted } from './terms.ts'
import { tokensFor } from './understand.ts'

/** As many are weighed against each other at once; what is more comes window by window. */
export const window = 100

/**
 * The best first. A cursor names whom its pages have shown, so that what changes meanwhile leaves nobody out, and among a hundred makes
 * nobody come twice; among more, one that is sold out after it was shown stands once more among the sold out.
 */
export async function pageBestFirst(search: Search, found: Found): Promise<CountedPage> {
  return found.all ? await pageOfAll(search, found, await weigh(search, found, found.all)) : await pageByWindows(search, found)
}

async function pageOfAll({ question }: Search, found: Found, ranked: readonly number[]): Promise<CountedPage> {
  const docs = withExact(ranked, found)
  const seen = readShown(/^s(.*)$/.exec(question.cursor ?? '')?.[1])
  const left = docs.filter((doc) => !seen.has(doc))
  const shown = left.slice(0, question.limit)
  const next = shown.length < left.length ? `s${writeShown([...seen, ...shown])}` : null
  return { docs: shown, total: docs.length, next }
}

/** First those whose names say it and that are in stock, then the others in stock, then the rest. */
const tiers = ['a', 'b', 'c'] as const
type Tier = (typeof tiers)[number]

interface Place {
  tier: Tier
  /** The document that the window begins behind. */
  after: number
  /** Who of the window has been shown. */
  seen: ReadonlySet<number>
}

async function pageByWindows(search: Search, found: Found): Promise<CountedPage> {
  const { index, look, question } = search
  const docs: number[] = question.cursor === undefined && found.exact !== null ? [found.exact] : []
  let place: Place | null = readPlace(question.cursor)
  while (place && docs.length < question.limit) {
    const seen: ReadonlySet<number> = place.seen
    const rows = await index.find(look, tierOf(search, found, place))
    const ranked = await weigh(search, found, withAll(rows, found.groups), found.groups.length)
    const left = ranked.filter((doc) => doc !== found.exact && !seen.has(doc))
    const shown = left.slice(0, question.limit - docs.length)
    docs.push(...shown)
    place = shown.length < left.length ? { ...place, seen: new Set([...seen, ...shown]) } : nextWindow(place, rows)
  }
  return { docs, total: await countFound(search, found), next: place && `${place.tier}${place.after}.${writeShown([...place.seen])}` }
}

function nextWindow({ tier }: Place, rows: readonly Candidate[]): Place | null {
  const last = rows.at(-1)
  if (rows.length === window && last) return { tier, after: last.doc, seen: new Set() }
  const next = tiers[tiers.indexOf(tier) + 1]
  return next ? { tier: next, after: 0, seen: new Set() } : null
}

function readPlace(cursor: string | undefined): Place {
  const [, tier = 'a', after = '0', seen] = /^([abc])(\d+)\.(.*)$/.exec(cursor ?? '') ?? []
  return { tier: tier as Tier, after: Number(after), seen: readShown(seen) }
}

function tierOf({ filters }: Search, { groups }: Found, { tier, after }: Place): Wanted {
  const wanted = wantedOf(filters, groups, window, after)
  const named = groups.map((group) => tokensFor(group, 'n'))
  if (tier === 'a') return { ...wanted, all: [...named, [inStockFilter], ...filters.tokens] }
  if (tier === 'b') return { ...wanted, all: [...wanted.all, [inStockFilter]], none: named }
  return { ...wanted, all: [...wanted.all, [soldOutFilter]] }
}

/** At most a window of them: each as what it is more than the one before, so that a cursor stays short. */
function writeShown(docs: readonly number[]): string {
  const sorted = docs.toSorted((left, right) => left - right)
  return sorted.map((doc, at) => (doc - (sorted[at - 1] ?? 0)).toString(36)).join('.')
}

function readShown(written = ''): ReadonlySet<number> {
  const docs = new Set<number>()
  let last = 0
  for (const more of written === '' ? [] : written.split('.')) {
    last += Number.parseInt(more, 36)
    docs.add(last)
  }
  return docs
}
