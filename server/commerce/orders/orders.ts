export { orderHandlers } from './count.ts'
export { startOrderClock } from './expiry.ts'
export { findOrder, findUnpaidOrder, listOrders, type OrderFilter } from './find.ts'
export { checkoutToken, checkoutUrl, orderOfLink, renewLink } from './link.ts'
export {
  addOrderNote,
  extendReservation,
  hearPayment,
  type Moving,
  moveTo,
  noteOnOrder,
  type OrderRefusal,
  type PaymentNews,
} from './move.ts'
export { giveNobodysOrders } from './nobodys.ts'
export type { HistoryEntry, Move, Order, OrderItem, OrderStatus, PaymentStatus, Tracking } from './order.ts'
export { afterMove } from './order.ts'
export { OrderJson, OrderStatusWord, orderJson, TrackingJson } from './order-json.ts'
export {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderEvents,
  orderExpired,
  orderRefunded,
  orderShipped,
  orderSubject,
} from './orders.events.ts'
export { firstOrderSince } from './orders.sql.ts'
export { ordersFile } from './orders-file.ts'
export { ordersData, ordersOf } from './personal-data.ts'
export { type PlaceRefusal, type Placing, placeOrder } from './place.ts'
export { type ReviseRefusal, type Revision, reviseOrder } from './revise.ts'
