import { z } from 'zod'
import { type Facets, ProductJson } from '../../commerce/catalog/catalog.ts'
import { MoneyJson, moneyJson } from '../../shop/money.ts'
import { pagedBy } from './paging.ts'

const Counts = z.array(z.object({ value: z.string(), count: z.int() }))

const FacetsJson = z
  .object({
    category: Counts,
    brand: Counts,
    storefront: Counts,
    options: z.array(z.object({ name: z.string(), values: Counts })),
    price: z.object({ min: MoneyJson, max: MoneyJson }).nullable(),
    complete: z.boolean().describe('whether every product that was found is counted, or the first thousand alone'),
  })
  .meta({ id: 'Facets', description: 'How many there are of each kind among what was found.' })

export const ProductList = pagedBy(ProductJson).extend({
  total: z.int().describe('on all pages; 100,000 where there are more'),
  corrected: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .meta({ description: 'words that were taken for others', example: [{ from: 'zapatiya', to: 'zapatilla' }] }),
  ignored: z.array(z.string()).describe('words that nothing here is like'),
  facets: FacetsJson.optional().describe('where they were asked for'),
})

export function facetsJson({ price, ...counts }: Facets, currency: string): z.input<typeof FacetsJson> {
  return { ...counts, price: price && { min: moneyJson(price.min, currency), max: moneyJson(price.max, currency) } }
}
