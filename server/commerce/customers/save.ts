import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { type DetailChanges, type Details, details, type Identity, type IdentityKind, identityKey } from './customer.ts'
import { findCustomerRow, insertCustomer, toCustomer, writeDetails } from './customers.sql.ts'
import { findCustomer, type KnownCustomer } from './find.ts'
import { forgetIdentity, listIdentities } from './identities.sql.ts'
import { customerSubject, giveProof } from './identities.ts'

export type CustomerRefusal =
  | { code: 'customer_not_found'; customer: string }
  /** Somebody else has proof of it: the two may be one person, which only a person or proof can say. */
  | { code: 'phone_taken' | 'email_taken'; customer: string }

const contacts = ['phone', 'email'] as const
type Contact = (typeof contacts)[number]

/** A customer whom the shop's own people enter: their word is the proof. */
export async function createCustomer(shop: Shop, given: Details): Promise<Outcome<KnownCustomer, CustomerRefusal>> {
  const outcome = await shop.transaction('customers.create', async (tx): Promise<Outcome<string, CustomerRefusal>> => {
    const id = tx.ids()
    await tx.lock(customerSubject(id))
    const taken = await claimContacts(tx, id, given)
    if (taken) return refuse(taken)
    await tx.run(insertCustomer, { id, ...given, at: tx.clock.now() })
    return done(id)
  })
  return outcome.ok ? done(await mustFind(shop, outcome.value)) : outcome
}

/** What is left out stays; what is null is taken away. */
export async function changeCustomer(shop: Shop, id: string, changes: DetailChanges): Promise<Outcome<KnownCustomer, CustomerRefusal>> {
  for (;;) {
    const current = await findCustomer(shop, id)
    if (!current) return refuse({ code: 'customer_not_found', customer: id })
    const outcome = await shop.transaction('customers.change', async (tx): Promise<Outcome<string, CustomerRefusal> | 'look_again'> => {
      await tx.lock(customerSubject(current.id))
      const row = (await tx.run(findCustomerRow, { id: current.id })).rows[0]
      // Merged or erased since we looked: what is locked is no longer the person.
      if (!row || row.merged_into !== null) return 'look_again'
      const before = toCustomer(row)
      const after = Object.fromEntries(details.map((detail) => [detail, changes[detail] === undefined ? before[detail] : changes[detail]]))
      const taken = await claimContacts(tx, current.id, changes)
      if (taken) return refuse(taken)
      await dropContacts(tx, current.id, before, changes)
      await tx.run(writeDetails, { id: current.id, ...(after as unknown as Details) })
      return done(current.id)
    })
    if (outcome === 'look_again') continue
    if (!outcome.ok) return outcome
    const changed = await findCustomer(shop, outcome.value)
    // Whoever was erased the moment after is somebody nobody knows.
    return changed ? done(changed) : refuse({ code: 'customer_not_found', customer: id })
  }
}

/** All of them, or none: what was claimed before the one that is taken is given back. */
async function claimContacts(tx: Tx, customer: string, given: Pick<DetailChanges, Contact>): Promise<CustomerRefusal | null> {
  const before = new Set((await tx.run(listIdentities, { customer })).rows.filter(isProven).map(({ kind, key }) => `${kind} ${key}`))
  const claimed: { kind: IdentityKind; key: string }[] = []
  for (const contact of contacts) {
    const value = given[contact]
    if (value == null) continue
    const key = identityKey(contact, value)
    const owner = await giveProof(tx, customer, { kind: contact, value, proof: 'staff' })
    if (owner !== null) {
      for (const claim of claimed) await tx.run(forgetIdentity, { customer, ...claim })
      return { code: `${contact}_taken`, customer: owner }
    }
    if (!before.has(`${contact} ${key}`)) claimed.push({ kind: contact, key })
  }
  return null
}

/** A number that staff took away finds him no longer; one he wrote from is his all the same. */
export async function dropContacts(
  tx: Tx,
  customer: string,
  before: Pick<Details, Contact>,
  changes: Pick<DetailChanges, Contact>,
): Promise<void> {
  const known = (await tx.run(listIdentities, { customer })).rows
  for (const contact of contacts) {
    const [old, now] = [before[contact], changes[contact]]
    if (old === null || now === undefined) continue
    const key = identityKey(contact, old)
    if (now !== null && identityKey(contact, now) === key) continue
    const identity = known.find((row) => row.kind === contact && row.key === key)
    if (identity?.proof === 'staff' || identity?.proof === 'none') await tx.run(forgetIdentity, { customer, kind: contact, key })
  }
}

function isProven({ proof }: Pick<Identity, 'proof'>): boolean {
  return proof !== 'none'
}

async function mustFind(shop: Shop, id: string): Promise<KnownCustomer> {
  const customer = await findCustomer(shop, id)
  if (!customer) throw new Error(`customer ${id} is committed and not readable`)
  return customer
}
