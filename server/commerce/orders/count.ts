import { on } from '../../platform/events/events.ts'
import { countBoughtTogether } from '../catalog/catalog.ts'
import { countOrder, customerSubject } from '../customers/customers.ts'
import { findOrder } from './find.ts'
import { orderCancelled, orderConfirmed, orderRefunded } from './orders.events.ts'

const locks = ({ data }: { data: { customer: string | null } }) => (data.customer === null ? [] : [customerSubject(data.customer)])

/** Bought is what was paid for or taken on; what is ordered and left to expire says nothing. */
export const orderHandlers = [
  on(orderConfirmed, 'orders.count-what-is-bought-together', (tx, { data }) =>
    countBoughtTogether(
      tx,
      data.items.map(({ product }) => product),
    ),
  ),
  on(
    orderConfirmed,
    'orders.count-for-customer',
    async (tx, { data, at }) => {
      if (data.customer !== null) await countOrder(tx, data.customer, { orders: 1, total: data.total, at })
    },
    { locks },
  ),
  ...[orderCancelled, orderRefunded].map((undone) =>
    on(
      undone,
      `orders.uncount-for-customer ${undone.type}`,
      async (tx, { data }) => {
        const order = data.customer === null ? null : await findOrder(tx, data.order)
        // One that was called off before anybody took it on was never counted.
        if (data.customer === null || !order?.history.some(({ what }) => what === 'confirmed')) return
        await countOrder(tx, data.customer, { orders: -1, total: -data.total, at: null })
      },
      { locks },
    ),
  ),
]
