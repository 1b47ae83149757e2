import type { Tx } from '../../platform/events/events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import type { Payment } from './payment.ts'
import { insertRefund, refundsOfPayment } from './payments.sql.ts'

/** Whoever asked carries it out at once; should he die, the loop does. */
const carriedOutWithinMs = 30_000

/** Written down before anything leaves: a refund is never asked for under two names. */
export async function askRefund(
  tx: Tx,
  payment: Payment,
  amount: number,
  { by, why }: { by: Actor; why: string | null },
): Promise<string | null> {
  if (amount <= 0) return null
  const number = (await tx.run(refundsOfPayment, { payment: payment.id })).rows.length + 1
  const id = tx.ids()
  const due = tx.now() + carriedOutWithinMs
  const values = { payment: payment.id, number, amount, actor_kind: by.kind, actor: by.name, why, due, at: tx.clock.now() }
  await tx.run(insertRefund, { id, ...values })
  return id
}

/** What may still go back: of the amount, what neither went nor is on its way. */
export async function leftToRefund(tx: Tx, payment: Payment): Promise<number> {
  const asked = (await tx.run(refundsOfPayment, { payment: payment.id })).rows.filter(({ state }) => state === 'asked')
  return payment.amount - payment.refunded - asked.reduce((sum, { amount }) => sum + amount, 0)
}
