import type { Tx } from '../../platform/events/events.ts'
import { placeInTime, readPlaceInTime } from '../../shop/cursors.ts'
import { type Look, lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Customer, identityKey } from './customer.ts'
import { customerColumns, customerIdsAmong, findCustomerRow, listIds, toCustomer } from './customers.sql.ts'
import { figuresOf } from './figures.ts'
import { type Figures, noOrders, segmentOf } from './segments.ts'

/** A customer as people see him: his segment is what somebody said, else what the rules make of his orders. */
export interface KnownCustomer extends Customer {
  segment: string
}

export interface CustomerFilter {
  phone?: string | undefined
  email?: string | undefined
}

/** By any id the person has had: references elsewhere keep the one they were written with. */
export async function findCustomer(place: Shop | Tx, id: string): Promise<KnownCustomer | null> {
  const look = lookIn(place)
  const first = (await look(findCustomerRow, { id }))[0]
  const row = first?.merged_into ? (await look(findCustomerRow, { id: first.merged_into }))[0] : first
  if (!row) return null
  return known(place, toCustomer(row), await figuresOf(place, [row.id]))
}

/** The id a reference means today: that of the record the person is kept under. */
export async function currentCustomerId(place: Shop | Tx, id: string): Promise<string> {
  return (await lookIn(place)(findCustomerRow, { id }))[0]?.merged_into ?? id
}

/** Which of these ids are of somebody, each with the one it means today. */
export async function knownAmong(look: Look, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await look(customerIdsAmong, { ids: JSON.stringify(ids) })
  return new Map(rows.map(({ id, merged_into }) => [id, merged_into ?? id]))
}

/** Every id the person has had, under any of which something may have been written down. */
export async function everyIdOf(shop: Shop, id: string): Promise<string[]> {
  return (await shop.read(listIds, { id })).map((row) => row.id)
}

/** Oldest first. A phone or an e-mail finds all who have it, with proof or without: people look, and decide for themselves. */
export async function listCustomers(
  shop: Shop,
  filter: CustomerFilter,
  page: { limit: number; after?: string | undefined },
): Promise<{ items: KnownCustomer[]; next: string | null }> {
  const tenant = shop.tenant.id
  let query = shop.sql
    .selectFrom('customers')
    .select(customerColumns)
    .where('tenant_id', '=', tenant)
    .where('merged_into', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit + 1)
  const after = page.after === undefined ? null : readPlaceInTime(page.after)
  if (after) {
    query = query.where((row) =>
      row.or([row('created_at', '>', after.at), row.and([row('created_at', '=', after.at), row('id', '>', after.id)])]),
    )
  }
  for (const kind of ['phone', 'email'] as const) {
    const value = filter[kind]
    if (value === undefined) continue
    query = query.where('id', 'in', (from) =>
      from
        .selectFrom('identities')
        .select('customer_id')
        .where('tenant_id', '=', tenant)
        .where('kind', '=', kind)
        .where('key', '=', identityKey(kind, value)),
    )
  }
  const rows = await query.execute()
  const customers = rows.slice(0, page.limit).map(toCustomer)
  const figures = await figuresOf(
    shop,
    customers.map(({ id }) => id),
  )
  const items = customers.map((customer) => known(shop, customer, figures))
  const last = items.at(-1)
  return { items, next: rows.length > page.limit && last ? placeInTime(last) : null }
}

function known({ clock }: Shop | Tx, customer: Customer, figures: ReadonlyMap<string, Figures>): KnownCustomer {
  return { ...customer, segment: customer.segment ?? segmentOf(figures.get(customer.id) ?? noOrders, clock.now()) }
}
