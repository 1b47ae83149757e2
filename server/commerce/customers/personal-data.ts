import type { z } from 'zod'
import { eventsOf, forgetEvents, type Tx } from '../../platform/events/events.ts'
import type { Shop } from '../../shop/shop.ts'

/** A person, by all that something of him may be kept under. */
export interface Person {
  /** Every id he has had as a customer. */
  readonly customers: readonly string[]
  /** His conversations. Carts and orders are kept under these too. */
  readonly conversations: readonly string[]
}

/**
 * What one module holds of people. Each module that holds anything gives one of these, and one list has them all
 * (`server/personal-data.ts`): what a person is given of his data is made of their sections, an erasure of their pieces.
 */
export interface PersonalData {
  /** Copies of what another section has are not given twice. */
  readonly sections: readonly Section[]
  /** Why something stays, by the name under which an erasure counts it. */
  readonly keeps: Readonly<Record<string, string>>
  /** Only where conversations live: which of them are a customer's, and how one of them ends for good. */
  readonly conversations?: {
    of(shop: Shop, customers: readonly string[]): Promise<string[]>
    end(shop: Shop, conversation: string): Piece
    has(shop: Shop, id: string): Promise<boolean>
  }
  /** A conversation's id may be any that a caller chose: those under which this module holds something of a customer, and of nobody else. */
  callersIds?(shop: Shop, customers: readonly string[]): Promise<string[]>
  /** What is to be done, read as it is done: after a kill it is read anew, and then there is less of it. */
  erase(shop: Shop, person: Person): AsyncIterable<Piece>
}

/** One list in the document a person is given. */
export interface Section {
  readonly name: string
  /** One sentence for the reader of the API's description. */
  readonly means: string
  readonly record: z.ZodType
  collect(shop: Shop, person: Person): AsyncIterable<unknown>
}

/** Ties what is collected to the shape that is promised. */
export function section<Record extends z.ZodType>(given: {
  name: string
  means: string
  record: Record
  collect(shop: Shop, person: Person): AsyncIterable<z.input<Record>>
}): Section {
  return given
}

/** As much as one unit erases, so that nobody who writes to the shop waits long. */
export interface Piece {
  /** What it changes: locked first. */
  readonly subjects: readonly string[]
  /** Its counts are of what it found to do: done twice, the second time they are none. */
  erase(tx: Tx): Promise<Counts>
}

/** How many of what, by its name. */
export interface Counts {
  readonly erased?: Readonly<Record<string, number>>
  /** What stays without the person. */
  readonly kept?: Readonly<Record<string, number>>
}

/** Those ids that callers chose for a person's conversations. An id of ours stands for a conversation, and whose that is it says itself. */
export async function callersIdsOf(shop: Shop, parts: readonly PersonalData[], customers: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const part of parts) for (const id of (await part.callersIds?.(shop, customers)) ?? []) found.add(id)
  for (const { conversations } of parts) for (const id of found) if (await conversations?.has(shop, id)) found.delete(id)
  return [...found]
}

const eventsAtOnce = 200

/** What was told of something that is a person's: whoever has not heard it yet never will. */
export async function* erasingEvents(shop: Shop, subject: string): AsyncGenerator<Piece> {
  for await (const page of pagesOfEvents(shop, subject)) {
    const upTo = page.at(-1)?.seq ?? 0
    yield { subjects: [subject], erase: async (tx) => ({ erased: { events: await forgetEvents(tx, subject, upTo) } }) }
  }
}

export async function* pagesOfEvents(shop: Shop, subject: string): AsyncGenerator<Awaited<ReturnType<typeof eventsOf>>> {
  for (let after = 0; ; ) {
    const page = await eventsOf(shop, subject, { after, limit: eventsAtOnce })
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.seq
  }
}
