import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { StandIn, type StandInAnswer, type StandInOptions } from './stand-in.ts'

export interface StandInServer extends AsyncDisposable {
  readonly standIn: StandIn
  readonly origin: string
  /** Nobody listens for this long: connections are refused. */
  refuseFor(ms: number): Promise<void>
}

export interface StandInServerOptions extends Omit<StandInOptions, 'post'> {
  /** Where the shop takes webhooks; null while it is not there. */
  webhooks(): string | null
  fraction?(): number
}

const longestPauseMs = 400

/** The stand-in behind real sockets, in a process that outlives the shop's: what it accepted is known whoever was killed. */
export async function openStandInServer(options: StandInServerOptions): Promise<StandInServer> {
  const standIn = new StandIn(
    { schedule: (ms, run) => setTimeout(run, ms).unref(), fraction: options.fraction ?? Math.random },
    { ...options, post: poster(options.webhooks) },
  )
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    hear(request)
      .then((heard) => standIn.handle(heard))
      .then((answer) => tell(answer, response))
      .catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const close = async () => {
    for (const socket of sockets) socket.resetAndDestroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  await listen(0)
  const { port } = server.address() as { port: number }
  return {
    standIn,
    origin: `http://127.0.0.1:${port}`,
    async refuseFor(ms) {
      await close()
      await new Promise((resolve) => setTimeout(resolve, ms))
      await listen(port)
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Each failure in a row makes the next pause longer, as providers do. */
function poster(webhooks: () => string | null): StandInOptions['post'] {
  let pause = 0
  return async (body, signature) => {
    const url = webhooks()
    if (url !== null && (await isTaken(url, body, signature))) {
      pause = 0
      return true
    }
    pause = Math.min(pause * 2 || 10, longestPauseMs)
    await new Promise<void>((resolve) => void setTimeout(resolve, pause).unref())
    return false
  }
}

async function isTaken(url: string, body: string, signature: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': signature },
      body,
      signal: AbortSignal.timeout(10_000),
    })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    // The shop was killed over it, or is not back yet.
    return false
  }
}

async function hear(request: IncomingMessage) {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, headers, body: Buffer.concat(parts).toString() }
}

function tell(answer: StandInAnswer, response: ServerResponse): void {
  switch (answer.kind) {
    case 'answer':
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      response.end(JSON.stringify(answer.body))
      return
    case 'drop':
      response.socket?.resetAndDestroy()
      return
    case 'stall':
      return
    default:
      answer satisfies never
  }
}
