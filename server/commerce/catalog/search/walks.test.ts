import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../../../../test/engines.ts'
import { plansOf } from '../../../../test/plans.ts'
import { migrations } from '../../../migrations/migrations.ts'
import { walks } from './walks.sql.ts'

for (const engine of engines) {
  test(`a page of a shelf is walked to along its index, in every order (${engine.name})`, { skip: engine.skip }, async () => {
    await using created = await engine.create()
    await (await created.open({ migrations })).close()
    const plans = await plansOf(
      created,
      Object.values(walks).flatMap(({ whole, category }) => [whole, category]),
    )
    for (const { statement, steps } of plans) {
      const plan = steps.map(({ how }) => how).join('; ')
      // Where the page begins is in the condition; nothing is put into order afterwards.
      assert.match(plan, /index.*\W(?:price|name_key)\W/i, statement)
      assert.doesNotMatch(plan, /temp b-tree|sort/i, statement)
      assert.equal(/search_documents_category/.test(plan), statement.endsWith('-of-category'), `${statement}: ${plan}`)
    }
    assert.equal(plans.length, 8)
  })
}
