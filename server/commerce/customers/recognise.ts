import type { Tx } from '../../platform/events/events.ts'
import { identityKey } from './customer.ts'
import { findCustomerRow, sayDetails } from './customers.sql.ts'
import { currentCustomerId } from './find.ts'
import { listIdentities } from './identities.sql.ts'
import { customerSubject, giveProof, type Met } from './identities.ts'
import { mergeBehindLocks } from './merge.ts'
import { provenOwner } from './said.ts'

/**
 * A channel shows the phone of somebody who was met without it: it is his from now on, and whoever had it is he. Where something
 * that is known of the two contradicts, each stays who he is.
 */
export async function recognise(tx: Tx, customer: string, met: Met & { kind: 'phone' }): Promise<void> {
  const { kind, value } = met
  for (;;) {
    const one = await currentCustomerId(tx, customer)
    const owner = await provenOwner(tx, kind, value)
    if (owner === one) return
    await tx.lock(customerSubject(one), ...(owner === null ? [] : [customerSubject(owner)]))
    // Erased since we looked.
    if ((await tx.run(findCustomerRow, { id: one })).rows.length === 0) return
    if (await contradicts(tx, one, identityKey(kind, value), owner)) return
    if (owner === null) {
      if ((await giveProof(tx, one, { kind, value, proof: 'channel' })) !== null) continue
      await tx.run(sayDetails, { id: one, name: null, email: null, phone: `+${value.replace(/\D/g, '')}`, address: null })
      return
    }
    if ((await mergeBehindLocks(tx, one, owner)) !== 'look_again') return
  }
}

/** Another phone, or another mail address: who shares a word for a conversation need not be one person. */
async function contradicts(tx: Tx, customer: string, phone: string, owner: string | null): Promise<boolean> {
  const his = await contactsOf(tx, customer)
  if (his.phone.size > 0 && !his.phone.has(phone)) return true
  const theirs = owner === null ? null : await contactsOf(tx, owner)
  return theirs !== null && his.email.size > 0 && theirs.email.size > 0 && his.email.isDisjointFrom(theirs.email)
}

async function contactsOf(tx: Tx, customer: string): Promise<{ phone: Set<string>; email: Set<string> }> {
  const { rows } = await tx.run(listIdentities, { customer })
  const keysOf = (contact: 'phone' | 'email') => new Set(rows.filter(({ kind }) => kind === contact).map(({ key }) => key))
  return { phone: keysOf('phone'), email: keysOf('email') }
}
