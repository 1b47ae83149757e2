import { integer, text } from './columns.ts'
import type { Migration } from './migration.ts'
import { statement, systemStatement } from './statement.ts'

/** A small shop for the tests of this folder. */
declare module './sql.ts' {
  interface Tables {
    pairs: PairsTable
  }
}

interface PairsTable {
  tenant_id: string
  id: string
  stock: number | null
}

const shoes: Migration = {
  name: '0001_shoes',
  tenantTables: ['pairs'],
  systemTables: ['pairs'],
  async up({ schema }, engine) {
    await schema
      .createTable('pairs')
      .addColumn('tenant_id', text(engine), (column) => column.notNull())
      .addColumn('id', text(engine), (column) => column.notNull())
      .addColumn('stock', integer(engine))
      .addPrimaryKeyConstraint('pairs_key', ['tenant_id', 'id'])
      .execute()
  },
}

export const migrations: readonly Migration[] = [shoes]

export const addPair = statement('test-add-pair', (sql, p: { tenant: string; id: string; stock: number | null }) =>
  sql.insertInto('pairs').values({ tenant_id: p.tenant, id: p.id, stock: p.stock }),
)

export const listPairs = statement('test-list-pairs', (sql, p: { tenant: string }) =>
  sql.selectFrom('pairs').select(['id', 'stock']).where('tenant_id', '=', p.tenant).orderBy('id'),
)

export const addPairOfAnyShop = systemStatement('test-add-pair-of-any-shop', (sql, p: { shop: string; id: string; stock: number }) =>
  sql.insertInto('pairs').values({ tenant_id: p.shop, id: p.id, stock: p.stock }),
)

export const pairsOfAllShops = systemStatement('test-pairs-of-all-shops', (sql, _p: Record<never, never>) =>
  sql.selectFrom('pairs').select(['tenant_id', 'id']).orderBy('tenant_id').orderBy('id'),
)
