import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { openStreet } from '../../../test/journeys/street.ts'
import { type Media, mediaKey, memoryMedia } from '../../platform/media/media.ts'
import { noResizer } from '../../platform/pictures/pictures.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import { putProducts } from '../catalog/catalog.ts'
import { findOrder } from '../orders/orders.ts'
import { keepProof, paymentsOf, startPayment } from './payments.ts'

const back = { returnUrl: 'https://shop.test/ok', cancelUrl: 'https://shop.test/no', noticeUrl: 'https://shop.test/notices' }
const paper = new TextEncoder().encode('%PDF-1.7 of Ana')

for (const engine of engines)
  describe(`what buyers send to show that they paid on ${engine.name}`, { skip: engine.skip }, () => {
    test('it is given to him with his data, and goes when he is forgotten, whenever it came', async () => {
      const watch: { at: ((point: string) => Promise<void>) | null } = { at: null }
      const world: World = { ...realWorld(), fault: (point) => watch.at?.(point) }
      const kept = new Set<string>()
      const media = watched(memoryMedia(), kept)
      const pictures = { media, resizer: noResizer }
      const more = 'payments: { provider: transfer, instructions: "Alias LUNA" }\n'
      await using street = await openStreet(engine, { world, pictures, more })
      const { luna } = street
      const { desk } = street.house
      const shop = await desk.shop('luna', null)
      assert.ok(shop)
      await shop.transaction('test.put', (tx) =>
        putProducts(tx, [{ sku: 'YER', name: 'Yerba', price: 100, stock: 50 }], { kind: 'system', name: 'test' }),
      )
      const conversation = await street.customerWrites(luna, '5491160002222', 'hola')
      const { customer_id } = (await street.ask(luna, 'GET', `/api/v1/conversations/${conversation}`)).body
      await street.ask(luna, 'PUT', `/api/v1/carts/${conversation}/items/YER`, { quantity: 1 })
      const { id } = (await street.ask(luna, 'POST', '/api/v1/orders', { conversation_id: conversation })).body
      assert.ok((await startPayment(desk, shop, id, back)).ok)
      const send = async () => {
        const order = await findOrder(shop, id)
        assert.ok(order)
        return keepProof(pictures, shop, order, paper)
      }
      assert.ok((await send()).ok)
      const name = `proof-${(await paymentsOf(shop, id))[0]?.id}`
      assert.deepEqual([...kept], [mediaKey('luna', name)])
      const given = (await street.ask(luna, 'GET', `/api/v1/customers/${customer_id}/export`)).body
      assert.deepEqual(given.payment_proofs, [
        { order_id: id, type: 'application/pdf', content_base64: Buffer.from(paper).toString('base64') },
      ])
      const answers: string[] = []
      watch.at = async (point) => {
        if (point !== 'erasure.begun' && point !== 'erasure.after') return
        const sent = await send()
        answers.push(sent.ok ? 'kept' : sent.refusal.code)
      }
      const { body } = await street.ask(luna, 'POST', `/api/v1/customers/${customer_id}/erase`)
      watch.at = null
      assert.equal(body.erased.payment_proofs, 1)
      // Cut off, he can send nothing more.
      assert.deepEqual([...new Set(answers)], ['not_payable'])
      assert.deepEqual([[...kept], (await paymentsOf(shop, id))[0]?.proof], [[], null])
    })
  })

function watched(media: Media, kept: Set<string>): Media {
  return {
    ...media,
    write: async (key, content) => {
      await media.write(key, content)
      kept.add(key)
    },
    remove: async (key) => {
      await media.remove(key)
      kept.delete(key)
    },
  }
}
