import { type Buyer, giveNobodysCarts } from '../../commerce/cart/cart.ts'
import { customerByChannel, isBeingErased, type Met, provenOwner, recognise } from '../../commerce/customers/customers.ts'
import { giveNobodysOrders } from '../../commerce/orders/orders.ts'
import type { Tx } from '../../platform/events/events.ts'
import { firstSeller, toSeller } from '../../shop/lines/lines.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { carried, type InboundMessage } from '../channels/channels.ts'
import type { Conversation } from './conversation.ts'
import { findConversationById, insertConversation, toConversation } from './conversations.sql.ts'
import { openingFloor } from './floor.ts'
import { lastMessageSeq } from './messages.sql.ts'
import { metBy } from './met.ts'
import { carriedLine, floorRules, type InboxLine } from './rules.ts'

/**
 * Who is at the other end of a conversation: of one that we carry, or of a word that a caller chose for one of his own. Null as
 * long as nobody knows.
 */
export async function customerOf(place: Shop | Tx, conversation: string): Promise<string | null> {
  const row = (await lookIn(place)(findConversationById, { id: conversation }))[0]
  if (row?.customer_id) return row.customer_id
  const { kind, value } = metUnder(conversation)
  return provenOwner(place, kind, value)
}

/**
 * Any word may name a cart; whoever is known under it is who buys. Looked up behind the conversation's lock: he may be erased at
 * this very moment.
 */
export async function buyerOf(tx: Tx, conversation: string): Promise<Buyer> {
  await tx.lock(conversation)
  return { conversation, customer: await customerOf(tx, conversation) }
}

/**
 * Who writes. A conversation's customer never changes: a record that is merged points to the one that stays. Where a caller carries
 * the channel he may be known by the caller's word for the conversation before the caller says where he is reached.
 */
export async function whoWrites(
  tx: Tx,
  line: Pick<InboxLine, 'id' | 'channel'>,
  message: Pick<InboundMessage, 'address' | 'name' | 'language'> & { conversation?: string },
  known: Pick<Conversation, 'customer' | 'address'> | null,
): Promise<string> {
  const { conversation, address } = message
  const met = metBy(line, message)
  if (conversation === undefined) return known?.customer ?? customerByChannel(tx, met)
  if (met.kind === 'phone' && address !== known?.address) {
    const before = await customerOf(tx, conversation)
    if (before !== null) await recognise(tx, before, { ...met, kind: met.kind })
  }
  if (known?.customer) return known.customer
  return giveWhatWasNobodys(tx, conversation, await customerByChannel(tx, met))
}

/** Whoever is at the other end of a caller's own conversation is known from now on by the caller's word for it. */
export async function meetUnder(tx: Tx, conversation: string): Promise<string> {
  return giveWhatWasNobodys(tx, conversation, await customerByChannel(tx, metUnder(conversation)))
}

/** Carts and orders need nobody; once somebody is known, those of his conversation are his. */
async function giveWhatWasNobodys(tx: Tx, conversation: string, customer: string): Promise<string> {
  // What is left of somebody who is being erased goes with him.
  if (await isBeingErased(tx, conversation)) return customer
  await giveNobodysCarts(tx, conversation, customer)
  await giveNobodysOrders(tx, conversation, customer)
  return customer
}

/** Opens a caller's own conversation before anything was said in it; null where what was said there is being erased. */
export async function openUnder(
  tx: Tx,
  line: Pick<InboxLine, 'seller' | 'lockHours'> | null,
  conversation: string,
): Promise<Conversation | null> {
  if ((await tx.run(lastMessageSeq, { conversation })).rows.length > 0) return null
  const at = tx.clock.now()
  const floor = openingFloor(floorRules(at, line))
  const first = (await tx.run(firstSeller, {})).rows[0]
  await tx.run(insertConversation, {
    id: conversation,
    channel: carried.name,
    line: null,
    seller: null,
    address: conversation,
    address_key: conversation,
    customer: await meetUnder(tx, conversation),
    customer_name: null,
    floor_holder: floor.holder,
    floor_since: floor.since,
    floor_until: floor.until,
    floor_reason: floor.reason,
    floor_epoch: floor.epoch,
    team: first ? toSeller(first).handsTo : null,
    language: null,
    last_seq: 0,
    preview: '',
    at,
  })
  const row = (await tx.run(findConversationById, { id: conversation })).rows[0]
  if (!row) throw new Error(`conversation ${conversation} was opened and is not there`)
  return toConversation(row)
}

/** As it is met when it brings its first message: the same person then. */
function metUnder(conversation: string): Met {
  return metBy({ id: carriedLine, channel: carried.name }, { address: conversation, conversation, name: null, language: null })
}
