import type { Tx } from '../../platform/events/events.ts'
import { type Identity, type IdentityKind, identityKey, type Proof } from './customer.ts'
import { fillIn, insertCustomer } from './customers.sql.ts'
import { claimByChannel, findProven, forgetTyped, noteIdentity, proveIdentity, strengthenProof } from './identities.sql.ts'

/** How a customer's record is named among the subjects that units lock. */
export function customerSubject(customer: string): string {
  return `customer ${customer}`
}

/** What a channel shows of whoever writes: that the address is his, and what he calls himself. */
export interface Met {
  kind: IdentityKind
  value: string
  name: string | null
  language: string | null
}

/** The customer who writes from this address, made when nobody has written from it: also when two first messages come at once. */
export async function customerByChannel(tx: Tx, met: Met): Promise<string> {
  const { kind, value, name, language } = met
  const id = tx.ids()
  const at = tx.clock.now()
  const { rows } = await tx.run(claimByChannel, { customer: id, kind, key: identityKey(kind, value), value, at })
  const owner = rows[0]?.customer_id
  if (owner === undefined) throw new Error('an identity was claimed and is nobody’s')
  if (owner !== id) {
    if (name !== null || language !== null) await tx.run(fillIn, { id: owner, name, language })
    return owner
  }
  // A provider gives the whole international number, with its + or without.
  const phone = kind === 'phone' ? `+${value.replace(/\D/g, '')}` : null
  const email = kind === 'email' ? value : null
  await tx.run(insertCustomer, { id, name, email, phone, language, address: null, segment: null, at })
  return id
}

/** Null when it is proven now; else the customer who already has proof of it. */
export async function giveProof(tx: Tx, customer: string, identity: Identity): Promise<string | null> {
  const { kind, value, proof } = identity
  const key = identityKey(kind, value)
  const owner = (await tx.run(findProven, { kind, key })).rows[0]?.customer_id
  if (owner !== undefined && owner !== customer) return owner
  if (owner === customer) {
    if (proof === 'channel' || proof === 'code') await tx.run(strengthenProof, { customer, kind, key, proof })
    return null
  }
  await tx.run(forgetTyped, { customer, kind, key })
  const { changes } = await tx.run(proveIdentity, { customer, kind, key, value, proof, at: tx.clock.now() })
  if (changes === 1) return null
  // Between the look and the writing somebody else was faster, and is committed: the insert has waited for him.
  const faster = (await tx.run(findProven, { kind, key })).rows[0]?.customer_id
  if (faster === undefined) throw new Error('an identity is taken and nobody has it')
  return faster
}

/** Kept beside the customer and searched by, and no proof of anything. */
export async function noteTyped(tx: Tx, customer: string, kind: IdentityKind, value: string): Promise<void> {
  await tx.run(noteIdentity, { customer, kind, key: identityKey(kind, value), value, at: tx.clock.now() })
}

/** Writes an identity as it was on another record of the same person. */
export async function takeOver(
  tx: Tx,
  customer: string,
  identity: { kind: IdentityKind; key: string; value: string; proof: Proof; since: number },
): Promise<void> {
  const { kind, key, value, proof, since: at } = identity
  if (proof === 'none') {
    await tx.run(noteIdentity, { customer, kind, key, value, at })
    return
  }
  await tx.run(forgetTyped, { customer, kind, key })
  await tx.run(proveIdentity, { customer, kind, key, value, proof, at })
}
