import { addressKey } from '../address.ts'
import { providerKeys, type StoreFile } from './schema.ts'

type Line = StoreFile['lines'][number]

/** What belongs to one line of the whole installation alone, and where it stands in the line. */
export interface LineName {
  /** `address`, or what its provider calls its own id. */
  readonly called: string
  /** As it is compared. */
  readonly value: string
  readonly path: readonly string[]
}

/** Of web chats none: their address is only a name, and visitors come to the line by its id. */
export function namesOf(line: Line): LineName[] {
  if (line.provider === 'webchat') return []
  const id = idAtProvider(line)
  return [...(id ? [id] : []), { called: 'address', value: addressKey(line.address), path: ['address'] }]
}

/** Null where the address is all that a provider knows. */
export function idAtProvider({ provider, credentials }: Line): LineName | null {
  const called = providerKeys[provider]
  const value = called === undefined ? undefined : credentials[called]
  return called === undefined || value === undefined ? null : { called, value, path: ['credentials', called] }
}

export function aOrAn(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
