import type { Conversation } from './conversation.ts'
import { midnightOf } from './days.ts'
import type { Texts } from './texts.ts'
import type { Delivery, Message } from './wire.ts'

/** What stands in the list, from top to bottom: what is stored, then what is still on its way. */
export interface Entry {
  role: Message['role']
  /** Who said it: for the eyes at the first of several in a row, for a screen reader at each. */
  speaker: string
  text: string
  at: number
  /** Only on what the visitor wrote. */
  mark: Mark | null
  /** The widget's own id of what can be sent again. */
  retry: string | null
  isFirst: boolean
  isNewDay: boolean
}

export type Mark = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** Words that follow each other this closely belong together. */
const oneBreathMs = 5 * 60_000

/** Queued is the shop's word for: stored, and a seller will take it. */
const marks: Record<Delivery, Mark> = { queued: 'sent', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed' }

export function entriesOf({ messages, unsent }: Conversation, texts: Texts): Entry[] {
  const stored = messages.map(({ role, name, text, at, delivery }) => {
    const isOwn = role === 'customer'
    const speaker = isOwn ? texts.you : [name ?? texts.someone, ...(role === 'staff' ? [texts.team] : [])].join(' · ')
    return { role, speaker, text, at: Date.parse(at), mark: isOwn ? marks[delivery] : null, retry: null }
  })
  const onTheWay = unsent.map(({ id, text, at, failed }) => {
    return {
      key: id,
      role: 'customer' as const,
      speaker: texts.you,
      text,
      at,
      mark: failed ? ('failed' as const) : ('sending' as const),
      retry: failed ? id : null,
    }
  })
  return [...stored, ...onTheWay].map((entry, index, all) => {
    const before = all[index - 1]
    const isNewDay = !before || midnightOf(before.at) !== midnightOf(entry.at)
    const isFirst = isNewDay || before.role !== entry.role || before.speaker !== entry.speaker || entry.at - before.at > oneBreathMs
    return { ...entry, isFirst, isNewDay }
  })
}
