import type { Tx } from '../../platform/events/events.ts'
import type { Outcome } from '../../platform/outcome.ts'
import { done, refuse } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Conversation } from './conversation.ts'
import { assign, findConversationById, setLabels, toConversation } from './conversations.sql.ts'
import { type FloorEvent, floorAt, moveFloor } from './floor.ts'
import { changeFloor } from './floor-change.ts'
import { moveWaitingHandoff } from './handoffs.sql.ts'
import { acceptByAnswering, acceptHandoff, type Handoff, type HandoffRefusal, type HandoffRequest, openHandoff } from './handoffs.ts'
import { floorRules, type InboxLine } from './rules.ts'
import { say } from './say.ts'

export type InboxRefusal = { code: 'conversation_not_found'; conversation: string }

/** What people do in a conversation. `line` is null for callers that carry the channel themselves. */
export interface Place {
  conversation: string
  line: InboxLine | null
}

/** A person's words: from here on the floor is theirs, for the line's lock or until they release it. */
export function replyAsStaff(
  shop: Shop,
  place: Place,
  reply: { text: string; name: string | null },
): Promise<Outcome<{ id: string; seq: number }, InboxRefusal>> {
  return inConversation(shop, 'inbox.staff-reply', place, async (tx, conversation) => {
    await move(tx, place.line, conversation, { kind: 'staff_wrote' })
    await acceptByAnswering(tx, conversation, reply.name ?? '')
    return say(tx, place.line, conversation, { role: 'staff', text: reply.text, name: reply.name, turn: null })
  })
}

/** Gives the floor to people at once, before anybody accepts. Asking again while they hold it changes nothing. */
export function handOver(shop: Shop, place: Place, request: HandoffRequest): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.hand-over', place, async (tx, conversation) => {
    await handOverIn(tx, place.line, conversation, request)
    return conversation
  })
}

/**
 * The same inside a unit that is already under way: a seller's own hand-over. Where no team is named it is the seller's who hands
 * over, else the one that the conversation has, which is its line's to begin with.
 */
export async function handOverIn(tx: Tx, line: InboxLine | null, conversation: Conversation, request: HandoffRequest): Promise<void> {
  const held = floorAt(conversation.floor, rulesFor(tx, line)).holder
  await move(tx, line, conversation, { kind: 'handed_over', reason: request.reason })
  const team = request.team ?? (held === 'staff' ? null : line?.seller?.handsTo) ?? conversation.team
  if (team !== conversation.team) {
    conversation.team = team
    await writeAssigned(tx, conversation)
  }
  if (held !== 'staff') await openHandoff(tx, conversation, request)
}

/** One of the staff takes a hand-over on, or a program for him. */
export function accept(
  shop: Shop,
  handoff: { id: string; line: InboxLine | null },
  who: { name: string; staff: string | null },
): Promise<Outcome<Handoff, HandoffRefusal>> {
  return acceptHandoff(shop, handoff.id, who, (tx, conversation) => move(tx, handoff.line, conversation, { kind: 'accepted' }))
}

/** Gives the floor back to the seller. What came while people held it is not answered; the next message is. */
export function release(shop: Shop, place: Place): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.release', place, async (tx, conversation) => {
    await move(tx, place.line, conversation, { kind: 'released' })
    return conversation
  })
}

/** Nobody holds a closed conversation; the customer's next message opens it again. */
export function close(shop: Shop, place: Place): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.close', place, async (tx, conversation) => {
    await move(tx, place.line, conversation, { kind: 'closed' })
    return conversation
  })
}

export function assignTo(
  shop: Shop,
  place: Place,
  to: { staff?: string | null | undefined; team?: string | null | undefined },
): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.assign', place, async (tx, conversation) => {
    if (to.staff !== undefined) conversation.assignee = to.staff
    if (to.team !== undefined) conversation.team = to.team
    await writeAssigned(tx, conversation)
    tx.wake(conversation.id, 'conversation.changed')
    return conversation
  })
}

async function writeAssigned(tx: Tx, { id, assignee, team }: Conversation): Promise<void> {
  await tx.run(assign, { id, assignee, team })
  await tx.run(moveWaitingHandoff, { conversation: id, team })
}

export function label(shop: Shop, place: Place, labels: readonly string[]): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.label', place, async (tx, conversation) => {
    conversation.labels = [...new Set(labels)]
    await tx.run(setLabels, { id: conversation.id, labels: JSON.stringify(conversation.labels) })
    tx.wake(conversation.id, 'conversation.changed')
    return conversation
  })
}

/** Writes down that staff's hold ended by time, so that lists and events tell of it without waiting for the next message. */
export function expireFloor(shop: Shop, place: Place): Promise<Outcome<Conversation, InboxRefusal>> {
  return inConversation(shop, 'inbox.expire-floor', place, async (tx, conversation) => {
    const floor = floorAt(conversation.floor, rulesFor(tx, place.line))
    if (floor !== conversation.floor) await changeFloor(tx, conversation, floor)
    conversation.floor = floor
    return conversation
  })
}

async function inConversation<Value>(
  shop: Shop,
  name: string,
  place: Place,
  work: (tx: Tx, conversation: Conversation) => Promise<Value>,
): Promise<Outcome<Value, InboxRefusal>> {
  return shop.transaction(name, async (tx) => {
    await tx.lock(place.conversation)
    const row = (await tx.run(findConversationById, { id: place.conversation })).rows[0]
    if (!row) return refuse({ code: 'conversation_not_found', conversation: place.conversation })
    return done(await work(tx, toConversation(row)))
  })
}

/** A person's words from another screen: the shop's phone. */
export async function moveOnStaffWords(tx: Tx, line: InboxLine, conversation: Conversation): Promise<void> {
  await move(tx, line, conversation, { kind: 'staff_wrote' })
  await acceptByAnswering(tx, conversation, '')
}

async function move(tx: Tx, line: InboxLine | null, conversation: Conversation, event: FloorEvent): Promise<void> {
  const floor = moveFloor(conversation.floor, event, rulesFor(tx, line))
  if (floor === conversation.floor) return
  await changeFloor(tx, conversation, floor)
  conversation.floor = floor
}

function rulesFor(tx: Tx, line: InboxLine | null) {
  return floorRules(tx.clock.now(), line)
}
