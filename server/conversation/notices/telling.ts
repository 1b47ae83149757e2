import type { Tx } from '../../platform/events/events.ts'
import type { Metrics } from '../../platform/telemetry/telemetry.ts'
import { findLine } from '../../shop/lines/lines.ts'
import type { Tenant } from '../../shop/shop.ts'
import { findSetting, findTenant, toTenant } from '../../shop/tenants/tenants.ts'
import type { Channel, MessageTemplate } from '../channels/channels.ts'
import { inboxLine } from '../desk.ts'
import { type Conversation, countSaid, findConversationById, type InboxLine, say, toConversation } from '../inbox/inbox.ts'

export interface NoticeParts {
  channels: readonly Channel[]
  metrics: Metrics
  /** The page of an order, for whoever holds the link. */
  orderLink(tenant: string, order: { id: string; linkEpoch: number }): string
}

/** Where a notice is said, and in which language. */
export interface NoticePlace {
  tenant: Tenant
  conversation: Conversation
  line: InboxLine
  language: string
  handoff: string | undefined
}

export interface Telling {
  /** Null when its conversation is nobody's here, or its line is switched off. */
  placeOf(tx: Tx, conversation: string): Promise<NoticePlace | null>
  /** In the name of the shop itself: whoever has the floor keeps it, and it is said while staff have it too. */
  tell(tx: Tx, at: NoticePlace, notice: { text: string; template?: MessageTemplate | null }): Promise<void>
}

export function telling({ channels, metrics }: Pick<NoticeParts, 'channels' | 'metrics'>): Telling {
  const byProvider = new Map(channels.map((channel) => [channel.provider, channel]))
  return {
    async placeOf(tx, id) {
      const row = (await tx.run(findConversationById, { id })).rows[0]
      const tenant = (await tx.run(findTenant, {})).rows[0]
      const line = row?.line_id ? (await tx.run(findLine, { id: row.line_id })).rows[0] : undefined
      const channel = line && byProvider.get(line.provider)
      if (!row || !tenant || !line || !channel) return null
      const handoff = (await tx.run(findSetting, { id: 'handoff' })).rows[0]?.document
      return {
        tenant: toTenant(tenant),
        conversation: toConversation(row),
        line: inboxLine(line, channel, handoff),
        language: row.language ?? tenant.locale,
        handoff,
      }
    },
    async tell(tx, { line, conversation }, { text, template = null }) {
      tx.afterCommit(() => countSaid(metrics, tx.tenant, line))
      await say(tx, line, conversation, { role: 'system', text, name: null, turn: null, template })
    },
  }
}
