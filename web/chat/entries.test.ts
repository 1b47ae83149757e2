import assert from 'node:assert/strict'
import { test } from 'node:test'
import { empty } from './conversation.ts'
import { type Entry, entriesOf } from './entries.ts'
import { textsIn } from './texts.ts'
import type { Message } from './wire.ts'

const noon = new Date(2026, 2, 11, 12).getTime()
const minute = 60_000

const said = (seq: number, at: number, more: Partial<Message> = {}): Message => {
  return { id: `m${seq}`, seq, role: 'seller', name: 'Milo', text: `${seq}`, at: new Date(at).toISOString(), delivery: 'sent', ...more }
}

const shown = (messages: Message[], pick: (entry: Entry) => unknown) => entriesOf({ ...empty, messages }, textsIn.es).map(pick)

test('words that follow each other closely stand together under one name', () => {
  const talk = [
    said(1, noon),
    said(2, noon + minute),
    said(3, noon + 20 * minute),
    said(4, noon + 21 * minute, { role: 'staff', name: 'Ada' }),
  ]
  assert.deepEqual(
    shown(talk, (entry) => [entry.speaker, entry.isFirst]),
    [
      ['Milo', true],
      ['Milo', false],
      ['Milo', true],
      ['Ada · equipo', true],
    ],
  )
})

test('each day begins with its name', () => {
  const talk = [said(1, noon - 24 * 60 * minute), said(2, noon), said(3, noon + minute)]
  assert.deepEqual(
    shown(talk, (entry) => entry.isNewDay),
    [true, true, false],
  )
})

test('only the visitor’s own words carry marks, and queued already means that the shop has them', () => {
  const deliveries = ['queued', 'sent', 'delivered', 'read', 'failed'] as const
  const own = deliveries.map((delivery, index) => said(index + 1, noon, { role: 'customer', name: null, delivery }))
  assert.deepEqual(
    shown([...own, said(6, noon)], (entry) => entry.mark),
    ['sent', 'sent', 'delivered', 'read', 'failed', null],
  )
})

test('what is not sent yet stands below, and only what failed can be tried again', () => {
  const unsent = [
    { id: 'a', text: 'A', at: noon, failed: 'refused' as const },
    { id: 'b', text: 'B', at: noon, failed: false as const },
  ]
  const entries = entriesOf({ ...empty, messages: [said(1, noon)], unsent }, textsIn.es)
  assert.deepEqual(
    entries.map(({ text, mark, retry }) => [text, mark, retry]),
    [
      ['1', null, null],
      ['A', 'failed', 'a'],
      ['B', 'sending', null],
    ],
  )
})
