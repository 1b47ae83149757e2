import { statement } from '../../platform/sql/statement.ts'

/** In the order of ids, which nothing changes: a walk meets everything that is there from its beginning to its end. */
export const activeIdsAfter = statement('active-products-after', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql
    .selectFrom('products')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where('id', '>', p.after)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(p.limit),
)

export const productMarksAfter = statement('product-marks-after', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql
    .selectFrom('products')
    .select(['id', 'updated_at', 'is_offer', 'offer_from', 'offer_until'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '>', p.after)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(p.limit),
)

export const variantMarksBetween = statement('variant-marks-between', (sql, p: { tenant: string; from: string; to: string }) =>
  sql
    .selectFrom('variants')
    .select(['id', 'stock'])
    .where('tenant_id', '=', p.tenant)
    .where('product_id', '>=', p.from)
    .where('product_id', '<=', p.to)
    .where('state', '=', 'active')
    .orderBy('product_id')
    .orderBy('position')
    .orderBy('id'),
)
