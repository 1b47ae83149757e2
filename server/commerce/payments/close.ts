import { on, type Tx } from '../../platform/events/events.ts'
import type { Shop } from '../../shop/shop.ts'
import { findOrder, orderCancelled, orderConfirmed, orderSubject } from '../orders/orders.ts'
import type { Payment, PaymentState } from './payment.ts'
import { findPaymentRow, knock, paymentsOfOrder, toPayment } from './payments.sql.ts'
import { ownObject } from './provider.ts'
import { lookAtOwn } from './read-back.ts'
import { write } from './settle.ts'
import { accountWith, type Till } from './till.ts'

const takesMoney: readonly PaymentState[] = ['open', 'failed']

/** Nobody can pay there any more. What was paid at the last moment is seen. */
export async function closeSession(till: Till, shop: Shop, payment: Payment): Promise<Payment | null> {
  const bank = await accountWith(till, shop, payment.provider)
  await bank?.provider.close(bank.account, payment)
  await lookAtOwn(till, shop, payment.id)
  return await shop.transaction('payments.close', (tx) => endAttempt(tx, payment, takesMoney))
}

export async function endAttempt(tx: Tx, { id, order }: Payment, from: readonly PaymentState[]): Promise<Payment | null> {
  await tx.lock(orderSubject(order))
  const row = (await tx.run(findPaymentRow, { id })).rows[0]
  if (!row || !from.includes(row.state)) return row ? toPayment(row) : null
  await write(tx, toPayment(row), { state: 'expired' })
  return { ...toPayment(row), state: 'expired' }
}

/** Its page takes money for an order that takes none. */
export async function isLeftOpen(shop: Shop, payment: Payment): Promise<boolean> {
  return takesMoney.includes(payment.state) && payment.reference !== null && (await findOrder(shop, payment.order))?.status !== 'pending'
}

/** Whatever is still open for an order that was called off, or paid some other way, is looked at now and closed. */
export const paymentHandlers = [orderCancelled, orderConfirmed].map((over) =>
  on(over, `payments.close ${over.type}`, async (tx, { data }) => {
    for (const { id, provider, state, reference } of (await tx.run(paymentsOfOrder, { order: data.order })).rows) {
      if (reference === null || !takesMoney.includes(state)) continue
      await tx.run(knock, { provider, object: ownObject(id), due: tx.now() })
      tx.wake(orderSubject(data.order), 'payments.look')
    }
  }),
)
