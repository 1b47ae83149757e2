import type { FileProblem } from './problem.ts'

/**
 * A product as a file says it, in minor units. What the file has no column for is left out: a product that the shop knows keeps
 * what it has there.
 */
export interface FileProduct {
  sku: string
  name?: string
  description?: string
  category?: string
  brand?: string
  storefront?: string | null
  price?: number
  compareAtPrice?: number | null
  isOffer?: boolean
  offerFrom?: number | null
  offerUntil?: number | null
  imageUrl?: string | null
  tags?: string[]
  synonyms?: string[]
  /** Null is unlimited. */
  stock?: number | null
  variants?: FileVariant[]
}

export interface FileVariant {
  sku: string
  options: Record<string, string>
  /** Null is the product's. */
  price?: number | null
  stock?: number | null
}

export interface ReadProduct {
  product: FileProduct
  /** Where a value of it stands, for whoever finds out later that it cannot be taken. */
  place(path: readonly (string | number)[]): FilePlace
  /** No row said the product's own SKU: it was made from those of its variants. */
  isSkuMade: boolean
}

export interface FilePlace {
  line: number
  column: string | null
}

/** A problem unless the shop has had this very SKU: then it is somebody's code, however it looks. */
export interface Doubt {
  sku: string
  problem: FileProblem
}

export type FileOut =
  | { kind: 'product'; read: ReadProduct }
  | { kind: 'doubt'; doubt: Doubt }
  | { kind: 'problem'; problem: FileProblem }
  | { kind: 'note'; note: FileProblem }

/** What the shop and the caller say about a file. */
export interface ReadingRules {
  currency: string
  timezone: string
  decimal?: ',' | '.'
  dates?: 'dmy' | 'mdy'
  encoding?: string
}

/** As what a file was read: a person sees at a glance whether it was understood. */
export interface RecognisedFile {
  format: 'csv' | 'json'
  encoding: string
  delimiter: string | null
  decimal: string | null
  /** Rows below the titles, or entries of the list. */
  rows: number
}
