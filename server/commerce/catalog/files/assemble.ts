import type { Field } from './columns.ts'
import type { FileProduct, FileVariant } from './file-product.ts'
import { madeVariantSku } from './grouping.ts'
import { type FileProblem, problem } from './problem.ts'
import type { RowValues } from './row-values.ts'
import { speaksOfVariants, type Table, titleOf } from './table.ts'

/** The rows of one product: its own, where it has one, and those of its variants with their SKUs ('' where one has to be made) and the columns these stand in. */
export interface ProductRows {
  own: RowValues[]
  variants: { sku: string; column: string | null; values: RowValues }[]
}

type Tell = (problem: FileProblem) => void

export function assemble(sku: string, { own, variants }: ProductRows, table: Table, tell: Tell): FileProduct {
  const rows = [...own, ...variants.map(({ values }) => values)]
  const [first, second] = own
  if (first && second)
    tell(problem('sku_twice', { line: second.line, column: titleOf(table, 'sku'), got: sku, about: { other: first.line } }))
  checkAgreement(rows, table, tell)
  const product = valuesOf(sku, rows)
  if (variants.length > 0) product.variants = variantsOf(product, first, variants, table, tell)
  else {
    if (speaksOfVariants(table)) product.variants = []
    if (first?.stock !== undefined) product.stock = first.stock
  }
  return product
}

/** In what rows of one product may not differ: with two names nobody could say which it has. */
const mustAgree = {
  name: 'name',
  category: 'category',
  brand: 'brand',
  storefront: 'storefront',
  isOffer: 'is_offer',
  offerFrom: 'offer_from',
  offerUntil: 'offer_until',
} as const satisfies Partial<Record<keyof RowValues, Field>>

function checkAgreement(rows: readonly RowValues[], table: Table, tell: Tell): void {
  for (const [key, field] of Object.entries(mustAgree) as [keyof typeof mustAgree, Field][]) {
    const first = rows.find((row) => row[key] != null)
    const other = first && rows.find((row) => row[key] != null && row[key] !== first[key])
    if (!other) continue
    const about = { other: first.line, shown: String(first[key]) }
    tell(problem('rows_disagree', { line: other.line, column: titleOf(table, field), got: String(other[key]), about }))
  }
}

/** Of each value the first that one of the rows has; what is empty in all of them is taken away. */
function valuesOf(sku: string, rows: readonly RowValues[]): FileProduct {
  const product: FileProduct = { sku }
  const set = <Key extends keyof RowValues & keyof FileProduct>(key: Key, empty: FileProduct[Key]) => {
    const found = rows.find((row) => row[key] != null)?.[key] as FileProduct[Key]
    if (found !== undefined) product[key] = found
    else if (empty !== undefined && rows.some((row) => row[key] !== undefined)) product[key] = empty
  }
  // Nothing is no name and no price: a product that is new here must have them, another keeps its own.
  set('name', undefined)
  set('price', undefined)
  set('description', '')
  set('category', '')
  set('brand', '')
  set('storefront', null)
  set('compareAtPrice', null)
  set('isOffer', false)
  set('offerFrom', null)
  set('offerUntil', null)
  set('imageUrl', null)
  set('tags', [])
  set('synonyms', [])
  return product
}

function variantsOf(
  product: FileProduct,
  own: RowValues | undefined,
  variants: ProductRows['variants'],
  table: Table,
  tell: Tell,
): FileVariant[] {
  const seen = new Map<string, number>()
  const choices = table.columns.filter((column) => column.kind === 'option')
  // Of several nobody can say which one is wrong.
  const column = choices.length === 1 ? (choices[0]?.title ?? null) : null
  return variants.map(({ sku: given, values: { line, options, price, stock } }) => {
    const choice = JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    const before = seen.get(choice)
    const got = Object.values(options).join(', ')
    if (before !== undefined) tell(problem('options_twice', { line, column, got, about: { other: before } }))
    seen.set(choice, line)
    const variant: FileVariant = { sku: given === '' ? madeVariantSku(product.sku, options) : given, options: { ...options } }
    // Beside a row of the product's own every price is meant; without one the first is the product's, and only what differs a variant's.
    if (price !== undefined) variant.price = own?.price == null && price === product.price ? null : price
    if (stock !== undefined) variant.stock = stock
    return variant
  })
}
