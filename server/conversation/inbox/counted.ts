import type { Metrics } from '../../platform/telemetry/telemetry.ts'
import { carried } from '../channels/channels.ts'
import type { InboxLine } from './rules.ts'

type Where = Pick<InboxLine, 'channel' | 'seller'> | null

/** A customer's message that was stored; his first opened the conversation. */
export function countReceived(metrics: Metrics, tenant: string, line: Where, message: { kind: string; seq: number }): void {
  if (message.seq === 1) metrics.conversations.add({ tenant_id: tenant, outcome: 'opened' })
  count(metrics, tenant, line, { direction: 'in', kind: message.kind })
}

export function countSaid(metrics: Metrics, tenant: string, line: Where, messages = 1): void {
  count(metrics, tenant, line, { direction: 'out', kind: 'text' }, messages)
}

/** Under the storefront that the line's seller keeps; without a line a caller carries the channel. */
function count(metrics: Metrics, tenant: string, line: Where, what: { direction: 'in' | 'out'; kind: string }, messages = 1): void {
  const { channel, seller } = line ?? { channel: carried.name, seller: null }
  metrics.messages.add({ tenant_id: tenant, channel, storefront: seller?.storefront ?? '', ...what }, messages)
}
