import type { World } from '../../server/platform/world/world.ts'
import { roadTo } from '../counter.ts'
import { type DumpedRow, dumpRows } from '../dump.ts'
import type { TestEngine } from '../engines.ts'
import { StandIn } from '../fakes/stand-in.ts'
import { openStreet, type Street, type StreetShop } from './street.ts'

/** A street whose sellers answer, and whose provider takes what they say and says no more of it. */
export async function openTalkingStreet(engine: TestEngine, world: World): Promise<Street & { provider: StandIn }> {
  const provider = new StandIn(
    { schedule: (ms, run) => world.schedule(ms, run), fraction: () => 0 },
    { post: () => Promise.resolve(true), secret: '', token: 'a-token', lineKey: '', statuses: 'none' },
  )
  const street = await openStreet(engine, { world: { ...world, fetchOut: roadTo(world, () => provider) }, seller: 'milo' })
  return Object.assign(street, { provider })
}

/** What the database holds once nothing is under way any more: no turn, no send, no event to be handled. */
export async function dumpWhenQuiet(street: Street): Promise<DumpedRow[]> {
  for (let tries = 0; tries < 600; tries++) {
    const rows = await dumpRows(street.databaseUrl)
    if (!rows.some(isUnderWay)) return rows
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the shop does not come to rest')
}

function isUnderWay({ table, text }: DumpedRow): boolean {
  if (table === 'turns') return text.includes('\nstate=open\n')
  return ['deliveries', 'cursors', 'erasures'].includes(table) && /^due=\d/m.test(text)
}

export interface Visit {
  address: string
  say(text: string): Promise<void>
  /** His page: the texts it is shown, one by one. */
  follow(after: number): Promise<{ next(count: number): Promise<string[]> } & AsyncDisposable>
}

/** A visitor of the web chat. The door takes so many new ones at once, and then one a second. */
export async function openVisit(street: Street, shop: StreetShop): Promise<Visit> {
  for (;;) {
    const { status, body } = await street.request(`/webchat/${shop.webLine}/visitors`, { method: 'POST' })
    if (status === 201) return visitOf(street, shop, body.token)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

function visitOf(street: Street, shop: StreetShop, token: string): Visit {
  return {
    address: token.split('.')[0] ?? '',
    async say(text) {
      const written = await street.request(`/webchat/${shop.webLine}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), text }),
      })
      if (written.status !== 201) throw new Error(`the visitor was answered ${written.status}: ${written.text}`)
    },
    async follow(after) {
      const request = new Request(`http://shop.test/webchat/${shop.webLine}/stream?after=${after}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const response = await street.house.app.fetch(request)
      if (!response.body) throw new Error('the stream has no body')
      return textsOf(response.body.getReader())
    },
  }
}

function textsOf(reader: ReadableStreamDefaultReader<Uint8Array>): { next(count: number): Promise<string[]> } & AsyncDisposable {
  const decoder = new TextDecoder()
  const seen = new Set<string>()
  const waiting: string[] = []
  let heard = ''
  return {
    async next(count) {
      while (waiting.length < count) {
        const { done, value } = await reader.read()
        if (done) throw new Error('the stream ended')
        heard += decoder.decode(value, { stream: true })
        const events = heard.split('\n\n')
        heard = events.pop() ?? ''
        for (const event of events) {
          const data = /^event: message\ndata: (.*)$/m.exec(event)?.[1]
          const { id, text } = data ? JSON.parse(data) : {}
          // A message comes again when its marks move.
          if (id !== undefined && !seen.has(id)) waiting.push(text)
          seen.add(id)
        }
      }
      return waiting.splice(0, count)
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  }
}
