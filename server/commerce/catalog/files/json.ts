import { decimalsOf } from '../../../shop/currency.ts'
import { cellTrouble } from './cells.ts'
import { columnOf, fieldOf } from './columns.ts'
import { readMoment } from './days.ts'
import { piecesOf, recogniseEncoding } from './encoding.ts'
import type { FileOut, FileProduct, FileVariant, ReadingRules, ReadProduct, RecognisedFile } from './file-product.ts'
import { entriesOf, type JsonEntry, lineOf, parseEntry } from './json-entries.ts'
import { readAmount } from './numbers.ts'
import { type FileProblem, problem, Unreadable } from './problem.ts'
import { limits } from './rows.ts'
import type { Steps } from './steps.ts'

/** Reads a list of products, as a store's catalog.json has them and as our API answers them. */
export function* readJson(bytes: Uint8Array, rules: ReadingRules): Steps<FileOut, RecognisedFile> {
  const encoding = yield* recogniseEncoding(bytes, rules.encoding)
  const claimed = new Map<string, number>()
  const ignored = new Set<string>()
  let rows = 0
  for (const entry of entriesOf(piecesOf(bytes, encoding))) {
    if (entry === null) {
      yield null
      continue
    }
    if (++rows > limits.rows) throw new Unreadable(problem('too_many_rows', { line: entry.line, about: { most: limits.rows } }))
    const reader = new EntryReader(entry, rules)
    const product = reader.product(parseEntry(entry))
    for (const [sku, path] of product ? skusOf(product) : []) {
      const other = claimed.get(sku)
      if (other === undefined) claimed.set(sku, lineOf(entry, path))
      else reader.tell('sku_twice', path, sku, { other })
    }
    for (const found of reader.problems) yield { kind: 'problem', problem: found }
    for (const key of reader.unknown) {
      if (!ignored.has(key)) yield { kind: 'note', note: problem('column_ignored', { line: entry.line, column: key }) }
      ignored.add(key)
    }
    if (product && reader.problems.length === 0) yield { kind: 'product', read: { product, place: placeIn(entry), isSkuMade: false } }
  }
  if (rows === 0) throw new Unreadable(problem('no_rows', { line: 1 }))
  return { format: 'json', encoding: encoding.encoding, delimiter: null, decimal: null, rows }
}

function placeIn(entry: JsonEntry): ReadProduct['place'] {
  return (path) => {
    const inFile = path.map((step) => (typeof step === 'number' ? step : fieldOf(step)))
    return { line: lineOf(entry, inFile), column: written(inFile) }
  }
}

function skusOf({ sku, variants = [] }: FileProduct): [string, (string | number)[]][] {
  return [[sku, ['sku']], ...variants.map((variant, index): [string, (string | number)[]] => [variant.sku, ['variants', index, 'sku']])]
}

type Path = readonly (string | number)[]
type Fields = Record<string, unknown>

/** What our own answers say besides: the shop's to give, so it is left out when it comes back. */
const ownFields = ['id', 'created_at', 'updated_at', 'in_stock', 'own_price', 'position']
const productFields = ['sku', 'name', 'description', 'category', 'brand', 'storefront', 'price', 'currency', 'compare_at_price', 'is_offer']
const otherFields = ['offer_from', 'offer_until', 'image_url', 'tags', 'synonyms', 'stock', 'variants']
const known = new Set([...productFields, ...otherFields, ...ownFields])
const knownOfVariant = new Set(['sku', 'options', 'price', 'stock', ...ownFields])

class EntryReader {
  readonly problems: FileProblem[] = []
  readonly unknown: string[] = []
  private readonly entry: JsonEntry
  private readonly rules: ReadingRules

  constructor(entry: JsonEntry, rules: ReadingRules) {
    this.entry = entry
    this.rules = rules
  }

  tell(code: FileProblem['code'], path: Path, got: unknown, about?: FileProblem['about']): undefined {
    const shown = got === undefined ? null : typeof got === 'string' ? got : JSON.stringify(got)
    this.problems.push(problem(code, { line: lineOf(this.entry, path), column: written(path), got: shown, ...(about ? { about } : {}) }))
  }

  product(value: unknown): FileProduct | null {
    if (!isFields(value)) {
      this.tell('not_an_entry', [], value)
      return null
    }
    this.checkKeys(value, known, [])
    this.checkCurrency(value.currency, ['currency'])
    const sku = this.sku(value.sku, ['sku'])
    if (sku === undefined) return null
    const product: FileProduct = { sku }
    const set = <Key extends keyof FileProduct>(key: Key, read: FileProduct[Key] | undefined) => {
      if (read !== undefined) product[key] = read
    }
    for (const key of ['name', 'description', 'category', 'brand'] as const)
      set(key, this.text(value[key], [key]) ?? cleared(value[key], ''))
    if (product.name === '') delete product.name
    // A description keeps the blanks and lines that its writer gave it.
    if (product.description && typeof value.description === 'string') product.description = value.description
    set('storefront', this.text(value.storefront, ['storefront']) || cleared(value.storefront, null))
    set('imageUrl', this.text(value.image_url, ['image_url']) || cleared(value.image_url, null))
    set('price', this.amount(value.price, ['price']) ?? undefined)
    set('compareAtPrice', this.amount(value.compare_at_price, ['compare_at_price']))
    set('isOffer', this.flag(value.is_offer, ['is_offer']))
    set('offerFrom', this.moment(value.offer_from, ['offer_from'], 'from'))
    set('offerUntil', this.moment(value.offer_until, ['offer_until'], 'until'))
    set('tags', this.words(value.tags, ['tags']))
    set('synonyms', this.words(value.synonyms, ['synonyms']))
    const variants = this.variants(value.variants, product.price)
    const [only, ...others] = variants
    // What is its own only variant may be written so: our answers do.
    const isOwn = only?.sku === sku && others.length === 0 && Object.keys(only.options).length === 0
    product.variants = isOwn ? [] : variants
    if (variants.some((variant) => variant.sku === sku) && !isOwn) this.tell('variant_sku_taken_by_product', ['variants'], sku)
    // With variants it is the sum of theirs, whatever the file says.
    if (product.variants.length === 0) set('stock', isOwn && only.stock !== undefined ? only.stock : this.stock(value.stock, ['stock']))
    return product
  }

