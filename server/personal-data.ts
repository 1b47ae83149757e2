import { agendaData } from './commerce/agenda/agenda.ts'
import { cartsData } from './commerce/cart/cart.ts'
import { customersData, type PersonalData } from './commerce/customers/customers.ts'
import { ordersData } from './commerce/orders/orders.ts'
import { conversationsData } from './conversation/personal-data.ts'
import { requestsData } from './doors/rest/rest.ts'

/** What modules hold of people, in the order in which a person is given it and in which it is erased. */
export const personalData: readonly PersonalData[] = [customersData, cartsData, ordersData, agendaData, conversationsData, requestsData]
