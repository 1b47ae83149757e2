import type { Message } from '../../conversation/inbox/inbox.ts'
import { isoTime } from '../../platform/http/http.ts'

/** A message as the visitor's widget shows it. */
export function messageForVisitor(message: Message): Record<string, unknown> {
  const clientId = message.role === 'customer' ? message.providerId?.split(' ')[1] : undefined
  return {
    id: message.id,
    seq: message.seq,
    role: message.role,
    name: message.name,
    text: message.text,
    at: isoTime(message.at),
    delivery: message.delivery,
    ...(clientId === undefined ? {} : { client_id: clientId }),
  }
}
