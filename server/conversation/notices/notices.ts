import { type Handler, on } from '../../platform/events/events.ts'
import type { Metrics } from '../../platform/telemetry/telemetry.ts'
import { findLine } from '../../shop/lines/lines.ts'
import { findSetting, findTenant } from '../../shop/tenants/tenants.ts'
import type { Channel } from '../channels/channels.ts'
import { inboxLine } from '../desk.ts'
import { findConversationById, salesEscalate, say, toConversation } from '../inbox/inbox.ts'

const personComes: Readonly<Record<string, string>> = {
  es: 'Te paso con una persona. En breve te responde por acá.',
  pt: 'Vou passar você para uma pessoa. Ela responde por aqui em breve.',
  en: 'I am handing you to a person, who will answer you here shortly.',
}

/** What the shop itself says when something happened, in the customer's language and on the line they wrote to. */
export function noticeHandlers(channels: readonly Channel[], metrics: Metrics): Handler[] {
  const byProvider = new Map(channels.map((channel) => [channel.provider, channel]))
  return [
    on(salesEscalate, 'notices.person-comes', async (tx, { data }) => {
      tx.afterCommit(() => metrics.escalations.add({ tenant_id: tx.tenant, reason: data.cause }))
      const row = (await tx.run(findConversationById, { id: data.conversation })).rows[0]
      const tenant = (await tx.run(findTenant, {})).rows[0]
      const line = row?.line_id ? (await tx.run(findLine, { id: row.line_id })).rows[0] : undefined
      const channel = line && byProvider.get(line.provider)
      if (!row || !tenant || !line || !channel) return
      const handoff = (await tx.run(findSetting, { id: 'handoff' })).rows[0]?.document
      const text = wordsFor(handoff, row.language ?? tenant.locale)
      await say(tx, inboxLine(line, channel, handoff), toConversation(row), { role: 'system', text, name: null, turn: null })
    }),
  ]
}

/** The shop's own words where its store file has some for this language, else ours. */
function wordsFor(handoff: string | undefined, locale: string): string {
  const language = locale.slice(0, 2)
  const { message } = handoff === undefined ? {} : (JSON.parse(handoff) as { message?: string | Record<string, string> })
  if (typeof message === 'string') return message
  return message?.[language] ?? personComes[language] ?? message?.es ?? personComes.es ?? ''
}
