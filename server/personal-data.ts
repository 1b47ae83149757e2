import { agendaData } from './commerce/agenda/agenda.ts'
import { cartsData } from './commerce/cart/cart.ts'
import { customersData, type PersonalData } from './commerce/customers/customers.ts'
import { ordersData } from './commerce/orders/orders.ts'
import { paymentsData } from './commerce/payments/payments.ts'
import { conversationsData } from './conversation/personal-data.ts'
import { requestsData } from './doors/rest/rest.ts'
import type { Media } from './platform/media/media.ts'

/**
 * What modules hold of people, in the order in which a person is given it and in which it is erased: what hangs on an order goes
 * before the order forgets whose it was.
 */
export function personalData(media: Media): readonly PersonalData[] {
  return [customersData, cartsData, paymentsData(media), ordersData, agendaData, conversationsData, requestsData]
}
