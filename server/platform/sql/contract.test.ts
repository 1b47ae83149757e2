import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { addPair, addPairOfAnyShop, listPairs, migrations, pairsOfAllShops } from './shoe-shop.fixture.ts'
import { DatabaseUnavailable } from './sql.ts'

for (const engine of engines) {
  const shopTest = (name: string, run: () => Promise<void>) => test(`${name} (${engine.name})`, { skip: engine.skip }, run)

  shopTest('what a unit wrote is there for everybody once it is done', async () => {
    await using db = await engine.open({ migrations })
    const shop = db.tenant('demo')
    const { changes } = await shop.unit('add-boots', (unit) => unit.run(addPair, { id: 'boots', stock: 3 }))
    assert.equal(changes, 1)
    assert.deepEqual(await shop.read(listPairs, {}), [{ id: 'boots', stock: 3 }])
    assert.deepEqual(await shop.sql.selectFrom('pairs').select('id').where('tenant_id', '=', 'demo').execute(), [{ id: 'boots' }])
  })

  shopTest('a unit that fails leaves nothing, and its neighbours keep what they wrote', async () => {
    await using db = await engine.open({ migrations })
    const shop = db.tenant('demo')
    const add = (id: string, fail: boolean) =>
      shop.unit('add', async (unit) => {
        await unit.run(addPair, { id, stock: 1 })
        if (fail) throw new Error('no such shoe')
      })
    const outcomes = await Promise.allSettled([add('boots', false), add('clogs', true), add('sandals', false)])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(
      (await shop.read(listPairs, {})).map(({ id }) => id),
      ['boots', 'sandals'],
    )
  })

  shopTest('the system reads and writes across shops with its own statements only', async () => {
    await using db = await engine.open({ migrations })
    await db.system.unit('add', async (unit) => {
      await unit.run(addPairOfAnyShop, { shop: 'demo', id: 'boots', stock: 1 })
      await unit.run(addPairOfAnyShop, { shop: 'other', id: 'clogs', stock: 1 })
    })
    assert.deepEqual(await db.system.read(pairsOfAllShops, {}), [
      { tenant_id: 'demo', id: 'boots' },
      { tenant_id: 'other', id: 'clogs' },
    ])
    assert.deepEqual(await db.tenant('demo').read(listPairs, {}), [{ id: 'boots', stock: 1 }])
    await assert.rejects(db.tenant('demo').read(pairsOfAllShops as never, {}), /belongs to the system's scope/)
    await assert.rejects(db.system.read(listPairs as never, {}), /belongs to a tenant's scope/)
  })

  shopTest('a closed database refuses writes as unavailable', async () => {
    await using created = await engine.create()
    const db = await created.open({ migrations })
    await db.close()
    await assert.rejects(
      db.tenant('demo').unit('late', async () => {}),
      DatabaseUnavailable,
    )
  })
}
