import { z } from 'zod'
import { erasingEvents, type Piece, pagesOfEvents, section } from '../../commerce/customers/customers.ts'
import { forgetSubject, type Tx } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { addressKey } from '../../shop/address.ts'
import type { Shop } from '../../shop/shop.ts'
import { findConversationById } from './conversations.sql.ts'
import { rememberErased } from './erased-messages.ts'
import {
  forgetConversation,
  forgetDeliveries,
  forgetMessages,
  forgetTurns,
  listConversationsOf,
  listEveryMessage,
  withdrawEverything,
} from './personal.sql.ts'
import { openingSubject } from './rules.ts'
import { silenceOpenTurn } from './turns.sql.ts'

const atOnce = 100

const text = z.string().nullable()

export const conversationsSection = section({
  name: 'conversations',
  means: 'His conversations',
  record: z.object({
    id: z.string(),
    channel: z.string(),
    line: text,
    address: z.string(),
    name: text,
    language: text,
    labels: z.array(z.string()),
    assignee: text,
    team: text,
    last_message_at: z.string(),
    created_at: z.string(),
  }),
  async *collect(shop, { conversations }) {
    for (const id of conversations) {
      for (const row of await shop.read(findConversationById, { id })) {
        const { channel, line_id: line, address, customer_name: name, language, assignee, team } = row
        const labels: string[] = JSON.parse(row.labels)
        const times = { last_message_at: isoTime(row.last_message_at), created_at: isoTime(row.created_at) }
        yield { id, channel, line, address, name, language, labels, assignee, team, ...times }
      }
    }
  },
})

export const messagesSection = section({
  name: 'messages',
  means: 'What was said in them, and what became of what the shop sent',
  record: z.object({
    id: z.string(),
    conversation_id: z.string(),
    role: z.string(),
    kind: z.string(),
    text: z.string(),
    media: z.unknown(),
    at: z.string(),
    name: text,
    provider_id: text,
    delivery: z
      .object({ state: z.string(), mark: text, attempts: z.int(), repeated: z.boolean(), provider_id: text, error: text })
      .nullable(),
  }),
  async *collect(shop, { conversations }) {
    for (const conversation_id of conversations) {
      for await (const page of pagesOf(shop, conversation_id)) {
        for (const { id, role, kind, text, media, at, name, provider_id, ...sent } of page) {
          const { state, mark, attempts, repeated, sent_as, error } = sent
          const delivery = state && { state, mark, attempts: attempts ?? 0, repeated: repeated === 1, provider_id: sent_as, error }
          const said = { id, conversation_id, role, kind, text, media: media && JSON.parse(media) }
          yield { ...said, at: isoTime(at), name, provider_id, delivery }
        }
      }
    }
  },
})

export const eventsSection = section({
  name: 'events',
  means: 'What other parts of the shop, and other systems, were told of them',
  record: z.object({ conversation_id: z.string(), type: z.string(), at: z.string(), data: z.unknown() }),
  async *collect(shop, { conversations }) {
    for (const conversation_id of conversations)
      for await (const page of pagesOfEvents(shop, conversation_id))
        for (const { type, at, data } of page) yield { conversation_id, type, at: isoTime(at), data }
  },
})

export async function conversationsOf(shop: Shop, customers: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const customer of customers) found.push(...(await shop.read(listConversationsOf, { customer })).map(({ id }) => id))
  return found
}

export async function hasConversation(shop: Shop, id: string): Promise<boolean> {
  return (await shop.read(findConversationById, { id })).length > 0
}

/**
 * Nobody writes into it any more: its turn ends in silence, what has not left is withdrawn, and for every door it is not there. A
 * message that comes now, from whatever address it had, begins a new one.
 */
export function endForGood(shop: Shop, id: string): Piece {
  return {
    subjects: [id],
    erase: async (tx) => {
      const row = (await tx.run(findConversationById, { id })).rows[0]
      if (!row) return {}
      await tx.run(silenceOpenTurn, { conversation: id, outcome: 'erased' })
      await tx.run(withdrawEverything, { conversation: id })
      await tx.run(forgetConversation, { id })
      if (row.line_id !== null) await forgetSubject(tx, openingSubject(shop, row.line_id, addressKey(row.address)))
      tx.wake(id, 'conversation.changed')
      return { erased: { conversations: 1 } }
    },
  }
}

/** What was said in a conversation that has ended, oldest first; `alongside` erases what others keep of the same messages. */
export async function* erasingMessages(
  shop: Shop,
  conversation: string,
  alongside: (tx: Tx, upTo: number) => Promise<Record<string, number>>,
): AsyncGenerator<Piece> {
  for await (const page of pagesOf(shop, conversation)) {
    const up_to = page.at(-1)?.seq ?? 0
    yield {
      subjects: [conversation],
      erase: async (tx) => {
        const more = await alongside(tx, up_to)
        const { changes: turns } = await tx.run(forgetTurns, { conversation, up_to })
        const { changes: deliveries } = await tx.run(forgetDeliveries, { conversation, up_to })
        const { changes: messages } = await tx.run(forgetMessages, { conversation, up_to })
        const theirs = page.filter(({ role }) => role === 'customer')
        return { erased: { messages, deliveries, turns, ...more }, kept: { message_hashes: await rememberErased(tx, shop, theirs) } }
      },
    }
  }
  yield* erasingEvents(shop, conversation)
}

async function* pagesOf(shop: Shop, conversation: string) {
  for (let after = 0; ; ) {
    const page = await shop.read(listEveryMessage, { conversation, after, limit: atOnce })
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.seq
  }
}
