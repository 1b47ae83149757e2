import { fold } from './fold.ts'
import { remember } from './remember.ts'
import { phraseAt, termsOf } from './shop-words.ts'
import { singular } from './stem.ts'
import { readWords, type Word } from './words.ts'

/** What the search knows of a product. */
export interface Described {
  readonly sku: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly brand: string
  readonly storefront: string | null
  readonly tags: readonly string[]
  readonly synonyms: readonly string[]
  readonly options: readonly Readonly<Record<string, string>>[]
  readonly inStock: boolean
  readonly isOffer: boolean
}

/** A product in the terms it is found by. Each field is its terms in their order, a space around each. */
export interface SearchDocument {
  readonly sku: string
  /** The forms of its name's words: "vela" and "velo" are one term and two forms. */
  readonly nameForms: string
  readonly name: string
  /** Tags, synonyms, category, brand, SKU. */
  readonly keys: string
  readonly options: string
  readonly text: string
  /** What filters look for. */
  readonly filters: string
}

/** Beside its terms, the words of every text, for the vocabulary that misspellings are held against. */
export interface Description {
  readonly document: SearchDocument
  /** Whether a name, a tag or the like has the word, or the description alone. */
  readonly words: ReadonlyMap<string, boolean>
}

export function describe(product: Described): Description {
  const name = tellingWords(product.name)
  const labels = [...product.tags, ...product.synonyms, ...product.category.split('/'), product.brand].map(labelWords)
  const values = [...new Set(product.options.flatMap((options) => Object.values(options)))].map(labelWords)
  const text = tellingWords(product.description)
  const words = new Map(plainWords(text).map((word) => [word, false]))
  for (const said of [name, ...labels, ...values]) for (const word of plainWords(said)) words.set(word, true)
  return {
    words,
    document: {
      sku: product.sku,
      nameForms: field(name.map(({ form }) => form)),
      name: field(termsIn(name)),
      keys: field(new Set([...labels.flatMap(termsIn), skuTerm(product.sku)])),
      options: field(new Set(values.flatMap(termsIn))),
      text: field(new Set(termsIn(text))),
      filters: field(filtersOf(product)),
    },
  }
}

function plainWords(words: readonly Word[]): string[] {
  return words.flatMap(({ kind, written }) => (kind === 'word' ? [written] : []))
}

/** Brands, categories and tags stand on many products. */
const labelWords = remember(5000, tellingWords)

function tellingWords(text: string): Word[] {
  return text === '' ? [] : readWords(text).filter(({ isSmall }) => !isSmall)
}

/** In their order, each thing that is said in several words before the first of them. */
function termsIn(words: readonly Word[]): string[] {
  const forms = words.map(({ form }) => form)
  return words.flatMap((word, at) => {
    const phrase = phraseAt(forms, at)
    return phrase ? [phrase.term, ...meaningsOf(word)] : meaningsOf(word)
  })
}

function meaningsOf({ kind, terms, parts }: Word): readonly string[] {
  if (parts.length === 0) return terms
  // A T-shirt has a name of its own and is no shirt; a USB-C cable is for whoever looks for USB.
  if (kind === 'word' && terms.some((term) => term.startsWith('~'))) return terms
  return [...terms, ...parts.flatMap(termsOfPart)]
}

function termsOfPart(part: string): readonly string[] {
  if (/^\d/.test(part)) return [part]
  return part.length > 1 ? termsOf(singular(part)) : []
}

function field(terms: Iterable<string>): string {
  const all = [...terms]
  return all.length === 0 ? '' : ` ${all.join(' ')} `
}

export function termsOfOption(value: string): string[] {
  return termsIn(tellingWords(value))
}

/** LUN-001 is also asked for as lun001 and "lun 001". */
export function skuTerm(sku: string): string {
  return fold(sku).replace(/[^\p{L}\p{N}]+/gu, '')
}

const hung = '[+#*%@\\p{Sc}]'
const letter = '[\\p{L}\\p{N}]'
/**
 * Words of a filter's value, each with the signs that hang on its outer side: "C++" and "#1" are not "C" and "1", while what parts two
 * words says nothing.
 */
const namesInValue = new RegExp(`(?:(?<!${letter}|${hung})${hung}+)?${letter}+(?:${hung}+(?!${letter}|${hung}))?`, 'gu')

/** A filter's value with case, accents and plural put aside, in one piece. Where it is nothing but signs, they are its name. */
export function filterKey(value: string): string {
  const folded = fold(value)
  const words = folded.match(namesInValue)
  if (!words) return inTokenLetters(folded.replace(/[\s\p{C}]+/gu, ''))
  return words.map((word) => inTokenLetters(word.replace(/[\p{L}\p{N}]+/u, singular))).join('_')
}

/** Signs that neither database's index takes, by their numbers. */
function inTokenLetters(key: string): string {
  return key.replace(/[^\p{L}\p{N}]/gu, (sign) => `-${sign.codePointAt(0)?.toString(16)}.`)
}

export const inStockFilter = 'k'
export const soldOutFilter = 'z'
export const offerFilter = 'f'

function categoryNames(category: string): string[] {
  return category.split('/').map(filterKey).filter(Boolean)
}

export function categoryFilter(category: string): string {
  return `c${categoryNames(category).join('/')}`
}

export function brandFilter(brand: string): string {
  return `b${filterKey(brand)}`
}

/** Whatever is asked for, one token; and since SQLite's index does not tell capitals apart, none that two storefronts share. */
export function storefrontFilter(id: string): string {
  return `s${id.replace(/[^a-z0-9_]/g, (letter) => `-${letter.charCodeAt(0).toString(16)}.`)}`
}

/** A category is found by its path, by every path it lies under and by any name on the way. */
export function categoryFilters(category: string): string[] {
  const names = categoryNames(category)
  const paths = names.map((_, depth) => names.slice(0, depth + 1).join('/'))
  return [...new Set([...paths, ...names])].map((key) => `c${key}`)
}

function filtersOf({ category, brand, storefront, inStock, isOffer }: Described): string[] {
  return [
    inStock ? inStockFilter : soldOutFilter,
    ...(isOffer ? [offerFilter] : []),
    ...(storefront === null ? [] : [storefrontFilter(storefront)]),
    ...(brand === '' ? [] : [brandFilter(brand)]),
    ...categoryFilters(category),
  ]
}

/**
 * Everything the index holds of a document: `n…` for what says what it is, its name and its options; `t…` for any of its words;
 * and the filters as they are.
 */
export function tokensOf({ name, keys, options, text, filters }: Omit<SearchDocument, 'sku' | 'nameForms'>): string[] {
  const telling = new Set([...split(name), ...split(options)])
  const all = new Set([...telling, ...split(keys), ...split(text)])
  return [...[...telling].map((term) => `n${term}`), ...[...all].map((term) => `t${term}`), ...split(filters)]
}

function split(terms: string): string[] {
  return terms === '' ? [] : terms.slice(1, -1).split(' ')
}

export type RankedFields = Pick<SearchDocument, 'sku' | 'nameForms' | 'name' | 'options' | 'keys'>

/** As they are kept: one text is read in a third of the time of four. */
export function packFields({ sku, nameForms, name, options, keys }: RankedFields): string {
  return [nameForms, name, options, keys, sku].join('\n')
}

export function unpackFields(words: string): RankedFields {
  const [nameForms = '', name = '', options = '', keys = '', sku = ''] = words.split('\n')
  return { sku, nameForms, name, options, keys }
}
