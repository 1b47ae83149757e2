import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proves } from '../proves.ts'
import { liveElsewhere } from './elsewhere.ts'

/** `npm run sim -- --seeds 200` lives more. */
for (const seed of [1, 2]) {
  test(`a day of a thousand conversations lets nobody down (seed ${seed})`, () => {
    proves('turns.survive-a-kill', 'turns.message-in-exactly-one-turn')
    const day = liveElsewhere({ seed })
    assert.deepEqual(day.faults, [])
    assert.ok(day.kills > 20 && day.replies > 500, `too quiet a day: ${day.kills} kills, ${day.replies} replies`)
  })
}
