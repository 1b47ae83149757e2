import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dumpRows } from '../../../test/dump.ts'
import { engines } from '../../../test/engines.ts'
import { openStreet } from '../../../test/journeys/street.ts'
import { realWorld } from '../../platform/world/real.ts'
import type { World } from '../../platform/world/world.ts'
import { putProducts } from '../catalog/catalog.ts'

const word = 'CalleSecreta'

for (const engine of engines)
  describe(`orders of somebody who is being erased on ${engine.name}`, { skip: engine.skip }, () => {
    test('whenever one comes it goes with him, or is refused: nothing of him is left', async () => {
      const watch: { at: ((point: string) => Promise<void>) | null } = { at: null }
      const world: World = { ...realWorld(), fault: (point) => watch.at?.(point) }
      await using street = await openStreet(engine, { world })
      const { luna } = street
      const shop = await street.house.desk.shop('luna', null)
      await shop?.transaction('test.put', (tx) =>
        putProducts(tx, [{ sku: 'YER', name: 'Yerba', price: 100, stock: 50 }], { kind: 'system', name: 'test' }),
      )
      const conversation = await street.customerWrites(luna, '5491160002222', 'hola')
      const { customer_id } = (await street.ask(luna, 'GET', `/api/v1/conversations/${conversation}`)).body
      const order = async () => {
        await street.ask(luna, 'PUT', `/api/v1/carts/${conversation}/items/YER`, { quantity: 1 })
        return (await street.ask(luna, 'POST', '/api/v1/orders', { conversation_id: conversation, name: word, address: word })).status
      }
      assert.equal(await order(), 201)
      const statuses = new Map<string, number[]>()
      watch.at = async (point) => {
        if (point !== 'erasure.begun' && point !== 'erasure.after') return
        statuses.set(point, [...(statuses.get(point) ?? []), await order()])
      }
      assert.equal((await street.ask(luna, 'POST', `/api/v1/customers/${customer_id}/erase`)).status, 200)
      watch.at = null
      // Cut off, his conversation still stands; after its first piece it has ended.
      assert.deepEqual(statuses.get('erasure.begun'), [201])
      assert.ok((statuses.get('erasure.after') ?? []).length > 3)
      assert.deepEqual([...new Set(statuses.get('erasure.after'))], [409])
      const left = (await dumpRows(street.databaseUrl)).filter(({ text }) => text.includes(word) || text.includes(customer_id))
      assert.deepEqual(
        left.map(({ table }) => table),
        [],
      )
      const orders = (await street.ask(luna, 'GET', '/api/v1/orders')).body.items
      assert.deepEqual(
        orders.map(({ status, customer_id, conversation_id, name }: Record<string, unknown>) => [
          status,
          customer_id,
          conversation_id,
          name,
        ]),
        Array(2).fill(['cancelled', null, null, null]),
      )
    })
  })
