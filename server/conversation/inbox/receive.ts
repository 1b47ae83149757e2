import type { Tx } from '../../platform/events/events.ts'
import type { World } from '../../platform/world/world.ts'
import { addressKey } from '../../shop/address.ts'
import type { Shop } from '../../shop/shop.ts'
import type { InboundMessage } from '../channels/channels.ts'
import { type Conversation, preview } from './conversation.ts'
import {
  findConversationByAddress,
  findConversationById,
  insertConversation,
  noteCustomerWrote,
  toConversation,
} from './conversations.sql.ts'
import { wasErased } from './erased-messages.ts'
import { type Floor, moveFloor, openingFloor } from './floor.ts'
import { changeFloor } from './floor-change.ts'
import { chatMessageNew, whatsappReceived } from './inbox.events.ts'
import type { TurnOutcome } from './inbox.tables.ts'
import { findInboundMessage, insertInboundMessage, lastMessageSeq } from './messages.sql.ts'
import { floorRules, type InboxLine, lineIdOf, openingSubject } from './rules.ts'
import { addToTurn, findOpenTurn, insertTurn } from './turns.sql.ts'
import { whoWrites } from './whose.ts'

/** `erased`: its writer was erased since it first came. */
export type Received = { kind: 'stored' | 'duplicate'; message: StoredMessage } | { kind: 'erased' }

export interface StoredMessage {
  id: string
  conversation: string
  seq: number
  text: string
  at: number
  /** The one turn it is in. */
  turn: string
}

/** A message of a caller that carries the channel itself, and says which conversation it is in. */
export interface CarriedMessage extends Omit<InboundMessage, 'address'> {
  conversation: string
  /** Null leaves it as it is; at first it is the conversation's name. */
  address: string | null
  /** Who is to answer from now on; null leaves it as it is. */
  seller: string | null
}

/** `not_carried`: that conversation is on a line of ours. `being_erased`: what was said under that name is being erased. */
export type CarriedReceived = Received | { kind: 'not_carried' } | { kind: 'being_erased' }

/** Stores a customer's message once and moves the conversation's turn: when this is committed it may be acknowledged, and not before. */
export async function receiveMessage(world: World, shop: Shop, line: InboxLine, message: InboundMessage): Promise<Received> {
  const address_key = addressKey(message.address)
  for (;;) {
    // The subject to lock must be known before the unit; a conversation that was opened meanwhile shows behind the lock.
    const known = shop.oneWriter ? undefined : (await shop.read(findConversationByAddress, { line: line.id, address_key }))[0]?.id
    const received = await shop.transaction('inbox.receive', async (tx) => {
      if (!shop.oneWriter) await tx.lock(known ?? openingSubject(shop, line.id, address_key))
      const row = (await tx.run(findConversationByAddress, { line: line.id, address_key })).rows[0]
      // Opened, or erased: either way what is locked is not what we are about to write.
      if (row?.id !== known && !shop.oneWriter) return 'look_again'
      const received = await store(shop, tx, line, message, row ? toConversation(row) : null)
      await world.fault('inbound.inside-store')
      return received
    })
    if (received !== 'look_again') return received
  }
}

/** The caller names the conversation: nothing has to be found before it can be locked. */
export function receiveCarried(world: World, shop: Shop, line: InboxLine, message: CarriedMessage): Promise<CarriedReceived> {
  return shop.transaction('inbox.receive', async (tx): Promise<CarriedReceived> => {
    await tx.lock(message.conversation)
    const row = (await tx.run(findConversationById, { id: message.conversation })).rows[0]
    if (row && row.line_id !== null) return { kind: 'not_carried' }
    if (!row && (await tx.run(lastMessageSeq, { conversation: message.conversation })).rows.length > 0) return { kind: 'being_erased' }
    const address = message.address ?? row?.address ?? message.conversation
    const received = await store(shop, tx, line, { ...message, address }, row ? toConversation(row) : null)
    await world.fault('inbound.inside-store')
    return received
  })
}

