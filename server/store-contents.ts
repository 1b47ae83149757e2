import { bookedFile } from './commerce/agenda/agenda.ts'
import { catalogFile } from './commerce/catalog/catalog.ts'
import { customersFile } from './commerce/customers/customers.ts'
import { ordersFile } from './commerce/orders/orders.ts'
import type { StoreContent } from './shop/store-file/store-file.ts'

/** What modules take from the files that a store file names. In this order: an order names products and customers. */
export const storeContents: readonly StoreContent[] = [catalogFile, customersFile, ordersFile, bookedFile]
