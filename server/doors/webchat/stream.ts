import type { Context } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import { findConversationByAddress, type InboxLine, type Message, progressOf, readMessages } from '../../conversation/inbox/inbox.ts'
import { eventStream, type StreamRegistry } from '../../platform/http/http.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Shop } from '../../shop/shop.ts'
import { messageForVisitor } from './message.ts'

/** How far back marks are followed: what is older the visitor has long seen. */
const watched = 50
const sweepMs = 15_000

export interface Watching {
  shop: Shop
  line: InboxLine
  visitor: string
  after: number
}

/** A visitor's conversation as it grows. Wake-ups hurry it, the sweep alone would do: what is sent is always read from the database. */
export function streamConversation(context: Context, desk: Desk, streams: StreamRegistry, watching: Watching): Response {
  const { shop, line, visitor } = watching
  return eventStream(context, desk.world, streams, (send) => {
    let after = watching.after
    let conversation: string | null = null
    let over = false
    let looking = false
    let again = false
    let typing = false
    const shown = new Map<number, string>()

    function show(message: Message, readTo: number): void {
      const data = messageForVisitor(message, readTo)
      const told = JSON.stringify(data)
      if (shown.get(message.seq) === told) return
      shown.set(message.seq, told)
      shown.delete(message.seq - watched)
      after = Math.max(after, message.seq)
      send({ event: 'message', data, id: String(message.seq) })
    }

    function showTyping(on: boolean): void {
      if (on === typing) return
      typing = on
      send({ event: 'typing', data: { on } })
    }

    /** The visitor was erased since: what he wrote now began another conversation, with numbers from 1 on. */
    function startOver(): void {
      after = 0
      shown.clear()
    }

    async function look(): Promise<void> {
      again = looking
      if (looking || over) return
      looking = true
      try {
        const row = (await shop.read(findConversationByAddress, { line: line.id, address_key: visitor }))[0]
        conversation = row?.id ?? null
        if (!row) return
        if (row.last_seq < after) startOver()
        // From a little before the end: marks of what was shown may have moved.
        const from = shown.size === 0 ? after : Math.max(0, Math.min(...shown.keys()) - 1)
        const { readTo, writing } = await progressOf(shop, row.id)
        for (const message of (await readMessages(shop, row.id, { after: from, limit: 100 })).items) show(message, readTo)
        showTyping(writing)
      } catch (error) {
        shop.log.warn('http.failed', { endpoint: 'webchat.stream', error: describeError(error) })
      } finally {
        looking = false
        if (again && !over) void look()
      }
    }

    const ear = desk.events.transport.listen((wake) => {
      if (wake.tenant !== shop.tenant.id || (conversation !== null && wake.subject !== conversation)) return
      void look()
    })
    let sweep = desk.world.schedule(sweepMs, tick)
    function tick(): void {
      void look()
      sweep = desk.world.schedule(sweepMs, tick)
    }
    void look()
    return () => {
      over = true
      ear.stop()
      sweep.cancel()
    }
  })
}
