import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '../../../test/engines.ts'
import { insideUnit } from './inside-unit.ts'
import {
  addBox,
  addPair,
  addPairOfAnyShop,
  addPairOnce,
  addPhoto,
  listPairs,
  migrations,
  pairsOfAllShops,
  takePair,
} from './shoe-shop.fixture.ts'
import { type Database, DatabaseUnavailable, type Scope, type Unit } from './sql.ts'

const ids = async (shop: Scope) => (await shop.read(listPairs, {})).map(({ id }) => id)
const add = (shop: Scope, id: string, stock: number | null = 1) => shop.unit('add', (unit) => unit.run(addPair, { id, stock }))

/** The rejection that nobody caught while `run` ran. */
async function unhandled(run: () => Promise<void>): Promise<unknown> {
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const heard = Promise.withResolvers<unknown>()
  process.once('unhandledRejection', heard.resolve)
  try {
    await run()
    return await heard.promise
  } finally {
    for (const listener of listeners) process.on('unhandledRejection', listener)
  }
}

for (const engine of engines) {
  const shopTest = (name: string, run: (db: Database, shop: Scope) => Promise<void>) =>
    test(`${name} (${engine.name})`, { skip: engine.skip }, async () => {
      await using db = await engine.open({ migrations })
      await run(db, db.tenant('demo'))
    })

  shopTest('what a unit wrote is there for everybody once it is done', async (_db, shop) => {
    const { changes } = await add(shop, 'boots', 3)
    assert.equal(changes, 1)
    assert.deepEqual(await shop.read(listPairs, {}), [{ id: 'boots', stock: 3 }])
    assert.deepEqual(await shop.sql.selectFrom('pairs').select('id').where('tenant_id', '=', 'demo').execute(), [{ id: 'boots' }])
  })

  shopTest('many rows of one kind go in at once, and each answers for itself', async (_db, shop) => {
    await add(shop, 'pair-07', 99)
    const rows = Array.from({ length: 41 }, (_, at) => ({ id: `pair-${String(at).padStart(2, '0')}`, stock: at }))
    const done = await shop.unit('add', (unit) => unit.runAll(addPairOnce, rows))
    assert.equal(done.changes, 40)
    assert.deepEqual(
      done.rows,
      rows.filter(({ stock }) => stock !== 7),
    )
    assert.deepEqual(
      (await shop.read(listPairs, {})).map(({ stock }) => stock),
      rows.map(({ stock }) => (stock === 7 ? 99 : stock)),
    )
    assert.deepEqual(await shop.unit('add', (unit) => unit.runAll(addPairOnce, [])), { rows: [], changes: 0 })
    await assert.rejects(
      shop.unit('take', (unit) => unit.runAll(takePair, [{ id: 'pair-01' }])),
      /"test-take-pair" is no insert/,
    )
  })

  shopTest('a unit that fails leaves nothing, and its neighbours keep what they wrote', async (_db, shop) => {
    const fail = (id: string) =>
      shop.unit('fail', async (unit) => {
        await unit.run(addPair, { id, stock: 1 })
        throw new Error('no such shoe')
      })
    const outcomes = await Promise.allSettled([add(shop, 'boots'), fail('clogs'), add(shop, 'sandals')])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await ids(shop), ['boots', 'sandals'])
  })

  shopTest('nobody sees what is not committed yet', async (_db, shop) => {
    const written = Promise.withResolvers<void>()
    // Asked for outside the unit, as anybody else would.
    const seen = written.promise.then(() => ids(shop))
    const seenMeanwhile = await shop.unit('add', async (unit) => {
      await unit.run(addPair, { id: 'boots', stock: 1 })
      written.resolve()
      return await seen
    })
    assert.deepEqual([seenMeanwhile, await ids(shop)], [[], ['boots']])
  })

  shopTest('a unit sees its own writes, through statements and through built queries', async (_db, shop) => {
    const found = await shop.unit('add-and-look', async (unit) => {
      await unit.run(addPair, { id: 'boots', stock: 2 })
      await unit.sql.updateTable('pairs').set({ stock: 5 }).where('tenant_id', '=', unit.tenant).where('id', '=', 'boots').execute()
      return (await unit.run(listPairs, {})).rows
    })
    assert.deepEqual(found, [{ id: 'boots', stock: 5 }])
  })

  shopTest('the count of a conditional write is its answer', async (_db, shop) => {
    await add(shop, 'boots', 1)
    await add(shop, 'clogs', null)
    const take = (id: string) => shop.unit('take', (unit) => unit.run(takePair, { id }))
    const taken = await Promise.all([take('boots'), take('boots'), take('boots')])
    assert.deepEqual(taken.map(({ changes }) => changes).sort(), [0, 0, 1])
    assert.deepEqual(
      taken.flatMap(({ rows }) => rows),
      [{ stock: 0 }],
    )
    assert.deepEqual(await take('clogs'), { rows: [{ stock: null }], changes: 1 })
  })

  shopTest('a query after the end of its unit is refused by name', async (_db, shop) => {
    let kept: Unit | undefined
    await shop.unit('add', async (unit) => {
      kept = unit
      await unit.sql.selectFrom('towns').selectAll().execute()
    })
    await assert.rejects(kept?.run(addPair, { id: 'late', stock: 1 }) ?? Promise.resolve(), /unit "add" is over/)
    await assert.rejects(kept?.sql.selectFrom('towns').selectAll().execute() ?? Promise.resolve(), /unit "add" is over/)
    assert.deepEqual(await ids(shop), [])
  })

  shopTest('inside a unit neither another unit nor the outer reader is let in', async (db, shop) => {
    const inside = (work: () => Promise<unknown>) => shop.unit('outer', work)
    await assert.rejects(
      inside(() => shop.unit('inner', async () => undefined)),
      /unit "outer": unit "inner" begins/,
    )
    await assert.rejects(
      inside(() => db.system.unit('inner', async () => undefined)),
      /unit "outer": unit "inner" begins/,
    )
    await assert.rejects(
      inside(() => shop.read(listPairs, {})),
      /unit "outer": "test-list-pairs" is read by the outer scope/,
    )
    const towns = shop.sql.selectFrom('towns').selectAll()
    await assert.rejects(
      inside(() => towns.execute()),
      /unit "outer": the reader is used/,
    )
    await assert.rejects(
      inside(async () => shop.sql),
      /unit "outer": the reader is used/,
    )
  })

  shopTest('whoever would wait for the outside can ask whether he is in a unit', async (_db, shop) => {
    let inAfterCommit: string | undefined = 'never ran'
    const named = await shop.unit('add', async (unit) => {
      unit.afterCommit(() => {
        inAfterCommit = insideUnit()
      })
      return insideUnit()
    })
    assert.deepEqual([named, inAfterCommit, insideUnit()], ['add', undefined, undefined])
  })

  shopTest('what waits for the commit is done after it, and not at all when the unit fails', async (_db, shop) => {
    const done: string[] = []
    await shop.unit('add', async (unit) => {
      unit.afterCommit(() => done.push('first'))
      unit.afterCommit(() => done.push('second'))
      done.push('work')
    })
    const failing = shop.unit('fail', async (unit) => {
      unit.afterCommit(() => done.push('never'))
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.deepEqual(done, ['work', 'first', 'second'])
  })

  shopTest('what goes wrong after the commit is heard of by the process, and by nobody whose unit is stored', async (_db, shop) => {
    const heard = await unhandled(async () => {
      const waking = shop.unit('wake', async (unit) => unit.afterCommit(() => assert.fail('nobody is awake')))
      await Promise.all([waking, add(shop, 'boots')])
    })
    assert.match(String(heard), /nobody is awake/)
    assert.deepEqual(await ids(shop), ['boots'])
  })

  shopTest('a query that failed takes its unit with it, even when somebody catches the error', async (_db, shop) => {
    await add(shop, 'boots')
    const again = shop.unit('add-again', async (unit) => {
      await unit.run(addPair, { id: 'clogs', stock: 1 })
      await unit.run(addPair, { id: 'boots', stock: 1 }).catch(() => 'caught')
    })
    await assert.rejects(again, /unique|UNIQUE/)
    const onward = shop.unit('go-on', async (unit) => {
      await unit.run(addPair, { id: 'boots', stock: 1 }).catch(() => 'caught')
      await unit.run(addPair, { id: 'clogs', stock: 1 })
    })
    await assert.rejects(onward, /a query after one that failed/)
    assert.deepEqual(await ids(shop), ['boots'])
  })

  shopTest('a rule that is checked at the commit takes the unit with it', async (_db, shop) => {
    await assert.rejects(shop.unit('box', (unit) => unit.run(addBox, { id: 'b1', pair: 'no such pair' })))
    await shop.unit('box', async (unit) => {
      await unit.run(addBox, { id: 'b1', pair: 'boots' })
      await unit.run(addPair, { id: 'boots', stock: 1 })
    })
  })

  shopTest('the system reads and writes across shops with its own statements only', async (db, shop) => {
    await db.system.unit('add', async (unit) => {
      await unit.run(addPairOfAnyShop, { shop: 'demo', id: 'boots', stock: 1 })
      await unit.run(addPairOfAnyShop, { shop: 'other', id: 'clogs', stock: 1 })
    })
    assert.deepEqual(await db.system.read(pairsOfAllShops, {}), [
      { tenant_id: 'demo', id: 'boots' },
      { tenant_id: 'other', id: 'clogs' },
    ])
    assert.deepEqual(await ids(shop), ['boots'])
    await assert.rejects(shop.read(pairsOfAllShops as never, {}), /belongs to the system's scope/)
    await assert.rejects(db.system.read(listPairs as never, {}), /belongs to a tenant's scope/)
    await assert.rejects(
      shop.unit('sly', (unit) => unit.run(pairsOfAllShops as never, {} as never)),
      /belongs to the system's scope/,
    )
  })

  shopTest('outside units nothing is written', async (_db, shop) => {
    await assert.rejects(shop.sql.insertInto('towns').values({ name: 'Lima' }).execute(), /outside units nothing is written/)
    await assert.rejects(shop.read(addPair as never, { id: 'boots', stock: 1 } as never), /outside units nothing is written/)
    assert.deepEqual(await ids(shop), [])
  })

  shopTest('a number beyond what can be read exactly is refused on its way in and on its way out', async (_db, shop) => {
    await add(shop, 'boots', Number.MAX_SAFE_INTEGER)
    assert.deepEqual(await shop.read(listPairs, {}), [{ id: 'boots', stock: Number.MAX_SAFE_INTEGER }])
    await assert.rejects(add(shop, 'clogs', 2 ** 53), /statement "test-add-pair": stock is 9007199254740992/)
    await shop.unit('grow', (unit) =>
      unit.sql
        .updateTable('pairs')
        .set((row) => ({ stock: row('stock', '+', 10) }))
        .where('tenant_id', '=', 'demo')
        .execute(),
    )
    await assert.rejects(shop.read(listPairs, {}), /too large/)
  })

  shopTest('text, bytes and nothing come back as they went in', async (_db, shop) => {
    await add(shop, "zapatos 'ñandú' 👟", null)
    await shop.unit('photo', (unit) => unit.run(addPhoto, { id: "zapatos 'ñandú' 👟", photo: Uint8Array.of(0, 255, 7) }))
    const [pair] = await shop.sql.selectFrom('pairs').selectAll().where('tenant_id', '=', 'demo').execute()
    assert.deepEqual(
      { ...pair, photo: [...(pair?.photo ?? [])] },
      { tenant_id: 'demo', id: "zapatos 'ñandú' 👟", stock: null, photo: [0, 255, 7] },
    )
  })

  shopTest('what the two databases take differently is refused by both', async (_db, shop) => {
    for (const stock of [true, undefined, new Date(0), Number.NaN, 1n, {}]) {
      await assert.rejects(
        shop.unit('add', (unit) => unit.run(addPair, { id: 'boots', stock: stock as never })),
        /statement "test-add-pair": stock is .*; it takes text, a safe number, bytes or null/,
      )
      await assert.rejects(
        shop.sql
          .selectFrom('pairs')
          .select('id')
          .where('tenant_id', '=', 'demo')
          .where('stock', '=', stock as never)
          .execute(),
        /it takes text, a safe number, bytes or null/,
      )
    }
    await assert.rejects(add(shop, 'boo\0ts'), /id is text with a zero byte/)
  })

  shopTest('rows are sorted byte by byte on both', async (_db, shop) => {
    for (const id of ['b', 'A', 'ñ', 'a', 'B', 'z']) await add(shop, id)
    assert.deepEqual(await ids(shop), ['A', 'B', 'a', 'b', 'z', 'ñ'])
  })

  shopTest('truth, counts and sums are plain numbers on both', async (_db, shop) => {
    await add(shop, 'boots', 3)
    await add(shop, 'clogs', 4)
    const [row] = await shop.sql
      .selectFrom('pairs')
      .select((pair) => [
        pair.fn.countAll<number>().as('count'),
        pair.fn.sum<number>('stock').as('sum'),
        pair.exists(pair.selectFrom('towns').select('name')).as('any_town'),
      ])
      .where('tenant_id', '=', 'demo')
      .execute()
    assert.deepEqual(row, { count: 2, sum: 7, any_town: 0 })
  })

  shopTest('only what can be a tenant is asked for', async (db) => {
    for (const id of ["x'; drop table pairs; --", '', 'Demo', '-demo', 'a'.repeat(64), 'demo\n', 'ñ']) {
      assert.throws(() => db.tenant(id), /is no tenant's id/, id)
    }
    for (const id of ['demo', '0', 'a-b_c', 'a'.repeat(63)]) assert.equal(db.tenant(id).tenant, id)
  })

  shopTest('a database that answers says so', async (db) => {
    await db.ping()
  })

  test(`what has begun when the database is closed comes to its end, and nothing begins after it (${engine.name})`, {
    skip: engine.skip,
  }, async () => {
    await using created = await engine.create()
    const db = await created.open({ migrations, poolSize: 2 })
    const shop = db.tenant('demo')
    const before = Promise.all(Array.from({ length: 10 }, (_, at) => add(shop, `pair ${at}`)))
    const closed = Promise.all([db.close(), db.close()])
    await assert.rejects(add(shop, 'late'), DatabaseUnavailable)
    await Promise.all([before, closed])
    await assert.rejects(add(shop, 'later'), DatabaseUnavailable)
    await assert.rejects(shop.read(listPairs, {}), DatabaseUnavailable)
    const again = await created.open({ migrations })
    assert.equal((await ids(again.tenant('demo'))).length, 10)
    await again.close()
  })
}
