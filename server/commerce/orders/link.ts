import { hashToken } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Order } from './order.ts'
import { orderByLink } from './orders.sql.ts'

/** What opens an order's page: 256 bits that nobody can work out from the order. Another epoch is another token. */
export function checkoutToken(shop: Pick<Shop, 'linkToken'>, { id, linkEpoch }: Pick<Order, 'id' | 'linkEpoch'>): string {
  return shop.linkToken('checkout', `${id} ${linkEpoch}`)
}

export function checkoutUrl(shop: Pick<Shop, 'linkToken'>, order: Pick<Order, 'id' | 'linkEpoch'>, publicUrl: string): string {
  return `${publicUrl}/checkout/${checkoutToken(shop, order)}`
}

/** Whose order a token opens; null for one that never was, was revoked, or is too old. */
export async function orderOfLink(database: Database, token: string, now: number): Promise<{ tenant: string; order: string } | null> {
  const row = (await database.system.read(orderByLink, { hash: hashToken(token) }))[0]
  return row && row.link_until > now ? { tenant: row.tenant_id, order: row.id } : null
}
