import type { Shop } from '../../shop/shop.ts'
import type { Desk } from '../desk.ts'
import {
  type CarriedMessage,
  countReceived,
  findTurn,
  handOut,
  listMessages,
  type Message,
  receiveCarried,
  type StoredMessage,
  toMessage,
} from '../inbox/inbox.ts'

/** As long as a caller is kept waiting for a turn. The turn goes on without him. */
const patienceMs = 50_000
/** Wake-ups may be lost, and the seller may work in another process. */
const sweepMs = 5_000
/** More than a turn ever says. */
const most = 200

/** What becomes of a message that a caller brought in. `toSend`: the replies are his to send, and nobody else's. */
export type Conversed =
  | { kind: 'done'; outcome: string; replies: readonly Message[]; toSend: boolean }
  | { kind: 'under_way' | 'not_carried' | 'being_erased' | 'erased' }

/** Takes one message in and waits for the turn it is in: asked again with the same message, it answers with the same turn. */
export async function converse(desk: Desk, shop: Shop, message: CarriedMessage, gone: AbortSignal): Promise<Conversed> {
  const line = await desk.lineOf(shop, { line: null, seller: message.seller })
  if (!line) throw new Error('a caller that carries the channel needs no line')
  await desk.world.fault('inbound.before-store')
  const received = await receiveCarried(desk.world, shop, line, message)
  await desk.world.fault('inbound.after-store')
  if (!('message' in received)) return received
  if (received.kind === 'stored') countReceived(desk.metrics, shop.tenant.id, line, { kind: message.kind, seq: received.message.seq })
  const outcome = await turnsEnd(desk, shop, received.message, gone)
  // Who has gone is not handed anything: when he asks again the replies are still there for him.
  if (outcome === null || gone.aborted) return { kind: 'under_way' }
  const { conversation, turn, seq } = received.message
  const toSend = await shop.transaction('turn.hand-out', async (tx) => {
    await tx.lock(conversation)
    const { changes } = await tx.run(handOut, { conversation, turn })
    if (changes > 0) tx.wake(conversation, 'delivery.changed')
    return changes > 0
  })
  const said = (await shop.read(listMessages, { conversation, after: seq, limit: most })).map(toMessage)
  return { kind: 'done', outcome, replies: said.filter((each) => each.role === 'seller' && each.turn === turn), toSend }
}

/** How the turn ended, or null when it has not within the patience. */
async function turnsEnd(desk: Desk, shop: Shop, { conversation, turn }: StoredMessage, gone: AbortSignal): Promise<string | null> {
  const { world, events } = desk
  const until = world.monotonic() + patienceMs
  for (;;) {
    const nap = new AbortController()
    const wakeUp = () => nap.abort()
    // The ear first: what happens between the look and the sleep is heard.
    const ear = events.transport.listen((wake) => {
      if (wake.tenant === shop.tenant.id && wake.subject === conversation) wakeUp()
    })
    gone.addEventListener('abort', wakeUp)
    try {
      const row = (await shop.read(findTurn, { id: turn }))[0]
      if (!row) return 'erased'
      if (row.state === 'done') return row.outcome
      const left = until - world.monotonic()
      if (left <= 0 || gone.aborted) return null
      await world.sleep(Math.min(left, sweepMs), nap.signal)
    } finally {
      ear.stop()
      gone.removeEventListener('abort', wakeUp)
    }
  }
}
