import { isPhone, type Met } from '../../commerce/customers/customers.ts'
import type { InboundMessage } from '../channels/channels.ts'
import type { InboxLine } from './rules.ts'

/** What a message proves of whoever wrote it: on WhatsApp a phone number, in the web chat a visitor, elsewhere the provider's own id. */
export function metBy(line: Pick<InboxLine, 'id' | 'channel'>, message: Pick<InboundMessage, 'address' | 'name' | 'language'>): Met {
  const { address, name, language } = message
  const who = { name, language }
  if (line.channel === 'whatsapp' && isPhone(address)) return { ...who, kind: 'phone', value: address.replace(/^whatsapp:/i, '') }
  if (line.channel === 'webchat') return { ...who, kind: 'visitor', value: address }
  // An id is a person's on that page or account only: another line's same id may be somebody else's.
  return { ...who, kind: 'provider', value: `${line.channel} ${line.id} ${address}` }
}
