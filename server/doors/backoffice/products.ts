import { z } from 'zod'
import { createProduct, type PictureAddresses, type Product, productJson, searchProducts } from '../../commerce/catalog/catalog.ts'
import { actorOf, NewProduct, productRefused, readProduct } from '../rest/rest.ts'
import { type Asked, ok, plainAmount, refused, type Task, task } from './task.ts'

/** The new product of REST but for its price, which is a number here. */
const PricedProduct = z.looseObject({
  price: z
    .number()
    .min(0)
    .max(10 ** 11),
})

export const productTasks: readonly Task[] = [
  task({
    method: 'get',
    path: '/products',
    scope: 'products:read',
    input: z.object({
      query: z.string().max(500).optional(),
      category: z.string().max(300).optional(),
      brand: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    run: async (asked, wanted) => {
      const { items, total } = await searchProducts(asked.shop, wanted)
      return ok({ products: items.map((product) => plainProduct(product, asked)), total })
    },
  }),
  task({
    method: 'post',
    path: '/products',
    scope: 'products:write',
    input: PricedProduct,
    run: async (asked, given) => {
      const { shop, caller } = asked
      const read = NewProduct.safeParse({ ...given, price: plainText(given.price) })
      if (!read.success) return refusedFields(read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
      const product = readProduct(read.data, shop.tenant.currency, picturesOf(asked), null)
      if (!product.ok)
        return refusedFields(product.mistakes.map(({ path, takes }) => ({ path: path.join('.'), message: `takes ${takes}` })))
      const outcome = await createProduct(shop, { ...product.value, sku: read.data.sku }, actorOf(caller))
      if (outcome.ok) return ok({ product: plainProduct(outcome.value, asked) }, 201)
      const reply = productRefused(outcome.refusal)
      const detail = 'refusal' in reply ? reply.refusal.detail : outcome.refusal.code
      return refused(outcome.refusal.code === 'sku_taken' ? 409 : 422, outcome.refusal.code, detail)
    },
  }),
]

/** Without an exponent: 1e21 is no price, and 1e-7 has too many decimals to be one. */
function plainText(price: number): string {
  return price.toFixed(6).replace(/\.?0+$/, '')
}

function refusedFields(errors: { path: string; message: string }[]) {
  return refused(422, 'invalid_product', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), { errors })
}

function plainProduct(product: Product, asked: Asked): Record<string, unknown> {
  const { price, compare_at_price, variants, ...rest } = productJson(product, picturesOf(asked))
  const plain = (minor: number) => plainAmount(minor, product.currency)
  return {
    ...rest,
    price: plain(product.price),
    compare_at_price: product.compareAtPrice === null ? null : plain(product.compareAtPrice),
    currency: product.currency,
    variants: variants.map(({ price: own, ...variant }) => ({ ...variant, price: Number(own.amount) })),
  }
}

function picturesOf({ shop, about }: Asked): PictureAddresses {
  return { publicUrl: about.publicUrl(), tenant: shop.tenant.id }
}
