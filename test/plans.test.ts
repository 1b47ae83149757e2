import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addBox,
  addPair,
  boxesOfAllShops,
  listPairs,
  migrations,
  pairsOfAllShops,
  soldOutPairs,
  takePair,
} from '../server/platform/sql/shoe-shop.fixture.ts'
import { systemStatement } from '../server/platform/sql/statement.ts'
import { engines } from './engines.ts'
import { assertNoFullScan } from './plans.ts'

const large = ['pairs', 'boxes']

/** Under another name, as the plans give it. */
const pairsInStock = systemStatement('test-pairs-in-stock', (sql, p: { stock: number }) =>
  sql.selectFrom('pairs as p').select('p.id').where('p.stock', '=', p.stock),
)

for (const engine of engines) {
  test(`a statement that would read a large table from end to end is named (${engine.name})`, { skip: engine.skip }, async () => {
    await using created = await engine.create()
    await (await created.open({ migrations })).close()
    await assertNoFullScan(created, [addPair, addBox, listPairs, takePair, soldOutPairs], large)
    await assertNoFullScan(created, [boxesOfAllShops], ['pairs'])
    for (const [bad, table] of [
      [pairsOfAllShops, 'pairs'],
      [boxesOfAllShops, 'boxes'],
      [pairsInStock, 'pairs'],
    ] as const) {
      await assert.rejects(assertNoFullScan(created, [listPairs, bad], large), new RegExp(`${bad.name} reads all of ${table}`))
    }
  })
}
