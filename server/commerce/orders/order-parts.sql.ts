import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    order_items: OrderItemsTable
    order_history: OrderHistoryTable
  }
}

interface OrderItemsTable {
  tenant_id: string
  order_id: string
  position: number
  product_id: string
  variant_id: string
  sku: string
  name: string
  image_url: string | null
  quantity: number
  unit_price: number
  /** What the buyer had been told, where it cost something else when he ordered. */
  told_price: number | null
  line_total: number
}

interface OrderHistoryTable {
  tenant_id: string
  order_id: string
  id: string
  at: number
  what: string
  actor_kind: string
  actor: string
  why: string | null
}

export const orderItemColumns = [
  'order_id',
  'position',
  'product_id',
  'variant_id',
  'sku',
  'name',
  'image_url',
  'quantity',
  'unit_price',
  'told_price',
  'line_total',
] as const

export type OrderItemRow = Omit<OrderItemsTable, 'tenant_id'>
export type HistoryRow = Omit<OrderHistoryTable, 'tenant_id'>

export const insertOrderItem = statement(
  'insert-order-item',
  (
    sql,
    p: {
      tenant: string
      order: string
      position: number
      product: string
      variant: string
      sku: string
      name: string
      image_url: string | null
      quantity: number
      unit_price: number
      told_price: number | null
      line_total: number
    },
  ) =>
    sql.insertInto('order_items').values({
      tenant_id: p.tenant,
      order_id: p.order,
      position: p.position,
      product_id: p.product,
      variant_id: p.variant,
      sku: p.sku,
      name: p.name,
      image_url: p.image_url,
      quantity: p.quantity,
      unit_price: p.unit_price,
      told_price: p.told_price,
      line_total: p.line_total,
    }),
)

export const listOrderItems = statement('list-order-items', (sql, p: { tenant: string; order: string }) =>
  sql
    .selectFrom('order_items')
    .select(orderItemColumns)
    .where('tenant_id', '=', p.tenant)
    .where('order_id', '=', p.order)
    .orderBy('position'),
)

export const addHistory = statement(
  'add-order-history',
  (
    sql,
    p: { tenant: string; order: string; id: string; at: number; what: string; actor_kind: string; actor: string; why: string | null },
  ) =>
    sql.insertInto('order_history').values({
      tenant_id: p.tenant,
      order_id: p.order,
      id: p.id,
      at: p.at,
      what: p.what,
      actor_kind: p.actor_kind,
      actor: p.actor,
      why: p.why,
    }),
)

export const listHistory = statement('list-order-history', (sql, p: { tenant: string; order: string }) =>
  sql
    .selectFrom('order_history')
    .select(['order_id', 'id', 'at', 'what', 'actor_kind', 'actor', 'why'])
    .where('tenant_id', '=', p.tenant)
    .where('order_id', '=', p.order)
    .orderBy('at')
    .orderBy('id'),
)

export const forgetReasons = statement('forget-order-reasons', (sql, p: { tenant: string; order: string }) =>
  sql.updateTable('order_history').set({ why: null }).where('tenant_id', '=', p.tenant).where('order_id', '=', p.order),
)
