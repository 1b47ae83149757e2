import type { Events } from '../../platform/events/events.ts'
import type { Database } from '../../platform/sql/sql.ts'
import type { Log } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { World } from '../../platform/world/world.ts'
import { cartAbandoned } from './cart.events.ts'
import { countItems, dropCart, dropItems, dueCarts, endCart, findCartById, firstDueCart } from './carts.sql.ts'

const sweepMs = 60_000
const atOnce = 100
/** What was left behind is kept this long, for whoever comes back to ask. */
const keptMs = 30 * 24 * 3_600_000

export interface CartClockParts {
  world: World
  database: Database
  events: Events
  log: Log
}

/** Announces carts that were left behind, each once, and lets them go in the end. */
export function startCartClock({ world, database, events, log }: CartClockParts): { stop(): Promise<void> } {
  const now = () => world.clock.now()

  async function end(tenant: string, id: string, conversation: string): Promise<void> {
    await events.transaction(database.tenant(tenant), 'cart.abandon', null, async (tx) => {
      await tx.lock(conversation)
      const cart = (await tx.run(findCartById, { id })).rows[0]
      if (!cart || cart.due === null || cart.due > tx.clock.now()) return
      if (cart.status !== 'active') {
        await tx.run(dropItems, { cart: id })
        await tx.run(dropCart, { id })
        return
      }
      await tx.run(endCart, { id, status: 'abandoned', due: tx.clock.now() + keptMs })
      const items = (await tx.run(countItems, { cart: id })).rows[0]?.items ?? 0
      if (items > 0)
        await tx.publish(cartAbandoned, { subject: conversation, data: { cart: id, conversation, customer: cart.customer_id, items } })
    })
  }

  const loop = dueLoop(world, {
    name: 'carts',
    now,
    sweepMs,
    nextDue: async () => (await database.system.read(firstDueCart, {}))[0]?.due ?? null,
    run: async () => {
      for (const { tenant_id, id, conversation_id } of await database.system.read(dueCarts, { now: now(), limit: atOnce }))
        await end(tenant_id, id, conversation_id)
    },
    log,
  })
  loop.wake()
  return { stop: () => loop.stop() }
}
