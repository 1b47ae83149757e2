import type { Database, Scope, Unit, UnitOptions } from '../sql/sql.ts'
import { type Courier, listenersDue, wakeListeners } from './couriers.ts'
import type { EventType, Handler } from './event.ts'
import { insertEvent, lockSubjectRow, nextSeq, setCursorDue } from './events.sql.ts'
import type { Transport } from './transport.ts'

export { type CloudEvent, toCloudEvent } from './cloud-event.ts'
export { type Courier, deleteListener, dropDueCursors, insertListener, startCourier } from './couriers.ts'
export { countParked, type DeadLetter, type DeadLetterOutcome, deadLetters, discardDeadLetter, replayDeadLetter } from './dead-letters.ts'
export { type EventType, event, eventTypes, type Handler, on, type Told } from './event.ts'
export { countDeadLetters } from './events.sql.ts'
export { eventsOf, forgetEvents, forgetSubject } from './forget.ts'
export { startHandlers } from './handling.ts'
export { embeddedTransport, silentTransport, type Transport, type Wake } from './transport.ts'

/** A unit that can tell of what it changes: the change and its events commit together. */
export interface Tx extends Unit {
  readonly correlation: string | null
  /** The unit's first statement: on PostgreSQL two units would else read the same cart. All subjects in one call. */
  lock(...subjects: string[]): Promise<void>
  publish<Data>(event: EventType<Data>, told: { subject: string; data: Data }): Promise<void>
  /** Wakes whoever watches a subject, once the commit is durable, where no event tells of the change. */
  wake(subject: string, topic: string): void
}

export interface Events {
  readonly transport: Transport
  readonly handlers: readonly Handler[]
  /** Who takes events out of the house, where somebody does. */
  readonly courier: Courier | null
  /** One unit in one tenant's scope. */
  transaction<Result>(
    scope: Scope,
    name: string,
    correlation: string | null,
    work: (tx: Tx) => Promise<Result>,
    options?: UnitOptions,
  ): Promise<Result>
}

/** `handlers` are those of the whole program, not of this process alone: a gateway must wake handlers that run elsewhere. */
export function openEvents(database: Database, transport: Transport, handlers: readonly Handler[], courier: Courier | null = null): Events {
  const byType = new Map<string, Handler[]>()
  for (const handler of handlers) byType.set(handler.type, [...(byType.get(handler.type) ?? []), handler])
  if (new Set(handlers.map((handler) => handler.name)).size !== handlers.length) throw new Error('two handlers share a name')

  function toTx(unit: Unit, correlation: string | null): Tx {
    return Object.assign(unit, {
      correlation,
      async lock(...subjects: string[]) {
        // SQLite has one writer: whoever runs holds every lock there is.
        if (database.engine === 'sqlite') return
        for (const subject of [...new Set(subjects)].sort()) await unit.run(lockSubjectRow, { subject })
      },
      async publish<Data>(event: EventType<Data>, told: { subject: string; data: Data }) {
        const { subject } = told
        const seq = (await unit.run(nextSeq, { subject })).rows[0]?.seq
        if (seq === undefined) throw new Error(`no sequence for ${subject}`)
        await unit.run(insertEvent, {
          subject,
          seq,
          id: unit.ids(),
          type: event.type,
          data: JSON.stringify(told.data),
          at: unit.clock.now(),
          correlation,
        })
        for (const handler of byType.get(event.type) ?? []) {
          const startSeq = handler.startsAt === 'start' ? 0 : seq - 1
          await unit.run(setCursorDue, { handler: handler.name, subject, seq: startSeq, due: unit.now() })
        }
        const { changes } = await unit.run(wakeListeners, { subject, type: event.type, seq: seq - 1, due: unit.now() })
        const tenant = unit.tenant
        unit.afterCommit(() => {
          transport.announce({ tenant, subject, topic: event.type })
          if (changes > 0) transport.announce({ tenant, subject, topic: listenersDue })
        })
      },
      wake(subject: string, topic: string) {
        const tenant = unit.tenant
        unit.afterCommit(() => transport.announce({ tenant, subject, topic }))
      },
    })
  }

  return {
    transport,
    handlers,
    courier,
    transaction: (scope, name, correlation, work, options) => scope.unit(name, (unit) => work(toTx(unit, correlation)), options),
  }
}
