import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Damage, damages } from './damage.ts'
import { liveElsewhere } from './elsewhere.ts'

/** Enough for most damage to show. */
const shortDay = { conversations: 120, hours: 3 }

test('the same seed gives the same day to the byte, and another seed another', () => {
  const fingerprints = [5, 5, 6].map((seed) => liveElsewhere({ seed, conversations: 30, hours: 1 }).fingerprint)
  assert.equal(fingerprints[0], fingerprints[1])
  assert.notEqual(fingerprints[0], fingerprints[2])
})

test('where a provider cannot be asked, a repeat happens once and is marked', () => {
  const day = liveElsewhere({ ...shortDay, seed: 1, lookUp: false })
  assert.deepEqual(day.faults, [])
  assert.ok(day.marked > 0)
})

for (const [name, { needs }] of Object.entries<Damage>(damages)) {
  test(`a day notices ${name}`, () => {
    assert.notDeepEqual(liveElsewhere({ seed: 1, damage: name, ...(needs ?? shortDay) }).faults, [])
  })
}
