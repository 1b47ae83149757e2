import { type RankedFields, unpackFields } from './document.ts'
import type { Candidate } from './terms.ts'

/** What a word that was asked for may be found by, and how good a find that is. */
export interface Alternative {
  readonly term: string
  /** Empty where only the term counts. */
  readonly form: string
  /** 1 for the word itself; less for its figure, its beginning, its correction. */
  readonly worth: number
}

export interface Group {
  readonly written: string
  readonly alternatives: readonly Alternative[]
}

/** What the variants of a product say of the options that were asked for. */
export interface VariantTerms {
  readonly terms: ReadonlySet<string>
  readonly inStock: boolean
}

export interface Ranked {
  readonly doc: number
  readonly sku: string
  readonly matched: number
  readonly band: number
  readonly inStock: boolean
  /** There are variants with all the options that were asked for, and none of them is left. */
  readonly isSoldOut: boolean
  readonly score: number
}

/** A document with what it surely has: which groups, somewhere in its words. */
export interface Weighed extends Candidate {
  readonly present: readonly boolean[]
}

/** Where a word stands, and what it counts for there. Options are as good as the name: who asks for red wants red. */
const values = { name: 100, options: 90, keys: 60, text: 20 } as const
const bands = { name: 3, options: 3, keys: 2, text: 1 } as const
type Field = keyof typeof values

interface Hit {
  readonly field: Field
  readonly worth: number
  readonly term: string
}

/** Its fields, taken apart once, and the best place of each group in it. */
interface Examined {
  readonly candidate: Weighed
  readonly fields: RankedFields
  readonly hits: readonly (Hit | null)[]
}

export function examine(candidates: readonly Weighed[], groups: readonly Group[]): Examined[] {
  return candidates.map((candidate) => {
    const fields = unpackFields(candidate.words)
    const hits = groups.map((group, at) => bestHit(fields, group, candidate.present[at] === true))
    return { candidate, fields, hits }
  })
}

/** Those where an option decides, so that one of their variants must have all that were asked for. */
export function decidedByOptions(examined: readonly Examined[]): number[] {
  return examined.filter(({ hits }) => hits.some((hit) => hit?.field === 'options')).map(({ candidate }) => candidate.doc)
}

/**
 * Those that have most of what was asked for first; among them names before tags before descriptions, then what is in stock, then
 * the better find; of equals, the one whose SKU comes first.
 */
export function rank(
  examined: readonly Examined[],
  groups: readonly Group[],
  variantsOf: ReadonlyMap<number, readonly VariantTerms[]>,
): Ranked[] {
  const weights = weightsOf(examined, groups)
  return examined.map((one) => judge(one, variantsOf, weights)).sort(compare)
}

/** Where nobody has everything, whoever has what few have is nearer: of "queso crema" the cheese, and not one of ten creams. */
function weightsOf(examined: readonly Examined[], groups: readonly Group[]): number[] {
  return groups.map((_, at) => {
    const having = examined.filter(({ candidate }) => candidate.present[at]).length
    return having === 0 ? 1 : 1 + Math.log2(examined.length / having)
  })
}

function compare(left: Ranked, right: Ranked): number {
  return (
    right.matched - left.matched ||
    right.band - left.band ||
    Number(right.inStock) - Number(left.inStock) ||
    right.score - left.score ||
    (left.sku < right.sku ? -1 : 1)
  )
}

function judge(
  { candidate, fields: { sku, name }, hits }: Examined,
  variantsOf: ReadonlyMap<number, readonly VariantTerms[]>,
  weights: readonly number[],
): Ranked {
  const chosen = hits.filter((hit) => hit?.field === 'options')
  const variants = chosen.length === 0 ? null : (variantsOf.get(candidate.doc) ?? [])
  const fitting = variants?.filter(({ terms }) => chosen.every((hit) => hit !== null && terms.has(hit.term)))
  let [matched, band, score] = [0, 3, 0]
  for (const [at, hit] of hits.entries()) {
    // Black ones and size M ones, and no black M: then it has neither.
    if (hit === null || (hit.field === 'options' && fitting?.length === 0)) continue
    matched++
    band = Math.min(band, bands[hit.field])
    score += values[hit.field] * hit.worth * (weights[at] ?? 1)
  }
  const inStock = fitting ? fitting.some((variant) => variant.inStock) : candidate.in_stock === 1
  const isSoldOut = fitting !== undefined && fitting.length > 0 && !inStock
  return { doc: candidate.doc, sku, matched, band, inStock, isSoldOut, score: score + nameBonus(name, hits) }
}

function bestHit(words: RankedFields, { alternatives }: Group, isPresent: boolean): Hit | null {
  let best: Hit | null = null
  let most = 0
  for (const alternative of alternatives) {
    const hit = hitOf(words, alternative)
    if (!hit || values[hit.field] * hit.worth <= most) continue
    best = hit
    most = values[hit.field] * hit.worth
  }
  const [first] = alternatives
  return best ?? (isPresent && first ? { field: 'text', worth: first.worth, term: first.term } : null)
}

/** A name that has the very form counts more than one that has another form or another word for it. */
const otherForm = 0.92

function hitOf({ name, nameForms, options, keys }: RankedFields, { term, form, worth }: Alternative): Hit | null {
  const wanted = ` ${term} `
  if (name.includes(wanted)) {
    const isForm = form !== '' && nameForms.includes(` ${form} `)
    return { field: 'name', worth: isForm ? worth : worth * otherForm, term }
  }
  if (options.includes(wanted)) return { field: 'options', worth, term }
  return keys.includes(wanted) ? { field: 'keys', worth, term } : null
}

/** For the words that a name is made of: all of it asked for, beginning with what it is, side by side. */
function nameBonus(name: string, hits: readonly (Hit | null)[]): number {
  const named: string[] = []
  for (const hit of hits) if (hit?.field === 'name' && !named.includes(hit.term)) named.push(hit.term)
  if (named.length === 0) return 0
  let terms = -1
  for (let at = 0; at >= 0; at = name.indexOf(' ', at + 1)) terms++
  const begins = named.some((term) => name.startsWith(` ${term} `)) ? 15 : 0
  const together = named.length > 1 && name.includes(` ${named.join(' ')} `) ? 25 : 0
  return begins + (20 * named.length) / terms + together
}
