import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Files, webRoutes } from '../../../server/doors/web/web.ts'
import { buildWeb } from '../../build.ts'
import type { Line } from '../wire.ts'
import { newToken, TestConversation } from './conversations.ts'

export type Route = 'line' | 'visitors' | 'send' | 'messages' | 'stream' | 'read'

/** What goes wrong with one request. */
export type Trouble =
  /** The connection breaks before anything is done. */
  | 'drop'
  /** It is done, and the connection breaks before the answer. */
  | 'lose_answer'
  /** No answer at all, for as long as the shop lives. */
  | 'stall'
  /** A stream's head, and then nothing: what a proxy does that collects before it passes on. */
  | 'silence'
  | { status: number; retryAfter?: number }

export const demoLine: Line = { line: 'web', name: 'Almacén Demo', seller: { name: 'Milo' }, language: 'es', colour: '#0a7', logo: null }

/**
 * A real HTTP server that keeps to the web chat door's word, serves the pages as the shop does, and fails when told.
 * Every visitor has a conversation of his own.
 */
export class TestShop {
  line: Line | null = demoLine
  readonly visitors = new Map<string, TestConversation>()
  readonly requests: string[] = []
  /** Called with each message when it is stored. */
  onMessage: (conversation: TestConversation, text: string) => void = () => {}
  /** A door of the test's own: true when it took the request. */
  alsoServes: (request: IncomingMessage, response: ServerResponse) => boolean = () => false
  port = 0
  readonly #once = new Map<Route, Trouble[]>()
  readonly #always = new Map<Route, Trouble>()
  readonly #sockets = new Set<Socket>()
  readonly #pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  #server: Server | null = null

  static async open(): Promise<TestShop> {
    const files = await buildWeb()
    if (!files) throw new Error('esbuild is not installed')
    const shop = new TestShop(files)
    await shop.comeBack()
    return shop
  }

  private constructor(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) {
    const pages = webRoutes({ version: '0.0.0', publicUrl: 'https://shop.example', simulator: true, files: new Files(files) })
    this.#pages = getRequestListener(pages.fetch)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** The only conversation there is. */
  get conversation(): TestConversation {
    const [only, ...others] = this.visitors.values()
    if (!only || others.length > 0) throw new Error(`one conversation was expected, there are ${this.visitors.size}`)
    return only
  }

  next(route: Route, ...troubles: Trouble[]): void {
    this.#once.set(route, [...(this.#once.get(route) ?? []), ...troubles])
  }

  always(route: Route, trouble: Trouble | null): void {
    if (trouble) this.#always.set(route, trouble)
    else this.#always.delete(route)
  }

  /** The tokens of all visitors are worth nothing from now on. */
  forgetVisitors(): void {
    this.visitors.clear()
    this.dropConnections()
  }

  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async goAway(): Promise<void> {
    const server = this.#server
    this.#server = null
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
    this.dropConnections()
    await closed
  }

  /** At the same address, if it had one. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response))
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', resolve)
    })
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const [, door, line, action] = url.pathname.split('/')
    if (this.alsoServes(request, response)) return
    if (door !== 'webchat') return this.#pages(request, response)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-expose-headers', 'retry-after')
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', 'authorization, content-type')
      response.setHeader('access-control-max-age', '600')
      response.writeHead(204).end()
      return
    }
    const route = routeOf(request.method ?? '', action)
    this.requests.push(`${request.method} ${url.pathname}${url.search}`)
    const body = await readBody(request)
    const trouble = this.#troubleFor(route)
    const asked = { line, url, body, token: request.headers.authorization?.replace('Bearer ', '') }
    if (!trouble) this.#reply(response, this.#act(route, asked))
    else if (typeof trouble === 'object') this.#reply(response, refusal(trouble.status), trouble.retryAfter)
    else if (trouble === 'drop') request.socket.destroy()
    else if (trouble === 'silence') response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    else if (trouble === 'lose_answer') {
      this.#act(route, asked)
      request.socket.destroy()
    }
  }

  #reply(response: ServerResponse, reply: Reply, retryAfter?: number): void {
    if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
    if (reply.stream) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(': welcome\n\n')
      reply.stream.open(response, reply.after)
      return
    }
    const { status, body } = reply
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
    reply.afterwards?.()
  }

  #troubleFor(route: Route): Trouble | undefined {
    return this.#once.get(route)?.shift() ?? this.#always.get(route)
  }

  #act(route: Route, { line, url, body, token }: Asked): Reply {
    if (!this.line || (line !== '-' && line !== this.line.line)) return refusal(404)
    if (route === 'line') return { status: 200, body: this.line }
    if (route === 'visitors') {
      const fresh = newToken()
      this.visitors.set(fresh, new TestConversation())
      return { status: 201, body: { token: fresh } }
    }
    const conversation = this.visitors.get(token ?? '')
    if (!conversation) return refusal(401)
    const after = Number(url.searchParams.get('after') ?? 0)
    switch (route) {
      case 'send':
        return this.#take(conversation, body as { id: string; text: string })
      case 'messages': {
        const items = conversation.messages.filter((message) => message.seq > after).slice(0, 100)
        return { status: 200, body: { items, next: items.at(-1)?.seq ?? after, typing: conversation.typing } }
      }
      case 'read':
        conversation.readUpTo = (body as { seq: number }).seq
        return { status: 204 }
      case 'stream':
        return { stream: conversation, after }
    }
  }

  #take(conversation: TestConversation, { id, text }: { id: string; text: string }): Reply {
    if (!text || text.length > 4000) return refusal(422)
    const { message, isNew } = conversation.take(id, text)
    if (!isNew) return { status: 200, body: { message } }
    return { status: 201, body: { message }, afterwards: () => this.onMessage(conversation, text) }
  }
}

type Reply = { stream?: never; status: number; body?: unknown; afterwards?: () => void } | { stream: TestConversation; after: number }

function refusal(status: number): Reply {
  return { status, body: { type: 'about:blank', title: 'Trouble', status } }
}

interface Asked {
  line: string | undefined
  url: URL
  body: unknown
  token: string | undefined
}

function routeOf(method: string, action: string | undefined): Route {
  if (!action) return 'line'
  if (action === 'messages') return method === 'POST' ? 'send' : 'messages'
  if (action === 'visitors' || action === 'stream' || action === 'read') return action
  throw new Error(`the test shop has no ${action}`)
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const piece of request) text += piece
  return text ? JSON.parse(text) : null
}