async function store(
  shop: Shop,
  tx: Tx,
  line: InboxLine,
  message: InboundMessage & Partial<Pick<CarriedMessage, 'conversation' | 'seller'>>,
  known: Conversation | null,
): Promise<Received> {
  if (await wasErased(tx, shop, line.id, message.providerId, known)) return { kind: 'erased' }
  const rules = floorRules(tx.clock.now(), line)
  const before = known?.floor ?? openingFloor(rules)
  const floor = moveFloor(before, { kind: 'customer_wrote' }, rules)
  const silence = silenceFor(floor, message, line, tx.clock.now())
  const open = known && silence === null ? (await tx.run(findOpenTurn, { conversation: known.id })).rows[0] : undefined
  const stored: StoredMessage = {
    id: tx.ids(),
    conversation: known?.id ?? message.conversation ?? tx.ids(),
    seq: (known?.lastSeq ?? 0) + 1,
    text: message.text,
    at: tx.clock.now(),
    turn: open?.id ?? tx.ids(),
  }
  const { changes } = await tx.run(insertInboundMessage, {
    id: stored.id,
    conversation: stored.conversation,
    seq: stored.seq,
    kind: message.kind,
    text: message.text,
    at: stored.at,
    turn: stored.turn,
    line: line.id,
    provider_id: message.providerId,
  })
  if (changes === 0) return { kind: 'duplicate', message: await storedBefore(tx, line, message) }

  await writeConversation(tx, line, message, known, floor, stored)
  if (known && floor !== before) await changeFloor(tx, known, floor)
  await moveTurn(tx, line, stored, { openSince: open?.first_at ?? null, silence })
  await tell(shop, tx, line, message, stored)
  return { kind: 'stored', message: stored }
}

/** Why nobody will answer by machine, or null: then the seller does. People see every message all the same. */
function silenceFor(floor: Floor, message: InboundMessage, line: InboxLine, now: number): TurnOutcome | null {
  if (floor.holder === 'staff') return 'staff_holds'
  if (floor.holder === 'nobody') return 'no_seller'
  if (message.writtenAt !== null && now - message.writtenAt > line.staleAfterHours * 3_600_000) return 'stale'
  return null
}

async function writeConversation(
  tx: Tx,
  line: InboxLine,
  message: InboundMessage & Partial<Pick<CarriedMessage, 'conversation' | 'seller'>>,
  known: Conversation | null,
  floor: Floor,
  stored: StoredMessage,
): Promise<void> {
  const customer = await whoWrites(tx, line, message, known)
  const written = {
    id: stored.conversation,
    customer,
    address: message.address,
    address_key: addressKey(message.address),
    customer_name: message.name,
    seller: message.seller ?? null,
    language: message.language,
    last_seq: stored.seq,
    preview: preview(message.text),
    at: stored.at,
  }
  if (known) {
    await tx.run(noteCustomerWrote, written)
    return
  }
  await tx.run(insertConversation, {
    ...written,
    channel: line.channel,
    line: lineIdOf(line),
    floor_holder: floor.holder,
    floor_since: floor.since,
    floor_until: floor.until,
    floor_reason: floor.reason,
    floor_epoch: floor.epoch,
    team: line.team,
  })
}

/** Each message moves the open turn to the end of a new quiet period, but never past the longest wait of its first message. */
async function moveTurn(
  tx: Tx,
  line: InboxLine,
  stored: StoredMessage,
  turn: { openSince: number | null; silence: TurnOutcome | null },
): Promise<void> {
  const now = tx.now()
  const since = turn.openSince ?? now
  const due = Math.min(since + Math.max(line.maxWaitMs, line.quietPeriodMs), now + line.quietPeriodMs)
  if (turn.openSince !== null) {
    await tx.run(addToTurn, { id: stored.turn, last_seq: stored.seq, due })
  } else {
    await tx.run(insertTurn, {
      id: stored.turn,
      conversation: stored.conversation,
      state: turn.silence === null ? 'open' : 'done',
      outcome: turn.silence,
      first_at: now,
      due,
      last_seq: stored.seq,
      correlation: tx.correlation,
    })
  }
  if (turn.silence === null) tx.wake(stored.conversation, 'turn.due')
}

async function tell(shop: Shop, tx: Tx, line: InboxLine, message: InboundMessage, stored: StoredMessage): Promise<void> {
  const told = {
    conversation: stored.conversation,
    line: lineIdOf(line),
    channel: line.channel,
    message: stored.id,
    seq: stored.seq,
    address_hash: shop.hashAddress(message.address),
  }
  await tx.publish(chatMessageNew, { subject: stored.conversation, data: { ...told, text: stored.text } })
  if (line.channel === 'whatsapp') await tx.publish(whatsappReceived, { subject: stored.conversation, data: told })
}

async function storedBefore(tx: Tx, line: InboxLine, message: InboundMessage): Promise<StoredMessage> {
  const row = (await tx.run(findInboundMessage, { line: line.id, provider_id: message.providerId })).rows[0]
  if (!row) throw new Error(`line ${line.id} has no message ${message.providerId} although its id is taken`)
  return { id: row.id, conversation: row.conversation_id, seq: row.seq, text: row.text, at: row.at, turn: row.turn_id ?? '' }
}
