import { type Kysely, sql } from 'kysely'
import { bytes, integer, text } from './columns.ts'
import type { Migration } from './migration.ts'
import { statement, systemStatement } from './statement.ts'

/** A small shop for the tests of this folder: pairs of shoes, the boxes they lie in, and a list of towns that is nobody's. */
declare module './sql.ts' {
  interface Tables {
    pairs: PairsTable
    boxes: BoxesTable
    towns: TownsTable
  }
}

interface PairsTable {
  tenant_id: string
  id: string
  stock: number | null
  photo: Uint8Array | null
}

interface BoxesTable {
  tenant_id: string
  id: string
  pair: string | null
}

interface TownsTable {
  name: string
}

const shoes: Migration = {
  name: '0001_shoes',
  tenantTables: ['pairs', 'boxes'],
  systemTables: ['pairs'],
  async up({ schema }, engine) {
    await schema
      .createTable('pairs')
      .addColumn('tenant_id', text(engine), (column) => column.notNull())
      .addColumn('id', text(engine), (column) => column.notNull())
      .addColumn('stock', integer(engine))
      .addColumn('photo', bytes(engine))
      .addPrimaryKeyConstraint('pairs_key', ['tenant_id', 'id'])
      .execute()
    await schema
      .createTable('boxes')
      .addColumn('tenant_id', text(engine), (column) => column.notNull())
      .addColumn('id', text(engine), (column) => column.notNull())
      .addColumn('pair', text(engine))
      .addPrimaryKeyConstraint('boxes_key', ['id'])
      .addForeignKeyConstraint('boxes_pair', ['tenant_id', 'pair'], 'pairs', ['tenant_id', 'id'], (key) =>
        key.deferrable().initiallyDeferred(),
      )
      .execute()
    await schema.createIndex('boxes_by_pair').on('boxes').columns(['tenant_id', 'pair']).execute()
    await schema.createIndex('pairs_sold_out').on('pairs').column('id').where(sql<boolean>`stock = 0`).execute()
    await schema
      .createTable('towns')
      .addColumn('name', text(engine), (column) => column.primaryKey())
      .execute()
  },
}

export const migrations: readonly Migration[] = [shoes]

/** Steps that a later version of the program brings. */
export function laterMigration(name: string, up: (schema: Kysely<unknown>) => Promise<void> = () => Promise.resolve()): Migration {
  return { name, tenantTables: [], up }
}

export const addPair = statement('test-add-pair', (sql, p: { tenant: string; id: string; stock: number | null }) =>
  sql.insertInto('pairs').values({ tenant_id: p.tenant, id: p.id, stock: p.stock, photo: null }),
)

export const addPairOnce = statement('test-add-pair-once', (sql, p: { tenant: string; id: string; stock: number }) =>
  sql
    .insertInto('pairs')
    .values({ tenant_id: p.tenant, id: p.id, stock: p.stock, photo: null })
    .onConflict((row) => row.columns(['tenant_id', 'id']).doNothing())
    .returning(['id', 'stock']),
)

export const addPhoto = statement('test-add-photo', (sql, p: { tenant: string; id: string; photo: Uint8Array }) =>
  sql.updateTable('pairs').set({ photo: p.photo }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const takePair = statement('test-take-pair', (sql, p: { tenant: string; id: string }) =>
  sql
    .updateTable('pairs')
    .set((row) => ({ stock: row('stock', '-', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where((row) => row.or([row('stock', 'is', null), row('stock', '>', 0)]))
    .returning('stock'),
)

export const listPairs = statement('test-list-pairs', (sql, p: { tenant: string }) =>
  sql.selectFrom('pairs').select(['id', 'stock']).where('tenant_id', '=', p.tenant).orderBy('id'),
)

export const addBox = statement('test-add-box', (sql, p: { tenant: string; id: string; pair: string | null }) =>
  sql.insertInto('boxes').values({ tenant_id: p.tenant, id: p.id, pair: p.pair }),
)

export const addPairOfAnyShop = systemStatement('test-add-pair-of-any-shop', (sql, p: { shop: string; id: string; stock: number }) =>
  sql.insertInto('pairs').values({ tenant_id: p.shop, id: p.id, stock: p.stock, photo: null }),
)

export const pairsOfAllShops = systemStatement('test-pairs-of-all-shops', (sql, _p: Record<never, never>) =>
  sql.selectFrom('pairs').select(['tenant_id', 'id']).orderBy('tenant_id').orderBy('id'),
)

export const boxesOfAllShops = systemStatement('test-boxes-of-all-shops', (sql, _p: Record<never, never>) =>
  sql.selectFrom('boxes').select('id'),
)

/** An index over a part of the table. */
export const soldOutPairs = systemStatement('test-sold-out-pairs', (sql, _p: Record<never, never>) =>
  sql.selectFrom('pairs').select('id').where('stock', '=', 0).orderBy('id').limit(10),
)
