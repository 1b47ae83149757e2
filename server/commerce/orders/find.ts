import type { Tx } from '../../platform/events/events.ts'
import { placeInTime, readPlaceInTime } from '../../shop/cursors.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { everyIdOf, knownAmong } from '../customers/customers.ts'
import type { Order, OrderStatus } from './order.ts'
import { type HistoryRow, listHistory, listOrderItems, type OrderItemRow, orderItemColumns } from './order-parts.sql.ts'
import { findOrderNumber, findOrderRow, lastUnpaidOrder, orderColumns, toOrder } from './orders.sql.ts'

/** By its id, or by the number that people say. */
export async function findOrder(place: Shop | Tx, idOrNumber: string): Promise<Order | null> {
  const look = lookIn(place)
  const row = (await look(findOrderRow, { id: idOrNumber }))[0] ?? (await byNumber(place, idOrNumber))
  if (!row) return null
  const items = await look(listOrderItems, { order: row.id })
  const [order] = await withBuyers(place, [toOrder(row, items, await look(listHistory, { order: row.id }))])
  return order ?? null
}

/** The one that a checkout link is asked for again. */
export async function findUnpaidOrder(place: Shop | Tx, conversation: string): Promise<Order | null> {
  const id = (await lookIn(place)(lastUnpaidOrder, { conversation }))[0]?.id
  return id === undefined ? null : findOrder(place, id)
}

export interface OrderFilter {
  conversation?: string | undefined
  /** Under any id the person has had. */
  customer?: string | undefined
  status?: OrderStatus | undefined
}

/** Oldest first. */
export async function listOrders(
  shop: Shop,
  filter: OrderFilter,
  page: { limit: number; after?: string | undefined; newestFirst?: boolean },
): Promise<{ items: Order[]; next: string | null }> {
  const tenant = shop.tenant.id
  const order = page.newestFirst ? 'desc' : 'asc'
  let query = shop.sql
    .selectFrom('orders')
    .select(orderColumns)
    .where('tenant_id', '=', tenant)
    .orderBy('created_at', order)
    .orderBy('id', order)
    .limit(page.limit + 1)
  const { conversation, customer, status } = filter
  if (conversation !== undefined) query = query.where('conversation_id', '=', conversation)
  if (customer !== undefined) query = query.where('customer_id', 'in', [customer, ...(await everyIdOf(shop, customer))])
  if (status !== undefined) query = query.where('status', '=', status)
  if (page.after !== undefined) {
    const { at, id } = readPlaceInTime(page.after)
    const sign = page.newestFirst ? '<' : '>'
    query = query.where((row) => row.or([row('created_at', sign, at), row.and([row('created_at', '=', at), row('id', sign, id)])]))
  }
  const rows = await query.execute()
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const next = rows.length > page.limit && last ? placeInTime({ createdAt: last.created_at, id: last.id }) : null
  return { items: await withLines(shop, shown), next }
}

async function byNumber(place: Shop | Tx, number: string) {
  const look = lookIn(place)
  const id = (await look(findOrderNumber, { number: number.replace(/^#\s*/, '') }))[0]?.id
  return id === undefined ? undefined : (await look(findOrderRow, { id }))[0]
}

async function withLines(shop: Shop, rows: readonly Parameters<typeof toOrder>[0][]): Promise<Order[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const items: OrderItemRow[] = await shop.sql
    .selectFrom('order_items')
    .select(orderItemColumns)
    .where('tenant_id', '=', shop.tenant.id)
    .where('order_id', 'in', ids)
    .orderBy('position')
    .execute()
  const history: HistoryRow[] = await shop.sql
    .selectFrom('order_history')
    .select(['order_id', 'id', 'at', 'what', 'actor_kind', 'actor', 'why'])
    .where('tenant_id', '=', shop.tenant.id)
    .where('order_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const of = <Row extends { order_id: string }>(all: readonly Row[], id: string) => all.filter(({ order_id }) => order_id === id)
  return await withBuyers(
    shop,
    rows.map((row) => toOrder(row, of(items, row.id), of(history, row.id))),
  )
}

/** Rows keep the id they were written with, whoever that record was merged into since. */
async function withBuyers(place: Shop | Tx, orders: readonly Order[]): Promise<Order[]> {
  const ids = new Set(orders.flatMap(({ customer }) => customer ?? []))
  const current = ids.size === 0 ? new Map<string, string>() : await knownAmong(lookIn(place), [...ids])
  return orders.map((order) => ({ ...order, customer: order.customer && (current.get(order.customer) ?? order.customer) }))
}
