import { startReminders } from './commerce/agenda/agenda.ts'
import { startCartClock } from './commerce/cart/cart.ts'
import { startImports } from './commerce/catalog/catalog.ts'
import { startErasures } from './commerce/customers/customers.ts'
import { startOrderClock } from './commerce/orders/orders.ts'
import { startPayments } from './commerce/payments/payments.ts'
import { roleNames } from './config.ts'
import { startDeliveries } from './conversation/delivery/delivery.ts'
import type { Desk } from './conversation/desk.ts'
import { startFloorClock, startForgetting } from './conversation/inbox/inbox.ts'
import { startTurns } from './conversation/turns/turns.ts'
import { personalData } from './personal-data.ts'
import { startCourier, startHandlers } from './platform/events/events.ts'

export interface Loop {
  stop(): Promise<void>
}

/** What each role keeps running. Doors stand open in every process: any of them may be asked. */
const loops: Readonly<Record<string, readonly ((desk: Desk) => Promise<Loop> | Loop)[]>> = {
  gateway: [startDeliveries],
  seller: [startTurns],
  orders: [startCartClock, startOrderClock, startPayments, startReminders],
  assistant: [(desk) => startHandlers(desk.world, desk.database, desk.events, desk.log), startFloorClock, startForgetting],
  api: [(desk) => startErasures(desk, personalData(desk.pictures.media)), startSubscriptions],
  catalog: [startImports],
}

function startSubscriptions({ world, database, events, log }: Desk): { stop(): Promise<void> } {
  if (!events.courier) throw new Error('nobody takes events out of the house')
  return startCourier(world, database, events, log, events.courier)
}

/** What a process of these roles is called in its log and its metrics. */
export function serviceName(roles: readonly string[]): string {
  return roleNames.every((role) => roles.includes(role)) ? 'all' : roles.join(',')
}

export async function startRoles(desk: Desk, roles: readonly string[]): Promise<Loop> {
  const wanted = roles.includes('all') ? Object.keys(loops) : roles
  const running: Loop[] = []
  for (const role of wanted) for (const start of loops[role] ?? []) running.push(await start(desk))
  return { stop: async () => void (await Promise.all(running.map((loop) => loop.stop()))) }
}
