import { statement } from '../../platform/sql/statement.ts'

/** What a buyer says on the checkout page, before he pays. */
export const setBuyer = statement(
  'set-order-buyer',
  (
    sql,
    p: {
      tenant: string
      id: string
      email: string | null
      name: string | null
      address: string | null
      shipping_id: string | null
      shipping: number | null
      discount: number
      total: number
      coupon: string | null
      promotions: string
      at: number
    },
  ) =>
    sql
      .updateTable('orders')
      .set({
        email: p.email,
        name: p.name,
        address: p.address,
        shipping_id: p.shipping_id,
        shipping: p.shipping,
        discount: p.discount,
        total: p.total,
        coupon: p.coupon,
        promotions: p.promotions,
        updated_at: p.at,
      })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id)
      .where('status', '=', 'pending'),
)

/** Where its goods stand on the shelf, as promotions ask; also of what is off it by now. */
export const shelvesOfOrder = statement('shelves-of-order', (sql, p: { tenant: string; order: string }) =>
  sql
    .selectFrom('order_items as i')
    .innerJoin('products as of', (join) => join.onRef('of.tenant_id', '=', 'i.tenant_id').onRef('of.id', '=', 'i.product_id'))
    .select(['i.position', 'of.category', 'of.storefront'])
    .where('i.tenant_id', '=', p.tenant)
    .where('of.tenant_id', '=', p.tenant)
    .where('i.order_id', '=', p.order)
    .orderBy('i.position'),
)
