import { appointmentNear, nameOf, readAgenda } from '../../commerce/agenda/agenda.ts'
import { type Handler, on, type Tx } from '../../platform/events/events.ts'
import type { Metrics } from '../../platform/telemetry/telemetry.ts'
import { findLine } from '../../shop/lines/lines.ts'
import { findSetting, findTenant } from '../../shop/tenants/tenants.ts'
import type { Channel } from '../channels/channels.ts'
import { inboxLine } from '../desk.ts'
import { type Conversation, findConversationById, type InboxLine, salesEscalate, say, toConversation } from '../inbox/inbox.ts'

const personComes: Readonly<Record<string, string>> = {
  es: 'Te paso con una persona. En breve te responde por acá.',
  pt: 'Vou passar você para uma pessoa. Ela responde por aqui em breve.',
  en: 'I am handing you to a person, who will answer you here shortly.',
}

const appointmentComes: Readonly<Record<string, (service: string, when: string) => string>> = {
  es: (service, when) => `Te recordamos tu turno: ${service}, ${when}. Si no podés venir, avisanos por acá.`,
  pt: (service, when) => `Lembrete do seu horário: ${service}, ${when}. Se não puder vir, avise por aqui.`,
  en: (service, when) => `A reminder of your appointment: ${service}, ${when}. If you cannot come, tell us here.`,
}

/** What the shop itself says when something happened, in the customer's language and on the line they wrote to. */
export function noticeHandlers(channels: readonly Channel[], metrics: Metrics): Handler[] {
  const byProvider = new Map(channels.map((channel) => [channel.provider, channel]))
  const tell = async (tx: Tx, { line, conversation }: NoticePlace, text: string) => {
    const counted = { tenant_id: tx.tenant, channel: line.channel, storefront: '', direction: 'out', kind: 'text' }
    tx.afterCommit(() => metrics.messages.add(counted))
    await say(tx, line, conversation, { role: 'system', text, name: null, turn: null })
  }
  return [
    on(salesEscalate, 'notices.person-comes', async (tx, { data }) => {
      tx.afterCommit(() => metrics.escalations.add({ tenant_id: tx.tenant, reason: data.cause }))
      const at = await placeOf(tx, byProvider, data.conversation)
      if (!at) return
      await tell(tx, at, wordsFor(at.handoff, at.language))
    }),
    on(appointmentNear, 'notices.appointment-near', async (tx, { data }) => {
      const at = data.conversation === null ? null : await placeOf(tx, byProvider, data.conversation)
      if (!at) return
      const { services, hours } = await readAgenda(tx)
      const service = services.find(({ id }) => id === data.service)
      if (!service) return
      const language = at.language.slice(0, 2)
      const when = new Intl.DateTimeFormat(at.language, { dateStyle: 'full', timeStyle: 'short', timeZone: hours.timezone }).format(
        data.starts_at,
      )
      await tell(tx, at, (appointmentComes[language] ?? appointmentComes.es)?.(nameOf(service, language), when) ?? '')
    }),
  ]
}

/** Where a notice is said, and in which language. */
interface NoticePlace {
  conversation: Conversation
  line: InboxLine
  language: string
  handoff: string | undefined
}

/** Null when its conversation is nobody's here, or its line is switched off. */
async function placeOf(tx: Tx, channels: ReadonlyMap<string, Channel>, id: string): Promise<NoticePlace | null> {
  const row = (await tx.run(findConversationById, { id })).rows[0]
  const tenant = (await tx.run(findTenant, {})).rows[0]
  const line = row?.line_id ? (await tx.run(findLine, { id: row.line_id })).rows[0] : undefined
  const channel = line && channels.get(line.provider)
  if (!row || !tenant || !line || !channel) return null
  const handoff = (await tx.run(findSetting, { id: 'handoff' })).rows[0]?.document
  return { conversation: toConversation(row), line: inboxLine(line, channel, handoff), language: row.language ?? tenant.locale, handoff }
}

/** The shop's own words where its store file has some for this language, else ours. */
function wordsFor(handoff: string | undefined, locale: string): string {
  const language = locale.slice(0, 2)
  const { message } = handoff === undefined ? {} : (JSON.parse(handoff) as { message?: string | Record<string, string> })
  if (typeof message === 'string') return message
  return message?.[language] ?? personComes[language] ?? message?.es ?? personComes.es ?? ''
}
