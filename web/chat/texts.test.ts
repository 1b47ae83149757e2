import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf } from './days.ts'
import { pauseAfter } from './pauses.ts'
import { chooseLanguage, chooseLocale, textsIn } from './texts.ts'

test('the page may choose the language, else the visitor does, else the shop', () => {
  assert.equal(chooseLanguage('pt', ['en-US'], 'es'), 'pt')
  assert.equal(chooseLanguage('PT-br', ['en-US'], 'es'), 'pt')
  assert.equal(chooseLanguage('xx', ['fr', 'en-US', 'es'], 'es'), 'en')
  assert.equal(chooseLanguage(null, ['fr', 'de'], 'es'), 'es')
  assert.equal(chooseLanguage(null, [], 'pt'), 'pt')
})

test('times are written the visitor’s way where that is the language of the texts', () => {
  assert.equal(chooseLocale('es', ['en-US', 'es-AR']), 'es-AR')
  assert.equal(chooseLocale('pt', ['en-US']), 'pt')
})

test('days have the names people give them', () => {
  const noon = new Date(2026, 2, 11, 12).getTime()
  const day = 86_400_000
  assert.equal(dayOf(noon, noon, 'es'), 'hoy')
  assert.equal(dayOf(noon - day / 1.9, noon, 'pt'), 'ontem')
  assert.equal(dayOf(noon - day, noon, 'en'), 'yesterday')
  assert.equal(dayOf(noon - 5 * day, noon, 'es'), 'viernes, 6 de marzo de 2026')
})

test('every language says everything', () => {
  for (const texts of Object.values(textsIn)) {
    for (const [key, text] of Object.entries(texts))
      assert.ok(typeof text === 'function' ? text('x' as never).length > 1 : text.length > 1, key)
  }
})

test('pauses grow to half a minute and are spread, unless the shop named a time', () => {
  assert.deepEqual([pauseAfter(1, null, 0), pauseAfter(1, null, 1), pauseAfter(3, null, 1)], [500, 1000, 4000])
  assert.deepEqual([pauseAfter(50, null, 0), pauseAfter(50, null, 1)], [15_000, 30_000])
  assert.deepEqual([pauseAfter(3, 7000, 0), pauseAfter(3, 7000, 1)], [7000, 7500])
})
