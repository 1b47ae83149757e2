import { addressKey } from '../../shop/address.ts'

/** A person who buys here. What is null nobody has told us. */
export interface Customer {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  address: string | null
  /** What somebody says he is; null leaves it to the rules. */
  segment: string | null
  createdAt: number
}

export type IdentityKind = 'phone' | 'email' | 'provider' | 'visitor'

/**
 * Who says that this is his: the channel it came by, a code sent to it, our own staff, or nobody (it was typed into a chat, and
 * anybody may have typed it).
 */
export type Proof = 'channel' | 'code' | 'staff' | 'none'

/** One thing a person is known by. */
export interface Identity {
  kind: IdentityKind
  /** As it was given. */
  value: string
  proof: Proof
}

export const details = ['name', 'email', 'phone', 'language', 'address', 'segment'] as const
export type Details = Pick<Customer, (typeof details)[number]>
/** What is left out stays; what is null is taken away. */
export type DetailChanges = { [Detail in keyof Details]?: Details[Detail] | undefined }

/** What makes two spellings of an identity one. */
export function identityKey(kind: IdentityKind, value: string): string {
  if (kind === 'phone') return addressKey(value)
  if (kind === 'email') return value.trim().toLowerCase()
  return value
}

/** As somebody typed it, without the decoration; no numbering plan is enforced, so no `+` is put before what may be a local number. */
export function plainPhone(typed: string): string {
  const bare = typed.trim().replace(/^whatsapp:/i, '')
  return `${bare.startsWith('+') ? '+' : ''}${bare.replace(/\D/g, '')}`
}

/** Whether it could be a phone number at all. */
export function isPhone(typed: string): boolean {
  return /^\+?[\d\s().-]+$/.test(typed.trim().replace(/^whatsapp:/i, '')) && /^\+?\d{6,20}$/.test(plainPhone(typed))
}

/** Of two records of one person: what the one lacks the other may have. */
export function mergedDetails(survivor: Details, other: Details): Details {
  const merged: Record<string, string | null> = {}
  for (const detail of details) merged[detail] = survivor[detail] ?? other[detail]
  return merged as unknown as Details
}

/** The older record is the one that stays: the same whichever way round the two are named. */
export function olderFirst<Dated extends { id: string; createdAt: number }>(left: Dated, right: Dated): [Dated, Dated] {
  const isOlder = left.createdAt < right.createdAt || (left.createdAt === right.createdAt && left.id < right.id)
  return isOlder ? [left, right] : [right, left]
}
