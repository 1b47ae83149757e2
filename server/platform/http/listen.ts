import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import type { World } from '../world/world.ts'
import type { HttpEnv, StreamRegistry } from './http.ts'
import { problemText, problemType } from './problem.ts'

export interface Listening {
  port: number
  /** Takes nothing more in, ends the streams, and waits for the requests under way as long as it is decent. */
  close(): Promise<void>
}

export interface ListenOptions {
  host: string
  /** 0 is any free one. */
  port: number
  /** Whoever sends a header or a body drop by drop holds a connection this long, not the shop. */
  headersMs?: number
  requestMs?: number
  /** How long a stop waits for requests under way. */
  patienceMs?: number
}

export function listen(world: World, app: Hono<HttpEnv>, streams: StreamRegistry, options: ListenOptions): Promise<Listening> {
  const { headersMs = 15_000, requestMs = 60_000, patienceMs = 4000 } = options
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(5000, headersMs),
      // Longer than the proxies in front keep theirs: else they send into a connection that is just being closed.
      keepAliveTimeout: 65_000,
      // Asked for by the app, which refuses in words.
      requireHostHeader: false,
    },
    getRequestListener(app.fetch, { hostname: options.host, errorHandler: answerUnreadable }),
  )
  answerMalformed(server)
  return new Promise((ready, failed) => {
    server.once('error', failed)
    server.listen(options.port, options.host, () => {
      server.off('error', failed)
      ready({ port: (server.address() as AddressInfo).port, close: () => close(world, server, streams, patienceMs) })
    })
  })
}

/** For requests that reach no route: their address or host cannot be read. */
function answerUnreadable(error: unknown): Response {
  if (!(error instanceof RequestError)) throw error
  const body = problemText(400, { code: 'bad_request', detail: `the request cannot be read: ${error.message}` })
  return new Response(body, { status: 400, headers: { 'content-type': problemType } })
}

const malformed: Readonly<Record<string, { status: number; code: string; detail: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers_too_large', detail: 'the headers are too large' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'too_large', detail: 'the body is too large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'too_slow', detail: 'the request did not come in time' },
}

/** For what is not even HTTP: answered in the same words as everything else, unless an answer is already on its way out. */
function answerMalformed(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (request, response) => void answers.set(request.socket, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket)
    const isAnswering = answer?.headersSent && !answer.writableFinished
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) return void socket.destroy()
    const { status, ...problem } = malformed[error.code ?? ''] ?? { status: 400, code: 'bad_request', detail: 'this is not HTTP' }
    const body = problemText(status, problem)
    const head = [`HTTP/1.1 ${status} `, 'connection: close', `content-type: ${problemType}`, `content-length: ${Buffer.byteLength(body)}`]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  })
}

async function close(world: World, server: Server, streams: StreamRegistry, patienceMs: number): Promise<void> {
  let over = false
  const closed = new Promise<void>((resolve) => server.close(() => resolve())).then(() => {
    over = true
  })
  streams.endAll()
  for (const until = world.monotonic() + patienceMs; !over && world.monotonic() < until; ) {
    // A connection falls idle once its answer is out.
    server.closeIdleConnections()
    await Promise.race([closed, world.sleep(50)])
  }
  server.closeAllConnections()
  await closed
}
