import { DatabaseSync } from 'node:sqlite'
import type { StandIn } from '../fakes/stand-in.ts'
import type { People, Writing } from './people.ts'

/** What the shop has written down at the end of the day. */
export interface Books {
  messages: MessageRow[]
  turns: TurnRow[]
  deliveries: DeliveryRow[]
  events: { subject: string; seq: number; type: string; data: string }[]
  cursors: { handler: string; subject: string; seq: number; due: number | null }[]
  deadLetters: { handler: string; error: string }[]
  numbers: { number: number; conversation_id: string }[]
  calls: { turn_id: string; tool: string; result: string | null }[]
}

interface MessageRow {
  id: string
  conversation_id: string
  seq: number
  role: string
  text: string
  turn_id: string | null
  provider_id: string | null
}

interface TurnRow {
  id: string
  conversation_id: string
  state: string
  outcome: string
}

interface DeliveryRow {
  message_id: string
  conversation_id: string
  seq: number
  state: string
  repeated: number
  error: string | null
}

const questions: Readonly<Record<keyof Books, string>> = {
  messages: 'select id, conversation_id, seq, role, text, turn_id, provider_id from messages order by conversation_id, seq',
  turns: 'select id, conversation_id, state, outcome from turns order by id',
  deliveries: 'select message_id, conversation_id, seq, state, repeated, error from deliveries order by message_id',
  events: 'select subject, seq, type, data from events order by subject, seq',
  cursors: 'select handler, subject, seq, due from cursors order by handler, subject',
  deadLetters: 'select handler, error from dead_letters order by id',
  numbers: 'select number, conversation_id from counter_numbers order by number',
  calls: 'select turn_id, tool, result from tool_calls order by turn_id, step, call',
}

export function readBooks(path: string): Books {
  const database = new DatabaseSync(path)
  try {
    const read = (question: string) => database.prepare(question).all() as never
    return Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, read(question)])) as unknown as Books
  } finally {
    database.close()
  }
}

export interface Evidence {
  books: Books
  /** Its list of what it accepted is what customers have on their phones. */
  provider: StandIn
  crowd: People
  lookUp: boolean
}

/** Everything a customer, a member of staff or an operator could complain of. */
export function verdict(evidence: Evidence): string[] {
  return [
    ...nothingIsLeft(evidence),
    ...everyMessageIsStoredOnce(evidence),
    ...everybodyIsAnsweredOnce(evidence),
    ...nothingIsSentTwice(evidence),
    ...wordsArriveInOrder(evidence),
    ...numbersAreGivenOnce(evidence),
    ...nobodyIsTalkedOver(evidence),
    ...staffAreHeard(evidence),
  ]
}

function* nothingIsLeft({ books, provider, crowd }: Evidence): Generator<string> {
  if (provider.unacknowledged > 0) yield `${provider.unacknowledged} webhooks were never acknowledged`
  if (crowd.busy > 0) yield `${crowd.busy} requests were never answered`
  for (const turn of books.turns) if (turn.state !== 'done') yield `turn ${turn.id} is still open`
  for (const { message_id, state } of books.deliveries)
    if (!['accepted', 'failed', 'withdrawn'].includes(state)) yield `delivery ${message_id} is still ${state}`
  for (const { handler, subject, due } of books.cursors) if (due !== null) yield `${handler} has not caught up on ${subject}`
  for (const { handler, error } of books.deadLetters) yield `${handler} parked an event: ${error}`
}

function* everyMessageIsStoredOnce({ books, crowd }: Evidence): Generator<string> {
  const stored = countBy(books.messages.filter(({ role }) => role === 'customer').map(({ text }) => text))
  for (const { text } of crowd.writings) if (stored.get(text) !== 1) yield `«${text}» is stored ${stored.get(text) ?? 0} times`
  const turns = new Set(books.turns.map(({ id }) => id))
  for (const { role, text, turn_id } of books.messages)
    if (role === 'customer' && !turns.has(turn_id ?? '')) yield `«${text}» is in no turn`
}

/** An answer says back what it answers, so that it can be seen who was answered and how often. */
function* everybodyIsAnsweredOnce({ books, crowd }: Evidence): Generator<string> {
  const deliveries = new Map(books.deliveries.map((delivery) => [delivery.message_id, delivery]))
  const answers = books.messages.filter(({ role, id }) => role === 'seller' && deliveries.get(id)?.state !== 'withdrawn')
  const answered = countBy(answers.flatMap(({ text }) => [...text.matchAll(/«([^»]+)»/g)].map(([, words]) => words ?? '')))
  const outcomes = new Map(books.turns.map(({ id, outcome }) => [id, outcome]))
  const turnOf = new Map(books.messages.map(({ text, turn_id }) => [text, turn_id ?? '']))
  for (const writing of crowd.writings) {
    const times = answered.get(writing.text) ?? 0
    const outcome = outcomes.get(turnOf.get(writing.text) ?? '')
    if (times > 1) yield `«${writing.text}» was answered ${times} times`
    if (mustBeAnswered(writing, crowd) && times !== 1) yield `«${writing.text}» was not answered (its turn: ${outcome})`
    if (writing.stale && outcome === 'stale' && times > 0) yield `«${writing.text}» was answered although it was old`
  }
}

