import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'

export interface Request {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export interface Answer {
  status: number
  body: unknown
}

/**
 * What goes wrong with the next request: nothing is done and an error told (`is_at_it`: because the same is being done for somebody
 * else), it is done and nobody hears of it, it takes its time, or nothing is said at all.
 */
export type Trouble = 'fails' | 'is_busy' | 'is_at_it' | 'does_it_and_drops' | 'is_slow' | 'is_silent'

/** What a provider sends, signed by it. Who delivers it, when, and how often, is the test's to say. */
export interface Notice {
  /** Added to the shop's address for notices. */
  query: string
  headers: Record<string, string>
  body: string
}

export interface PaymentServer extends AsyncDisposable {
  readonly origin: string
  readonly troubles: Trouble[]
  /** Every request that was heard, as "POST /v1/refunds". */
  readonly heard: string[]
  /** On those who wait for an answer that will not come. */
  hangUp(): void
}

const slowMs = 400

/** A provider's API behind a real socket. */
export async function openPaymentServer(handle: (request: Request) => Answer, atIt: Answer): Promise<PaymentServer> {
  const troubles: Trouble[] = []
  const heard: string[] = []
  const server: Server = createServer((incoming, response) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', 'http://provider.test')
      const method = incoming.method ?? 'GET'
      heard.push(`${method} ${path}`)
      const trouble = troubles.shift()
      const tell = ({ status, body }: Answer) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      if (trouble === 'fails') return tell({ status: 500, body: { message: 'something is broken here' } })
      if (trouble === 'is_busy') return tell({ status: 429, body: { message: 'too many requests' } })
      if (trouble === 'is_silent') return
      if (trouble === 'is_at_it' && method === 'POST') return tell(atIt)
      const answer = handle({ method, path, query, headers: incoming.headers, body: Buffer.concat(parts).toString('utf8') })
      if (trouble === 'does_it_and_drops') return response.destroy()
      if (trouble === 'is_slow') return setTimeout(tell, slowMs, answer)
      return tell(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    origin: `http://127.0.0.1:${port}`,
    troubles,
    heard,
    hangUp: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What was done under a key is answered again, and is not done again; another request under it is refused. */
export class Keys {
  private readonly answers = new Map<string, { request: string; answer: Answer }>()

  once(key: string, request: string, refuse: () => Answer, work: () => Answer): Answer {
    const known = this.answers.get(key)
    if (known) return known.request === request ? known.answer : refuse()
    const answer = work()
    this.answers.set(key, { request, answer })
    return answer
  }
}
