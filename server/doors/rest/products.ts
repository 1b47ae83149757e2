import { z } from 'zod'
import {
  apiName,
  type CatalogRefusal,
  changeProduct,
  createProduct,
  findProduct,
  type PictureAddresses,
  type Product,
  ProductJson,
  type ProductMistake,
  productJson,
  recommendations,
  removeProduct,
  searchProducts,
  sorts,
} from '../../commerce/catalog/catalog.ts'
import { invalid } from '../../platform/http/http.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { amountTakes, readAmount } from '../../shop/currency.ts'
import { type Asked, type Caller, type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'
import { facetsJson, ProductList } from './product-list.ts'
import { ChangedProduct, NewProduct, readProduct } from './products-json.ts'

const ProductPath = z.object({ id: z.string().min(1).max(200).describe('its id or a SKU') })
const Flag = z.enum(['true', 'false']).transform((flag) => flag === 'true')
const Amount = z.string().max(40)
const none = z.object({})
const notFound = { product_not_found: 404 } as const
const refusals = { ...notFound, sku_taken: 409, invalid_product: 422 } as const satisfies Record<CatalogRefusal['code'], number>
const tag = 'Products'

export const productOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/products',
    summary: 'Products, searched, filtered and sorted',
    tag,
    scope: 'products:read',
    params: none,
    query: PageQuery.extend({
      query: z.string().max(500).optional().describe('words'),
      category: z.string().max(300).optional().describe('and all that lies in it'),
      brand: z.string().max(200).optional(),
      storefront: z.string().max(63).optional(),
      min_price: Amount.optional().describe('in major units, 450.00'),
      max_price: Amount.optional().describe('in major units, 450.00'),
      on_offer: Flag.optional(),
      in_stock: Flag.optional(),
      sort: z.enum(sorts).optional(),
      facets: Flag.optional().describe('also how many there are of each category, brand, storefront and option'),
    }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: ProductList },
    refusals: {},
    run: async (asked) => {
      const { shop, query } = asked
      const prices = readPrices(query, shop.tenant.currency)
      if (!prices.ok) throw invalid('the query', errorsOf(prices.mistakes))
      const { category, brand, storefront, on_offer: onOffer, in_stock: inStock, sort, facets, limit, cursor } = query
      const filters = { query: query.query, category, brand, storefront, ...prices.value, onOffer, inStock, sort, facets, limit, cursor }
      const found = await searchProducts(shop, filters)
      const items = found.items.map((item) => productJson(item, picturesOf(asked)))
      const { total, corrected, ignored } = found
      const counted = found.facets === null ? {} : { facets: facetsJson(found.facets, shop.tenant.currency) }
      return { status: 200, body: { ...pageOf(items, found.next), total, corrected, ignored, ...counted } }
    },
  }),
  operation({
    method: 'post',
    path: '/products',
    summary: 'Enter a product; one of that SKU that was taken away comes back',
    tag,
    scope: 'products:write',
    params: none,
    query: none,
    body: NewProduct,
    answer: { status: 201, means: 'The product', schema: ProductJson },
    refusals,
    run: async (asked) => {
      const { shop, caller, body } = asked
      const read = readProduct(body, shop.tenant.currency, picturesOf(asked), null)
      if (!read.ok) return invalidProduct(read.mistakes)
      const outcome = await createProduct(shop, { ...read.value, sku: body.sku }, actor(caller))
      return outcome.ok ? { status: 201, body: productJson(outcome.value, picturesOf(asked)) } : productRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/products/{id}',
    summary: 'One product, by its id, its SKU or that of one of its variants',
    tag,
    scope: 'products:read',
    params: ProductPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The product', schema: ProductJson },
    refusals: notFound,
    run: async (asked) => {
      const product = await findProduct(asked.shop, asked.params.id)
      return product ? { status: 200, body: productJson(product, picturesOf(asked)) } : noProduct(asked.params.id)
    },
  }),
  operation({
    method: 'patch',
    path: '/products/{id}',
    summary: 'Change what is sent; null takes a value away, variants are named by SKU',
    tag,
    scope: 'products:write',
    params: ProductPath,
    query: none,
    body: ChangedProduct,
    answer: { status: 200, means: 'The product as it stands now', schema: ProductJson },
    refusals,
    run: async (asked) => {
      const { shop, caller, params, body } = asked
      const current = await findProduct(shop, params.id)
      if (!current) return noProduct(params.id)
      if (body.sku !== undefined && body.sku !== current.sku)
        return invalidProduct([{ path: ['sku'], takes: `${current.sku}, which it keeps` }])
      const read = readProduct(body, shop.tenant.currency, picturesOf(asked), current)
      if (!read.ok) return invalidProduct(read.mistakes)
      const outcome = await changeProduct(shop, current.id, read.value, actor(caller))
      return outcome.ok ? { status: 200, body: productJson(outcome.value, picturesOf(asked)) } : productRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'delete',
    path: '/products/{id}',
    summary: 'Take a product away, by its id or its own SKU; what was sold of it stays what it was',
    tag,
    scope: 'products:write',
    params: ProductPath,
    query: none,
    body: null,
    answer: { status: 204, means: 'It is found no more', schema: null },
    refusals,
    run: async ({ shop, caller, params }) => {
      const outcome = await removeProduct(shop, params.id, actor(caller))
      return outcome.ok ? { status: 204 } : productRefused(outcome.refusal)
    },
  }),
  operation({
    method: 'get',
    path: '/products/{id}/recommendations',
    summary: 'What goes with a product, the nearest first',
    tag,
    scope: 'products:read',
    params: ProductPath,
    query: PageQuery.pick({ limit: true }),
    body: null,
    answer: { status: 200, means: 'Products', schema: pagedBy(ProductJson) },
    refusals: notFound,
    run: async (asked) => {
      const product = await findProduct(asked.shop, asked.params.id)
      if (!product) return noProduct(asked.params.id)
      const items = await recommendations(asked.shop, product, asked.query.limit)
      return {
        status: 200,
        body: pageOf(
          items.map((item: Product) => productJson(item, picturesOf(asked))),
          null,
        ),
      }
    },
  }),
]

function readPrices(
  { min_price, max_price }: { min_price?: string | undefined; max_price?: string | undefined },
  currency: string,
): { ok: true; value: { minPrice?: number; maxPrice?: number } } | { ok: false; mistakes: ProductMistake[] } {
  const value: { minPrice?: number; maxPrice?: number } = {}
  const mistakes: ProductMistake[] = []
  for (const [name, given, field] of [
    ['min_price', min_price, 'minPrice'],
    ['max_price', max_price, 'maxPrice'],
  ] as const) {
    if (given === undefined) continue
    const read = readAmount(given, currency)
    if (read.ok) value[field] = read.minor
    else mistakes.push({ path: [name], takes: amountTakes(read.mistake, currency) })
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value }
}

export function picturesOf({ about, shop }: Pick<Asked<unknown, unknown, unknown>, 'about' | 'shop'>): PictureAddresses {
  return { publicUrl: about.publicUrl(), tenant: shop.tenant.id }
}

export function actor({ kind, name }: Caller): Actor {
  return { kind, name }
}

export function productRefused(refusal: CatalogRefusal): Reply {
  switch (refusal.code) {
    case 'product_not_found':
      return noProduct(refusal.product)
    case 'invalid_product':
      return invalidProduct(refusal.mistakes)
    case 'sku_taken': {
      const message = `${refusal.sku} is another product’s, or was`
      return { refusal: { code: refusal.code, detail: message, errors: [{ path: written(refusal.path), message }] } }
    }
  }
}

function invalidProduct(mistakes: readonly ProductMistake[]): Reply {
  return { refusal: { code: 'invalid_product', detail: 'the product is not what is taken here', errors: errorsOf(mistakes) } }
}

function errorsOf(mistakes: readonly ProductMistake[]): { path: string; message: string }[] {
  return mistakes.map(({ path, takes }) => ({ path: written(path), message: `takes ${takes}` }))
}

function written(path: ProductMistake['path']): string {
  return path.map((step) => (typeof step === 'string' ? apiName(step) : step)).join('.')
}

export function noProduct(id: string): Reply {
  return { refusal: { code: 'product_not_found', detail: `no such product: ${id}` } }
}
