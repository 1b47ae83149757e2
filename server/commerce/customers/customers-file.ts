import { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import { type ContentTarget, readJsonContent, storeContent } from '../../shop/store-file/store-file.ts'
import { type Details, details, type IdentityKind, identityKey, isPhone, plainPhone } from './customer.ts'
import {
  findCustomerRow,
  findFileCustomer,
  insertCustomer,
  listFileCustomers,
  setFileValues,
  toCustomer,
  writeDetails,
} from './customers.sql.ts'
import { erasedAmong } from './erasure.ts'
import { findProven } from './identities.sql.ts'
import { customerSubject, giveProof, noteTyped } from './identities.ts'
import { mergeBehindLocks } from './merge.ts'
import { dropContacts } from './save.ts'

const Id = z.union([z.string().min(1, 'an id').max(200, 'at most 200 characters'), z.int().transform(String)], 'an id')
const Words = (most: number) => z.string('text').trim().min(1, 'text that is not empty').max(most, `at most ${most} characters`)

const Entry = z.strictObject({
  id: Id,
  name: Words(200).nullish(),
  email: z
    .string('an e-mail address')
    .trim()
    .max(320, 'at most 320 characters')
    .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
    .nullish(),
  phone: z.string('a phone number').refine(isPhone, 'a phone number of 6 to 20 digits').transform(plainPhone).nullish(),
  segment: Words(60).nullish(),
  language: Words(20).nullish(),
  address: Words(2000).nullish(),
})

interface Wanted extends Details {
  id: string
  /** Contacts that an earlier entry has already: one household, one number. They find both, and are proof of neither. */
  shared: ReadonlySet<IdentityKind>
}

/** The `customers:` of a store file. What people changed since is kept; whoever was erased stays erased. */
export const customersFile = storeContent<Wanted[]>({
  key: 'customers',
  read(file) {
    const read = readJsonContent(file, z.array(Entry), (entries) => {
      const seen = new Set<string>()
      return entries.flatMap(({ id }, index) => {
        if (seen.has(id)) return [{ path: [index, 'id'], takes: 'an id that no other entry has' }]
        seen.add(id)
        return []
      })
    })
    return read.ok ? { ok: true, value: wantedOf(read.value) } : read
  },
  names: (wanted) => wanted.map(({ id }) => id),
  apply: applyCustomers,
})

function wantedOf(entries: readonly z.output<typeof Entry>[]): Wanted[] {
  const seen = new Set<string>()
  return entries.map((entry) => {
    const shared = new Set<IdentityKind>()
    for (const kind of contacts) {
      const value = entry[kind]
      if (value == null) continue
      const key = `${kind} ${identityKey(kind, value)}`
      if (seen.has(key)) shared.add(kind)
      seen.add(key)
    }
    const values = Object.fromEntries(details.map((detail) => [detail, entry[detail] ?? null])) as unknown as Details
    return { id: entry.id, ...values, shared }
  })
}

const contacts = ['phone', 'email'] as const
const atOnce = 64

async function applyCustomers(into: ContentTarget, wanted: Wanted[]): Promise<number> {
  const last = new Map((await into.read(listFileCustomers, {})).map(({ id, file_values }) => [id, file_values]))
  const isErased = await erasedAmong(into)
  const changed = wanted.flatMap((entry) => {
    const said = Object.fromEntries(
      details.map((detail) => [detail, into.fingerprint(`customers ${entry.id} ${detail}\n${entry[detail]}`)]),
    )
    const before: Record<string, string> = JSON.parse(last.get(entry.id) ?? '{}')
    const differs = details.filter((detail) => before[detail] !== said[detail])
    if (differs.length === 0 || isErased(entry.id)) return []
    return [{ entry, differs, said: JSON.stringify(said) }]
  })
  // A number that went from one entry to another is free before anybody takes it, in whatever order the entries stand.
  const known = changed.filter(({ entry }) => last.has(entry.id))
  await inParts(known, (change) => releaseContacts(into, change))
  await inParts(changed, (change) => applyEntry(into, change))
  return changed.length
}

async function inParts<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) await Promise.all(items.slice(from, from + atOnce).map(work))
}

