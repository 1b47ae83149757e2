import type { Message } from '../../conversation/inbox/inbox.ts'
import { isoTime } from '../../platform/http/http.ts'

/** A message as the visitor's widget shows it: his own are with the shop once stored, and read once the shop spoke after them. */
export function messageForVisitor(message: Message, readTo: number): Record<string, unknown> {
  const clientId = message.role === 'customer' ? message.providerId?.split(' ')[1] : undefined
  return {
    id: message.id,
    seq: message.seq,
    role: message.role,
    name: message.name,
    text: message.text,
    at: isoTime(message.at),
    delivery: message.role === 'customer' ? (message.seq <= readTo ? 'read' : 'delivered') : message.delivery,
    ...(clientId === undefined ? {} : { client_id: clientId }),
  }
}
