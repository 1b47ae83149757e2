import { z } from 'zod'
import { event } from '../../platform/events/events.ts'

export const customerErased = event(
  'store.customer.erased',
  'A person was erased: what was his is gone, and of the rest nobody can say any more whose it was.',
  z.object({ erasure: z.string(), erased: z.record(z.string(), z.int()), kept: z.record(z.string(), z.int()) }),
)

export const customerEvents = [customerErased]