interface Change {
  entry: Wanted
  differs: readonly (keyof Details)[]
  said: string
}

async function releaseContacts(into: ContentTarget, { entry, differs }: Change): Promise<void> {
  const current = (await into.read(findCustomerRow, { id: entry.id }))[0]?.merged_into ?? entry.id
  await into.transaction('customers.release-contacts', async (tx) => {
    await tx.lock(customerSubject(current))
    const row = (await tx.run(findCustomerRow, { id: current })).rows[0]
    if (row) await dropContacts(tx, current, toCustomer(row), Object.fromEntries(differs.map((detail) => [detail, entry[detail]])))
  })
}

async function applyEntry(into: ContentTarget, { entry, differs, said }: Change): Promise<void> {
  for (;;) {
    const current = (await into.read(findCustomerRow, { id: entry.id }))[0]?.merged_into ?? entry.id
    const owners = await ownersOf(into.read, entry)
    const applied = await into.transaction('customers.apply-file', async (tx) => {
      await tx.lock(customerSubject(entry.id), customerSubject(current), ...owners.map(customerSubject))
      const row = (await tx.run(findCustomerRow, { id: entry.id })).rows[0]
      if ((row?.merged_into ?? entry.id) !== current || (await ownersOf(inside(tx), entry)).join() !== owners.join()) return false
      if (!row) await tx.run(insertCustomer, { id: entry.id, ...emptyDetails, at: tx.clock.now() })
      const person = await writeContacts(tx, current, entry, differs, owners)
      await writeChanges(tx, person, entry, differs)
      await tx.run(setFileValues, { id: entry.id, file_values: said })
      return true
    })
    if (applied) return
  }
}

const emptyDetails: Details = { name: null, email: null, phone: null, language: null, address: null, segment: null }

type Look = (statement: typeof findProven, params: { kind: IdentityKind; key: string }) => Promise<{ customer_id: string }[]>

const inside =
  (tx: Tx): Look =>
  async (statement, params) =>
    (await tx.run(statement, params)).rows

async function ownersOf(look: Look, entry: Wanted): Promise<string[]> {
  const owners: string[] = []
  for (const kind of contacts) {
    const value = entry[kind]
    if (value === null) continue
    const row = (await look(findProven, { kind, key: identityKey(kind, value) }))[0]
    if (row) owners.push(row.customer_id)
  }
  return owners
}

async function writeChanges(tx: Tx, customer: string, entry: Wanted, differs: readonly (keyof Details)[]): Promise<void> {
  const row = (await tx.run(findCustomerRow, { id: customer })).rows[0]
  if (!row) throw new Error(`customer ${customer} was merged into, and is gone`)
  const before = toCustomer(row)
  const changes = Object.fromEntries(differs.map((detail) => [detail, entry[detail]]))
  await dropContacts(tx, customer, before, changes)
  await tx.run(writeDetails, { id: customer, ...detailsOf({ ...before, ...changes }) })
}

function detailsOf(values: Details): Details {
  return Object.fromEntries(details.map((detail) => [detail, values[detail]])) as unknown as Details
}

/**
 * Answers with the record the person is kept under. The shop's own file is proof: whoever wrote from such a number is the person
 * it names. But of two entries of the file nobody says that they are one, whatever number the second now has.
 */
async function writeContacts(
  tx: Tx,
  customer: string,
  entry: Wanted,
  differs: readonly (keyof Details)[],
  locked: readonly string[],
): Promise<string> {
  let person = customer
  for (const kind of contacts) {
    const value = entry[kind]
    if (value === null || !differs.includes(kind)) continue
    const owner = entry.shared.has(kind) ? customer : await giveProof(tx, person, { kind, value, proof: 'staff' })
    if (owner === null) continue
    const mayMerge = owner !== customer && locked.includes(owner) && (await tx.run(findFileCustomer, { id: owner })).rows.length === 0
    const merged = mayMerge ? await mergeBehindLocks(tx, person, owner) : null
    if (merged !== null && merged !== 'look_again' && merged.ok) person = merged.value
    else await noteTyped(tx, person, kind, value)
  }
  return person
}
