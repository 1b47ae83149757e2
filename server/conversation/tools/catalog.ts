import { z } from 'zod'
import { findProduct, type Product, ProductJson, productJson, searchProducts } from '../../commerce/catalog/catalog.ts'
import type { Tx } from '../../platform/events/events.ts'
import { done } from '../../platform/outcome.ts'
import { amountTakes, readAmount } from '../../shop/currency.ts'
import { asAsked, closeCursor, openCursor } from '../../shop/cursors.ts'
import type { Shop } from '../../shop/shop.ts'
import { refuseTool, type ToolRefusal } from './refusals.ts'
import { readingTool, type ToolUse } from './tool.ts'
import { refusedArguments } from './use-tool.ts'

const Price = z.union([z.number(), z.string().max(40)]).optional()
export const ProductWord = z.string().min(1).max(200).describe('its id or its SKU; of a product with variants, the SKU of one of them')

/** A program reads a page; what a model reads it has to weigh, and pay for. */
const pageFor = { shop: 50, customer: 10 } as const

const ProductsJson = z.object({
  products: z.array(ProductJson),
  total: z.int().describe('on all pages; 100,000 where there are more'),
  next_cursor: z.string().optional().describe('where the next page begins; left out on the last'),
  corrected: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .optional()
    .describe('words that were taken for others'),
  ignored: z.array(z.string()).optional().describe('words that nothing here is like'),
})

export const listProducts = readingTool({
  name: 'list_products',
  title: 'Find products',
  description:
    'Finds products by the customer’s own words and by filters, best first; without any, the shelf. Use it before naming a product or a price. Prices are decimal texts with their currency; stock null means unlimited.',
  scope: 'products:read',
  inConversation: false,
  input: z.object({
    query: z.string().max(500).optional().describe('what is looked for, in the customer’s words'),
    category: z.string().max(300).optional(),
    brand: z.string().max(200).optional().describe('the maker'),
    storefront: z.string().max(63).optional(),
    min_price: Price.describe('in major units: 450, or "450.00"'),
    max_price: Price.describe('in major units: 450, or "450.00"'),
    on_offer: z.boolean().optional(),
    in_stock: z.boolean().optional(),
    limit: z.int().min(1).max(100).optional().describe('how many at most'),
    cursor: z.string().max(1000).optional().describe('next_cursor of the page before'),
  }),
  output: ProductsJson,
  async read(use, given) {
    const { shop } = use
    const prices = readPrices(given, shop.tenant.currency)
    if (!prices.ok) return refusedArguments(prices.errors)
    const { cursor: closed, limit, ...asked } = given
    const proof = proofFor(shop, asked)
    const cursor = closed === undefined ? undefined : openCursor(closed, proof)
    if (cursor === null) return refusedArguments([{ path: 'cursor', message: 'not one that this list gave, asked like this' }])
    const found = await searchProducts(shop, {
      query: given.query,
      category: given.category,
      brand: given.brand,
      storefront: use.storefront ?? given.storefront,
      ...prices.value,
      onOffer: given.on_offer,
      inStock: given.in_stock,
      limit: limit ?? pageFor[use.actsFor],
      cursor,
    })
    return done({
      products: found.items.map((item) => shown(use, item)),
      total: found.total,
      ...(found.next === null ? {} : { next_cursor: closeCursor(found.next, proof) }),
      ...(found.corrected.length === 0 ? {} : { corrected: found.corrected }),
      ...(found.ignored.length === 0 ? {} : { ignored: found.ignored }),
    })
  },
})

export const getProduct = readingTool({
  name: 'get_product',
  title: 'Look at a product',
  description: 'Everything about one product: price, stock, and the variants it is bought in.',
  scope: 'products:read',
  inConversation: false,
  input: z.object({ product_id: z.string().min(1).max(200).describe('its id, its SKU or that of one of its variants') }),
  output: z.object({ product: ProductJson }),
  async read(use, { product_id }) {
    const product = await findProduct(use.shop, product_id)
    return product && isSoldHere(use, product) ? done({ product: shown(use, product) }) : noProduct(product_id)
  },
})

/** A seller of one storefront does not know what the others have. */
export async function firstNotSoldHere(
  tx: Tx,
  use: ToolUse,
  products: readonly string[],
): Promise<{ ok: false; refusal: ToolRefusal } | null> {
  if (use.storefront === null) return null
  for (const named of products) {
    const product = await findProduct(tx, named)
    if (product && !isSoldHere(use, product)) return noProduct(named)
  }
  return null
}

function isSoldHere({ storefront }: ToolUse, product: Product): boolean {
  return storefront === null || product.storefront === storefront
}

function shown({ shop, publicUrl }: ToolUse, product: Product) {
  return productJson(product, { publicUrl, tenant: shop.tenant.id })
}

function noProduct(product: string): { ok: false; refusal: ToolRefusal } {
  return refuseTool('product_not_found', { detail: `no such product: ${product}`, extra: { product } })
}

function proofFor(shop: Shop, asked: Readonly<Record<string, unknown>>): (place: string) => string {
  const list = asAsked(asked)
  return (place) => shop.linkToken('cursor', `list_products ${list} ${place}`)
}

type ReadPrices = { ok: true; value: { minPrice?: number; maxPrice?: number } } | { ok: false; errors: { path: string; message: string }[] }

function readPrices(
  given: { min_price?: string | number | undefined; max_price?: string | number | undefined },
  currency: string,
): ReadPrices {
  const value: { minPrice?: number; maxPrice?: number } = {}
  const errors: { path: string; message: string }[] = []
  for (const [path, field] of [
    ['min_price', 'minPrice'],
    ['max_price', 'maxPrice'],
  ] as const) {
    const price = given[path]
    if (price === undefined) continue
    const read = readAmount(String(price), currency)
    if (read.ok) value[field] = read.minor
    else errors.push({ path, message: `takes ${amountTakes(read.mistake, currency)}` })
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value }
}
