import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationText } from './durations.ts'

test('how long something runs is told in its two largest units', () => {
  assert.equal(durationText(0, 'en'), '0 seconds')
  assert.equal(durationText(-5000, 'en'), '0 seconds')
  assert.equal(durationText(61_000, 'en'), '1 minute, 1 second')
  assert.equal(durationText(3_600_000 + 59_000, 'es'), '1 hora')
  assert.equal(durationText(93_784_000, 'pt'), '1 dia, 2 horas')
})
