import { z } from 'zod'
import { event } from '../../platform/events/events.ts'

export const productChanged = event(
  'store.product.changed',
  'A product was made, changed or taken away by people, a program or a file; what customers buy of it is told by their orders.',
  z.object({
    product: z.string(),
    sku: z.string(),
    change: z.enum(['created', 'updated', 'removed']),
    fields: z.array(z.string()).describe('what differs now, where it was changed'),
  }),
)

export const catalogEvents = [productChanged]
