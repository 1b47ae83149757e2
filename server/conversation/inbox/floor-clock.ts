import { systemStatement } from '../../platform/sql/statement.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Desk } from '../desk.ts'
import { expireFloor } from './staff.ts'

const sweepMs = 60_000
const atOnce = 100

const firstFloorEnd = systemStatement('first-floor-end', (sql, _p: Record<never, never>) =>
  sql.selectFrom('conversations').select('floor_until').where('floor_until', 'is not', null).orderBy('floor_until').limit(1),
)

const endedFloors = systemStatement('ended-floors', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('conversations')
    .select(['tenant_id', 'id', 'line_id'])
    .where('floor_until', 'is not', null)
    .where('floor_until', '<=', p.now)
    .orderBy('floor_until')
    .limit(p.limit),
)

/** Writes down where staff's hold ended by time. Nothing waits for it: who reads a floor sees the time himself. */
export function startFloorClock(desk: Desk): { stop(): Promise<void> } {
  const now = () => desk.world.clock.now()
  const loop = dueLoop(desk.world, {
    name: 'floors',
    now,
    sweepMs,
    nextDue: async () => (await desk.database.system.read(firstFloorEnd, {}))[0]?.floor_until ?? null,
    run: async () => {
      for (const ended of await desk.database.system.read(endedFloors, { now: now(), limit: atOnce })) {
        const shop = await desk.shop(ended.tenant_id, null)
        if (!shop) continue
        await expireFloor(shop, { conversation: ended.id, line: ended.line_id === null ? null : await desk.line(shop, ended.line_id) })
      }
    },
    log: desk.log,
  })
  const ear = desk.events.transport.listen((wake) => {
    if (wake.topic === 'floor.changed') loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
    },
  }
}
