import { z } from 'zod'
import { findProduct, type Product, searchProducts } from '../../commerce/catalog/catalog.ts'
import { closeCursor, openCursor } from '../../shop/cursors.ts'
import type { Shop } from '../../shop/shop.ts'
import { answered, refused } from './answers.ts'
import { type UcpOperation, ucpOperation } from './operation.ts'
import { optionsOf, productShape, variantShape } from './shapes.ts'

const Amount = z.int().min(0)
const Context = z.looseObject({ currency: z.string().optional().describe('what price filters are in') }).optional()
const Selected = z.array(z.looseObject({ name: z.string().max(200), label: z.string().max(200) })).max(20)

const Search = z.looseObject({
  query: z.string().max(500).optional().describe('what is looked for, in the buyer’s words'),
  context: Context,
  filters: z
    .looseObject({
      categories: z.array(z.string().max(300)).max(10).optional(),
      price: z.looseObject({ min: Amount.optional(), max: Amount.optional() }).optional().describe('in minor units'),
    })
    .optional(),
  pagination: z.looseObject({ cursor: z.string().max(1000).optional(), limit: z.int().min(1).optional() }).optional(),
})

/** As many as are found where nobody says how many, and as many as are found at most. */
const page = { usual: 10, most: 50 }

const searchCatalog = ucpOperation({
  name: 'search_catalog',
  description: 'Finds products by the buyer’s words and by filters, best first.',
  readOnly: true,
  input: z.object({ catalog: Search.default({}) }),
  async run(call, { catalog: { query, context, filters, pagination } }) {
    const { shop } = call
    const { currency } = shop.tenant
    const cursor = pagination?.cursor === undefined ? undefined : openCursor(pagination.cursor, proofFor(shop))
    if (cursor === null) return refused(call, 'invalid_cursor', 'this cursor was not given by this search')
    const isPriced = context?.currency === undefined || context.currency.toUpperCase() === currency
    const found = await searchProducts(shop, {
      query,
      category: filters?.categories,
      minPrice: isPriced ? filters?.price?.min : undefined,
      maxPrice: isPriced ? filters?.price?.max : undefined,
      limit: Math.min(pagination?.limit ?? page.usual, page.most),
      cursor,
    })
    const next = found.next === null ? {} : { cursor: closeCursor(found.next, proofFor(shop)) }
    return answered(call, {
      products: found.items.map((product) => productShape(call, product)),
      pagination: { has_next_page: found.next !== null, total_count: found.total, ...next },
      ...(isPriced ? {} : { messages: [{ type: 'info', content: `prices are in ${currency}: the filter by price was left out` }] }),
    })
  },
})

const lookupCatalog = ucpOperation({
  name: 'lookup_catalog',
  description: 'Products and variants by their ids or SKUs.',
  readOnly: true,
  input: z.object({ catalog: z.looseObject({ ids: z.array(z.string().min(1).max(200)).min(1).max(page.most) }) }),
  async run(call, { catalog: { ids } }) {
    const asked = new Map<string, { product: Product; ids: string[] }>()
    const missing: string[] = []
    for (const id of new Set(ids)) {
      const product = await findProduct(call.shop, id)
      if (!product) missing.push(id)
      else asked.set(product.id, { product, ids: [...(asked.get(product.id)?.ids ?? []), id] })
    }
    return answered(call, {
      products: [...asked.values()].map((one) => ({ ...productShape(call, one.product), variants: variantsFor(one.product, one.ids) })),
      ...(missing.length === 0
        ? {}
        : { messages: missing.map((id) => ({ type: 'info', code: 'not_found', content: `there is no ${id}` })) }),
    })
  },
})

/** Those that were asked for; for a product itself its first, which stands for it. */
function variantsFor(product: Product, ids: readonly string[]): object[] {
  const inputs = new Map<string, { id: string; match: string }[]>()
  for (const id of ids) {
    const exact = product.variants.find((variant) => variant.sku === id || variant.id === id)
    const sku = exact?.sku ?? product.variants[0]?.sku ?? product.sku
    inputs.set(sku, [...(inputs.get(sku) ?? []), { id, match: exact ? 'exact' : 'featured' }])
  }
  return product.variants.flatMap((variant) => {
    const matched = inputs.get(variant.sku)
    return matched ? [{ ...variantShape(product, variant), inputs: matched }] : []
  })
}

const getProduct = ucpOperation({
  name: 'get_product',
  description: 'One product with all its variants; with `selected`, which options are left.',
  readOnly: true,
  input: z.object({ catalog: z.looseObject({ id: z.string().min(1).max(200), selected: Selected.optional() }) }),
  async run(call, { catalog: { id, selected = [] } }) {
    const product = await findProduct(call.shop, id)
    if (!product) return refused(call, 'not_found', `there is no product ${id}`)
    return answered(call, { product: { ...productShape(call, product), ...chosen(product, id, selected) } })
  },
})

/** What was chosen, and of every other value whether there is a variant with it, and whether it can be had. */
function chosen(product: Product, id: string, selected: readonly { name: string; label: string }[]): object {
  const options = optionsOf(product)
  if (options.length === 0) return {}
  const named = product.variants.find(({ sku }) => sku === id)
  const choice = new Map(named ? Object.entries(named.options) : selected.map(({ name, label }) => [name, label]))
  const withValue = (name: string, label: string) =>
    product.variants.filter(({ options: own }) =>
      [...choice, [name, label] as const].every(([key, value]) => own[key === name ? name : key] === (key === name ? label : value)),
    )
  return {
    selected: [...choice].map(([name, label]) => ({ name, label })),
    options: options.map(({ name, values }) => ({
      name,
      values: values.map(({ label }) => {
        const variants = withValue(name, label)
        return { label, exists: variants.length > 0, available: variants.some(({ stock }) => stock === null || stock > 0) }
      }),
    })),
  }
}

function proofFor(shop: Shop): (place: string) => string {
  return (place) => shop.linkToken('cursor', `ucp search ${place}`)
}

export const catalogOperations: readonly UcpOperation[] = [searchCatalog, lookupCatalog, getProduct]
