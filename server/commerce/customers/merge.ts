import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Identity, identityKey, mergedDetails, olderFirst } from './customer.ts'
import { findCustomerRow, moveNotes, pointToSurvivor, toCustomer, writeDetails } from './customers.sql.ts'
import { currentCustomerId } from './find.ts'
import { findProven, forgetIdentities, listIdentities } from './identities.sql.ts'
import { customerSubject, giveProof, takeOver } from './identities.ts'
import type { CustomerRefusal } from './save.ts'

/**
 * Makes two records one, because somebody has proof that they are one person; answers with the id that stays. References that
 * other modules keep are not rewritten: each id of the record that goes points to the one that stays, so a reference written
 * before, during or after is right at the next reading, whatever the database and however large the conversation.
 */
export async function mergeCustomers(shop: Shop, left: string, right: string): Promise<Outcome<string, CustomerRefusal>> {
  for (;;) {
    const [one, other] = [await currentCustomerId(shop, left), await currentCustomerId(shop, right)]
    const merged = await shop.transaction('customers.merge', async (tx): Promise<Outcome<string, CustomerRefusal> | 'look_again'> => {
      await tx.lock(customerSubject(one), customerSubject(other))
      return mergeBehindLocks(tx, one, other)
    })
    if (merged !== 'look_again') return merged
  }
}

/** Somebody has shown that an identity is his. When another record has it too, they are one person. Answers with his id. */
export async function proveIdentity(shop: Shop, id: string, identity: Identity): Promise<Outcome<string, CustomerRefusal>> {
  const { kind, value } = identity
  for (;;) {
    const customer = await currentCustomerId(shop, id)
    const owner = (await shop.read(findProven, { kind, key: identityKey(kind, value) }))[0]?.customer_id ?? customer
    const proven = await shop.transaction('customers.prove', async (tx): Promise<Outcome<string, CustomerRefusal> | 'look_again'> => {
      await tx.lock(customerSubject(customer), customerSubject(owner))
      const row = (await tx.run(findCustomerRow, { id: customer })).rows[0]
      if (!row) return refuse({ code: 'customer_not_found', customer })
      if (row.merged_into !== null) return 'look_again'
      const other = await giveProof(tx, customer, identity)
      if (other === null) return done(customer)
      return other === owner ? mergeBehindLocks(tx, customer, other) : 'look_again'
    })
    if (proven !== 'look_again') return proven
  }
}

/** Both locked. A record that was merged or erased since we looked is no longer the person. */
export async function mergeBehindLocks(tx: Tx, left: string, right: string): Promise<Outcome<string, CustomerRefusal> | 'look_again'> {
  const [one, other] = [(await tx.run(findCustomerRow, { id: left })).rows[0], (await tx.run(findCustomerRow, { id: right })).rows[0]]
  if (!one) return refuse({ code: 'customer_not_found', customer: left })
  if (!other) return refuse({ code: 'customer_not_found', customer: right })
  if (one.merged_into !== null || other.merged_into !== null) return 'look_again'
  if (one.id === other.id) return done(one.id)
  const [stays, goes] = olderFirst(toCustomer(one), toCustomer(other))
  await tx.run(writeDetails, { id: stays.id, ...mergedDetails(stays, goes) })
  await tx.run(pointToSurvivor, { from: goes.id, to: stays.id })
  await tx.run(moveNotes, { from: goes.id, to: stays.id })
  await moveIdentities(tx, goes.id, stays.id)
  return done(stays.id)
}

async function moveIdentities(tx: Tx, from: string, to: string): Promise<void> {
  const { rows } = await tx.run(listIdentities, { customer: from })
  await tx.run(forgetIdentities, { customer: from })
  for (const row of rows) await takeOver(tx, to, row)
}
