import { z } from 'zod'
import type { Buyer, Wanted } from '../../commerce/cart/cart.ts'
import { listOrders, type Order, type Placing } from '../../commerce/orders/orders.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import type { UcpCall } from './answers.ts'

/**
 * A cart and the checkout that comes of it go by one id: pure chance, because whoever has it needs no key. It names a conversation of
 * its own, which no other door knows.
 */
export function newSession(shop: Shop): string {
  return Buffer.from(shop.random.bytes(24)).toString('base64url')
}

/** Null of what was never an id of ours. */
export function buyerOf(session: string): Buyer | null {
  return /^[\w-]{32}$/.test(session) ? { conversation: `ucp ${session}`, customer: null } : null
}

/** The session of an order, or null where it was not ordered here. */
export function sessionOf({ conversation }: Pick<Order, 'conversation'>): string | null {
  return conversation !== null && /^ucp [\w-]{32}$/.test(conversation) ? conversation.slice(4) : null
}

/** Behind nothing: what is written afterwards looks again. */
export async function orderIn(shop: Shop, { conversation }: Buyer): Promise<Order | null> {
  return (await listOrders(shop, { conversation }, { limit: 1, newestFirst: true })).items[0] ?? null
}

export function actorOf({ caller }: UcpCall): Actor {
  return { kind: 'customer', name: `ucp ${caller.name}`.slice(0, 200) }
}

export const SessionId = z.string().min(1).max(200)

/** Quantities are taken as any number, so that a wrong one is refused by name. */
export const LineItems = z
  .array(
    z.looseObject({
      item: z.looseObject({ id: z.string().min(1).max(200).describe('a variant’s') }),
      quantity: z.number().meta({ type: 'integer', minimum: 1 }),
    }),
  )
  .max(100)

export function wantedOf(lines: z.output<typeof LineItems>): Wanted[] {
  return lines.map(({ item, quantity }) => ({ product: item.id, quantity }))
}

export const BuyerDetails = z
  .looseObject({
    first_name: z.string().max(200).optional(),
    last_name: z.string().max(200).optional(),
    email: z.string().max(320).optional(),
    phone_number: z.string().max(60).optional(),
  })
  .optional()

/** What is no address is left out: the buyer is asked again on our page. */
export function placingOf(buyer: z.output<typeof BuyerDetails>): Placing {
  const email = buyer?.email?.trim()
  const name = [buyer?.first_name, buyer?.last_name]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ')
  return {
    ...(email !== undefined && /^[^\s@]+@[^\s@]+$/.test(email) ? { email } : {}),
    ...(name === '' ? {} : { name: name.slice(0, 200) }),
  }
}