  private variants(value: unknown, productPrice: number | undefined): FileVariant[] {
    if (value == null) return []
    if (!Array.isArray(value)) {
      this.tell('not_variants', ['variants'], value)
      return []
    }
    const seen = new Map<string, number>()
    return value.flatMap((each: unknown, index) => {
      const path = ['variants', index]
      if (!isFields(each)) {
        this.tell('not_variants', path, each)
        return []
      }
      this.checkKeys(each, knownOfVariant, path)
      const sku = this.sku(each.sku, [...path, 'sku'])
      const options = this.options(each.options, [...path, 'options'])
      if (sku === undefined || options === undefined) return []
      const choice = JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      const other = seen.get(choice)
      if (other !== undefined) this.tell('options_twice', path, Object.values(options).join(', '), { other })
      seen.set(choice, lineOf(this.entry, path))
      const variant: FileVariant = { sku, options }
      const price = this.amount(each.price, [...path, 'price'])
      const stock = this.stock(each.stock, [...path, 'stock'])
      // Our answers tell what a variant costs, whosever price that is.
      const isTold = isFields(each.price) && price === productPrice
      if (price !== undefined) variant.price = isTold ? null : price
      if (stock !== undefined) variant.stock = stock
      return [variant]
    })
  }

  private options(value: unknown, path: Path): Record<string, string> | undefined {
    if (value == null) return {}
    const entries = isFields(value) ? Object.entries(value) : null
    if (!entries?.every(([, option]) => typeof option === 'string' || typeof option === 'number'))
      return this.tell('not_options', path, value)
    return Object.fromEntries(entries.map(([name, option]) => [name.trim(), String(option).trim()]))
  }

  private checkKeys(value: Fields, expected: ReadonlySet<string>, path: Path): void {
    for (const key of Object.keys(value)) {
      if (expected.has(key)) continue
      const column = columnOf(key)
      const perhaps = column.kind === 'unknown' ? column.perhaps : null
      if (perhaps) this.tell('title_misspelt', [...path, key], key, { perhaps: perhaps.replaceAll(' ', '_') })
      else this.unknown.push(key)
    }
  }

  private sku(value: unknown, path: Path): string | undefined {
    if (value === undefined || value === null || value === '') return this.tell('missing', path, undefined)
    return Number.isSafeInteger(value) ? String(value) : this.text(value, path)
  }

  private text(value: unknown, path: Path): string | undefined {
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string') return this.tell('not_text', path, value)
    const trouble = cellTrouble(value) ?? (value.length > limits.cellCharacters ? 'cell_too_long' : null)
    return trouble ? this.tell(trouble, path, value) : value.trim()
  }

  private amount(value: unknown, path: Path): number | null | undefined {
    if (value === undefined || value === null) return value
    const isMoney = isFields(value) && typeof value.amount === 'string'
    if (isMoney) this.checkCurrency(value.currency, [...path, 'currency'])
    const text = isMoney ? String(value.amount) : typeof value === 'number' ? String(value) : value
    if (typeof text !== 'string') return this.tell('not_an_amount', path, value, { sign: '.' })
    const { currency } = this.rules
    // JSON is written by programs: a comma there is nobody's decimal sign, nor a thousand's.
    const outcome = text.includes(',') ? null : readAmount(text, '.', currency, decimalsOf(currency))
    if (outcome?.ok) return outcome.value
    return this.tell(outcome?.code ?? 'not_an_amount', path, value, outcome?.about ?? { sign: '.' })
  }

  private checkCurrency(value: unknown, path: Path): void {
    const { currency } = this.rules
    if (value != null && value !== '' && value !== currency) this.tell('other_currency', path, value, { currency })
  }

  private stock(value: unknown, path: Path): number | null | undefined {
    if (value === undefined || value === null) return value
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.tell('not_a_count', path, value)
    if (value < 0) return this.tell('negative', path, value)
    return value <= 1_000_000_000 ? value : this.tell('too_large', path, value, { most: 10 })
  }

  private flag(value: unknown, path: Path): boolean | undefined {
    if (value === undefined || value === null) return value === null ? false : undefined
    return typeof value === 'boolean' ? value : this.tell('not_a_flag', path, value)
  }

  private moment(value: unknown, path: Path, edge: 'from' | 'until'): number | null | undefined {
    if (value === undefined || value === null) return value
    const outcome = typeof value === 'string' ? readMoment(value, 'dmy', this.rules.timezone, edge) : null
    return outcome?.ok ? outcome.value : this.tell(outcome?.code ?? 'not_a_date', path, value)
  }

  private words(value: unknown, path: Path): string[] | undefined {
    if (value === undefined || value === null) return value === null ? [] : undefined
    if (!Array.isArray(value)) return this.tell('not_words', path, value)
    const words = value.map((word, index) =>
      typeof word === 'string' ? this.text(word, [...path, index]) : this.tell('not_text', [...path, index], word),
    )
    return words.filter((word) => word !== undefined && word !== '') as string[]
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Null in JSON takes a value away. */
function cleared<Empty>(value: unknown, empty: Empty): Empty | undefined {
  return value === null || value === '' ? empty : undefined
}

function written(path: Path): string | null {
  if (path.length === 0) return null
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
}
