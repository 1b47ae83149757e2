import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FaultPoint } from '../../server/platform/world/faults.ts'
import { engines } from '../engines.ts'
import { proves } from '../proves.ts'
import { type Cell, runCell } from './cell.ts'
import type { DamageName } from './damage.ts'
import type { EngineName } from './database.ts'
import { runErasure } from './erasure.ts'
import { openShop, type ShopSettings } from './shop.ts'

/** The whole grid is `npm run test:faults`; these are the kills that tell the most. */
const telling: readonly (readonly [FaultPoint, number])[] = [
  ['inbound.after-store', 2],
  ['turn.after-journal', 1],
  ['tool.after', 1],
  ['reply.inside', 2],
  ['delivery.after-claim', 1],
  ['delivery.after-answer', 2],
  ['event.inside', 1],
]

describe('a shop that is killed', { concurrency: 2 }, () => {
  for (const { name: engine, skip } of engines) {
    test(`at its most delicate points nobody is left unanswered or answered twice (${engine})`, { skip }, async () => {
      proves('turns.survive-a-kill', 'turns.message-in-exactly-one-turn', 'webhooks.durable-before-200', 'delivery.at-least-once')
      const cells = telling.map(([point, hit]) => ({ point, hit, rounds: 2 }))
      for (const { problems } of await live({ engine, lookUp: true, statuses: 'normal' }, cells)) assert.deepEqual(problems, [])
    })

    test(`while it erases somebody nothing of him stays, and nobody else loses anything (${engine})`, { skip }, async () => {
      proves('customers.erase')
      await using shop = await openShop({ engine, lookUp: true, statuses: 'normal' })
      for (const [point, hit] of [
        ['erasure.inside', 2],
        ['erasure.after', 3],
      ] as const)
        assert.deepEqual((await runErasure(shop, { point, hit, rounds: 1 })).problems, [])
    })

    test(`kills alone never lose a reply where the provider can be asked, not even those of its repeat (${engine})`, { skip }, async () => {
      const cell = { point: 'delivery.before-repeat', hit: 1, rounds: 1, kills: 2, moods: ['drop'] } as const
      for (const { problems } of await live({ engine, lookUp: true, statuses: 'normal' }, [cell])) assert.deepEqual(problems, [])
    })

    test(`a send whose fate nobody knows goes once more and is marked (${engine})`, { skip }, async () => {
      proves('delivery.repeats-once-after-doubt', 'delivery.doubt-counts-from-the-restart')
      const cells = [{ point: 'delivery.after-answer', hit: 1, rounds: 1 }] as const
      for (const { problems, marked } of await live({ engine, lookUp: false, statuses: 'none' }, cells)) {
        assert.deepEqual(problems, [])
        assert.equal(marked, 1)
      }
    })
  }
})

/** A grid that cannot fail proves nothing: each guard is taken out in turn, and the cell that watches over it must say so. */
const watched: readonly { damage: DamageName; cell: Cell; says: RegExp }[] = [
  {
    damage: 'acknowledged-too-early',
    cell: { point: 'inbound.inside-store', hit: 2, rounds: 1 },
    says: /was acknowledged and is not stored/,
  },
  { damage: 'sent-again-without-asking', cell: { point: 'delivery.after-answer', hit: 1, rounds: 1 }, says: /is 2 times on the phone/ },
  { damage: 'tool-beside-its-journal', cell: { point: 'tool.after', hit: 1, rounds: 1 }, says: /1 numbers asked for, 2 given/ },
]

describe('the grid notices', { concurrency: 2 }, () => {
  for (const { damage, cell, says } of watched) {
    test(`when the shop is made to do wrong: ${damage}`, async () => {
      const [result] = await live({ engine: 'sqlite', lookUp: true, statuses: 'normal', damage, patienceMs: 2500 }, [cell])
      assert.match(result?.problems.join('\n') ?? '', says)
    })
  }
})

async function live(settings: ShopSettings & { engine: EngineName }, cells: readonly Cell[]) {
  await using shop = await openShop(settings)
  const results = []
  for (const cell of cells) results.push(await runCell(shop, cell))
  return results
}
