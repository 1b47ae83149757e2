import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { engines, type TestDatabase } from '../../../test/engines.ts'
import { addPair, laterMigration, listPairs, migrations } from './shoe-shop.fixture.ts'
import type { Database } from './sql.ts'

const more = laterMigration('0002_more_towns', async ({ schema }) => {
  await schema.createTable('more_towns').addColumn('name', 'text').execute()
})

for (const engine of engines) {
  const upgradeTest = (name: string, run: (created: TestDatabase) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      await using created = await engine.create()
      await run(created)
    })

  const close = (...opened: Database[]) => Promise.all(opened.map((db) => db.close()))

  upgradeTest('several processes that start at once run each migration once', async (created) => {
    let runs = 0
    const counted = laterMigration('0002_counted', async () => {
      runs++
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    const opened = await Promise.all(Array.from({ length: 4 }, () => created.open({ migrations: [...migrations, counted] })))
    assert.equal(runs, 1)
    await close(...opened)
  })

  upgradeTest('what shops wrote outlives an upgrade and a restart', async (created) => {
    const before = await created.open({ migrations })
    await before.tenant('demo').unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
    await before.close()
    const after = await created.open({ migrations: [...migrations, more] })
    assert.deepEqual(await after.tenant('demo').read(listPairs, {}), [{ id: 'boots', stock: 1 }])
    await after.close()
  })

  upgradeTest('a migration may change the rows of all shops', async (created) => {
    const before = await created.open({ migrations })
    for (const shop of ['demo', 'other']) await before.tenant(shop).unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: 1 }))
    await before.close()
    const restock = laterMigration('0002_restock', async (schema) => void (await sql`update pairs set stock = 9`.execute(schema)))
    const after = await created.open({ migrations: [...migrations, restock] })
    for (const shop of ['demo', 'other']) assert.deepEqual(await after.tenant(shop).read(listPairs, {}), [{ id: 'boots', stock: 9 }])
    await after.close()
  })

  upgradeTest('a migration that fails leaves nothing of itself, and what came before it stays', async (created) => {
    const broken = laterMigration('0003_broken', async ({ schema }) => {
      await schema.createTable('half').addColumn('name', 'text').execute()
      throw new Error('the power went out')
    })
    await assert.rejects(created.open({ migrations: [...migrations, more, broken] }), /the power went out/)
    const mended = laterMigration('0003_broken', async ({ schema }) => {
      await schema.createTable('half').addColumn('name', 'text').execute()
    })
    const opened = await created.open({ migrations: [...migrations, more, mended] })
    await opened.close()
  })

  upgradeTest('a database that a newer version has changed is not opened, and the message says what it has', async (created) => {
    await close(await created.open({ migrations: [...migrations, more] }))
    await assert.rejects(created.open({ migrations }), /the database is newer than this program: it has 0002_more_towns/)
    await close(await created.open({ migrations: [...migrations, more] }))
  })
}
