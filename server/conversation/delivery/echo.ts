import type { Tx } from '../../platform/events/events.ts'
import { statement } from '../../platform/sql/statement.ts'
import { addressKey } from '../../shop/address.ts'
import type { Shop } from '../../shop/shop.ts'
import type { InboundEcho } from '../channels/channels.ts'
import {
  type Conversation,
  findConversationByAddress,
  findConversationById,
  type InboxLine,
  insertOwnMessage,
  lastCustomerMessage,
  moveOnStaffWords,
  noteShopWrote,
  preview,
  tellResponse,
  toConversation,
} from '../inbox/inbox.ts'
import { findDeliveryByProviderId } from './delivery.sql.ts'

/** The phone app's own greeting follows a customer's message at once; no person types that fast. */
const automaticWithinMs = 3_000

const insertEcho = statement(
  'insert-echo',
  (
    sql,
    p: {
      tenant: string
      line: string
      provider_id: string
      conversation: string
      text: string
      at: number
      state: 'waiting' | 'automatic'
    },
  ) =>
    sql
      .insertInto('echoes')
      .values({
        tenant_id: p.tenant,
        line_id: p.line,
        provider_id: p.provider_id,
        conversation_id: p.conversation,
        text: p.text,
        at: p.at,
        state: p.state,
      })
      .onConflict((row) => row.columns(['tenant_id', 'line_id', 'provider_id']).doNothing()),
)

const waitingEchoes = statement('waiting-echoes', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('echoes')
    .select(['provider_id', 'text', 'at'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', '=', 'waiting')
    .orderBy('at')
    .orderBy('provider_id'),
)

const settleEcho = statement('settle-echo', (sql, p: { tenant: string; line: string; provider_id: string; state: 'ours' | 'person' }) =>
  sql
    .updateTable('echoes')
    .set({ state: p.state })
    .where('tenant_id', '=', p.tenant)
    .where('line_id', '=', p.line)
    .where('provider_id', '=', p.provider_id),
)

/** Sends whose answer is still out, or whose repeat has yet to leave: an echo that comes now could be one of them. */
const unansweredSends = statement('unanswered-sends', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('deliveries')
    .select('message_id')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where((row) => row.or([row('state', 'in', ['sending', 'unknown']), row.and([row('state', '=', 'queued'), row('repeated', '=', 1)])]))
    .limit(1),
)

/** Our own words, of a send whose answer never came: the provider knows it by an id that nobody told us. */
const sentWithoutAnswer = statement('sent-without-answer', (sql, p: { tenant: string; conversation: string; text: string }) =>
  sql
    .selectFrom('deliveries as d')
    .innerJoin('messages as m', (join) => join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.id', '=', 'd.message_id'))
    .select('d.message_id')
    .where('d.tenant_id', '=', p.tenant)
    .where('m.tenant_id', '=', p.tenant)
    .where('d.conversation_id', '=', p.conversation)
    .where('d.state', 'in', ['accepted', 'failed'])
    .where((row) => row.or([row('d.repeated', '=', 1), row('d.provider_id', 'is', null)]))
    .where('m.text', '=', p.text)
    .limit(1),
)

/** The same words right after other customers' messages: what an app sends by itself it sends to everybody. */
const sameEchoElsewhere = statement('same-echo-elsewhere', (sql, p: { tenant: string; line: string; conversation: string; text: string }) =>
  sql
    .selectFrom('echoes')
    .select('provider_id')
    .where('tenant_id', '=', p.tenant)
    .where('line_id', '=', p.line)
    .where('text', '=', p.text)
    .where('conversation_id', '!=', p.conversation)
    .limit(1),
)

/**
 * A message sent from the shop's own number: our own send coming back, or a person at the shop's phone, who then holds the floor.
 * One that could be ours waits until every send under way has its answer.
 */
export async function receiveEcho(shop: Shop, line: InboxLine, echo: InboundEcho): Promise<'stored' | 'duplicate' | 'not_ours'> {
  const known = (await shop.read(findConversationByAddress, { line: line.id, address_key: addressKey(echo.address) }))[0]
  if (!known) return 'not_ours'
  return shop.transaction('delivery.echo', async (tx) => {
    await tx.lock(known.id)
    const now = (await tx.run(findConversationByAddress, { line: line.id, address_key: addressKey(echo.address) })).rows[0]
    // Its customer was erased since we looked.
    if (now?.id !== known.id) return 'not_ours'
    const state = (await isAutomatic(tx, line, known.id, echo)) ? 'automatic' : 'waiting'
    const { changes } = await tx.run(insertEcho, {
      line: line.id,
      provider_id: echo.providerId,
      conversation: known.id,
      text: echo.text,
      at: tx.clock.now(),
      state,
    })
    if (changes === 0) return 'duplicate'
    await settleEchoes(tx, line, known.id)
    return 'stored'
  })
}

/** Decides the echoes that wait, once nothing is out that they could be. */
export async function settleEchoes(tx: Tx, line: InboxLine, conversation: string): Promise<void> {
  const waiting = (await tx.run(waitingEchoes, { conversation })).rows
  if (waiting.length === 0) return
  const undecided = (await tx.run(unansweredSends, { conversation })).rows.length > 0
  for (const echo of waiting) {
    const ours =
      (await tx.run(findDeliveryByProviderId, { line: line.id, provider_id: echo.provider_id })).rows.length > 0 ||
      (!undecided && (await tx.run(sentWithoutAnswer, { conversation, text: echo.text })).rows.length > 0)
    if (!ours && undecided) continue
    await tx.run(settleEcho, { line: line.id, provider_id: echo.provider_id, state: ours ? 'ours' : 'person' })
    if (!ours) await hearPerson(tx, line, conversation, echo)
  }
}

async function hearPerson(tx: Tx, line: InboxLine, id: string, echo: { provider_id: string; text: string }): Promise<void> {
  const row = (await tx.run(findConversationById, { id })).rows[0]
  if (!row) return
  const conversation: Conversation = toConversation(row)
  await moveOnStaffWords(tx, line, conversation)
  const at = tx.clock.now()
  const said = { id: tx.ids(), seq: conversation.lastSeq + 1 }
  // It is with the customer already: a message of the conversation, with nothing left to deliver.
  await tx.run(insertOwnMessage, {
    id: said.id,
    conversation: id,
    seq: said.seq,
    role: 'staff',
    text: echo.text,
    template: null,
    at,
    name: null,
    turn: null,
    line: line.id,
    provider_id: echo.provider_id,
  })
  await tx.run(noteShopWrote, { id, last_seq: said.seq, preview: preview(echo.text), at })
  await tellResponse(tx, conversation, { role: 'staff', text: echo.text, turn: null }, said)
  tx.wake(id, 'conversation.changed')
}

async function isAutomatic(tx: Tx, line: InboxLine, id: string, echo: InboundEcho): Promise<boolean> {
  const asked = (await tx.run(lastCustomerMessage, { conversation: id })).rows[0]
  if (!asked || tx.clock.now() - asked.at > automaticWithinMs) return false
  return (await tx.run(sameEchoElsewhere, { line: line.id, conversation: id, text: echo.text })).rows.length > 0
}
