import { addressKey } from '../../shop/address.ts'
import { placeInTime, readPlaceInTime } from '../../shop/cursors.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Conversation, Message } from './conversation.ts'
import { conversationColumns, findConversationById, toConversation } from './conversations.sql.ts'
import { markReadUpTo } from './deliveries.sql.ts'
import { lastShopMessage, listMessages, toMessage } from './messages.sql.ts'
import { findOpenTurn } from './turns.sql.ts'

export interface ConversationFilter {
  line?: string | undefined
  address?: string | undefined
  status?: 'bot' | 'human' | 'closed' | undefined
  team?: string | undefined
}

export interface Page {
  limit: number
  after?: string | undefined
}

export async function findConversation(shop: Shop, id: string): Promise<Conversation | null> {
  const row = (await shop.read(findConversationById, { id }))[0]
  return row ? toConversation(row) : null
}

/** Oldest first, whatever they are called: some ids are words of the caller's. One row more than the page tells whether there is another. */
export async function listConversations(
  shop: Shop,
  filter: ConversationFilter,
  page: Page,
): Promise<{ items: Conversation[]; next: string | null }> {
  let query = shop.sql
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('tenant_id', '=', shop.tenant.id)
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit + 1)
  if (page.after !== undefined) {
    const { at, id } = readPlaceInTime(page.after)
    // Said twice, so that the page begins at its place in the index and not at the first of all.
    query = query.where('created_at', '>=', at).where((row) => row.or([row('created_at', '>', at), row('id', '>', id)]))
  }
  if (filter.line !== undefined) query = query.where('line_id', '=', filter.line)
  if (filter.address !== undefined) query = query.where('address_key', '=', addressKey(filter.address))
  if (filter.team !== undefined) query = query.where('team', '=', filter.team)
  const now = shop.clock.now()
  if (filter.status === 'closed') query = query.where('floor_holder', '=', 'nobody').where('floor_reason', '=', 'closed')
  if (filter.status === 'human') query = query.where('floor_holder', '=', 'staff').where('floor_until', '>', now)
  if (filter.status === 'bot') {
    query = query.where((row) =>
      row.or([
        row('floor_holder', '=', 'seller'),
        row.and([row('floor_holder', '=', 'staff'), row('floor_until', '<=', now)]),
        row.and([row('floor_holder', '=', 'nobody'), row('floor_reason', '!=', 'closed')]),
      ]),
    )
  }
  const rows = await query.execute()
  const items = rows.slice(0, page.limit).map(toConversation)
  const last = items.at(-1)
  return { items, next: rows.length > page.limit && last ? placeInTime(last) : null }
}

/** Of a person, by any id he has had: where he wrote last and nobody has closed since. */
export async function newestOpenConversation(shop: Shop, customers: readonly string[]): Promise<string | null> {
  const row = await shop.sql
    .selectFrom('conversations')
    .select('id')
    .where('tenant_id', '=', shop.tenant.id)
    .where('customer_id', 'in', customers.slice(0, 90))
    .where((row) => row.not(row.and([row('floor_holder', '=', 'nobody'), row('floor_reason', '=', 'closed')])))
    .orderBy('last_message_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export async function readMessages(
  shop: Shop,
  conversation: string,
  page: { after: number; limit: number },
): Promise<{ items: Message[]; next: number | null }> {
  const rows = await shop.read(listMessages, { conversation, after: page.after, limit: page.limit + 1 })
  const items = rows.slice(0, page.limit).map(toMessage)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.seq ?? null) : null }
}

/** All of them, and those in which staff hold the floor: somebody waits for a person there. */
export async function countConversations(shop: Shop): Promise<{ conversations: number; waiting: number }> {
  const counted = shop.sql
    .selectFrom('conversations')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', shop.tenant.id)
  const conversations = await counted.executeTakeFirstOrThrow()
  const waiting = await counted.where('floor_holder', '=', 'staff').where('floor_until', '>', shop.clock.now()).executeTakeFirstOrThrow()
  return { conversations: Number(conversations.count), waiting: Number(waiting.count) }
}

/** The customer has seen everything up to here; on channels whose customers read our own database. */
export async function markRead(shop: Shop, conversation: string, seq: number): Promise<void> {
  await shop.transaction('inbox.read', async (tx) => {
    await tx.lock(conversation)
    const { changes } = await tx.run(markReadUpTo, { conversation, seq })
    if (changes > 0) tx.wake(conversation, 'delivery.changed')
  })
}

/** How far the shop has read and answered, and whether its seller is at it right now. */
export async function progressOf(shop: Shop, conversation: string): Promise<{ readTo: number; writing: boolean }> {
  const said = (await shop.read(lastShopMessage, { conversation }))[0]
  const turn = (await shop.read(findOpenTurn, { conversation }))[0]
  return { readTo: said?.seq ?? 0, writing: turn?.claimed === 1 }
}
