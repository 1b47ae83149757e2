export { startDeliveries } from './deliveries.ts'
export { firstDueDelivery } from './delivery.sql.ts'
export { receiveEcho } from './echo.ts'
export { recordStatus } from './status.ts'
