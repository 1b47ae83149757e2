import { appointmentNear, nameOf, readAgenda } from '../../commerce/agenda/agenda.ts'
import { type Handler, on } from '../../platform/events/events.ts'
import { salesEscalate } from '../inbox/inbox.ts'
import { orderNotices } from './order-notices.ts'
import { type NoticeParts, telling } from './telling.ts'

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
export function noticeHandlers(parts: NoticeParts): Handler[] {
  const { placeOf, tell } = telling(parts)
  return [
    on(salesEscalate, 'notices.person-comes', async (tx, { data }) => {
      tx.afterCommit(() => {
        parts.metrics.escalations.add({ tenant_id: tx.tenant, reason: data.cause })
        parts.metrics.conversations.add({ tenant_id: tx.tenant, outcome: 'handed_over' })
      })
      const at = await placeOf(tx, data.conversation)
      if (at) await tell(tx, at, { text: wordsFor(at.handoff, at.language) })
    }),
    on(appointmentNear, 'notices.appointment-near', async (tx, { data }) => {
      const at = data.conversation === null ? null : await placeOf(tx, data.conversation)
      if (!at) return
      const { services, hours } = await readAgenda(tx)
      const service = services.find(({ id }) => id === data.service)
      if (!service) return
      const language = at.language.slice(0, 2)
      const when = new Intl.DateTimeFormat(at.language, { dateStyle: 'full', timeStyle: 'short', timeZone: hours.timezone }).format(
        data.starts_at,
      )
      await tell(tx, at, { text: (appointmentComes[language] ?? appointmentComes.es)?.(nameOf(service, language), when) ?? '' })
    }),
    ...orderNotices(parts),
  ]
}

/** The shop's own words where its store file has some for this language, else ours. */
function wordsFor(handoff: string | undefined, locale: string): string {
  const language = locale.slice(0, 2)
  const { message } = handoff === undefined ? {} : (JSON.parse(handoff) as { message?: string | Record<string, string> })
  if (typeof message === 'string') return message
  return message?.[language] ?? personComes[language] ?? message?.es ?? personComes.es ?? ''
}
