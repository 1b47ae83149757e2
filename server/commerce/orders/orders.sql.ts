import { isWordOf, statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Order, OrderStatus, PaymentStatus } from './order.ts'
import type { HistoryRow, OrderItemRow } from './order-parts.sql.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    orders: OrdersTable
    order_numbers: { tenant_id: string; last_number: number }
  }
}

interface OrdersTable {
  tenant_id: string
  id: string
  number: string
  conversation_id: string | null
  customer_id: string | null
  cart_id: string | null
  status: OrderStatus
  payment_status: PaymentStatus
  currency: string
  items_total: number
  discount: number
  shipping: number | null
  shipping_id: string | null
  total: number
  coupon: string | null
  promotions: string
  email: string | null
  name: string | null
  address: string | null
  tracking: string | null
  holds_stock: number
  /** Business time; null when nothing ends by itself. */
  reserved_until: number | null
  /** Raised, the page's old address opens no more. */
  link_epoch: number
  link_hash: string | null
  link_until: number
  /** What the store file last said of it; null for what was ordered here. */
  file_values: string | null
  created_at: number
  updated_at: number
}

export const orderColumns = [
  'id',
  'number',
  'conversation_id',
  'customer_id',
  'cart_id',
  'status',
  'payment_status',
  'currency',
  'items_total',
  'discount',
  'shipping',
  'shipping_id',
  'total',
  'coupon',
  'promotions',
  'email',
  'name',
  'address',
  'tracking',
  'holds_stock',
  'reserved_until',
  'link_epoch',
  'link_until',
  'file_values',
  'created_at',
  'updated_at',
] as const

