import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Compilable, type Kysely, sql as raw } from 'kysely'
import { CompiledStatements } from './compile.ts'
import { postgresKysely } from './postgres-kysely.ts'
import type { Tables } from './sql.ts'
import { sqliteKysely } from './sqlite-connection.ts'
import { statement, systemStatement } from './statement.ts'
import { tenantGuard } from './tenant-guard.ts'
import './shoe-shop.fixture.ts'

const tenantTables = new Set(['pairs', 'boxes'])
const noRun = () => ({ rows: [], changes: 0 })
const guarded = sqliteKysely(noRun, [tenantGuard('demo', tenantTables)])
const t = 'demo'

type Build = (sql: Kysely<Tables>) => Compilable<unknown>

/** What a shop may ask. */
const passes: Record<string, Build> = {
  'a select with its tenant': (sql) => sql.selectFrom('pairs').selectAll().where('tenant_id', '=', t),
  'under another name': (sql) => sql.selectFrom('pairs as p').select('p.id').where('p.tenant_id', '=', t),
  'the tenant on the left': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where((row) => row(row.val(t), '=', row.ref('tenant_id'))),
  'a table that is nobody’s': (sql) => sql.selectFrom('towns').selectAll(),
  'beside a table that is nobody’s': (sql) =>
    sql.selectFrom('pairs').innerJoin('towns', 'towns.name', 'pairs.id').select('stock').where('tenant_id', '=', t),
  'a join that hands the tenant on': (sql) =>
    sql
      .selectFrom('pairs as p')
      .innerJoin('boxes as b', (on) => on.onRef('b.pair', '=', 'p.id').onRef('b.tenant_id', '=', 'p.tenant_id'))
      .select('b.id')
      .where('p.tenant_id', '=', t),
  'a join that hands it back': (sql) =>
    sql
      .selectFrom('pairs as p')
      .innerJoin('boxes as b', (on) => on.onRef('p.tenant_id', '=', 'b.tenant_id').on('b.tenant_id', '=', t))
      .select('b.id'),
  'a chain of three': (sql) =>
    sql
      .selectFrom('pairs as a')
      .innerJoin('pairs as b', 'b.tenant_id', 'a.tenant_id')
      .innerJoin('pairs as c', 'c.tenant_id', 'b.tenant_id')
      .select('a.id')
      .where('c.tenant_id', '=', t),
  'an outer join of what is the tenant’s': (sql) =>
    sql
      .selectFrom('pairs as p')
      .leftJoin('boxes as b', (on) => on.onRef('b.tenant_id', '=', 'p.tenant_id').onRef('b.pair', '=', 'p.id'))
      .select(['p.id', 'b.id as box'])
      .where('p.tenant_id', '=', t),
  'conditions in brackets': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where((row) => row.and([row('tenant_id', '=', t), row.or([row('stock', '=', 1), row('stock', '=', 2)])])),
  'a subquery of its own': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('tenant_id', '=', t)
      .where('id', 'in', (from) => from.selectFrom('boxes').select('pair').where('tenant_id', '=', t)),
  'a subquery that leans on the outer query': (sql) =>
    sql
      .selectFrom('pairs as p')
      .select('p.id')
      .where('p.tenant_id', '=', t)
      .where((row) => row.exists(row.selectFrom('boxes as b').select('b.id').whereRef('b.tenant_id', '=', 'p.tenant_id'))),
  'a subquery as a column': (sql) =>
    sql
      .selectFrom('pairs as p')
      .select((row) => row.selectFrom('boxes').select('id').whereRef('boxes.tenant_id', '=', 'p.tenant_id').limit(1).as('box'))
      .where('p.tenant_id', '=', t),
  'a subquery as a table': (sql) =>
    sql.selectFrom((from) => from.selectFrom('pairs').select('id').where('tenant_id', '=', t).as('mine')).selectAll(),
  'a query with a name': (sql) =>
    sql
      .with('mine', (from) => from.selectFrom('pairs').select('id').where('tenant_id', '=', t))
      .selectFrom('mine')
      .selectAll(),
  'two together': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('tenant_id', '=', t)
      .union(sql.selectFrom('boxes').select('id').where('tenant_id', '=', t)),
  'an update': (sql) => sql.updateTable('pairs').set({ stock: 1 }).where('tenant_id', '=', t),
  'an update that says the tenant again': (sql) => sql.updateTable('pairs').set({ tenant_id: t, stock: 1 }).where('tenant_id', '=', t),
  'an update from another table': (sql) =>
    sql
      .updateTable('pairs')
      .from('boxes')
      .set({ stock: 1 })
      .where('pairs.tenant_id', '=', t)
      .whereRef('boxes.tenant_id', '=', 'pairs.tenant_id'),
  'a delete': (sql) => sql.deleteFrom('pairs').where('tenant_id', '=', t),
  'an insert': (sql) => sql.insertInto('boxes').values({ tenant_id: t, id: 'b', pair: null }),
  'an insert of several': (sql) =>
    sql.insertInto('boxes').values([
      { tenant_id: t, id: 'b', pair: null },
      { id: 'c', pair: 'x', tenant_id: t },
    ]),
  'an insert with a computed column': (sql) =>
    sql
      .insertInto('boxes')
      .values((row) => ({ tenant_id: t, id: 'b', pair: row.selectFrom('pairs').select('id').where('tenant_id', '=', t) })),
  'an insert that gives way': (sql) =>
    sql
      .insertInto('boxes')
      .values({ tenant_id: t, id: 'b', pair: null })
      .onConflict((on) => on.column('id').doNothing()),
  'an insert or update under the tenant’s own key': (sql) =>
    sql
      .insertInto('pairs')
      .values({ tenant_id: t, id: 'p', stock: 1, photo: null })
      .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet({ stock: 2 })),
  'an insert or update that looks whose row is in the way': (sql) =>
    sql
      .insertInto('boxes')
      .values({ tenant_id: t, id: 'b', pair: null })
      .onConflict((on) => on.column('id').doUpdateSet({ pair: 'x' }).where('boxes.tenant_id', '=', t)),
  'an insert from a query that says the tenant': (sql) =>
    sql
      .insertInto('boxes')
      .columns(['tenant_id', 'id'])
      .expression((from) =>
        from
          .selectFrom('pairs')
          .select((row) => [row.val(t).as('tenant_id'), 'id'])
          .where('tenant_id', '=', t),
      ),
  'an insert from a query that holds the tenant': (sql) =>
    sql
      .insertInto('boxes')
      .columns(['id', 'tenant_id'])
      .expression((from) => from.selectFrom('pairs').select(['id', 'tenant_id']).where('tenant_id', '=', t)),
  'a fragment that names no table': (sql) =>
    sql
      .selectFrom('pairs')
      .select(raw<string>`upper(${raw.ref('pairs.id')})`.as('loud'))
      .where('tenant_id', '=', t),
  'a fragment with a choice in brackets': (sql) =>
    sql.selectFrom('pairs').select('id').where('tenant_id', '=', t).where(raw<boolean>`(stock = 1 or (stock = 2))`),
  'a fragment with a table’s name in a text': (sql) =>
    sql.selectFrom('pairs').select(raw<string>`'pairs of shoes'`.as('words')).where('tenant_id', '=', t),
}

