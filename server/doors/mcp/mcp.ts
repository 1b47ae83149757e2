import type { Context, Hono } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, HttpProblem, rawBody, type StreamRegistry } from '../../platform/http/http.ts'
import { callerOf, type KeyLimit, onceUnderKey } from '../rest/rest.ts'
import { type HostRules, refuseForeign } from './hosts.ts'
import type { Protocol } from './protocol.ts'
import { whatIsAsked, withIds, withPlaces } from './repeat.ts'

export { type HostRules, hostOf, refuseForeign } from './hosts.ts'

export interface McpOptions extends HostRules {
  version: string
  streams: StreamRegistry
}

/** `/mcp`: the shop's tools for programs that speak the Model Context Protocol, of either era. */
export function mcpRoutes(app: Hono<HttpEnv>, desk: Desk, limit: KeyLimit, options: McpOptions): void {
  let opening: Promise<Protocol> | undefined
  // Whoever runs a shop without it pays nothing for it: the package is read when somebody first asks.
  const protocol = () => {
    opening ??= import('./protocol.ts').then(({ openProtocol }) => {
      const opened = openProtocol(options.version)
      options.streams.add(() => void opened.close())
      return opened
    })
    return opening
  }
  app.all('/mcp', async (context) => {
    await refuseForeign(context, desk, options)
    const { caller, shop } = await callerOf(context, desk)
    if (caller.kind !== 'key') throw noKey()
    limit(shop, caller)
    const bytes = context.req.method === 'POST' ? await rawBody(context) : new Uint8Array()
    const body = parsed(bytes)
    const hasKey = context.req.header('idempotency-key') !== undefined
    const once = hasKey ? await onceUnderKey(context, shop, caller, whatIsAsked(body) ?? bytes) : null
    if (once?.before) return context.json(withIds(once.before.body, body) as object)
    const session = { desk, shop: once?.shop ?? shop, caller, correlation: context.get('correlation'), publicUrl: options.publicUrl() }
    const response = await (await protocol()).answer(plainRequest(context, bytes, body), body, session)
    if (once && response.status === 200 && isJson(response))
      await once.keep({ status: 200, body: withPlaces(await response.clone().json(), body) })
    return response
  })
}

/** What the package reads beside `accept`; the key goes no further than here. */
const readHeaders = ['content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name']

/**
 * As the package takes it. What was parsed it does not read again, and only a stream can be given up before its end: a body and a
 * signal that nobody asks for cost more than everything else at this door.
 */
function plainRequest(context: Context, bytes: Uint8Array, body: unknown): Request {
  const { req } = context
  const accept = req.header('accept') ?? ''
  // Whoever takes JSON is answered in JSON: the package wants to hear of streams too.
  const headers: Record<string, string> = { accept: /^$|json|\*\/\*/.test(accept) ? 'application/json, text/event-stream' : accept }
  for (const name of readHeaders) {
    const value = req.header(name)
    if (value !== undefined) headers[name] = value
  }
  return new Request(req.url, {
    method: req.method,
    headers,
    ...(req.method === 'POST' && body === undefined ? { body: Buffer.from(bytes) } : {}),
    ...(isStream(body) ? { signal: req.raw.signal } : {}),
  })
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'method' in body && body.method === 'subscriptions/listen'
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Undefined where it is no JSON. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    return undefined // the package finds so too, and answers it
  }
}

function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/json') === true
}

function noKey(): HttpProblem {
  return new HttpProblem(
    401,
    { code: 'not_signed_in', detail: 'send a key as x-api-key' },
    { 'www-authenticate': 'Bearer realm="mostrador"' },
  )
}
