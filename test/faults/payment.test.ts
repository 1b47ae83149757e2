import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FaultPoint } from '../../server/platform/world/faults.ts'
import { engines } from '../engines.ts'
import { proves } from '../proves.ts'
import type { DamageName } from './damage.ts'
import { runPayment } from './payment.ts'
import { openShop } from './shop.ts'

/** The whole grid is `npm run test:faults`: each point, and every commit, with both providers on both databases. */
const points: readonly FaultPoint[] = [
  'payment.after-session',
  'payment.after-notice',
  'payment.after-look',
  'payment.after-settle',
  'refund.before-ask',
  'refund.after-answer',
]
const delicate: readonly FaultPoint[] = ['payment.after-session', 'refund.after-answer']

describe('money that moves while the shop is killed', { concurrency: 2 }, () => {
  for (const { name: engine, skip } of engines)
    for (const payments of ['stripe', 'mercadopago'] as const)
      test(`by ${payments} no order is paid twice, none is lost, and what goes back goes once (${engine})`, { skip }, async () => {
        proves('orders.payment-is-read-back')
        await using shop = await openShop({ engine, lookUp: true, statuses: 'normal', payments })
        const isWhole = (payments === 'stripe') === (engine === 'sqlite')
        for (const point of isWhole ? points : delicate)
          assert.deepEqual((await runPayment(shop, { point, hit: 1, rounds: 1 })).problems, [], point)
      })
})

/** What cannot fail proves nothing: each guard is taken out in turn, and the cell that watches over it must say so. */
const watched: readonly { damage: DamageName; point: FaultPoint; says: RegExp }[] = [
  { damage: 'a-page-to-pay-without-a-key', point: 'payment.after-session', says: /[2-9] pages to pay on were made/ },
  { damage: 'a-refund-without-a-key', point: 'refund.after-answer', says: /(?:200050|300075) went back where 100025 was asked for/ },
]

describe('money that moves twice is noticed', { concurrency: 2 }, () => {
  for (const { damage, point, says } of watched)
    test(`when the shop is made to do wrong: ${damage}`, async () => {
      await using shop = await openShop({
        ...{ engine: 'sqlite', lookUp: true, statuses: 'normal', payments: 'mercadopago' },
        ...{ damage, patienceMs: 5000 },
      })
      assert.match((await runPayment(shop, { point, hit: 1, rounds: 1 })).problems.join('\n'), says)
    })
})
