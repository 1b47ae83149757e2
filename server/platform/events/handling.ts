import type { Database } from '../sql/sql.ts'
import { systemEvent, tellOperators } from '../system-events/system-events.ts'
import { describeError, type Log } from '../telemetry/telemetry.ts'
import { type DueLoop, dueLoop } from '../timers/due-loop.ts'
import type { World } from '../world/world.ts'
import type { Handler, Told } from './event.ts'
import {
  dueCursors,
  findCursor,
  firstDueCursor,
  insertDeadLetter,
  moveCursor,
  nextEvents,
  openCursorsForOldEvents,
  postponeCursor,
  rememberHandler,
} from './events.sql.ts'
import type { Events } from './events.ts'

/** After this many failures the event is parked for an operator and the subject goes on without it. */
const maxAttempts = 8
const sweepMs = 15_000
const atOnce = 64

const eventParked = systemEvent<{ type: string; handler: string; subject: string; seq: number }>('event.parked', 'error', {
  es: 'El evento {type} fue apartado: {handler} falló una y otra vez',
  pt: 'O evento {type} foi posto de lado: {handler} falhou repetidas vezes',
  en: 'The event {type} was set aside: {handler} failed again and again',
})

interface Subscription {
  handler: Handler
  tenant: string
  subject: string
}

/** Runs this process's handlers: on a wake-up, when a retry is due, and at the latest with the sweep. */
export async function startHandlers(
  world: World,
  database: Database,
  events: Events,
  log: Log,
  handlers: readonly Handler[] = events.handlers,
): Promise<{ stop(): Promise<void> }> {
  await meetNewHandlers(database, handlers)
  const loops = Map.groupBy(
    handlers.map((handler) => ({ type: handler.type, loop: handlerLoop(world, database, events, log, handler) })),
    ({ type }) => type,
  )
  const ear = events.transport.listen((wake) => {
    for (const { loop } of loops.get(wake.topic) ?? []) loop.wake()
  })
  return {
    stop: async () => {
      ear.stop()
      await Promise.all([...loops.values()].flat().map(({ loop }) => loop.stop()))
    },
  }
}

/** One for each handler: an event costs those a look who have something of it, and nobody waits for a handler that is slow. */
function handlerLoop(world: World, database: Database, events: Events, log: Log, handler: Handler): DueLoop {
  const { name } = handler
  return dueLoop(world, {
    name: `events.handle ${name}`,
    now: () => database.now(),
    sweepMs,
    nextDue: async () => (await database.system.read(firstDueCursor, { handler: name }))[0]?.due ?? null,
    run: async () => {
      for (;;) {
        const due = await database.system.read(dueCursors, { handler: name, now: database.now(), limit: atOnce })
        if (due.length === 0) return
        const handle = (row: (typeof due)[number]) =>
          handleNext(world, database, events, log, { handler, tenant: row.tenant_id, subject: row.subject })
        await Promise.all(due.map(handle))
      }
    },
    log,
  })
}

async function meetNewHandlers(database: Database, handlers: readonly Handler[]): Promise<void> {
  for (const handler of handlers) {
    await database.system.unit('events.meet-handler', async (unit) => {
      const { changes } = await unit.run(rememberHandler, { name: handler.name })
      if (changes === 0 || handler.startsAt === 'now') return
      await unit.run(openCursorsForOldEvents, { handler: handler.name, type: handler.type, due: unit.now() })
    })
  }
}

async function handleNext(world: World, database: Database, events: Events, log: Log, subscription: Subscription): Promise<void> {
  const { handler, subject } = subscription
  const scope = database.tenant(subscription.tenant)
  // Read before the unit: the subjects to lock stand in the event. The unit looks again behind the locks.
  const cursor = (await scope.read(findCursor, { handler: handler.name, subject }))[0]
  if (!cursor || cursor.due === null) return
  const seen = (await scope.read(nextEvents, { subject, seq: cursor.seq, type: handler.type }))[0]
  try {
    const others = seen ? handler.locks(toTold(seen)) : []
    await events.transaction(scope, `events.handle ${handler.name}`, seen?.correlation ?? null, async (tx) => {
      await tx.lock(subject, ...others)
      const at = (await tx.run(findCursor, { handler: handler.name, subject })).rows[0]
      if (!at || at.due === null || at.seq !== cursor.seq) return
      const [next, following] = (await tx.run(nextEvents, { subject, seq: at.seq, type: handler.type })).rows
      // An event that came between is found by the next round: its own locks are not held here.
      if (next && !seen) return
      if (next) await handler.handle(tx, toTold(next))
      await world.fault('event.inside')
      await tx.run(moveCursor, {
        handler: handler.name,
        subject,
        from: at.seq,
        to: next?.seq ?? at.seq,
        due: following ? tx.now() : null,
      })
    })
    await world.fault('event.after')
  } catch (error) {
    const { tenant } = subscription
    await postpone(
      world,
      events,
      database,
      log,
      { handler: handler.name, tenant, subject },
      {
        maxAttempts,
        seq: cursor.seq,
        attempts: cursor.attempts,
        event: seen && toTold(seen),
        error,
      },
    )
  }
}

interface Failure {
  /** The other side's, not ours. */
  outside?: true
  maxAttempts: number
  seq: number
  attempts: number
  event: Told | undefined
  error: unknown
}

/** In a unit of its own, since the handler's was rolled back; conditional on the cursor, since another process may have succeeded. */
export async function postpone(
  world: World,
  events: Events,
  database: Database,
  log: Log,
  { handler, tenant, subject }: { handler: string; tenant: string; subject: string },
  failure: Failure,
): Promise<void> {
  const attempts = failure.attempts + 1
  const { event } = failure
  const park = event !== undefined && attempts >= failure.maxAttempts
  const pauseMs = retryPauseMs(attempts, world.random.fraction())
  await events.transaction(database.tenant(tenant), 'events.postpone', event?.correlation ?? null, async (tx) => {
    await tx.lock(subject)
    if (!park) {
      await tx.run(postponeCursor, { handler, subject, seq: failure.seq, attempts, due: tx.now() + pauseMs })
      return
    }
    const { changes } = await tx.run(moveCursor, { handler, subject, from: failure.seq, to: event.seq, due: tx.now() })
    if (changes === 0) return
    await tx.run(insertDeadLetter, {
      id: tx.ids(),
      handler,
      subject,
      seq: event.seq,
      type: event.type,
      error: describeError(failure.error),
      attempts,
      at: tx.clock.now(),
    })
    await tellOperators(tx, eventParked, { type: event.type, handler, subject, seq: event.seq })
  })
  const level = failure.outside && !park ? 'warn' : 'error'
  log[level](park ? 'event.parked' : 'event.handler_failed', {
    handler,
    tenant_id: tenant,
    correlation_id: event?.correlation ?? undefined,
    attempts,
    error: describeError(failure.error),
  })
}

/** 1 s, 2 s, 4 s … up to five minutes, each shortened by up to a half so that many do not come back at once. */
export function retryPauseMs(attempts: number, fraction: number): number {
  const full = Math.min(1000 * 2 ** (attempts - 1), 300_000)
  return Math.round(full * (1 - fraction / 2))
}

export function toTold(row: {
  id: string
  tenant_id: string
  type: string
  subject: string
  seq: number
  at: number
  correlation: string | null
  data: string
}): Told {
  return {
    id: row.id,
    tenant: row.tenant_id,
    type: row.type,
    subject: row.subject,
    seq: row.seq,
    at: row.at,
    correlation: row.correlation,
    data: JSON.parse(row.data),
  }
}
