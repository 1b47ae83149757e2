import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Moment, momentOf } from './store-file.ts'

const now = Date.parse('2026-11-24T15:00:00-03:00')

test('a moment of a file is one in the calendar, or so long before the file is first applied', () => {
  const told = {
    '2026-03-11T16:00:00-03:00': '2026-03-11T19:00:00.000Z',
    '-3d': '2026-11-21T18:00:00.000Z',
    '-2d4h30m': '2026-11-22T13:30:00.000Z',
  }
  for (const [text, moment] of Object.entries({ ...told, '-45m': '2026-11-24T17:15:00.000Z' })) {
    assert.equal(Moment.parse(text), text)
    assert.equal(new Date(momentOf(text, now)).toISOString(), moment)
  }
})

test('what is neither is refused, and the words say what a moment is', () => {
  for (const wrong of ['-', '3d', '+3d', '-3', '-3w', '-4h3d', '- 3d', '2026-03-11', 'yesterday', '-3d ', -3]) {
    const read = Moment.safeParse(wrong)
    assert.equal(read.success, false, String(wrong))
    assert.match(read.error?.issues[0]?.message ?? '', /^a moment such as 2026-03-11T16:00:00-03:00, or -3d4h30m before now$/)
  }
})
