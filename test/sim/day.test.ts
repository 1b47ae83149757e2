import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proves } from '../proves.ts'
import { liveElsewhere } from './elsewhere.ts'

test('a day of a thousand conversations lets nobody down (`npm run sim -- --seeds 200` lives more)', () => {
  proves('turns.survive-a-kill', 'turns.message-in-exactly-one-turn')
  const day = liveElsewhere({ seed: 1 })
  assert.deepEqual(day.faults, [])
  assert.ok(day.kills > 20 && day.replies > 500, `too quiet a day: ${day.kills} kills, ${day.replies} replies`)
})
