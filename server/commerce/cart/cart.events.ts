import { z } from 'zod'
import { event } from '../../platform/events/events.ts'

const item = { cart: z.string(), conversation: z.string(), product: z.string(), variant: z.string(), sku: z.string(), quantity: z.int() }

export const cartItemAdded = event(
  'store.cart.item.added',
  'Something was put into a cart; the quantity is what the cart has now.',
  z.object(item),
)
export const cartItemUpdated = event(
  'store.cart.item.updated',
  'How much of something a cart holds was changed; 0 when it was taken out.',
  z.object(item),
)
export const cartCleared = event('store.cart.cleared', 'A cart was emptied.', z.object({ cart: z.string(), conversation: z.string() }))
export const cartAbandoned = event(
  'store.cart.abandoned',
  'Nobody did anything with a cart for long.',
  z.object({ cart: z.string(), conversation: z.string(), customer: z.string().nullable(), items: z.int() }),
)

export const cartEvents = [cartItemAdded, cartItemUpdated, cartCleared, cartAbandoned]
