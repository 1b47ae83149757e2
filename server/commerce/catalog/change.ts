import { writeAmount } from '../../shop/currency.ts'
import { activeVariants, categoryPath, type StoredProduct, type StoredVariant, stockOf } from './product.ts'
import { type ProductInput, type ProductMistake, plainFields, type VariantInput } from './product-input.ts'

/** What an input makes of a product: what it is afterwards, and which of its variants have to be written. */
export interface ProductChange {
  before: StoredProduct | null
  after: StoredProduct
  variants: VariantWrite[]
  /** The fields that differ now, in the words of the API. */
  fields: string[]
  changes: Record<string, { from: unknown; to: unknown }>
}

export interface VariantWrite {
  variant: StoredVariant
  isNew: boolean
  /** Else it is left to what customers have taken of it meanwhile. */
  setsStock: boolean
}

export interface Around {
  ids(): string
  now: number
  currency: string
}

export type Decided = { ok: true; change: ProductChange } | { ok: false; mistakes: ProductMistake[] }

/** Pure: the same product and the same input come to the same, whoever asks. `before` is null for a SKU that is new here. */
export function decide(before: StoredProduct | null, input: ProductInput, around: Around): Decided {
  const start = before ?? emptyProduct(input, around)
  const mistakes: ProductMistake[] = []
  if (!before && input.name === undefined) mistakes.push({ path: ['name'], takes: 'text' })
  if (!before && input.price === undefined) mistakes.push({ path: ['price'], takes: 'an amount' })
  const after: StoredProduct = { ...start, ...plainValues(start, input), state: stateAfter(before, input) }
  const range = [after.offerFrom, after.offerUntil]
  if (range[0] != null && range[1] != null && range[1] <= range[0])
    mistakes.push({ path: ['offerUntil'], takes: 'a moment after the offer’s beginning' })
  const shelf = shelve(start, input, around)
  mistakes.push(...shelf.mistakes)
  if (mistakes.length > 0) return { ok: false, mistakes }
  after.variants = shelf.variants
  const { fields, changes } = before ? differences(before, after) : { fields: [], changes: {} }
  return { ok: true, change: { before, after, variants: writes(start, shelf), fields, changes } }
}

function emptyProduct(input: ProductInput, { ids, now, currency }: Around): StoredProduct {
  return {
    id: ids(),
    sku: input.sku,
    name: '',
    description: '',
    category: '',
    brand: '',
    storefront: null,
    price: 0,
    currency,
    compareAtPrice: null,
    isOffer: false,
    offerFrom: null,
    offerUntil: null,
    imageUrl: null,
    tags: [],
    synonyms: [],
    state: 'active',
    variants: [],
    createdAt: now,
    updatedAt: now,
  }
}

function stateAfter(before: StoredProduct | null, { state = 'active' }: ProductInput): StoredProduct['state'] {
  return state === 'as_is' ? (before?.state ?? 'active') : state
}

function plainValues(start: StoredProduct, input: ProductInput): Partial<StoredProduct> {
  const given: Partial<StoredProduct> = {}
  if (input.name !== undefined) given.name = input.name.trim()
  if (input.description !== undefined) given.description = input.description ?? ''
  if (input.category !== undefined) given.category = categoryPath(input.category ?? '')
  if (input.brand !== undefined) given.brand = (input.brand ?? '').trim()
  if (input.tags !== undefined) given.tags = plainWords(input.tags ?? [])
  if (input.synonyms !== undefined) given.synonyms = plainWords(input.synonyms ?? [])
  if (input.price !== undefined) given.price = input.price
  if (input.isOffer !== undefined) given.isOffer = input.isOffer
  const { storefront = start.storefront, compareAtPrice = start.compareAtPrice, imageUrl = start.imageUrl } = input
  const { offerFrom = start.offerFrom, offerUntil = start.offerUntil } = input
  return { ...given, storefront, compareAtPrice, imageUrl, offerFrom, offerUntil }
}

function plainWords(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim()))]
}

interface Shelving {
  variants: StoredVariant[]
  /** By id: whose stock the input says. */
  stocked: ReadonlySet<string>
  mistakes: ProductMistake[]
}

/** The variants as they stand afterwards, with those the product no longer has. */
function shelve(start: StoredProduct, input: ProductInput, around: Around): Shelving {
  const stocked = new Set<string>()
  const mistakes: ProductMistake[] = []
  const variants = start.variants.map((variant) => ({ ...variant }))
  const bySku = new Map(variants.map((variant) => [variant.sku, variant]))
  const named = input.variants ?? []
  const wereOff = new Set(variants.filter(({ state }) => state === 'off').map(({ id }) => id))
  if (input.variants === null || input.allVariants) for (const variant of variants) variant.state = 'off'
  // Where all are named, each keeps its place as long as it comes after the one named before it.
  let position = input.allVariants ? 0 : Math.max(0, ...variants.map((variant) => variant.position))
  for (const [index, said] of named.entries()) {
    if (said.sku === start.sku && isDeclared(input, said)) {
      mistakes.push({ path: ['variants', index, 'sku'], takes: 'a SKU other than its product’s' })
      continue
    }
    const known = bySku.get(said.sku)
    if (!known && said.remove) continue
    const variant = known ?? blankVariant(said.sku, around)
    if (!known) variants.push(variant)
    bySku.set(said.sku, variant)
    const stays = known && (said.asIs || !wereOff.has(known.id)) && (!input.allVariants || known.position > position)
    if (!stays) variant.position = ++position
    else if (input.allVariants) position = variant.position
    apply(variant, said)
    if (said.stock !== undefined || !known) stocked.add(variant.id)
  }
  settleOwn(variants, start, around, stocked)
  setOwnStock(variants, start, input, stocked)
  mistakes.push(...sameOptions(variants, input))
  return { variants, stocked, mistakes }
}

