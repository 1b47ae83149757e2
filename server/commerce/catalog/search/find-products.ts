import { type Look, reading } from '../../../platform/sql/reading.ts'
import { findSku } from '../products.sql.ts'
import { type Asked, readQuery } from './asked.ts'
import { inStockFilter, soldOutFilter } from './document.ts'
import { documentsOf } from './documents.sql.ts'
import { countFacets } from './facets.ts'
import { termsOn } from './index-products.ts'
import { listProducts } from './list-products.ts'
import { type Answer, type Filters, filtersOf, type Question, type Sort } from './query.ts'
import { decidedByOptions, examine, type Group, rank, type Weighed } from './rank.ts'
import { placesFor, productsFor, variantsFor } from './shelf.ts'
import { inOrder } from './sorting.ts'
import type { Candidate, TermIndex, Wanted } from './terms.ts'
import { type Correction, plainly, tokensFor, understand } from './understand.ts'

/** As many are weighed against each other at once; what is more comes window by window. */
const window = 100
const mostSorted = 2000
const mostCounted = 1000

/** Everything that a query and its filters ask, answered from the index alone. */
export const findProducts = reading('catalog.find-products', async (look, question: Question): Promise<Answer> => {
  const index = termsOn(look.engine)
  const asked = readQuery(question.query ?? '')
  if (asked.length === 0) return await listProducts(look, index, question)
  const search: Search = { look, index, question, filters: filtersOf(question) }
  const found: Found = { ...(await findWords(search, asked)), exact: await findBySku(search) }
  const page = await pageOf(search, found)
  return {
    products: await productsFor(look, page.docs),
    total: page.total,
    totalIsExact: page.totalIsExact,
    next: page.next,
    corrected: found.corrected,
    ignored: found.ignored,
    facets: question.facets ? await facetsOf(search, found) : null,
  }
})

interface Search {
  readonly look: Look
  readonly index: TermIndex
  readonly question: Question
  readonly filters: Filters
}

interface Words {
  readonly groups: readonly Group[]
  readonly corrected: Correction[]
  readonly ignored: string[]
  /** All there are, or null where there are too many to be weighed at once. */
  readonly all: readonly Weighed[] | null
}

interface Found extends Words {
  /** The document whose SKU was asked for. */
  readonly exact: number | null
}

interface Page {
  readonly docs: readonly number[]
  readonly total: number
  readonly totalIsExact: boolean
  readonly next: string | null
}

async function findWords(search: Search, asked: readonly Asked[]): Promise<Words> {
  const plain = plainly(asked)
  const rows = await find(search, plain, window + 1)
  if (rows.length > 0) return { groups: plain, corrected: [], ignored: [], all: wholeOrNot(rows, plain) }
  const understood = await understand(search.look, search.index, asked)
  const { groups } = understood
  if (groups.length === 0) return { ...understood, all: [] }
  const found = await find(search, groups, window + 1)
  return { ...understood, all: found.length > 0 ? wholeOrNot(found, groups) : await findSome(search, groups) }
}

function find({ look, index, filters }: Search, groups: readonly Group[], limit: number): Promise<Candidate[]> {
  return index.find(look, wantedOf(filters, groups, limit))
}

function wantedOf(filters: Filters, groups: readonly Group[], limit: number, after = 0): Wanted {
  const { tokens, minPrice, maxPrice, offer } = filters
  return { all: [...groups.map((group) => tokensFor(group, 't')), ...tokens], minPrice, maxPrice, offer, after, limit }
}

function wholeOrNot(rows: readonly Candidate[], groups: readonly Group[]): Weighed[] | null {
  return rows.length > window ? null : withAll(rows, groups)
}

function withAll(rows: readonly Candidate[], groups: readonly Group[]): Weighed[] {
  const present = groups.map(() => true)
  return rows.map((row) => ({ ...row, present }))
}

const mostTries = 40

/** Nobody has all of it: those who have all but one thing, or but two, and so on. */
async function findSome(search: Search, groups: readonly Group[]): Promise<Weighed[]> {
  let tries = 0
  for (let left = groups.length - 1; left > 0; left--) {
    const found = new Map<number, Weighed>()
    for (const present of choices(groups.length, left)) {
      if (tries++ === mostTries) return [...found.values()]
      const some = groups.filter((_, at) => present[at])
      for (const row of await find(search, some, window)) {
        const known = found.get(row.doc)
        found.set(row.doc, { ...row, present: known ? known.present.map((has, at) => has || present[at] === true) : present })
      }
    }
    if (found.size > 0) return [...found.values()]
  }
  return []
}

/** Every way to choose so many of them, those that keep what was said first before the others. */
function choices(from: number, many: number): boolean[][] {
  if (many === 0) return [Array.from({ length: from }, () => false)]
  if (many === from) return [Array.from({ length: from }, () => true)]
  return [...choices(from - 1, many - 1).map((rest) => [true, ...rest]), ...choices(from - 1, many).map((rest) => [false, ...rest])]
}

async function findBySku({ look, question, filters }: Search): Promise<number | null> {
  const written = question.query?.trim() ?? ''
  if (!/\d/.test(written) || /[\s\p{C}]/u.test(written)) return null
  for (const sku of new Set([written, written.toUpperCase(), written.toLowerCase()])) {
    const product = (await look.read(findSku, { sku }))[0]?.product_id
    const row = product === undefined ? undefined : (await look.read(documentsOf, { products: JSON.stringify([product]) }))[0]
    if (row && passes(row, filters)) return row.doc
  }
  return null
}

