import type { Product, ShelfState } from './product.ts'

/**
 * What a file, an import or a caller says of one product. What is left out stays as it is, or has its default on a new one; what
 * is null is taken away.
 */
export interface ProductInput {
  sku: string
  name?: string | undefined
  description?: string | null | undefined
  category?: string | null | undefined
  brand?: string | null | undefined
  storefront?: string | null | undefined
  price?: number | undefined
  compareAtPrice?: number | null | undefined
  isOffer?: boolean | undefined
  offerFrom?: number | null | undefined
  offerUntil?: number | null | undefined
  imageUrl?: string | null | undefined
  tags?: readonly string[] | null | undefined
  synonyms?: readonly string[] | null | undefined
  /** Of a product without declared variants; with them it is their sum. */
  stock?: number | null | undefined
  /** By SKU: those that are not named stay as they are. Null takes all of them away. */
  variants?: readonly VariantInput[] | null | undefined
  /** The variants named here are all there are. */
  allVariants?: boolean | undefined
  /** What is put is there, unless it says that it is off, or stays as it is. */
  state?: ShelfState | 'as_is' | undefined
}

export interface VariantInput {
  sku: string
  options?: Readonly<Record<string, string>> | undefined
  /** Null: what its product costs. */
  price?: number | null | undefined
  stock?: number | null | undefined
  remove?: boolean | undefined
  /** Only what is said of it is written: one that the product no longer has stays away. */
  asIs?: boolean | undefined
}

/** A whole product: what it does not say has its default, also where the SKU had a product before. */
export function whole(input: ProductInput): ProductInput {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as unknown as ProductInput
  const nothing = { description: null, category: null, brand: null, storefront: null, compareAtPrice: null, isOffer: false }
  const besides = { offerFrom: null, offerUntil: null, imageUrl: null, tags: null, synonyms: null, stock: null }
  const variants = (input.variants ?? []).map(({ sku, options = {}, price = null, stock = null }) => ({ sku, options, price, stock }))
  return { ...nothing, ...besides, ...said, variants, allVariants: true, state: 'active' }
}

/** Values of a product that are simply written as they are given. */
export const plainFields = [
  'name',
  'description',
  'category',
  'brand',
  'storefront',
  'price',
  'compareAtPrice',
  'isOffer',
  'offerFrom',
  'offerUntil',
  'imageUrl',
  'tags',
  'synonyms',
] as const satisfies readonly (keyof Product & keyof ProductInput)[]

/** What a value must be, in the words that finish "takes …". */
export interface ProductMistake {
  path: (string | number)[]
  takes: string
}

export const productLimits = {
  sku: 100,
  name: 300,
  description: 20_000,
  category: 300,
  brand: 200,
  imageUrl: 2000,
  words: 100,
  word: 100,
  variants: 500,
  options: 10,
  option: 100,
  stock: 1_000_000_000,
} as const

/** What can be said of an input without knowing the shop. */
export function productMistakes(input: ProductInput): ProductMistake[] {
  const found: ProductMistake[] = []
  const no = (path: ProductMistake['path'], takes: string | null) => {
    if (takes !== null) found.push({ path, takes })
  }
  no(['sku'], skuTakes(input.sku))
  if (input.name !== undefined && input.name.trim() === '') no(['name'], 'text that is not empty')
  for (const field of ['name', 'description', 'category', 'brand', 'imageUrl'] as const) {
    if ((input[field] ?? '').length > productLimits[field]) no([field], `at most ${productLimits[field]} characters`)
  }
  no(['price'], amountTakes(input.price))
  no(['compareAtPrice'], amountTakes(input.compareAtPrice))
  no(['stock'], stockTakes(input.stock))
  for (const field of ['tags', 'synonyms'] as const) no([field], wordsTake(input[field] ?? []))
  found.push(...variantMistakes(input))
  return found
}

function variantMistakes({ variants }: ProductInput): ProductMistake[] {
  if (variants == null) return []
  if (variants.length > productLimits.variants) return [{ path: ['variants'], takes: `at most ${productLimits.variants} of them` }]
  const found: ProductMistake[] = []
  const seen = new Set<string>()
  for (const [index, variant] of variants.entries()) {
    const wrong: [keyof VariantInput, string | null][] = [
      ['sku', seen.has(variant.sku) ? 'a SKU that no other variant has' : skuTakes(variant.sku)],
      ['price', amountTakes(variant.price)],
      ['stock', stockTakes(variant.stock)],
      ['options', optionsTake(variant.options ?? {})],
    ]
    for (const [field, takes] of wrong) if (takes !== null) found.push({ path: ['variants', index, field], takes })
    seen.add(variant.sku)
  }
  return found
}

function skuTakes(sku: string): string | null {
  if (sku === '' || sku !== sku.trim()) return 'a SKU without blanks around it'
  if (sku.length > productLimits.sku) return `at most ${productLimits.sku} characters`
  return /\p{Cc}/u.test(sku) ? 'a SKU of one line' : null
}

function amountTakes(minor: number | null | undefined): string | null {
  if (minor == null) return null
  return Number.isSafeInteger(minor) && minor >= 0 ? null : 'an amount that is not negative'
}

function stockTakes(stock: number | null | undefined): string | null {
  if (stock == null) return null
  const { stock: most } = productLimits
  return Number.isInteger(stock) && stock >= 0 && stock <= most ? null : `a whole number from 0 to ${most}, or null for unlimited`
}

function wordsTake(words: readonly string[]): string | null {
  if (words.length > productLimits.words) return `at most ${productLimits.words} of them`
  if (words.some((word) => word.trim() === '')) return 'words that are not empty'
  return words.some((word) => word.length > productLimits.word) ? `words of at most ${productLimits.word} characters` : null
}

function optionsTake(options: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(options)
  if (entries.length > productLimits.options) return `at most ${productLimits.options} options`
  if (entries.some(([name, value]) => name.trim() === '' || value.trim() === '')) return 'options with a name and a value'
  const long = entries.some(([name, value]) => Math.max(name.length, value.length) > productLimits.option)
  return long ? `names and values of at most ${productLimits.option} characters` : null
}
