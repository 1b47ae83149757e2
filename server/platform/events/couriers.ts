import type { Database } from '../sql/sql.ts'
import { statement, systemStatement } from '../sql/statement.ts'
import type { Log } from '../telemetry/telemetry.ts'
import { dueLoop } from '../timers/due-loop.ts'
import type { World } from '../world/world.ts'
import type { Told } from './event.ts'
import { findCursor, moveCursor } from './events.sql.ts'
import type { Events } from './events.ts'
import { postpone, toTold } from './handling.ts'

declare module '../sql/sql.ts' {
  interface Tables {
    /** Who, beside the program's own handlers, wants to hear of which events of a tenant. A name begins with that of its courier. */
    listeners: { tenant_id: string; type: string; handler: string }
  }
}

/** Takes events to listeners outside the shop. Of one subject a listener gets one after the other; each at least once. */
export interface Courier {
  /** What the names of its listeners begin with. */
  readonly prefix: string
  /** Throws when it did not arrive: then it is tried again, and in the end parked. */
  deliver(tenant: string, listener: string, told: Told): Promise<void>
}

/** An hour or so of growing pauses. */
const maxAttempts = 20
/** Longer than any delivery takes: a cursor that is due again while it is claimed was left by a process that died. */
const leaseMs = 60_000
const sweepMs = 15_000
const atOnce = 32
export const listenersDue = 'listeners.due'

export const listenersOf = statement('listeners-of', (sql, p: { tenant: string; type: string }) =>
  sql.selectFrom('listeners').select('handler').where('tenant_id', '=', p.tenant).where('type', '=', p.type),
)

export const insertListener = statement('insert-listener', (sql, p: { tenant: string; type: string; handler: string }) =>
  sql
    .insertInto('listeners')
    .values({ tenant_id: p.tenant, type: p.type, handler: p.handler })
    .onConflict((row) => row.columns(['tenant_id', 'type', 'handler']).doNothing()),
)

export const deleteListener = statement('delete-listener', (sql, p: { tenant: string; handler: string }) =>
  sql.deleteFrom('listeners').where('tenant_id', '=', p.tenant).where('handler', '=', p.handler),
)

/** What a listener that has gone still had to hear. */
export const dropDueCursors = statement('drop-due-cursors', (sql, p: { tenant: string; handler: string }) =>
  sql.deleteFrom('cursors').where('handler', '=', p.handler).where('tenant_id', '=', p.tenant).where('due', 'is not', null),
)

const claimCursor = statement(
  'claim-cursor',
  (sql, p: { tenant: string; handler: string; subject: string; seq: number; now: number; lapses: number }) =>
    sql
      .updateTable('cursors')
      .set({ due: p.lapses })
      .where('tenant_id', '=', p.tenant)
      .where('handler', '=', p.handler)
      .where('subject', '=', p.subject)
      .where('seq', '=', p.seq)
      .where('due', '<=', p.now),
)

const nextForListener = statement('next-for-listener', (sql, p: { tenant: string; subject: string; seq: number; handler: string }) =>
  sql
    .selectFrom('events as e')
    .innerJoin('listeners as l', (join) => join.onRef('l.tenant_id', '=', 'e.tenant_id').onRef('l.type', '=', 'e.type'))
    .select(['e.id', 'e.tenant_id', 'e.type', 'e.subject', 'e.seq', 'e.at', 'e.correlation', 'e.data'])
    .where('e.tenant_id', '=', p.tenant)
    .where('l.tenant_id', '=', p.tenant)
    .where('e.subject', '=', p.subject)
    .where('e.seq', '>', p.seq)
    .where('l.handler', '=', p.handler)
    .orderBy('e.seq')
    .limit(1),
)

const dueListeners = systemStatement('due-listeners', (sql, p: { from: string; below: string; now: number; limit: number }) =>
  sql
    .selectFrom('cursors')
    .select(['handler', 'tenant_id', 'subject', 'seq', 'attempts'])
    .where('handler', '>=', p.from)
    .where('handler', '<', p.below)
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .limit(p.limit),
)

const firstDueListener = systemStatement('first-due-listener', (sql, p: { from: string; below: string }) =>
  sql
    .selectFrom('cursors')
    .select((row) => row.fn.min<number | null>('due').as('due'))
    .where('handler', '>=', p.from)
    .where('handler', '<', p.below)
    .where('due', 'is not', null),
)

interface Place {
  handler: string
  tenant_id: string
  subject: string
  seq: number
  attempts: number
}

/** Runs a courier: on a wake-up, when a try is due, and at the latest with the sweep. */
export function startCourier(world: World, database: Database, events: Events, log: Log, courier: Courier): { stop(): Promise<void> } {
  const range = { from: courier.prefix, below: `${courier.prefix}\u{10ffff}` }
  const loop = dueLoop(world, {
    name: 'events.courier',
    now: () => database.now(),
    sweepMs,
    nextDue: async () => (await database.system.read(firstDueListener, range))[0]?.due ?? null,
    run: async () => {
      for (;;) {
        const due = await database.system.read(dueListeners, { ...range, now: database.now(), limit: atOnce })
        if (due.length === 0) return
        const taken = await Promise.all(due.map((place) => deliverNext(world, database, events, log, courier, place)))
        if (!taken.includes(true)) return
      }
    },
    log,
  })
  const ear = events.transport.listen((wake) => {
    if (wake.topic === listenersDue) loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
    },
  }
}

/** Claims the cursor, delivers without holding anything, and moves it on: whoever finds it moved was slower. */
async function deliverNext(world: World, database: Database, events: Events, log: Log, courier: Courier, place: Place): Promise<boolean> {
  const { handler, subject, seq } = place
  const scope = database.tenant(place.tenant_id)
  const claimed = await events.transaction(scope, 'events.claim', null, async (tx) => {
    await tx.lock(subject)
    return (await tx.run(claimCursor, { handler, subject, seq, now: tx.now(), lapses: tx.now() + leaseMs })).changes > 0
  })
  if (!claimed) return false
  const next = (await scope.read(nextForListener, { subject, seq, handler }))[0]
  const told = next && toTold(next)
  try {
    if (told) await courier.deliver(place.tenant_id, handler, told)
    await world.fault('event.after')
  } catch (error) {
    const failure = { seq, attempts: place.attempts, event: told, error, maxAttempts, outside: true as const }
    await postpone(world, events, database, log, { handler, tenant: place.tenant_id, subject }, failure)
    return true
  }
  await events.transaction(scope, 'events.delivered', told?.correlation ?? null, async (tx) => {
    await tx.lock(subject)
    const cursor = (await tx.run(findCursor, { handler, subject })).rows[0]
    if (cursor?.seq !== seq) return
    const to = next?.seq ?? seq
    // Asked behind the lock: whoever published meanwhile has left the due to us.
    const following = (await tx.run(nextForListener, { subject, seq: to, handler })).rows[0]
    await tx.run(moveCursor, { handler, subject, from: seq, to, due: following ? tx.now() : null })
  })
  return true
}
