import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { piecesOf } from './links.ts'

const found = (text: string) => piecesOf(text).flatMap((piece) => piece.href ?? [])

test('web addresses in a sentence become links, the sentence keeps its full stop', () => {
  assert.deepEqual(piecesOf('Mira https://demo.test/p/luna?color=rojo#a. ¡Gracias!'), [
    { text: 'Mira ' },
    { text: 'https://demo.test/p/luna?color=rojo#a', href: 'https://demo.test/p/luna?color=rojo#a' },
    { text: '.' },
    { text: ' ¡Gracias!' },
  ])
  assert.deepEqual(found('(ver http://demo.test/a_(b)) y http://demo.test/checkout/Ab_-'), [
    'http://demo.test/a_(b)',
    'http://demo.test/checkout/Ab_-',
  ])
  assert.deepEqual(found('*https://demo.test/x*'), ['https://demo.test/x'])
})

test('nothing but http and https is a link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://demo.test', 'www.demo.test', 'https://', 'mailto:a@demo.test']) {
    assert.deepEqual(found(text), [], text)
  }
})

test('whatever somebody writes, not a letter of it is lost and every link is http or https', () => {
  const text = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('http://', 'https://a.b/', 'javascript:', ')', '.', ' ', '"', '<a href=x>')),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(text, (parts) => {
      const pieces = piecesOf(parts.join(''))
      assert.equal(pieces.map((piece) => piece.text).join(''), parts.join(''))
      for (const { href } of pieces) assert.ok(href === undefined || /^https?:\/\//.test(href))
    }),
  )
})
