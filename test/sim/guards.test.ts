import assert from 'node:assert/strict'
import { test } from 'node:test'
import { damages } from './damage.ts'
import { liveDay } from './day.ts'
import { liveElsewhere } from './elsewhere.ts'

test('the same seed gives the same day to the byte, in another process too', async () => {
  const { fingerprint } = await liveDay({ seed: 5, conversations: 100 })
  assert.equal(liveElsewhere({ seed: 5, conversations: 100 }).fingerprint, fingerprint)
  assert.notEqual(liveElsewhere({ seed: 6, conversations: 100 }).fingerprint, fingerprint)
})

for (const seed of [1, 2]) {
  test(`where a provider cannot be asked, a repeat happens once and is marked (seed ${seed})`, () => {
    const day = liveElsewhere({ seed, conversations: 200, lookUp: false })
    assert.deepEqual(day.faults, [])
    assert.ok(day.marked > 0)
  })
}

for (const name of Object.keys(damages)) {
  test(`a day notices ${name}`, () => {
    assert.notDeepEqual(liveElsewhere({ seed: 1, conversations: 150, damage: name }).faults, [])
  })
}
