import { z } from 'zod'
import { voidQuotes } from '../../commerce/cart/cart.ts'
import { findProduct } from '../../commerce/catalog/catalog.ts'
import { type Operation, operation } from './operation.ts'
import { actor, noProduct } from './products.ts'

export const quoteOperations: readonly Operation[] = [
  operation({
    method: 'delete',
    path: '/products/{id}/quotes',
    summary: 'Take back the prices that customers were told: a price that was never meant holds for nobody',
    about:
      'A price that a customer was told holds for him for a day. From now on he pays what it costs on the shelf, and his order says openly that it was told otherwise. Orders that were placed stay what they are.',
    tag: 'Products',
    scope: 'products:write',
    params: z.object({ id: z.string().min(1).max(200).describe('an id, or a SKU: that of a variant means that variant alone') }),
    query: z.object({}),
    body: null,
    answer: { status: 200, means: 'How many were taken back', schema: z.object({ voided: z.int() }) },
    refusals: { product_not_found: 404 },
    run: async ({ shop, caller, params }) => {
      const product = await findProduct(shop, params.id)
      if (!product) return noProduct(params.id)
      const named = product.variants.filter(({ sku }) => sku === params.id)
      const variants = named.length > 0 ? named : product.variants
      const voided = await shop.transaction('quotes.void', (tx) => voidQuotes(tx, { id: product.id, variants }, actor(caller)))
      return { status: 200, body: { voided } }
    },
  }),
]