/** A product that is its own only variant may be written with itself in the list, without options. */
function isDeclared({ variants }: ProductInput, said: VariantInput): boolean {
  return (variants ?? []).length > 1 || Object.keys(said.options ?? {}).length > 0
}

function blankVariant(sku: string, { ids }: Around): StoredVariant {
  return { id: ids(), sku, options: {}, ownPrice: null, stock: null, position: 0, state: 'active' }
}

function apply(variant: StoredVariant, said: VariantInput): void {
  if (!said.asIs) variant.state = said.remove ? 'off' : 'active'
  if (said.options !== undefined) variant.options = said.options
  if (said.price !== undefined) variant.ownPrice = said.price
  if (said.stock !== undefined) variant.stock = said.stock
}

/**
 * Without declared variants the product is its own; with some it is not. One that loses its last has none left, unless it is said
 * how many: nobody meant that it can be sold without end.
 */
function settleOwn(variants: StoredVariant[], start: StoredProduct, around: Around, stocked: Set<string>): void {
  const known = variants.find(({ sku }) => sku === start.sku)
  if (variants.some(({ sku, state }) => sku !== start.sku && state === 'active')) {
    if (known) known.state = 'off'
    return
  }
  const own = known ?? blankVariant(start.sku, around)
  if (!known) variants.push(own)
  const hadOthers = activeVariants(start).some(({ sku }) => sku !== start.sku)
  if (hadOthers && !stocked.has(own.id)) own.stock = 0
  if (!known || hadOthers) stocked.add(own.id)
  own.state = 'active'
  own.ownPrice = null
}

function setOwnStock(variants: readonly StoredVariant[], { sku }: StoredProduct, input: ProductInput, stocked: Set<string>): void {
  const own = variants.find((variant) => variant.sku === sku && variant.state === 'active')
  if (input.stock === undefined || !own) return
  own.stock = input.stock
  stocked.add(own.id)
}

/** Of two variants with the same options nobody could say which one he wants. */
function sameOptions(variants: readonly StoredVariant[], input: ProductInput): ProductMistake[] {
  const seen = new Set<string>()
  for (const { sku, options, state } of variants) {
    if (state === 'off') continue
    const key = JSON.stringify(Object.entries(options).sort(([left], [right]) => (left < right ? -1 : 1)))
    if (seen.has(key)) {
      const index = (input.variants ?? []).findIndex((said) => said.sku === sku)
      return [{ path: index < 0 ? ['variants'] : ['variants', index, 'options'], takes: 'options that no other variant has' }]
    }
    seen.add(key)
  }
  return []
}

function writes(start: StoredProduct, { variants, stocked }: Shelving): VariantWrite[] {
  const before = new Map(start.variants.map((variant) => [variant.id, variant]))
  return variants.flatMap((variant) => {
    const known = before.get(variant.id)
    const setsStock = stocked.has(variant.id)
    if (known && JSON.stringify(known) === JSON.stringify(variant)) return []
    return [{ variant, isNew: known === undefined, setsStock }]
  })
}

/** How the API calls what is called otherwise here. */
const apiNames: Readonly<Record<string, string>> = {
  compareAtPrice: 'compare_at_price',
  isOffer: 'is_offer',
  offerFrom: 'offer_from',
  offerUntil: 'offer_until',
  imageUrl: 'image_url',
}

export function apiName(field: string): string {
  return apiNames[field] ?? field
}

function differences(before: StoredProduct, after: StoredProduct): Pick<ProductChange, 'fields' | 'changes'> {
  const changes: ProductChange['changes'] = {}
  const told = (field: string, value: unknown) =>
    (field === 'price' || field === 'compareAtPrice') && typeof value === 'number' ? writeAmount(value, after.currency) : value
  const note = (field: string, from: unknown, to: unknown, as = apiName(field)) => {
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[as] = { from: told(field, from), to: told(field, to) }
  }
  for (const field of plainFields) note(field, before[field], after[field])
  note('stock', stockOf(activeVariants(before)), stockOf(activeVariants(after)))
  if (before.state !== after.state) changes.state = { from: before.state, to: after.state }
  const skus = new Set(before.variants.map(({ sku }) => sku))
  let hasOther = false
  for (const variant of after.variants) {
    const known = before.variants.find(({ id }) => id === variant.id)
    if (variant.sku === after.sku) continue
    const at = (value: string) => `variants.${variant.sku}.${value}`
    const size = Object.keys(changes).length
    if (!skus.has(variant.sku) || known?.state !== variant.state) changes[at('state')] = { from: known?.state ?? null, to: variant.state }
    note('options', known?.options ?? {}, variant.options, at('options'))
    note('price', known?.ownPrice ?? null, variant.ownPrice, at('price'))
    note('stock', known?.stock ?? null, variant.stock, at('stock'))
    if (Object.keys(changes).length > size || known?.position !== variant.position) hasOther = true
  }
  const fields = Object.keys(changes).filter((name) => !name.startsWith('variants.'))
  return { fields: hasOther ? [...fields, 'variants'] : fields, changes }
}
