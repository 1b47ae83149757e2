import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { damages } from './damage.ts'
import { liveDay } from './day.ts'

const launcher = join(import.meta.dirname, '../../bin/mostrador.js')
const sim = join(import.meta.dirname, 'sim.ts')

function run(...args: string[]): { status: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, sim, ...args], { encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

test('the same seed gives the same day to the byte, in another process too', async () => {
  const { fingerprint } = await liveDay({ seed: 5, conversations: 150 })
  const { printed } = run('--seed', '5', '--conversations', '150')
  assert.match(printed, new RegExp(fingerprint.slice(0, 16)))
  assert.notEqual((await liveDay({ seed: 6, conversations: 150 })).fingerprint, fingerprint)
})

for (const seed of [1, 2]) {
  test(`where a provider cannot be asked, a repeat happens once and is marked (seed ${seed})`, async () => {
    const day = await liveDay({ seed, conversations: 500, lookUp: false })
    assert.deepEqual(day.faults, [])
    assert.ok(day.marked > 0)
  })
}

for (const name of Object.keys(damages)) {
  test(`a day notices ${name}`, () => {
    const { status, printed } = run('--seed', '1', '--conversations', '400', '--damage', name)
    assert.equal(status, 1, printed)
    assert.match(printed, /^✖ seed 1/)
  })
}