interface Shelved {
  price: number
  price_to: number
  filters: string
  offer_from: number
  offer_until: number
}

function passes(row: Shelved, { tokens, minPrice, maxPrice, offer }: Filters): boolean {
  const holds = offer === null || (row.offer_from <= offer.at && row.offer_until > offer.at) === offer.holds
  const costs = row.price_to >= (minPrice ?? row.price_to) && row.price <= (maxPrice ?? row.price)
  return holds && costs && tokens.every((some) => some.some((token) => row.filters.includes(` ${token} `)))
}

async function pageOf(search: Search, found: Found): Promise<Page> {
  const { sort = 'relevance' } = search.question
  if (sort !== 'relevance') return await sortedPage(search, found, sort)
  if (!found.all) return await pageByWindows(search, found)
  return cut(search, withExact(await weigh(search, found, found.all), found), true)
}

/** Best first, without those that lack something that others have. */
async function weigh({ look }: Search, { groups }: Found, all: readonly Weighed[], least = 0): Promise<number[]> {
  const examined = examine(all, groups)
  const ranked = rank(examined, groups, await variantsFor(look, decidedByOptions(examined)))
  const most = Math.max(ranked[0]?.matched ?? 0, least)
  return ranked.filter(({ matched }) => matched === most).map(({ doc }) => doc)
}

/** The product whose SKU was asked for stands before all others. */
function withExact(docs: readonly number[], { exact }: Found): number[] {
  return exact === null ? [...docs] : [exact, ...docs.filter((doc) => doc !== exact)]
}

function cut({ question }: Search, docs: readonly number[], totalIsExact: boolean): Page {
  const from = Number(/^o(\d+)$/.exec(question.cursor ?? '')?.[1] ?? 0)
  const end = from + question.limit
  return { docs: docs.slice(from, end), total: docs.length, totalIsExact, next: docs.length > end ? `o${end}` : null }
}

async function sortedPage(search: Search, found: Found, sort: Sort): Promise<Page> {
  const whole = found.all ?? withAll(await find(search, found.groups, mostSorted), found.groups)
  const docs = withExact(await weigh(search, found, whole), found)
  const sorted = inOrder(await placesFor(search.look, docs), sort)
  return cut(
    search,
    sorted.map(({ doc }) => doc),
    whole.length < mostSorted,
  )
}

/** First those whose names say it and that are in stock, then the others in stock, then the rest. */
const tiers = ['a', 'b', 'c'] as const
type Tier = (typeof tiers)[number]

interface Place {
  tier: Tier
  /** The document that the window begins behind. */
  after: number
  /** How many of the window have been shown. */
  skip: number
}

async function pageByWindows(search: Search, found: Found): Promise<Page> {
  const { index, look, question } = search
  const docs: number[] = question.cursor === undefined && found.exact !== null ? [found.exact] : []
  let place: Place | null = readPlace(question.cursor)
  while (place && docs.length < question.limit) {
    const rows = await index.find(look, tierOf(search, found, place))
    const ranked = await weigh(search, found, withAll(rows, found.groups), found.groups.length)
    const left = ranked.filter((doc) => doc !== found.exact).slice(place.skip)
    const shown = left.slice(0, question.limit - docs.length)
    docs.push(...shown)
    place = shown.length < left.length ? { ...place, skip: place.skip + shown.length } : nextWindow(place, rows)
  }
  const total = await index.count(look, wantedOf(search.filters, found.groups, mostCounted))
  return { docs, total, totalIsExact: total < mostCounted, next: place && `${place.tier}${place.after}.${place.skip}` }
}

function nextWindow({ tier }: Place, rows: readonly Candidate[]): Place | null {
  const last = rows.at(-1)
  if (rows.length === window && last) return { tier, after: last.doc, skip: 0 }
  const next = tiers[tiers.indexOf(tier) + 1]
  return next ? { tier: next, after: 0, skip: 0 } : null
}

function readPlace(cursor: string | undefined): Place {
  const [, tier = 'a', after = '0', skip = '0'] = /^([abc])(\d+)\.(\d+)$/.exec(cursor ?? '') ?? []
  return { tier: tier as Tier, after: Number(after), skip: Number(skip) }
}

function tierOf({ filters }: Search, { groups }: Found, { tier, after }: Place): Wanted {
  const wanted = wantedOf(filters, groups, window, after)
  const named = groups.map((group) => tokensFor(group, 'n'))
  if (tier === 'a') return { ...wanted, all: [...named, [inStockFilter], ...filters.tokens] }
  if (tier === 'b') return { ...wanted, all: [...wanted.all, [inStockFilter]], none: named }
  return { ...wanted, all: [...wanted.all, [soldOutFilter]] }
}

async function facetsOf(search: Search, found: Found): Promise<Answer['facets']> {
  const { look, index, filters } = search
  const docs = found.all
    ? await weigh(search, found, found.all)
    : (await index.findPlaced(look, wantedOf(filters, found.groups, mostCounted))).map(({ doc }) => doc)
  return await countFacets(look, withExact(docs, found), docs.length < mostCounted)
}