/** What would show or change another shop's rows. */
const throws: Record<string, Build> = {
  'a select without a tenant': (sql) => sql.selectFrom('pairs').selectAll(),
  'another tenant': (sql) => sql.selectFrom('pairs').selectAll().where('tenant_id', '=', 'other'),
  'one of several tenants': (sql) => sql.selectFrom('pairs').selectAll().where('tenant_id', 'in', [t, 'other']),
  'any tenant but one': (sql) => sql.selectFrom('pairs').selectAll().where('tenant_id', '!=', t),
  'the tenant or something else': (sql) =>
    sql
      .selectFrom('pairs')
      .selectAll()
      .where((row) => row.or([row('tenant_id', '=', t), row('stock', '=', 1)])),
  'not the tenant': (sql) =>
    sql
      .selectFrom('pairs')
      .selectAll()
      .where((row) => row.not(row('tenant_id', '=', t))),
  'the tenant as an answer, not a condition': (sql) => sql.selectFrom('pairs').select((row) => row('tenant_id', '=', t).as('is_mine')),
  'the tenant in a case': (sql) =>
    sql
      .selectFrom('pairs')
      .selectAll()
      .where((row) => row(row.case().when('tenant_id', '=', t).then(1).else(1).end(), '=', 1)),
  'the tenant only in the groups': (sql) => sql.selectFrom('pairs').select('id').groupBy('id').having('id', '=', t),
  'a tenant equal to itself': (sql) => sql.selectFrom('pairs').selectAll().whereRef('tenant_id', '=', 'tenant_id'),
  'a join that forgets the second table': (sql) =>
    sql.selectFrom('pairs as p').innerJoin('boxes as b', 'b.pair', 'p.id').select('b.id').where('p.tenant_id', '=', t),
  'a join that forgets both': (sql) => sql.selectFrom('pairs as p').innerJoin('boxes as b', 'b.tenant_id', 'p.tenant_id').select('b.id'),
  'two tables side by side': (sql) => sql.selectFrom(['pairs as p', 'boxes as b']).select('b.id').where('p.tenant_id', '=', t),
  'an outer join whose condition does not restrict the first table': (sql) =>
    sql
      .selectFrom('pairs as p')
      .leftJoin('boxes as b', (on) => on.onRef('b.tenant_id', '=', 'p.tenant_id').on('b.tenant_id', '=', t).on('p.tenant_id', '=', t))
      .select('p.id'),
  'an outer join from the other side': (sql) =>
    sql
      .selectFrom('pairs as p')
      .rightJoin('boxes as b', (on) => on.onRef('b.tenant_id', '=', 'p.tenant_id'))
      .select('b.id')
      .where('p.tenant_id', '=', t),
  'the table itself beside its namesake': (sql) =>
    sql
      .selectFrom('pairs')
      .innerJoin('boxes as b', 'b.tenant_id', 'pairs.tenant_id')
      .innerJoin('pairs as o', 'o.id', 'b.pair')
      .select('o.id')
      .where('b.tenant_id', '=', t),
  'a subquery that forgets': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('tenant_id', '=', t)
      .where('id', 'in', (from) => from.selectFrom('boxes').select('pair')),
  'a subquery that hides the outer name': (sql) =>
    sql
      .selectFrom('pairs as p')
      .select('p.id')
      .where('p.tenant_id', '=', t)
      .where((row) => row.exists(row.selectFrom('boxes as p').select('p.id'))),
  'a subquery as a table that forgets': (sql) => sql.selectFrom((from) => from.selectFrom('pairs').select('id').as('all')).selectAll(),
  'a subquery as a table that leans on what it cannot see': (sql) =>
    sql
      .selectFrom('pairs as p')
      .innerJoin(
        (from) =>
          from
            .selectFrom('boxes')
            .selectAll()
            .whereRef('boxes.tenant_id', '=', 'p.tenant_id' as 'boxes.tenant_id')
            .as('b'),
        (on) => on.onRef('b.pair', '=', 'p.id'),
      )
      .select('p.id')
      .where('p.tenant_id', '=', t),
  'a query with a name that forgets': (sql) =>
    sql
      .with('all', (from) => from.selectFrom('pairs').select('id'))
      .selectFrom('all')
      .selectAll(),
  'the second of two together': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('tenant_id', '=', t)
      .unionAll((from) => from.selectFrom('boxes').select('id')),
  'a subquery in the order': (sql) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('tenant_id', '=', t)
      .orderBy((row) => row.selectFrom('boxes').select('id').limit(1)),
  'a subquery in what an update sets': (sql) =>
    sql
      .updateTable('boxes')
      .set((row) => ({ pair: row.selectFrom('pairs').select('id').limit(1) }))
      .where('tenant_id', '=', t),
  'an update without a tenant': (sql) => sql.updateTable('pairs').set({ stock: 0 }).where('id', '=', 'boots'),
  'an update that gives a row away': (sql) => sql.updateTable('pairs').set({ tenant_id: 'other' }).where('tenant_id', '=', t),
  'an update from a table it forgets': (sql) => sql.updateTable('pairs').from('boxes').set({ stock: 1 }).where('pairs.tenant_id', '=', t),
  'a delete without a tenant': (sql) => sql.deleteFrom('pairs'),
  'a delete using a table it forgets': (sql) => sql.deleteFrom('pairs').using('boxes').where('pairs.tenant_id', '=', t),
  'an insert without a tenant': (sql) => sql.insertInto('boxes').values({ id: 'b', pair: null } as never),
  'an insert for another': (sql) => sql.insertInto('boxes').values({ tenant_id: 'other', id: 'b', pair: null }),
  'an insert of several, one for another': (sql) =>
    sql.insertInto('boxes').values([
      { tenant_id: t, id: 'b', pair: null },
      { tenant_id: 'other', id: 'c', pair: null },
    ]),
  'an insert of defaults': (sql) => sql.insertInto('boxes').defaultValues(),
  'an insert with a computed tenant': (sql) =>
    sql.insertInto('boxes').values((row) => ({ tenant_id: row.selectFrom('towns').select('name').limit(1), id: 'b', pair: null })),
  'an insert that updates whatever row is in the way': (sql) =>
    sql
      .insertInto('boxes')
      .values({ tenant_id: t, id: 'b', pair: null })
      .onConflict((on) => on.column('id').doUpdateSet({ pair: 'x' })),
  'an insert that gives the row in the way to another': (sql) =>
    sql
      .insertInto('pairs')
      .values({ tenant_id: t, id: 'p', stock: 1, photo: null })
      .onConflict((on) => on.columns(['tenant_id', 'id']).doUpdateSet({ tenant_id: 'other' })),
  'a replace': (sql) => sql.replaceInto('boxes').values({ tenant_id: t, id: 'b', pair: null }),
  'an insert or replace': (sql) => sql.insertInto('boxes').orReplace().values({ tenant_id: t, id: 'b', pair: null }),
  'an insert from a query that forgets': (sql) =>
    sql
      .insertInto('boxes')
      .columns(['tenant_id', 'id'])
      .expression((from) => from.selectFrom('pairs').select((row) => [row.val(t).as('tenant_id'), 'id'])),
  'an insert from a query that brings another tenant': (sql) =>
    sql
      .insertInto('boxes')
      .columns(['tenant_id', 'id'])
      .expression((from) => from.selectFrom('towns').select(['name as tenant_id', 'name as id'])),
  'an insert from a query whose columns nobody can count': (sql) =>
    sql
      .insertInto('boxes')
      .columns(['tenant_id', 'id', 'pair'])
      .expression((from) => from.selectFrom('boxes').selectAll().where('tenant_id', '=', t)),
  'a merge': (sql) => sql.mergeInto('pairs').using('boxes', 'boxes.pair', 'pairs.id').whenMatched().thenDelete(),
  'a fragment that names a table': (sql) => sql.selectFrom('towns').selectAll().where(raw<boolean>`exists (select 1 from pairs)`),
  'a fragment that names it loudly': (sql) => sql.selectFrom(raw<{ id: string }>`(select * from "PAIRS")`.as('all')).selectAll(),
  'a fragment that is given a table': (sql) =>
    sql
      .selectFrom('towns')
      .selectAll()
      .where(raw<boolean>`exists (select 1 from ${raw.table('pairs')})`),
  'a fragment that is given its name': (sql) =>
    sql
      .selectFrom('towns')
      .selectAll()
      .where(raw<boolean>`exists (select 1 from ${raw.id('pairs')})`),
  'a fragment inside a fragment': (sql) =>
    sql
      .selectFrom('towns')
      .selectAll()
      .where(raw<boolean>`exists (select 1 from ${raw.raw('pairs')})`),
  'a fragment that goes around the tenant': (sql) =>
    sql.selectFrom('pairs').selectAll().where('tenant_id', '=', t).where(raw<boolean>`1 = 1 or 1 = 1`),
  'a fragment that closes a bracket too many': (sql) =>
    sql
      .selectFrom('pairs')
      .selectAll()
      .where((row) => row.and([row('tenant_id', '=', t), row.parens(raw<boolean>`1 = 1) or (1 = 1`)])),
  'a fragment that makes the rest a comment': (sql) =>
    sql.selectFrom('pairs').selectAll().where(raw<boolean>`1 = 1 --`).where('tenant_id', '=', t),
  'a table by its name in capitals': (sql) => sql.selectFrom('PAIRS' as 'pairs').selectAll(),
  'a change of the tables': (sql) => sql.schema.dropTable('towns'),
}

