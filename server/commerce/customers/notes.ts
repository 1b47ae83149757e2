import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { findCustomerRow, insertNote, listNotes } from './customers.sql.ts'
import { currentCustomerId } from './find.ts'
import { customerSubject } from './identities.ts'
import type { CustomerRefusal } from './save.ts'

/** What staff want to remember of a customer. */
export interface Note {
  id: string
  text: string
  author: string | null
  at: number
}

export async function addNote(
  shop: Shop,
  customer: string,
  note: { text: string; author: string | null },
): Promise<Outcome<Note, CustomerRefusal>> {
  for (;;) {
    const current = await currentCustomerId(shop, customer)
    const outcome = await shop.transaction('customers.note', async (tx): Promise<Outcome<Note, CustomerRefusal> | 'look_again'> => {
      await tx.lock(customerSubject(current))
      const row = (await tx.run(findCustomerRow, { id: current })).rows[0]
      if (!row) return refuse({ code: 'customer_not_found', customer })
      if (row.merged_into !== null) return 'look_again'
      const written: Note = { id: tx.ids(), ...note, at: tx.clock.now() }
      await tx.run(insertNote, { ...written, customer: current })
      return done(written)
    })
    if (outcome !== 'look_again') return outcome
  }
}

/** Oldest first. */
export async function readNotes(
  shop: Shop,
  customer: string,
  page: { limit: number; after?: string | undefined },
): Promise<{ items: Note[]; next: string | null }> {
  const current = await currentCustomerId(shop, customer)
  const rows = await shop.read(listNotes, { customer: current, after: page.after ?? '', limit: page.limit + 1 })
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
