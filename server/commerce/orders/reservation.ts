import type { Tx } from '../../platform/events/events.ts'
import { findSetting } from '../../shop/tenants/tenants.ts'

const hourMs = 3_600_000

/** How long an unpaid order holds what it took: longer than any provider keeps its own session open. */
export async function reservationMs(tx: Tx): Promise<number> {
  const document = (await tx.run(findSetting, { id: 'payments' })).rows[0]?.document
  const { provider, expireHours } = document === undefined ? {} : (JSON.parse(document) as { provider?: string; expireHours?: number })
  return (expireHours ?? (provider === 'transfer' ? 72 : 24)) * hourMs
}
