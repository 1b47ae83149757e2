import type { Transport } from '../../platform/events/events.ts'
import type { Database } from '../../platform/sql/sql.ts'
import { describeError, type Log } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { World } from '../../platform/world/world.ts'
import type { Shop } from '../../shop/shop.ts'
import { carryOut, erasureDue } from './erasing.ts'
import { leaseMs } from './erasure.ts'
import { claimErasure, dueErasures, firstDueErasure, freeErasures } from './erasures.sql.ts'
import type { PersonalData } from './personal-data.ts'

const sweepMs = 60_000
const atOnce = 16

export interface ErasureDesk {
  readonly world: World
  readonly database: Database
  readonly events: { readonly transport: Transport }
  readonly log: Log
  shop(tenant: string, correlation: string | null): Promise<Shop | null>
}

/** Carries on the erasures that whoever was asked for them has not brought to their end: he was killed, or there was too much. */
export async function startErasures(desk: ErasureDesk, parts: readonly PersonalData[]): Promise<{ stop(): Promise<void> }> {
  if (desk.database.engine === 'sqlite') {
    await desk.database.system.unit('erasures.free', (unit) => unit.run(freeErasures, { now: unit.now() }))
  }
  let stopped = false
  const goOn = () => !stopped

  const loop = dueLoop(desk.world, {
    name: 'erasures',
    now: () => desk.database.now(),
    sweepMs,
    nextDue: async () => (await desk.database.system.read(firstDueErasure, {}))[0]?.due ?? null,
    run: async () => {
      for (const { tenant_id, id } of await desk.database.system.read(dueErasures, { now: desk.database.now(), limit: atOnce }))
        if (goOn()) await carryOn(tenant_id, id)
    },
    log: desk.log,
  })

  async function carryOn(tenant: string, erasure: string): Promise<void> {
    const claimed = await desk.database.tenant(tenant).unit('erasures.claim', async (unit) => {
      const { changes } = await unit.run(claimErasure, { id: erasure, now: unit.now(), lapses: unit.now() + leaseMs })
      return changes === 1
    })
    const shop = claimed ? await desk.shop(tenant, null) : null
    if (!shop) return
    try {
      await carryOut({ world: desk.world, parts, goOn }, shop, erasure)
    } catch (error) {
      // Tried again when its claim has lapsed; the others need not wait for it.
      shop.log.error('customer.erasure_failed', { erasure, error: describeError(error) })
    }
  }

  const ear = desk.events.transport.listen((wake) => {
    if (wake.topic === erasureDue) loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      stopped = true
      ear.stop()
      await loop.stop()
    },
  }
}
