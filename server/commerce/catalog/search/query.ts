import { brandFilter, categoryFilter, inStockFilter, offerFilter, soldOutFilter, storefrontFilter } from './document.ts'
import type { Wanted } from './terms.ts'

export const sorts = ['relevance', 'price', '-price', 'name', '-name', 'newest', 'oldest'] as const
export type Sort = (typeof sorts)[number]

export interface ProductQuery {
  /** As a customer says it; without one the shelf is listed. */
  query?: string | undefined
  /** A path, any path above it, or the name of any of its steps; of several, any will do. */
  category?: string | readonly string[] | undefined
  brand?: string | undefined
  storefront?: string | undefined
  /** In minor units, of any of its variants. */
  minPrice?: number | undefined
  maxPrice?: number | undefined
  onOffer?: boolean | undefined
  inStock?: boolean | undefined
  sort?: Sort | undefined
  limit: number
  cursor?: string | undefined
  /** Also how many there are of each category, brand, storefront and option. */
  facets?: boolean | undefined
}

/** What a reading is asked: plain data, with the moment that offers are held against. */
export interface Question extends ProductQuery {
  readonly now: number
}

export interface Count {
  value: string
  count: number
}

export interface Facets {
  category: Count[]
  brand: Count[]
  storefront: Count[]
  options: { name: string; values: Count[] }[]
  price: { min: number; max: number } | null
  /** Whether every product that was found is counted, or the first thousand alone. */
  complete: boolean
}

export interface Answer {
  /** Product ids, the best first. */
  products: string[]
  total: number
  next: string | null
  corrected: { from: string; to: string }[]
  /** Words that no product has, and no word that one has is like. */
  ignored: string[]
  facets: Facets | null
}

export interface Filters {
  readonly tokens: readonly (readonly string[])[]
  readonly minPrice: number | null
  readonly maxPrice: number | null
  readonly offer: Wanted['offer']
}

export function categoriesOf({ category }: ProductQuery): string[] {
  return [category ?? []].flat().filter((one) => one !== '')
}

export function filtersOf(question: Question): Filters {
  const { brand, storefront, inStock, onOffer } = question
  const tokens: string[][] = []
  const categories = categoriesOf(question)
  if (categories.length > 0) tokens.push(categories.map(categoryFilter))
  if (brand) tokens.push([brandFilter(brand)])
  if (storefront) tokens.push([storefrontFilter(storefront)])
  if (inStock !== undefined) tokens.push([inStock ? inStockFilter : soldOutFilter])
  if (onOffer) tokens.push([offerFilter])
  const { minPrice = null, maxPrice = null } = question
  return { tokens, minPrice, maxPrice, offer: onOffer === undefined ? null : { at: question.now, holds: onOffer } }
}
