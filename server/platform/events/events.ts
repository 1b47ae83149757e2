import type { Database, Scope, Unit, UnitOptions } from '../sql/sql.ts'
import { type Courier, listenersDue, listenersOf } from './couriers.ts'
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
  /** The same of many subjects, each of them once: on PostgreSQL they go together, in few round trips instead of many. */
  publishAll<Data>(event: EventType<Data>, told: readonly { subject: string; data: Data }[]): Promise<void>
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
    const { tenant } = unit

    async function publishAll<Data>(event: EventType<Data>, told: readonly { subject: string; data: Data }[]): Promise<void> {
      if (told.length === 0) return
      const seqs = await takeSeqs(unit, told)
      const inserts = told.map(({ subject, data }, at) => ({
        subject,
        seq: seqs[at] as number,
        id: unit.ids(),
        type: event.type,
        data: JSON.stringify(data),
        at: unit.clock.now(),
        correlation,
      }))
      await unit.runAll(insertEvent, inserts)
      const { rows: listeners } = await unit.run(listenersOf, { type: event.type })
      const heard = [
        ...(byType.get(event.type) ?? []).map(({ name, startsAt }) => ({ handler: name, fromStart: startsAt === 'start' })),
        ...listeners.map(({ handler }) => ({ handler, fromStart: false })),
      ]
      const due = unit.now()
      const cursors = heard.flatMap(({ handler, fromStart }) =>
        inserts.map(({ subject, seq }) => ({ handler, subject, seq: fromStart ? 0 : seq - 1, due })),
      )
      await unit.runAll(setCursorDue, cursors)
      unit.afterCommit(() => {
        for (const { subject } of told) transport.announce({ tenant, subject, topic: event.type })
        if (listeners.length > 0) for (const { subject } of told) transport.announce({ tenant, subject, topic: listenersDue })
      })
    }

    return Object.assign(unit, {
      correlation,
      async lock(...subjects: string[]) {
        // SQLite has one writer: whoever runs holds every lock there is.
        if (database.engine === 'sqlite') return
        const inOrder = [...new Set(subjects)].sort()
        await unit.runAll(
          lockSubjectRow,
          inOrder.map((subject) => ({ subject })),
        )
      },
      publish: <Data>(event: EventType<Data>, told: { subject: string; data: Data }) => publishAll(event, [told]),
      publishAll,
      wake(subject: string, topic: string) {
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

async function takeSeqs(unit: Unit, told: readonly { subject: string }[]): Promise<number[]> {
  const { rows } = await unit.runAll(
    nextSeq,
    told.map(({ subject }) => ({ subject })),
  )
  const seqs = new Map(rows.map(({ subject, seq }) => [subject, seq]))
  if (seqs.size < told.length) throw new Error(`unit "${unit.name}" tells several things of one subject together`)
  // Half a character is kept as the sign for one that cannot be read, and so it comes back.
  return told.map(({ subject }) => seqs.get(subject.toWellFormed()) as number)
}
