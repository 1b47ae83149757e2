import type { Events } from '../../platform/events/events.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Log } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { World } from '../../platform/world/world.ts'
import { findOrder } from './find.ts'
import { moveTo } from './move.ts'
import { orderSubject } from './orders.events.ts'
import { dueOrders, firstDueOrder } from './orders.sql.ts'

const sweepMs = 60_000
const atOnce = 100

export interface OrderClockParts {
  world: World
  database: Database
  events: Events
  log: Log
}

/** Orders that were not paid for in time let go of what they hold. A due time on the row, and no job that could be lost. */
export function startOrderClock({ world, database, events, log }: OrderClockParts): { stop(): Promise<void> } {
  const now = () => world.clock.now()

  async function expire(tenant: string, id: string): Promise<void> {
    await events.transaction(database.tenant(tenant), 'orders.expire', null, async (tx) => {
      await tx.lock(orderSubject(id))
      const order = await findOrder(tx, id)
      if (order?.reservedUntil == null || order.reservedUntil > tx.clock.now()) return
      await moveTo(tx, id, 'expire', { by: { kind: 'system', name: 'clock' }, why: 'not paid in time' })
    })
  }

  const loop = dueLoop(world, {
    name: 'orders',
    now,
    sweepMs,
    nextDue: async () => (await database.system.read(firstDueOrder, {}))[0]?.reserved_until ?? null,
    run: async () => {
      for (const { tenant_id, id } of await database.system.read(dueOrders, { now: now(), limit: atOnce })) await expire(tenant_id, id)
    },
    log,
  })
  const ear = events.transport.listen(({ topic }) => {
    if (topic === 'store.order.created') loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
    },
  }
}
