import type { Tx } from '../../platform/events/events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { kept, type Payment } from './payment.ts'
import { insertRefund, type RefundState, refundsOfPayment } from './payments.sql.ts'

/** Whoever asked carries it out at once; should he die, the loop does. */
const carriedOutWithinMs = 30_000

export interface Asking {
  by: Actor
  /** Ours, where nobody asked: what people give as their reason may name somebody, and stands in the order's history alone. */
  why: 'paid twice' | 'refunded already' | 'more than was asked for' | null
  /** `once`: nobody stands by to carry it out, the loop does. */
  at?: 'once'
}

/** Written down before anything leaves: a refund is never asked for under two names. */
export async function askRefund(tx: Tx, payment: Payment, amount: number, { by, why, at }: Asking): Promise<string | null> {
  if (amount <= 0) return null
  const number = (await tx.run(refundsOfPayment, { payment: payment.id })).rows.length + 1
  const id = tx.ids()
  const due = tx.now() + (at === 'once' ? 0 : carriedOutWithinMs)
  const values = { payment: payment.id, number, amount, actor_kind: by.kind, actor: by.name, why, due, at: tx.clock.now() }
  await tx.run(insertRefund, { id, ...values })
  return id
}

/** What may still go back, of what came: neither went nor is on its way. And what is on its way, the last first. */
export async function leftToRefund(tx: Tx, payment: Payment): Promise<{ left: number; underWay: string | null }> {
  const asked = (await tx.run(refundsOfPayment, { payment: payment.id })).rows.filter(({ state }) => state === 'asked')
  const left = kept(payment) - asked.reduce((sum, { amount }) => sum + amount, 0)
  return { left, underWay: asked.at(-1)?.id ?? null }
}

/** All that the provider says it gave back when it was asked to. */
export function refundedOf(refunds: readonly { state: RefundState; amount: number }[]): number {
  return refunds.reduce((sum, { state, amount }) => sum + (state === 'done' ? amount : 0), 0)
}