function mustBeAnswered(writing: Writing, crowd: People): boolean {
  return !writing.stale && !crowd.attended.has(writing.customer)
}

function* nothingIsSentTwice({ books, provider, lookUp }: Evidence): Generator<string> {
  const sent = countBy(provider.accepted.map(({ correlation }) => correlation))
  const refused = new Set(provider.refused)
  for (const { message_id, state, repeated, error } of books.deliveries) {
    const times = sent.get(message_id) ?? 0
    // Who cannot ask what became of a send may repeat it once, for staff to see.
    const allowed = repeated === 1 && !lookUp ? 2 : 1
    if (times > allowed) yield `message ${message_id} left ${times} times${repeated === 1 ? ', marked' : ''}`
    if (state === 'withdrawn' && times > 0) yield `message ${message_id} was withdrawn and yet left`
    const overtaken = error?.includes('a person has taken over') ?? false
    if (state === 'failed' && !refused.has(message_id) && repeated === 0 && !overtaken) yield `message ${message_id} was given up: ${error}`
  }
  const onWeb = new Set(books.events.filter(({ data }) => data.includes('"line":"web"')).map(({ subject }) => subject))
  for (const { message_id, conversation_id, state } of books.deliveries)
    if (state === 'accepted' && !onWeb.has(conversation_id) && !sent.has(message_id))
      yield `message ${message_id} is called accepted and never was`
}

/** The first arrival of each message, in the order in which the conversation holds them. */
function* wordsArriveInOrder({ books, provider }: Evidence): Generator<string> {
  const rows = new Map(books.deliveries.map((delivery) => [delivery.message_id, delivery]))
  const last = new Map<string, number>()
  const seen = new Set<string>()
  for (const { correlation } of provider.accepted) {
    const row = rows.get(correlation)
    if (!row) yield `the provider has ${correlation}, which the shop does not know`
    if (!row || seen.has(correlation)) continue
    seen.add(correlation)
    if (row.seq < (last.get(row.conversation_id) ?? 0)) yield `message ${correlation} overtook another one`
    last.set(row.conversation_id, row.seq)
  }
}

function* numbersAreGivenOnce({ books }: Evidence): Generator<string> {
  for (const [index, { number }] of books.numbers.entries()) if (number !== index + 1) yield `number ${index + 1} was left out`
  if (books.calls.length !== books.numbers.length) yield `${books.calls.length} calls gave ${books.numbers.length} numbers`
  for (const [turn, calls] of countBy(books.calls.map(({ turn_id }) => turn_id))) if (calls > 1) yield `turn ${turn} took ${calls} numbers`
  for (const { turn_id, result } of books.calls) if (result === null) yield `turn ${turn_id} has a call without a result`
  const told = countBy(
    books.messages.filter(({ role }) => role === 'seller').flatMap(({ text }) => /número es el (\d+)/.exec(text)?.[1] ?? []),
  )
  for (const [number, times] of told) if (times > 1) yield `number ${number} was told ${times} times`
}

/** Between a person's words and the release that follows them, the seller says nothing. */
function* nobodyIsTalkedOver({ books }: Evidence): Generator<string> {
  const held = new Set<string>()
  const withdrawn = new Set(books.deliveries.filter(({ state }) => state === 'withdrawn').map(({ message_id }) => message_id))
  for (const { subject, type, data } of books.events) {
    const told = JSON.parse(data) as { role?: string; message?: string; text?: string }
    if (type === 'store.sales.escalate' || (type === 'store.chat.response' && told.role === 'staff')) held.add(subject)
    if (type === 'store.sales.released') held.delete(subject)
    if (type === 'store.chat.response' && told.role === 'seller' && held.has(subject) && !withdrawn.has(told.message ?? ''))
      yield `the seller talked over a person: «${told.text}»`
  }
}

function* staffAreHeard({ books, provider, crowd }: Evidence): Generator<string> {
  const stored = countBy(books.messages.filter(({ role }) => role === 'staff').map(({ text }) => text))
  const sent = countBy(provider.accepted.map(({ text }) => text))
  const states = new Map(books.deliveries.map(({ message_id, state }) => [message_id, state]))
  const rows = new Map(books.messages.map((message) => [message.text, message]))
  for (const { text, from } of crowd.staffWords) {
    if (stored.get(text) !== 1) yield `«${text}» of a person is stored ${stored.get(text) ?? 0} times`
    const state = states.get(rows.get(text)?.id ?? '')
    if (from === 'desk' && state === 'accepted' && !sent.has(text)) yield `«${text}» of a person never left`
  }
  const escalations = books.events.filter(({ type }) => type === 'store.sales.escalate').length
  const notices = books.messages.filter(({ role }) => role === 'system').length
  if (escalations !== notices) yield `${escalations} hand-overs were announced ${notices} times`
}

function countBy(words: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
