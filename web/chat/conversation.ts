import type { Delivery, Message } from './wire.ts'

/** What the visitor sees: a plain value, changed by `update` alone. */
export interface Conversation {
  /** What the shop holds, by `seq`. */
  messages: Message[]
  /** Written here and not yet known to be stored, oldest first. */
  unsent: Unsent[]
  typing: boolean
  /** The visitor has seen every message up to this one. */
  readUpTo: number
  connection: Connection
  /** The shop no longer knew this visitor, and a new conversation began. */
  restarted: boolean
}

export type Connection = 'idle' | 'open' | 'lost'

export interface Unsent {
  id: string
  text: string
  /** Milliseconds since 1970. */
  at: number
  failed: false | Failure
}

/** `unreachable` is tried again by itself when the shop is back, `refused` only when the visitor asks for it. */
export type Failure = 'unreachable' | 'refused'

export type Happening =
  | { kind: 'arrived'; messages: readonly Message[] }
  | { kind: 'wrote'; message: Unsent }
  | { kind: 'failed'; id: string; failure: Failure }
  | { kind: 'tried-again'; which: (message: Unsent) => boolean }
  | { kind: 'typing'; on: boolean }
  | { kind: 'read'; upTo: number }
  | { kind: 'connection'; is: Connection }
  | { kind: 'restarted' }

export const empty: Conversation = { messages: [], unsent: [], typing: false, readUpTo: 0, connection: 'idle', restarted: false }

/** As many as one page keeps: nobody scrolls back further, and a phone's memory is small. */
const mostKept = 300

export function update(now: Conversation, happening: Happening): Conversation {
  switch (happening.kind) {
    case 'arrived':
      return arrived(now, happening.messages)
    case 'wrote':
      return { ...now, unsent: [...now.unsent, happening.message] }
    case 'failed':
      return { ...now, unsent: now.unsent.map((one) => (one.id === happening.id ? { ...one, failed: happening.failure } : one)) }
    case 'tried-again':
      return { ...now, unsent: now.unsent.map((one) => (happening.which(one) ? { ...one, failed: false } : one)) }
    case 'typing':
      return now.typing === happening.on ? now : { ...now, typing: happening.on }
    case 'read':
      return happening.upTo > now.readUpTo ? { ...now, readUpTo: happening.upTo } : now
    case 'connection':
      return now.connection === happening.is ? now : { ...now, connection: happening.is, typing: happening.is === 'open' && now.typing }
    case 'restarted':
      return { ...empty, unsent: now.unsent, connection: now.connection, restarted: true }
  }
}

function arrived(before: Conversation, news: readonly Message[]): Conversation {
  const now = isContinued(before, news) ? before : { ...before, messages: [], readUpTo: 0 }
  const bySeq = new Map(now.messages.map((message) => [message.seq, message]))
  let answered = false
  for (const message of news) {
    const known = bySeq.get(message.seq)
    if (!known && fromShop(message)) answered = true
    bySeq.set(message.seq, known ? { ...message, delivery: further(known.delivery, message.delivery) } : message)
  }
  const stored = new Set(news.map((message) => message.client_id))
  return {
    ...now,
    messages: [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-mostKept),
    unsent: now.unsent.filter((one) => !stored.has(one.id)),
    typing: now.typing && !answered,
  }
}

/** Another message under a number we know: the shop was asked to forget what was said, and this is a new conversation. */
function isContinued({ messages }: Conversation, news: readonly Message[]): boolean {
  const ids = new Map(messages.map(({ seq, id }) => [seq, id]))
  return news.every(({ seq, id }) => (ids.get(seq) ?? id) === id)
}

const progress: Record<Delivery, number> = { queued: 0, sent: 1, failed: 2, delivered: 3, read: 4 }

/** An answer that was long under way must not turn a mark back that the stream has already moved on. */
function further(one: Delivery, other: Delivery): Delivery {
  return progress[one] > progress[other] ? one : other
}

export function fromShop(message: Message): boolean {
  return message.role !== 'customer'
}

export function lastSeq(conversation: Conversation): number {
  return conversation.messages.at(-1)?.seq ?? 0
}

export function unread(conversation: Conversation): number {
  return conversation.messages.filter((message) => fromShop(message) && message.seq > conversation.readUpTo).length
}

/**
 * Where to listen on from after a break. Marks of messages already here may have changed meanwhile, so it starts
 * before the first of the last twenty whose mark can still move; what comes twice changes nothing.
 */
export function listenFrom(conversation: Conversation): number {
  const open = conversation.messages.slice(-20).find((message) => !fromShop(message) && !isSettled(message.delivery))
  return open ? open.seq - 1 : lastSeq(conversation)
}

function isSettled(delivery: Delivery): boolean {
  return delivery === 'read' || delivery === 'failed'
}
