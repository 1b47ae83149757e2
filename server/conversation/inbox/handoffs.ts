import { z } from 'zod'
import { type Piece, section } from '../../commerce/customers/customers.ts'
import type { Tx } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Conversation } from './conversation.ts'
import { assign, findConversationById, toConversation } from './conversations.sql.ts'
import type { FloorReason } from './floor.ts'
import {
  acceptHandoffRow,
  endHandoff,
  findHandoff,
  forgetHandoffs,
  type HandoffRow,
  type HandoffStatus,
  handoffColumns,
  handoffsOf,
  insertHandoff,
  openHandoffOf,
} from './handoffs.sql.ts'
import { salesAccepted, salesEscalate } from './inbox.events.ts'
import type { Page } from './read.ts'

/** A conversation that was given to people: it waits for one of them, is accepted, and ends when they let go of the floor. */
export interface Handoff {
  id: string
  conversation: string
  status: HandoffStatus
  team: string | null
  cause: string
  reason: string
  summary: string | null
  createdAt: number
  acceptedAt: number | null
  acceptedBy: string | null
  endedAt: number | null
}

export interface HandoffRequest {
  reason: FloorReason
  words: string
  team: string | null
  summary: string | null
}

export type HandoffRefusal =
  | { code: 'handoff_not_found'; handoff: string }
  | { code: 'handoff_accepted'; by: string }
  | { code: 'handoff_ended' }

/** Oldest first: who waits longest is met first. */
export async function listHandoffs(
  shop: Shop,
  filter: { status?: HandoffStatus | undefined; team?: string | undefined },
  page: Page,
): Promise<{ items: Handoff[]; next: string | null }> {
  let query = shop.sql
    .selectFrom('handoffs')
    .select(handoffColumns)
    .where('tenant_id', '=', shop.tenant.id)
    .orderBy('id')
    .limit(page.limit + 1)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.team !== undefined) query = query.where('team', '=', filter.team)
  const rows = await query.execute()
  const items = rows.slice(0, page.limit).map(toHandoff)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** In the unit that gives the floor to people. */
export async function openHandoff(tx: Tx, conversation: Conversation, request: HandoffRequest): Promise<void> {
  const id = tx.ids()
  const { reason: cause, words: reason, summary } = request
  const { team } = conversation
  // One that ended by time, which nobody wrote down yet.
  await tx.run(endHandoff, { conversation: conversation.id, at: tx.clock.now() })
  await tx.run(insertHandoff, { id, conversation: conversation.id, team, cause, reason, summary, at: tx.clock.now() })
  const { line, channel } = conversation
  await tx.publish(salesEscalate, {
    subject: conversation.id,
    data: { conversation: conversation.id, line, channel, handoff: id, cause, reason, team, summary },
  })
}

/** The one that staff hold the conversation's floor by; null where they took it themselves. */
export async function handoffOf(tx: Tx, conversation: string): Promise<Handoff | null> {
  const row = (await tx.run(openHandoffOf, { conversation })).rows[0]
  return row ? toHandoff(row) : null
}

/** Somebody takes it on: it is his, and the floor is held for the whole time again. `staff` is null for a program that nobody sits at. */
export async function acceptHandoff(
  shop: Shop,
  id: string,
  who: { name: string; staff: string | null },
  hold: (tx: Tx, conversation: Conversation) => Promise<void>,
): Promise<Outcome<Handoff, HandoffRefusal>> {
  const known = (await shop.read(findHandoff, { id }))[0]
  if (!known) return refuse({ code: 'handoff_not_found', handoff: id })
  return shop.transaction('inbox.accept-handoff', async (tx): Promise<Outcome<Handoff, HandoffRefusal>> => {
    await tx.lock(known.conversation_id)
    const row = (await tx.run(findHandoff, { id })).rows[0]
    const found = (await tx.run(findConversationById, { id: known.conversation_id })).rows[0]
    if (!row || !found) return refuse({ code: 'handoff_not_found', handoff: id })
    if (row.status === 'accepted') return refuse({ code: 'handoff_accepted', by: row.accepted_by ?? '' })
    const conversation = toConversation(found)
    await hold(tx, conversation)
    if (row.status === 'ended' || conversation.floor.holder !== 'staff') return refuse({ code: 'handoff_ended' })
    await accept(tx, conversation, toHandoff(row), who.name)
    if (who.staff !== null) await tx.run(assign, { id: conversation.id, assignee: who.staff, team: conversation.team })
    const accepted = (await tx.run(findHandoff, { id })).rows[0]
    return accepted ? done(toHandoff(accepted)) : refuse({ code: 'handoff_not_found', handoff: id })
  })
}

/** Whoever answers has accepted, without saying so. */
export async function acceptByAnswering(tx: Tx, conversation: Conversation, name: string): Promise<void> {
  const waiting = await handoffOf(tx, conversation.id)
  if (waiting?.status === 'waiting') await accept(tx, conversation, waiting, name)
}

async function accept(tx: Tx, conversation: Conversation, handoff: Handoff, by: string): Promise<void> {
  const { changes } = await tx.run(acceptHandoffRow, { id: handoff.id, by, at: tx.clock.now() })
  if (changes === 0) throw new Error(`hand-over ${handoff.id} was accepted behind its lock`)
  const { id, line, channel, team } = conversation
  await tx.publish(salesAccepted, { subject: id, data: { conversation: id, line, channel, handoff: handoff.id, team } })
}

function toHandoff(row: HandoffRow): Handoff {
  return {
    id: row.id,
    conversation: row.conversation_id,
    status: row.status,
    team: row.team,
    cause: row.cause,
    reason: row.reason,
    summary: row.summary,
    createdAt: row.created_at,
    acceptedAt: row.accepted_at,
    acceptedBy: row.accepted_by,
    endedAt: row.ended_at,
  }
}

export const handoffsSection = section({
  name: 'handoffs',
  means: 'When his conversations were given to people, and why',
  record: z.object({
    id: z.string(),
    conversation_id: z.string(),
    cause: z.string(),
    reason: z.string(),
    summary: z.string().nullable(),
    team: z.string().nullable(),
    created_at: z.string(),
    accepted_by: z.string().nullable(),
  }),
  async *collect(shop, { conversations }) {
    for (const conversation of conversations)
      for (const { id, conversation_id, cause, reason, summary, team, created_at, accepted_by } of await shop.read(handoffsOf, {
        conversation,
      }))
        yield { id, conversation_id, cause, reason, summary, team, created_at: isoTime(created_at), accepted_by }
  },
})

export function erasingHandoffs(conversation: string): Piece {
  return {
    subjects: [conversation],
    erase: async (tx) => ({ erased: { handoffs: (await tx.run(forgetHandoffs, { conversation })).changes } }),
  }
}
