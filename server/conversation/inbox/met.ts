import { isPhone, type Met } from '../../commerce/customers/customers.ts'
import type { InboundMessage } from '../channels/channels.ts'
import { type InboxLine, isCarried } from './rules.ts'

/** What a message proves of whoever wrote it: on WhatsApp a phone number, in the web chat a visitor, elsewhere the provider's own id. */
export function metBy(
  line: Pick<InboxLine, 'id' | 'channel'>,
  message: Pick<InboundMessage, 'address' | 'name' | 'language'> & { conversation?: string },
): Met {
  const { address, name, language } = message
  const who = { name, language }
  // A caller that carries the channel vouches for the address it names, not for a conversation's name that looks like one.
  const isVouchedFor = line.channel === 'whatsapp' || (isCarried(line) && address !== message.conversation)
  if (isVouchedFor && isPhone(address)) return { ...who, kind: 'phone', value: address.replace(/^whatsapp:/i, '') }
  if (line.channel === 'webchat') return { ...who, kind: 'visitor', value: address }
  // An id is a person's on that page or account only: another line's same id may be somebody else's.
  return { ...who, kind: 'provider', value: `${line.channel} ${line.id} ${address}` }
}
