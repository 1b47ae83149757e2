import { decimalsOf } from '../../../shop/currency.ts'
import { guarded, writeList } from './cells.ts'
import { type Field, titleOf } from './columns.ts'
import { writeMoment } from './days.ts'

/** A product as a file gets it: what reading it back would say. */
export interface WrittenProduct {
  sku: string
  name: string
  description: string
  category: string
  brand: string
  storefront: string | null
  price: number
  currency: string
  compareAtPrice: number | null
  isOffer: boolean
  offerFrom: number | null
  offerUntil: number | null
  imageUrl: string | null
  tags: readonly string[]
  synonyms: readonly string[]
  /** The sum of the variants where there are some. */
  stock: number | null
  /** The declared ones: none where the product itself is what is bought. */
  variants: readonly { sku: string; options: Readonly<Record<string, string>>; ownPrice: number | null; stock: number | null }[]
}

export interface CsvStyle {
  timezone: string
  /** As Excel opens it by a double click where people write 1.234,50: semicolons, decimal commas, and codes kept from becoming numbers. */
  forExcel: boolean
}

const columns: readonly Field[] = [
  'sku',
  'variant_sku',
  'name',
  'description',
  'category',
  'brand',
  'storefront',
  'price',
  'currency',
  'stock',
  'is_offer',
  'compare_at_price',
  'offer_from',
  'offer_until',
  'image_url',
  'tags',
  'synonyms',
]

/** The titles. `options` are the names of all options in the catalogue. */
export function csvTitles(options: readonly string[], { forExcel }: CsvStyle): string {
  const titles = [...columns.map(titleOf), ...options.map((name) => `option:${name}`)]
  // Excel knows by the mark that the letters are UTF-8; programs stumble over it.
  return (forExcel ? '\ufeff' : '') + csvRow(titles, forExcel)
}

/** A row of the product's own, and one for each of its variants. */
export function csvOf(product: WrittenProduct, options: readonly string[], style: CsvStyle): string {
  const own = ownCells(product, style)
  const rows = product.variants.map((variant) => {
    const cells: Cells = {
      sku: code(product.sku, style),
      variant_sku: code(variant.sku, style),
      price: variant.ownPrice === null ? '' : amount(variant.ownPrice, product.currency, style),
      stock: count(variant.stock),
    }
    return csvRow(
      [...columns.map((field) => cells[field] ?? ''), ...options.map((name) => guarded(variant.options[name] ?? ''))],
      style.forExcel,
    )
  })
  return csvRow([...columns.map((field) => own[field] ?? ''), ...options.map(() => '')], style.forExcel) + rows.join('')
}

type Cells = Partial<Record<Field, string>>

function ownCells(product: WrittenProduct, style: CsvStyle): Cells {
  const { timezone } = style
  return {
    sku: code(product.sku, style),
    name: guarded(product.name),
    description: guarded(product.description),
    category: guarded(product.category),
    brand: guarded(product.brand),
    storefront: guarded(product.storefront ?? ''),
    price: amount(product.price, product.currency, style),
    currency: product.currency,
    compare_at_price: product.compareAtPrice === null ? '' : amount(product.compareAtPrice, product.currency, style),
    is_offer: String(product.isOffer),
    offer_from: product.offerFrom === null ? '' : writeMoment(product.offerFrom, timezone, 'from'),
    offer_until: product.offerUntil === null ? '' : writeMoment(product.offerUntil, timezone, 'until'),
    image_url: guarded(product.imageUrl ?? ''),
    tags: guarded(writeList(product.tags)),
    synonyms: guarded(writeList(product.synonyms)),
    stock: product.variants.length > 0 ? '' : count(product.stock),
  }
}

/** Nothing is unlimited. */
function count(stock: number | null): string {
  return stock === null ? '' : String(stock)
}

function amount(minor: number, currency: string, { forExcel }: CsvStyle): string {
  const text = decimalText(minor, currency)
  return forExcel ? text.replace('.', ',') : text
}

function decimalText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = String(minor).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Excel drops the zeros in front of 007 and the last digits of a long barcode, unless told that they are letters. */
function code(sku: string, { forExcel }: CsvStyle): string {
  return forExcel && /^(0\d+|\d{11,})$/.test(sku) ? `="${sku}"` : guarded(sku)
}

function csvRow(cells: readonly string[], forExcel: boolean): string {
  const delimiter = forExcel ? ';' : ','
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`
}

function quoted(cell: string, delimiter: string): string {
  const needs = cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell)
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** As a store's catalog.json has it. */
export function jsonOf(product: WrittenProduct): unknown {
  const { currency } = product
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  const variants = product.variants.map(({ sku, options, ownPrice, stock }) => {
    return { sku, options, price: ownPrice === null ? null : decimalText(ownPrice, currency), stock }
  })
  return {
    sku: product.sku,
    name: product.name,
    description: product.description,
    category: product.category,
    brand: product.brand,
    storefront: product.storefront,
    price: decimalText(product.price, currency),
    currency,
    stock: product.stock,
    is_offer: product.isOffer,
    compare_at_price: product.compareAtPrice === null ? null : decimalText(product.compareAtPrice, currency),
    offer_from: moment(product.offerFrom),
    offer_until: moment(product.offerUntil),
    image_url: product.imageUrl,
    tags: product.tags,
    synonyms: product.synonyms,
    ...(variants.length > 0 ? { variants } : {}),
  }
}
