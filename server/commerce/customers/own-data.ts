import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import { writeAmount } from '../../shop/currency.ts'
import type { Shop } from '../../shop/shop.ts'
import { findCustomerRow, forgetFigures, forgetNotes, listFigures, listNotes } from './customers.sql.ts'
import { listIdentities } from './identities.sql.ts'
import { customerSubject } from './identities.ts'
import type { Note } from './notes.ts'
import { erasingEvents, type Person, type PersonalData, type Piece, section } from './personal-data.ts'

const atOnce = 200

const text = z.string().nullable()

const records = section({
  name: 'records',
  means: 'What he is entered as; more than one where records of his turned out to be of one person',
  record: z.object({
    id: z.string(),
    merged_into: text,
    name: text,
    email: text,
    phone: text,
    language: text,
    address: text,
    segment: text,
    created_at: z.string(),
  }),
  async *collect(shop, { customers }) {
    for (const id of customers)
      for (const { created_at, ...row } of await shop.read(findCustomerRow, { id })) yield { ...row, created_at: isoTime(created_at) }
  },
})

const identities = section({
  name: 'identities',
  means: 'What he is known by, and who says that it is his',
  record: z.object({ kind: z.string(), value: z.string(), proof: z.string(), since: z.string(), seen_at: z.string() }),
  async *collect(shop, { customers }) {
    for (const customer of customers)
      for (const { kind, value, proof, since, seen_at } of await shop.read(listIdentities, { customer }))
        yield { kind, value, proof, since: isoTime(since), seen_at: isoTime(seen_at) }
  },
})

const notes = section({
  name: 'notes',
  means: 'What staff noted',
  record: z.object({ id: z.string(), text: z.string(), author: text, at: z.string() }),
  async *collect(shop, person) {
    for await (const page of pagesOfNotes(shop, person)) for (const { at, ...note } of page.notes) yield { ...note, at: isoTime(at) }
  },
})

const figures = section({
  name: 'figures',
  means: 'What his orders come to',
  record: z.object({ orders: z.int(), total: z.object({ amount: z.string(), currency: z.string() }), last_order_at: text }),
  async *collect(shop, { customers }) {
    const { currency } = shop.tenant
    for (const customer of customers)
      for (const { orders, total, last_order_at } of await shop.read(listFigures, { customer }))
        yield {
          orders,
          total: { amount: writeAmount(total, currency), currency },
          last_order_at: last_order_at === null ? null : isoTime(last_order_at),
        }
  },
})

/** What this module itself holds of people. Details and identities go in the unit that cuts a person off. */
export const customersData: PersonalData = {
  sections: [records, identities, notes, figures],
  keeps: { fingerprints: 'Keyed hashes of the ids he had, so that no file of customers brings him back' },
  async *erase(shop, person): AsyncGenerator<Piece> {
    for await (const { customer, notes } of pagesOfNotes(shop, person)) {
      const up_to = notes.at(-1)?.id ?? ''
      yield {
        subjects: [customerSubject(customer)],
        erase: async (tx) => ({ erased: { notes: (await tx.run(forgetNotes, { customer, up_to })).changes } }),
      }
    }
    for (const customer of person.customers) {
      yield {
        subjects: [customerSubject(customer)],
        erase: async (tx) => ({ erased: { figures: (await tx.run(forgetFigures, { customer })).changes } }),
      }
      yield* erasingEvents(shop, customerSubject(customer))
    }
  },
}

async function* pagesOfNotes(shop: Shop, { customers }: Person): AsyncGenerator<{ customer: string; notes: Note[] }> {
  for (const customer of customers) {
    for (let after = ''; ; ) {
      const notes = await shop.read(listNotes, { customer, after, limit: atOnce })
      if (notes.length === 0) break
      yield { customer, notes }
      after = notes.at(-1)?.id ?? ''
    }
  }
}
