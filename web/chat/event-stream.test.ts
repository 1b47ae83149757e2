import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EventStreamReader, type StreamEvent } from './event-stream.ts'

test('events are read with their type and their data', () => {
  const text = 'id: 1\nevent: message\ndata: {"text":"¿Llegó?"}\n\n: keep-alive\n\nevent: typing\ndata: {"on":true}\n\n'
  assert.deepEqual(read(text), [
    { type: 'message', data: '{"text":"¿Llegó?"}' },
    { type: 'typing', data: '{"on":true}' },
  ])
})

test('data of several lines is one text, and an event without a type is a message', () => {
  assert.deepEqual(read('data: a\ndata: b\ndata\n\n'), [{ type: 'message', data: 'a\nb\n' }])
})

test('only one space after the colon belongs to the form', () => {
  assert.deepEqual(read('data:  a\n\ndata:b\n\n'), [
    { type: 'message', data: ' a' },
    { type: 'message', data: 'b' },
  ])
})

test('an event is not told before its end has come', () => {
  const reader = new EventStreamReader()
  assert.deepEqual(reader.read(bytes('data: a\n')), [])
  assert.deepEqual(reader.read(bytes('\n')), [{ type: 'message', data: 'a' }])
})

test('however the network cuts the bytes and whichever line ends are used, the same events come out', () => {
  const anyText = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ' '))
  const anyEvent = fc.record({ type: fc.constantFrom('message', 'typing'), data: anyText }, { noNullPrototype: true })
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 5 }), lineEnd, fc.array(fc.nat(200), { maxLength: 12 }), (events, end, cuts) => {
      const stream = events.map(({ type, data }) => `: x${end}event: ${type}${end}data: ${data}${end}${end}`).join('')
      // After a lone "\r" only the next character tells that it was a whole line end.
      const heard = readInPieces(bytes(`${stream}: bye`), cuts)
      assert.deepEqual(heard, events)
    }),
  )
})

function read(text: string): StreamEvent[] {
  return new EventStreamReader().read(bytes(text))
}

function readInPieces(all: Uint8Array, cuts: number[]): StreamEvent[] {
  const reader = new EventStreamReader()
  const edges = [0, ...cuts.map((cut) => cut % (all.length + 1)).toSorted((one, other) => one - other), all.length]
  return edges.slice(1).flatMap((edge, index) => reader.read(all.subarray(edges[index], edge)))
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
