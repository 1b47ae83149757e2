import type { Tx } from '../../platform/events/events.ts'
import { statement } from '../../platform/sql/statement.ts'
import type { MessageTemplate } from '../channels/channels.ts'
import { type Conversation, preview } from './conversation.ts'
import { noteShopWrote } from './conversations.sql.ts'
import { findHead, insertDelivery } from './deliveries.sql.ts'
import { chatResponse } from './inbox.events.ts'
import { insertOwnMessage } from './messages.sql.ts'
import { type InboxLine, isCarried } from './rules.ts'

export interface Saying {
  role: 'seller' | 'staff' | 'system'
  text: string
  name: string | null
  turn: string | null
  template?: MessageTemplate | null
}

export interface Said {
  id: string
  seq: number
}

/** Writes what the shop says and puts it in line for delivery, in one unit with whatever made it be said. Returns the message's id and number. */
export async function say(tx: Tx, line: InboxLine | null, conversation: Conversation, saying: Saying): Promise<Said> {
  const id = tx.ids()
  const seq = conversation.lastSeq + 1
  const at = tx.clock.now()
  await tx.run(insertOwnMessage, {
    id,
    conversation: conversation.id,
    seq,
    role: saying.role,
    text: saying.text,
    template: saying.template ? JSON.stringify(saying.template) : null,
    at,
    name: saying.name,
    turn: saying.turn,
    line: conversation.line,
    provider_id: null,
  })
  await tx.run(noteShopWrote, { id: conversation.id, last_seq: seq, preview: preview(saying.text), at })
  conversation.lastSeq = seq
  if (line) await queue(tx, line, conversation, saying.role, { id, seq })
  await tellResponse(tx, conversation, saying, { id, seq })
  return { id, seq }
}

/** Whoever follows the conversation hears what the shop said, on whatever screen it was written. */
export async function tellResponse(
  tx: Tx,
  conversation: Conversation,
  saying: Pick<Saying, 'role' | 'text' | 'turn'>,
  said: Said,
): Promise<void> {
  await tx.publish(chatResponse, {
    subject: conversation.id,
    data: {
      conversation: conversation.id,
      line: conversation.line,
      channel: conversation.channel,
      message: said.id,
      seq: said.seq,
      text: saying.text,
      role: saying.role,
      turn: saying.turn,
    },
  })
}

async function queue(tx: Tx, line: InboxLine, conversation: Conversation, role: Saying['role'], { id, seq }: Said): Promise<void> {
  const askedAt = role === 'seller' ? conversation.lastMessageAt : null
  const delivery = { message: id, conversation: conversation.id, line: line.id, seq, asked_at: askedAt, correlation: tx.correlation }
  if (isCarried(line)) {
    // Only a turn's replies go out with the caller's answer; it takes the rest from the events.
    if (role === 'seller') await tx.run(insertDelivery, { ...delivery, state: 'queued', mark: null, due: null })
    return
  }
  if (line.local) {
    await tx.run(insertDelivery, { ...delivery, state: 'accepted', mark: 'sent', due: null })
    return
  }
  const head = (await tx.run(findHead, { conversation: conversation.id })).rows[0]
  await tx.run(insertDelivery, { ...delivery, state: 'queued', mark: null, due: head ? null : tx.now() })
  if (!head) tx.wake(conversation.id, 'delivery.due')
}

const setDue = statement('set-delivery-due', (sql, p: { tenant: string; message: string; due: number }) =>
  sql.updateTable('deliveries').set({ due: p.due }).where('tenant_id', '=', p.tenant).where('message_id', '=', p.message),
)

/** Makes the next message of a conversation due once the one before it is settled. */
export async function advanceQueue(tx: Tx, conversation: string): Promise<void> {
  const head = (await tx.run(findHead, { conversation })).rows[0]
  if (!head || head.due !== null) return
  await tx.run(setDue, { message: head.message_id, due: tx.now() })
  tx.wake(conversation, 'delivery.due')
}
