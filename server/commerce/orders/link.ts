import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { hashToken } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Shop } from '../../shop/shop.ts'
import { findOrder } from './find.ts'
import { lockOrder, note, type OrderRefusal } from './move.ts'
import type { Order } from './order.ts'
import { orderByLink, setLink } from './orders.sql.ts'

/** What opens an order's page: 256 bits that nobody can work out from the order. Another epoch is another token. */
export function checkoutToken(shop: Pick<Shop, 'linkToken'>, { id, linkEpoch }: Pick<Order, 'id' | 'linkEpoch'>): string {
  return shop.linkToken('checkout', `${id} ${linkEpoch}`)
}

export function checkoutUrl(shop: Pick<Shop, 'linkToken'>, order: Pick<Order, 'id' | 'linkEpoch'>, publicUrl: string): string {
  return `${publicUrl}/checkout/${checkoutToken(shop, order)}`
}

/** Whose order a token opens; null for one that never was, or was taken back. */
export async function orderOfLink(
  database: Database,
  token: string,
  now: number,
): Promise<{ tenant: string; order: string; isOver: boolean } | null> {
  const row = (await database.system.read(orderByLink, { hash: hashToken(token) }))[0]
  return row ? { tenant: row.tenant_id, order: row.id, isOver: row.link_until <= now } : null
}

/** As long as an order's page opens, counted from when its link was made. */
export const linkMs = 180 * 24 * 3_600_000

/** Another link; whoever has the one before opens nothing with it any more. */
export async function renewLink(shop: Shop, tx: Tx, idOrNumber: string, by: Actor): Promise<Outcome<Order, OrderRefusal>> {
  const order = await lockOrder(tx, idOrNumber)
  if (!order) return refuse({ code: 'order_not_found', order: idOrNumber })
  const link = { id: order.id, linkEpoch: order.linkEpoch + 1 }
  const hash = hashToken(checkoutToken(shop, link))
  await tx.run(setLink, { id: order.id, link_epoch: link.linkEpoch, link_hash: hash, link_until: tx.clock.now() + linkMs })
  await note(tx, order.id, 'link_renewed', { by })
  return done((await findOrder(tx, order.id)) ?? order)
}
