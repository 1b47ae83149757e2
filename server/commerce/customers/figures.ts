import type { Tx } from '../../platform/events/events.ts'
import { tenantOf } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { addToFigures, findCustomerRow } from './customers.sql.ts'
import { type Figures, noOrders } from './segments.ts'

/**
 * What an order adds to its customer's figures, or takes from them with minus signs when it is undone. They are counted under
 * the id that the order names, whoever that record was merged into: the caller has locked `customerSubject` of that id, and
 * needs no other. Nothing happens for a person who was erased.
 */
export async function countOrder(tx: Tx, customer: string, order: { orders: number; total: number; at: number | null }): Promise<void> {
  const row = (await tx.run(findCustomerRow, { id: customer })).rows[0]
  if (row) await tx.run(addToFigures, { customer, ...order })
}

/** What each of these people has bought, under all the ids he has had. */
export async function figuresOf(place: Shop | Tx, people: readonly string[]): Promise<Map<string, Figures>> {
  const figures = new Map<string, Figures>()
  if (people.length === 0) return figures
  const rows = await place.sql
    .selectFrom('customers as c')
    .innerJoin('customer_figures as f', (join) => join.onRef('f.tenant_id', '=', 'c.tenant_id').onRef('f.customer_id', '=', 'c.id'))
    .select(['c.id', 'c.merged_into', 'f.orders', 'f.total', 'f.last_order_at'])
    .where('c.tenant_id', '=', tenantOf(place))
    .where((row) => row.or([row('c.id', 'in', people), row('c.merged_into', 'in', people)]))
    .execute()
  for (const row of rows) {
    const person = row.merged_into ?? row.id
    figures.set(person, sum(figures.get(person) ?? noOrders, { orders: row.orders, total: row.total, lastOrderAt: row.last_order_at }))
  }
  return figures
}

function sum(left: Figures, right: Figures): Figures {
  const last = Math.max(left.lastOrderAt ?? 0, right.lastOrderAt ?? 0)
  return { orders: left.orders + right.orders, total: left.total + right.total, lastOrderAt: last === 0 ? null : last }
}
