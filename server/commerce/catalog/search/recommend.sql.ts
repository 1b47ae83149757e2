import { statement } from '../../../platform/sql/statement.ts'

declare module '../../../platform/sql/sql.ts' {
  interface Tables {
    bought_together: { tenant_id: string; product_id: string; other_id: string; times: number }
  }
}

export const countPair = statement('count-bought-together', (sql, p: { tenant: string; product: string; other: string }) =>
  sql
    .insertInto('bought_together')
    .values({ tenant_id: p.tenant, product_id: p.product, other_id: p.other, times: 1 })
    .onConflict((row) =>
      row.columns(['tenant_id', 'product_id', 'other_id']).doUpdateSet((set) => ({ times: set('bought_together.times', '+', 1) })),
    ),
)

/** The most often first, of those that can be had. */
export const boughtWith = statement('bought-with', (sql, p: { tenant: string; product: string; limit: number }) =>
  sql
    .selectFrom('bought_together as b')
    .innerJoin('search_documents as d', (join) => join.onRef('d.tenant_id', '=', 'b.tenant_id').onRef('d.product_id', '=', 'b.other_id'))
    .select(['b.other_id', 'd.storefront'])
    .where('b.tenant_id', '=', p.tenant)
    .where('b.product_id', '=', p.product)
    .where('d.in_stock', '=', 1)
    .orderBy('b.times', 'desc')
    .orderBy('b.other_id', 'desc')
    .limit(p.limit),
)