export type OrderRow = Pick<OrdersTable, (typeof orderColumns)[number]>
export const findOrderRow = statement('find-order', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('orders').select(orderColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const findOrderNumber = statement('find-order-number', (sql, p: { tenant: string; number: string }) =>
  sql.selectFrom('orders').select(['id', 'file_values']).where('tenant_id', '=', p.tenant).where('number', '=', p.number),
)

/** Which of these numbers some order has. */
export const orderNumbersAmong = statement('order-numbers-among', (sql, p: { tenant: string; numbers: string }, engine) =>
  sql
    .selectFrom('orders as o')
    .select('o.number')
    .where('o.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'o.number', p.numbers)),
)

/** Before a tenant is known: the link alone says whose order it opens. */
export const orderByLink = systemStatement('order-by-link', (sql, p: { hash: string }) =>
  sql.selectFrom('orders').select(['tenant_id', 'id', 'link_until']).where('link_hash', '=', p.hash),
)

export const nextOrderNumber = statement('next-order-number', (sql, p: { tenant: string }) =>
  sql
    .insertInto('order_numbers')
    .values({ tenant_id: p.tenant, last_number: 1001 })
    .onConflict((row) => row.column('tenant_id').doUpdateSet((set) => ({ last_number: set('order_numbers.last_number', '+', 1) })))
    .returning('last_number'),
)

/** No change where a file has given somebody this number. */
export const insertOrder = statement(
  'insert-order',
  (
    sql,
    p: {
      tenant: string
      id: string
      number: string
      conversation: string | null
      customer: string | null
      cart: string | null
      status: OrderStatus
      payment_status: PaymentStatus
      currency: string
      items_total: number
      discount: number
      shipping: number | null
      shipping_id: string | null
      total: number
      coupon: string | null
      promotions: string
      email: string | null
      name: string | null
      address: string | null
      tracking: string | null
      holds_stock: number
      reserved_until: number | null
      link_hash: string | null
      link_until: number
      file_values: string | null
      created_at: number
      updated_at: number
    },
  ) =>
    sql
      .insertInto('orders')
      .values({
        tenant_id: p.tenant,
        id: p.id,
        number: p.number,
        conversation_id: p.conversation,
        customer_id: p.customer,
        cart_id: p.cart,
        status: p.status,
        payment_status: p.payment_status,
        currency: p.currency,
        items_total: p.items_total,
        discount: p.discount,
        shipping: p.shipping,
        shipping_id: p.shipping_id,
        total: p.total,
        coupon: p.coupon,
        promotions: p.promotions,
        email: p.email,
        name: p.name,
        address: p.address,
        tracking: p.tracking,
        holds_stock: p.holds_stock,
        reserved_until: p.reserved_until,
        link_epoch: 0,
        link_hash: p.link_hash,
        link_until: p.link_until,
        file_values: p.file_values,
        created_at: p.created_at,
        updated_at: p.updated_at,
      })
      .onConflict((row) => row.columns(['tenant_id', 'number']).doNothing()),
)

/** The count decides: of two who move an order from the same place one does. */
export const moveOrder = statement(
  'move-order',
  (
    sql,
    p: {
      tenant: string
      id: string
      from: OrderStatus
      to: OrderStatus
      payment_status: PaymentStatus
      tracking: string | null
      holds_stock: number
      reserved_until: number | null
      at: number
    },
  ) =>
    sql
      .updateTable('orders')
      .set({
        status: p.to,
        payment_status: p.payment_status,
        tracking: p.tracking,
        holds_stock: p.holds_stock,
        reserved_until: p.reserved_until,
        updated_at: p.at,
      })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id)
      .where('status', '=', p.from),
)

export const setPayment = statement(
  'set-order-payment',
  (sql, p: { tenant: string; id: string; payment_status: PaymentStatus; holds_stock: number; reserved_until: number | null; at: number }) =>
    sql
      .updateTable('orders')
      .set({ payment_status: p.payment_status, holds_stock: p.holds_stock, reserved_until: p.reserved_until, updated_at: p.at })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

/** As the store file says; who moved it here since is overruled by a file that changed. */
export const setFileOrder = statement(
  'set-file-order',
  (
    sql,
    p: {
      tenant: string
      id: string
      status: OrderStatus
      payment_status: PaymentStatus
      tracking: string | null
      file_values: string
      at: number
    },
  ) =>
    sql
      .updateTable('orders')
      .set({ status: p.status, payment_status: p.payment_status, tracking: p.tracking, file_values: p.file_values, updated_at: p.at })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const setLink = statement(
  'set-order-link',
  (sql, p: { tenant: string; id: string; link_epoch: number; link_hash: string | null; link_until: number }) =>
    sql
      .updateTable('orders')
      .set({ link_epoch: p.link_epoch, link_hash: p.link_hash, link_until: p.link_until })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const lastUnpaidOrder = statement('last-unpaid-order', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('orders')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('status', '=', 'pending')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

export const ordersOfCustomer = statement('orders-of-customer', (sql, p: { tenant: string; customer: string }) =>
  sql
    .selectFrom('orders')
    .select(['id', 'customer_id', 'conversation_id'])
    .where('tenant_id', '=', p.tenant)
    .where('customer_id', '=', p.customer)
    .orderBy('id'),
)

export const ordersOfConversation = statement('orders-of-conversation', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('orders')
    .select(['id', 'customer_id', 'conversation_id'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .orderBy('id'),
)

export const firstOrderSince = statement('first-order-since', (sql, p: { tenant: string; conversation: string; since: number }) =>
  sql
    .selectFrom('orders')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('created_at', '>=', p.since)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1),
)

/** No change where it is somebody's, or was forgotten with its buyer. */
export const giveOrder = statement('give-order', (sql, p: { tenant: string; id: string; conversation: string; customer: string }) =>
  sql
    .updateTable('orders')
    .set({ customer_id: p.customer })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('conversation_id', '=', p.conversation)
    .where('customer_id', 'is', null),
)

/** Nobody follows its parcel or opens its page from here any more, and no file brings it up to date. Nothing where it is nobody's already. */
export const forgetBuyer = statement('forget-buyer', (sql, p: { tenant: string; id: string }) =>
  sql
    .updateTable('orders')
    .set({ customer_id: null, conversation_id: null, email: null, name: null, address: null, tracking: null })
    .set({ link_hash: null, link_until: 0, file_values: null })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where((row) => row.or([row('customer_id', 'is not', null), row('conversation_id', 'is not', null)])),
)

export const dueOrders = systemStatement('due-orders', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('orders')
    .select(['tenant_id', 'id'])
    .where('reserved_until', 'is not', null)
    .where('reserved_until', '<=', p.now)
    .orderBy('reserved_until')
    .limit(p.limit),
)

export const firstDueOrder = systemStatement('first-due-order', (sql, _p: Record<never, never>) =>
  sql.selectFrom('orders').select('reserved_until').where('reserved_until', 'is not', null).orderBy('reserved_until').limit(1),
)

export function toOrder(row: OrderRow, items: readonly OrderItemRow[], history: readonly HistoryRow[]): Order {
  return {
    id: row.id,
    number: row.number,
    conversation: row.conversation_id,
    customer: row.customer_id,
    cart: row.cart_id,
    status: row.status,
    paymentStatus: row.payment_status,
    currency: row.currency,
    itemsTotal: row.items_total,
    discount: row.discount,
    shipping: row.shipping,
    shippingId: row.shipping_id,
    total: row.total,
    coupon: row.coupon,
    promotions: JSON.parse(row.promotions),
    email: row.email,
    name: row.name,
    address: row.address,
    tracking: row.tracking === null ? null : JSON.parse(row.tracking),
    items: items.map((item) => ({
      product: item.product_id,
      variant: item.variant_id,
      sku: item.sku,
      name: item.name,
      imageUrl: item.image_url,
      quantity: item.quantity,
      unitPrice: item.unit_price,
      toldPrice: item.told_price,
      lineTotal: item.line_total,
    })),
    history: history.map(({ at, what, actor_kind, actor, why }) => ({ at, what, by: { kind: actor_kind, name: actor }, why })),
    holdsStock: row.holds_stock === 1,
    reservedUntil: row.reserved_until,
    linkEpoch: row.link_epoch,
    linkUntil: row.link_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
