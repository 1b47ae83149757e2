import type { z } from 'zod'
import type { Tx } from './events.ts'

/** A kind of event: its name, and the few facts the name promises. Ids and hashed addresses, never a live object. */
export interface EventType<Data> {
  readonly type: string
  readonly schema: z.ZodType<Data>
  /** What happened, in a sentence for the reader of `/schemas/events/{type}.json`. */
  readonly means: string
}

const types = new Map<string, EventType<unknown>>()

/** All that the program can tell of. */
export function eventTypes(): readonly EventType<unknown>[] {
  return [...types.values()]
}

export function event<Data>(type: string, means: string, schema: z.ZodType<Data>): EventType<Data> {
  types.set(type, { type, means, schema })
  return { type, means, schema }
}

/** One event as a handler sees it. `seq` orders the events of a subject without a gap. */
export interface Told<Data = unknown> {
  readonly id: string
  readonly tenant: string
  readonly type: string
  readonly subject: string
  readonly seq: number
  readonly at: number
  readonly correlation: string | null
  readonly data: Data
}

export interface Handler {
  /** Kept in the database: renaming a handler makes it a new one. */
  readonly name: string
  readonly type: string
  /** Whether a handler that is new to a database takes up old events too. */
  readonly startsAt: 'start' | 'now'
  /** Every subject it writes besides the event's own: locked before its cursor, all in one call. */
  readonly locks: (told: Told) => readonly string[]
  readonly handle: (tx: Tx, told: Told) => Promise<void>
}

export interface HandlerOptions<Data> {
  startsAt?: Handler['startsAt']
  locks?: (told: Told<Data>) => readonly string[]
}

/** The handler's unit also moves its cursor, so an effect happens once however often the event is delivered. */
export function on<Data>(
  event: EventType<Data>,
  name: string,
  handle: (tx: Tx, told: Told<Data>) => Promise<void>,
  options: HandlerOptions<Data> = {},
): Handler {
  const read = (told: Told): Told<Data> => ({ ...told, data: event.schema.parse(told.data) })
  return {
    name,
    type: event.type,
    startsAt: options.startsAt ?? 'now',
    locks: (told) => options.locks?.(read(told)) ?? [],
    handle: (tx, told) => handle(tx, read(told)),
  }
}
