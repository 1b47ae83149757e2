import type { Tx } from '../../platform/events/events.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Details, type IdentityKind, identityKey } from './customer.ts'
import { findCustomerRow, sayDetails } from './customers.sql.ts'
import { type KnownCustomer, listCustomers } from './find.ts'
import { findProven, listIdentities } from './identities.sql.ts'
import { noteTyped } from './identities.ts'

export type Said = { [Detail in 'name' | 'email' | 'phone' | 'address']?: Details[Detail] | undefined }

const contacts = ['phone', 'email'] as const

/**
 * What somebody says of himself: kept, and found again by, and proof of nothing, since anybody may have typed it. A contact that
 * he has proof of stays his first. False where he is not there any more.
 */
export async function noteSaid(tx: Tx, customer: string, said: Said): Promise<boolean> {
  const id = (await tx.run(findCustomerRow, { id: customer })).rows[0]?.merged_into ?? customer
  const proven = new Set(
    (await tx.run(listIdentities, { customer: id })).rows.filter(({ proof }) => proof !== 'none').map(({ kind }) => kind),
  )
  const { name = null, address = null } = said
  const [phone, email] = contacts.map((contact) => (proven.has(contact) ? null : (said[contact] ?? null)))
  const { changes } = await tx.run(sayDetails, { id, name, address, phone: phone ?? null, email: email ?? null })
  if (changes === 0) return false
  for (const contact of contacts) if (said[contact] != null) await noteTyped(tx, id, contact, said[contact])
  return true
}

/** Whoever has proof of it, else the first who named it. */
export async function findByContact(
  shop: Shop,
  contact: { phone?: string | undefined; email?: string | undefined },
): Promise<KnownCustomer | null> {
  const { items } = await listCustomers(shop, contact, { limit: 20 })
  for (const kind of contacts) {
    const owner = contact[kind] === undefined ? undefined : await provenOwner(shop, kind, contact[kind])
    const proven = items.find(({ id }) => id === owner)
    if (proven) return proven
  }
  return items[0] ?? null
}

/** Whether it is his, as far as anybody has said so: a name for somebody who is known already, not a way to find him. */
export async function isKnownBy(
  shop: Shop,
  { id }: Pick<KnownCustomer, 'id'>,
  contact: { phone?: string | undefined; email?: string | undefined },
): Promise<boolean> {
  const known = new Set((await shop.read(listIdentities, { customer: id })).map(({ kind, key }) => `${kind} ${key}`))
  return contacts.every((kind) => contact[kind] === undefined || known.has(`${kind} ${identityKey(kind, contact[kind])}`))
}

/** Null where nobody has proof of it. */
export async function provenOwner(place: Shop | Tx, kind: IdentityKind, value: string): Promise<string | null> {
  return (await lookIn(place)(findProven, { kind, key: identityKey(kind, value) }))[0]?.customer_id ?? null
}
