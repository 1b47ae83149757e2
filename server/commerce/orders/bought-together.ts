import { on } from '../../platform/events/events.ts'
import { countBoughtTogether } from '../catalog/catalog.ts'
import { orderConfirmed } from './orders.events.ts'

/** Bought is what was paid for or taken on; what is ordered and left to expire says nothing. */
export const orderHandlers = [
  on(orderConfirmed, 'orders.count-what-is-bought-together', (tx, { data }) =>
    countBoughtTogether(
      tx,
      data.items.map(({ product }) => product),
    ),
  ),
]