for (const [what, build] of Object.entries(passes)) {
  test(`a shop may build: ${what}`, () => {
    assert.ok(build(guarded).compile().sql)
  })
}

for (const [what, build] of Object.entries(throws)) {
  test(`a shop may not build: ${what}`, () => {
    assert.throws(() => build(guarded).compile(), /tenant|raw SQL|built, not written/)
  })
}

test('a shop may not write queries by hand', async () => {
  await assert.rejects(raw`select 1`.execute(guarded), /queries are built, not written/)
})

test('a statement is held against the tenant it will be run for, whatever its caller says', () => {
  const statements = new CompiledStatements('sqlite', (plugins) => sqliteKysely(noRun, plugins), tenantTables)
  const right = statement('test-guard-right', (sql, p: { tenant: string; id: string }) =>
    sql.selectFrom('pairs').select('stock').where('tenant_id', '=', p.tenant).where('id', '=', p.id),
  )
  const { sql, values } = statements.of(right, 'demo')
  assert.equal(sql, 'select "stock" from "pairs" where "tenant_id" = ? and "id" = ?')
  assert.deepEqual(values({ id: 'boots', tenant: 'other' }, 'demo'), ['demo', 'boots'])

  const byName = statement('test-guard-wrong', (sql, p: { tenant: string; shop: string }) =>
    sql.selectFrom('pairs').select('stock').where('tenant_id', '=', p.shop),
  )
  assert.throws(
    () => statements.of(byName, 'demo'),
    /statement "test-guard-wrong" cannot be built: a query on "pairs" is built without its tenant/,
  )
  const fixed = statement('test-guard-fixed', (sql, _p: { tenant: string }) =>
    sql.selectFrom('pairs').select('stock').where('tenant_id', '=', 'demo'),
  )
  assert.throws(() => statements.of(fixed, 'demo'), /built without its tenant/)
})

