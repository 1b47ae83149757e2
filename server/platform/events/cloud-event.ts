import { isoTime } from '../iso-time.ts'
import type { Told } from './event.ts'

/** An event as the outside gets it: CloudEvents 1.0, structured. */
export interface CloudEvent {
  specversion: '1.0'
  id: string
  source: string
  type: string
  subject: string
  time: string
  datacontenttype: 'application/json'
  /** Whose it is. */
  tenantid: string
  /** Orders the events of a subject. */
  sequence: string
  data: unknown
}

export function toCloudEvent(told: Told): CloudEvent {
  return {
    specversion: '1.0',
    id: told.id,
    source: `/mostrador/${roleOf(told.type)}`,
    type: told.type,
    subject: told.subject,
    time: isoTime(told.at),
    datacontenttype: 'application/json',
    tenantid: told.tenant,
    sequence: String(told.seq),
    data: told.data,
  }
}

const roles: readonly (readonly [prefix: string, role: string])[] = [
  ['store.whatsapp.', 'gateway'],
  ['store.chat.', 'seller'],
  ['store.product.', 'catalog'],
  ['store.sales.', 'assistant'],
]

/** What role tells of it, as `source` says. */
function roleOf(type: string): string {
  return roles.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'orders'
}
