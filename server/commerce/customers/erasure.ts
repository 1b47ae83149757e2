import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { findCustomerRow, forgetCustomer, listIds } from './customers.sql.ts'
import { findErased, findErasureRow, findKey, insertErased, insertErasure, insertKey, listErased } from './erasures.sql.ts'
import { currentCustomerId, everyIdOf } from './find.ts'
import { forgetIdentities } from './identities.sql.ts'
import { customerSubject } from './identities.ts'
import type { CustomerRefusal } from './save.ts'

/** What became of somebody's wish to be forgotten. It says nothing of him. */
export interface Erasure {
  id: string
  askedBy: string
  askedAt: number
  /** Null while something is left to do. */
  doneAt: number | null
  /** How many of what. */
  erased: Record<string, number>
  kept: Record<string, number>
}

/** So long whoever carries an erasure on may say nothing, until another takes it. */
export const leaseMs = 30_000

/**
 * From here on nobody is known by what he was known by: whoever writes from his address is a new person. Answers with the erasure
 * that carries out the rest, the same however often it is asked for.
 */
export async function askErasure(shop: Shop, id: string, askedBy: string): Promise<Outcome<string, CustomerRefusal>> {
  for (;;) {
    const before = await erasureOf(shop, id)
    if (before !== null) return done(before)
    const current = await currentCustomerId(shop, id)
    const ids = await everyIdOf(shop, current)
    if (ids.length === 0) {
      // Each reading sees its own moment: he may have been erased since the first.
      const since = await erasureOf(shop, id)
      return since === null ? refuse({ code: 'customer_not_found', customer: id }) : done(since)
    }
    const erasure = await shop.transaction('customers.erase', async (tx) => {
      await tx.lock(...ids.map(customerSubject))
      // Merged or erased since we looked: what is locked is not all of the person.
      if ((await currentCustomerId(tx, current)) !== current) return null
      const now = (await tx.run(listIds, { id: current })).rows
      if (now.length !== ids.length || now.some((row, index) => row.id !== ids[index])) return null
      return cutOff(tx, shop, current, ids, askedBy)
    })
    if (erasure !== null) return done(erasure)
  }
}

async function cutOff(tx: Tx, shop: Shop, current: string, ids: readonly string[], askedBy: string): Promise<string> {
  const erasure = tx.ids()
  let identities = 0
  // First: on PostgreSQL this waits for whoever is writing from one of them, and what he wrote is found by its customer then.
  for (const customer of ids) identities += (await tx.run(forgetIdentities, { customer })).changes
  const { changes: customers } = await tx.run(forgetCustomer, { id: current })
  await tx.run(insertErasure, {
    id: erasure,
    erased: JSON.stringify({ customers, identities }),
    kept: JSON.stringify({ fingerprints: ids.length }),
    asked_by: askedBy,
    asked_at: tx.clock.now(),
    due: tx.now() + leaseMs,
  })
  for (const key of ids) {
    await tx.run(insertKey, { erasure, kind: 'customer', key })
    await tx.run(insertErased, { person: shop.hashAddress(key), erasure })
  }
  return erasure
}

/**
 * Whether a conversation has ended because its customer is being erased: nothing is kept under it any more. Asked behind the
 * conversation's lock.
 */
export async function isBeingErased(tx: Tx, conversation: string): Promise<boolean> {
  return (await tx.run(findKey, { kind: 'conversation', key: conversation })).rows.length > 0
}

/** Who a unit writes something for: null once he was erased. He is locked, so that he is not erased before the unit's end. */
export async function keepFromErasure(tx: Tx, customer: string | null): Promise<string | null> {
  if (customer === null) return null
  await tx.lock(customerSubject(customer))
  return (await tx.run(findCustomerRow, { id: customer })).rows.length > 0 ? customer : null
}

/** By any id the person had. */
async function erasureOf(shop: Shop, customer: string): Promise<string | null> {
  return (await shop.read(findErased, { person: shop.hashAddress(customer) }))[0]?.erasure_id ?? null
}

export async function findErasure(shop: Shop, customer: string): Promise<Erasure | null> {
  const id = await erasureOf(shop, customer)
  return id === null ? null : readErasure(shop, id)
}

export async function readErasure(shop: Shop, id: string): Promise<Erasure | null> {
  const row = (await shop.read(findErasureRow, { id }))[0]
  if (!row) return null
  return {
    id: row.id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    doneAt: row.done_at,
    erased: JSON.parse(row.erased),
    kept: JSON.parse(row.kept),
  }
}

/** Whether an id is of somebody who was erased: he stays erased, whatever file names him. */
export async function erasedAmong(place: Pick<Shop, 'read' | 'hashAddress'>): Promise<(id: string) => boolean> {
  const erased = new Set((await place.read(listErased, {})).map(({ person }) => person))
  return (id) => erased.has(place.hashAddress(id))
}
