import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Person, type PersonalData, type Piece, section } from '../customers/customers.ts'
import { type CartRow, cartsOfConversation, cartsOfCustomer, dropItems, dropQuotesOf, forgetCart, itemsOfCart } from './carts.sql.ts'

const carts = section({
  name: 'carts',
  means: 'What he put into a cart',
  record: z.object({
    id: z.string(),
    conversation_id: z.string(),
    status: z.string(),
    items: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    coupon: z.string().nullable(),
    created_at: z.string(),
  }),
  async *collect(shop, person) {
    for await (const { id, conversation_id, status, coupon, created_at } of cartsOf(shop, person)) {
      const items = await shop.read(itemsOfCart, { cart: id })
      yield { id, conversation_id, status, items, coupon, created_at: isoTime(created_at) }
    }
  },
})

/** Nothing of a cart is kept: what was bought is an order. */
export const cartsData: PersonalData = {
  sections: [carts],
  keeps: {},
  async callersIds(shop, customers) {
    const found = new Set<string>()
    for (const customer of customers)
      for (const { conversation_id } of await shop.read(cartsOfCustomer, { customer })) found.add(conversation_id)
    for (const conversation of found) {
      const under = await shop.read(cartsOfConversation, { conversation })
      if (under.some(({ customer_id }) => customer_id !== null && !customers.includes(customer_id))) found.delete(conversation)
    }
    return [...found]
  },
  async *erase(shop, person): AsyncGenerator<Piece> {
    for await (const { id, conversation_id } of cartsOf(shop, person)) {
      yield {
        subjects: [conversation_id],
        erase: async (tx) => {
          await tx.run(dropItems, { cart: id })
          return { erased: { carts: (await tx.run(forgetCart, { id })).changes } }
        },
      }
    }
    for (const conversation of person.conversations) {
      yield {
        subjects: [conversation],
        erase: async (tx) => ({ erased: { quotes: (await tx.run(dropQuotesOf, { conversation })).changes } }),
      }
    }
  },
}

/** Those in his name, then those in his conversations that are in nobody else's. */
async function* cartsOf(shop: Shop, { customers, conversations }: Person): AsyncGenerator<CartRow> {
  for (const customer of customers) yield* await shop.read(cartsOfCustomer, { customer })
  for (const conversation of conversations)
    yield* (await shop.read(cartsOfConversation, { conversation })).filter(({ customer_id }) => customer_id === null)
}
