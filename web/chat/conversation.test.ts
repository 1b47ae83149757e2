import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conversation, empty, type Happening, lastSeq, listenFrom, type Unsent, unread, update } from './conversation.ts'
import type { Delivery, Message } from './wire.ts'

test('a message that was written stays in sight until the shop has it, and is then there once', () => {
  const written = after(empty, { kind: 'wrote', message: unsent('a', 'Hola') })
  assert.deepEqual(written.unsent, [unsent('a', 'Hola')])
  const stored = after(written, arrived(own(1, 'queued', 'a')))
  assert.deepEqual([stored.unsent, stored.messages.map((message) => message.seq)], [[], [1]])
})

test('the answer to a send and the stream may tell of the same message in any order', () => {
  const written = after(empty, { kind: 'wrote', message: unsent('a', 'Hola') })
  const twice = after(written, arrived(own(1, 'queued', 'a')), arrived(own(1, 'queued', 'a')))
  assert.equal(twice.messages.length, 1)
})

test('marks only move forward, also when an old answer comes late', () => {
  const read = after(empty, arrived(own(1, 'sent')), arrived(own(1, 'read')), arrived(own(1, 'delivered')))
  assert.equal(read.messages[0]?.delivery, 'read')
})

test('messages stand in the order of the conversation, however they came', () => {
  const mixed = after(empty, arrived(shop(3)), arrived(own(1), shop(2)))
  assert.deepEqual(
    mixed.messages.map((message) => message.seq),
    [1, 2, 3],
  )
})

test('the shop stops typing when it has spoken or the line is lost', () => {
  const typing = after(empty, { kind: 'connection', is: 'open' }, { kind: 'typing', on: true })
  assert.equal(after(typing, arrived(own(1))).typing, true)
  assert.equal(after(typing, arrived(shop(1))).typing, false)
  assert.equal(after(typing, { kind: 'connection', is: 'lost' }).typing, false)
})

test('unread is what the shop said after what was read, never less than before', () => {
  const talk = after(empty, arrived(shop(1), own(2), shop(3)), { kind: 'read', upTo: 1 })
  assert.equal(unread(talk), 1)
  assert.equal(unread(after(talk, { kind: 'read', upTo: 3 }, { kind: 'read', upTo: 1 })), 0)
})

test('after a break it listens on from the first mark that may have changed meanwhile', () => {
  assert.equal(listenFrom(empty), 0)
  assert.equal(listenFrom(after(empty, arrived(own(1, 'read'), shop(2)))), 2)
  assert.equal(listenFrom(after(empty, arrived(own(1, 'read'), own(2, 'sent'), own(3, 'read'), shop(4)))), 1)
})

test('only so many messages are kept, the newest', () => {
  const long = after(empty, arrived(...Array.from({ length: 700 }, (_, index) => shop(index + 1))))
  assert.deepEqual([long.messages.length, lastSeq(long)], [300, 700])
})

test('a new conversation keeps what was not sent yet and nothing else', () => {
  const talk = after(
    empty,
    { kind: 'connection', is: 'open' },
    arrived(shop(1)),
    { kind: 'read', upTo: 1 },
    { kind: 'wrote', message: unsent('b', 'Sigo') },
  )
  const restarted = after(talk, { kind: 'restarted' })
  assert.deepEqual(restarted, { ...empty, connection: 'open', restarted: true, unsent: [unsent('b', 'Sigo')] })
})

test('where the shop was asked to forget what was said, the page forgets it too', () => {
  const talk = after(empty, arrived(own(1), shop(2), own(3)), { kind: 'read', upTo: 2 })
  const anew = after(talk, arrived({ ...own(1), id: 'another' }))
  assert.deepEqual([anew.messages.map(({ id }) => id), anew.readUpTo], [['another'], 0])
})

test('what failed waits until it is tried again', () => {
  const failed = after(empty, { kind: 'wrote', message: unsent('a', 'Hola') }, { kind: 'failed', id: 'a', failure: 'refused' })
  assert.equal(failed.unsent[0]?.failed, 'refused')
  assert.equal(after(failed, { kind: 'tried-again', which: (one) => one.failed === 'unreachable' }).unsent[0]?.failed, 'refused')
  assert.equal(after(failed, { kind: 'tried-again', which: (one) => one.id === 'a' }).unsent[0]?.failed, false)
})

function after(start: Conversation, ...happenings: Happening[]): Conversation {
  return happenings.reduce(update, start)
}

function arrived(...messages: Message[]): Happening {
  return { kind: 'arrived', messages }
}

function unsent(id: string, text: string): Unsent {
  return { id, text, at: 1_790_000_000_000, failed: false }
}

function own(seq: number, delivery: Delivery = 'sent', clientId?: string): Message {
  const message: Message = { ...shop(seq), role: 'customer', name: null, delivery }
  return clientId ? { ...message, client_id: clientId } : message
}

function shop(seq: number): Message {
  return { id: `m${seq}`, seq, role: 'seller', name: 'Milo', text: `${seq}`, at: '2026-10-01T12:00:00Z', delivery: 'sent' }
}