test('a statement’s constants stand in its text, where an index over a part of a table can be found by them', () => {
  const sold = systemStatement('test-guard-constants', (sql, p: { at_least: number }) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('stock', 'in', [0, -1])
      .where('id', '!=', "o'clock")
      .where('stock', '>=', p.at_least)
      .limit(5),
  )
  const expected = `select "id" from "pairs" where "stock" in (0, -1) and "id" != 'o''clock' and "stock" >= ? limit 5`
  const compiled = new CompiledStatements('sqlite', (plugins) => sqliteKysely(noRun, plugins), tenantTables).of(sold, null)
  assert.deepEqual([compiled.sql, compiled.values({ at_least: 7 }, null)], [expected, [7]])
  const onPostgres = new CompiledStatements('postgres', (plugins) => postgresKysely(noRun, plugins), tenantTables).of(sold, null)
  assert.equal(onPostgres.sql, expected.replace('?', '$1'))
  const wrong = systemStatement('test-guard-boolean', (sql, _p: Record<never, never>) =>
    sql
      .selectFrom('pairs')
      .select('id')
      .where('stock', '=', true as never),
  )
  assert.throws(
    () => new CompiledStatements('sqlite', (plugins) => sqliteKysely(noRun, plugins), tenantTables).of(wrong, null),
    /statement "test-guard-boolean" cannot be built: a constant is a boolean/,
  )
})

test('two statements do not share a name', () => {
  const make = () =>
    statement('test-guard-twice', (sql, p: { tenant: string }) => sql.selectFrom('pairs').select('id').where('tenant_id', '=', p.tenant))
  make()
  assert.throws(make, /two statements are called test-guard-twice/)
})
