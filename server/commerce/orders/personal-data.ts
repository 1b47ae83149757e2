import { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Counts, erasingEvents, type Person, type PersonalData, type Piece, section } from '../customers/customers.ts'
import { findOrder } from './find.ts'
import { moveTo } from './move.ts'
import { forgetReasons } from './order-parts.sql.ts'
import { orderSubject } from './orders.events.ts'
import { forgetBuyer, ordersOfConversation, ordersOfCustomer } from './orders.sql.ts'

const Money = z.object({ amount: z.string(), currency: z.string() })

const orders = section({
  name: 'orders',
  means: 'What he ordered',
  record: z.object({
    id: z.string(),
    number: z.string(),
    conversation_id: z.string().nullable(),
    status: z.string(),
    payment_status: z.string(),
    total: Money,
    items: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int() })),
    email: z.string().nullable(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    tracking: z.object({ carrier: z.string(), number: z.string(), url: z.string().optional() }).nullable(),
    history: z.array(z.object({ at: z.string(), what: z.string(), why: z.string().nullable() })),
    created_at: z.string(),
  }),
  async *collect(shop, person) {
    for await (const id of ordersOf(shop, person)) {
      const order = await findOrder(shop, id)
      if (!order) continue
      const { number, conversation, status, paymentStatus, total, currency, items, email, name, address, tracking, history, createdAt } =
        order
      yield {
        ...{ id, number, conversation_id: conversation, status, payment_status: paymentStatus, email, name, address, tracking },
        total: { amount: writeAmount(total, currency), currency },
        items: items.map(({ sku, name, quantity }) => ({ sku, name, quantity })),
        history: history.map(({ at, what, why }) => ({ at: isoTime(at), what, why })),
        created_at: isoTime(createdAt),
      }
    }
  },
})

const erasure = { kind: 'system' as const, name: 'erasure' }

/** The books keep what was sold for how much; to whom is forgotten. What he has not paid for is called off. */
export const ordersData: PersonalData = {
  sections: [orders],
  keeps: { orders: 'What was sold, when and for how much, as the books must say it; not to whom. Unpaid ones are called off' },
  async callersIds(shop, customers) {
    const found = new Set<string>()
    for (const customer of customers)
      for (const { conversation_id } of await shop.read(ordersOfCustomer, { customer }))
        if (conversation_id !== null) found.add(conversation_id)
    for (const conversation of found) {
      const under = await shop.read(ordersOfConversation, { conversation })
      if (under.some(({ customer_id }) => customer_id !== null && !customers.includes(customer_id))) found.delete(conversation)
    }
    return [...found]
  },
  async *erase(shop, person): AsyncGenerator<Piece> {
    for await (const id of ordersOf(shop, person)) {
      yield* erasingEvents(shop, orderSubject(id))
      yield { subjects: [orderSubject(id)], erase: (tx) => letGo(tx, id) }
    }
  },
}

async function letGo(tx: Tx, id: string): Promise<Counts> {
  const { changes: orders } = await tx.run(forgetBuyer, { id })
  if (orders === 0) return {}
  await tx.run(forgetReasons, { order: id })
  // Told without a word of whose it was: what is on the shelf again is news for others too.
  if ((await findOrder(tx, id))?.status === 'pending') await moveTo(tx, id, 'cancel', { by: erasure })
  return { kept: { orders } }
}

/** Those in his name, then those in his conversations that are in nobody else's. */
export async function* ordersOf(shop: Shop, { customers, conversations }: Person): AsyncGenerator<string> {
  for (const customer of customers) for (const { id } of await shop.read(ordersOfCustomer, { customer })) yield id
  for (const conversation of conversations)
    for (const { id, customer_id } of await shop.read(ordersOfConversation, { conversation })) if (customer_id === null) yield id
}
