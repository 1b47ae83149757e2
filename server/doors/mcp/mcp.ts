import type { Context, Hono } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, HttpProblem, rawBody, type StreamRegistry } from '../../platform/http/http.ts'
import { callerOf, type KeyLimit, onceUnderKey } from '../rest/rest.ts'
import { type HostRules, refuseForeign } from './hosts.ts'
import type { Protocol } from './protocol.ts'

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
    const once = await onceUnderKey(context, shop, caller, bytes)
    if (once?.before) return context.json(once.before.body as object)
    const session = { desk, shop: once?.shop ?? shop, caller, correlation: context.get('correlation'), publicUrl: options.publicUrl() }
    const body = parsed(bytes)
    const response = await (await protocol()).answer(plainRequest(context, bytes, body), body, session)
    if (once && response.status === 200 && isJson(response)) await once.keep({ status: 200, body: await response.clone().json() })
    return response
  })
}

/**
 * What the package reads of it; the key goes no further. What was parsed it does not read again, and only a stream can be given up
 * before its end: a body and a signal that nobody asks for cost more than everything else at this door.
 */
function plainRequest(context: Context, bytes: Uint8Array, body: unknown): Request {
  const headers = new Headers(context.req.header())
  for (const secret of ['authorization', 'x-api-key', 'cookie']) headers.delete(secret)
  // Whoever takes JSON is answered in JSON: the package wants to hear of streams too.
  if (/^$|json|\*\/\*/.test(headers.get('accept') ?? '')) headers.set('accept', 'application/json, text/event-stream')
  const { method, url } = context.req
  return new Request(url, {
    method,
    headers,
    ...(method === 'POST' && body === undefined ? { body: Buffer.from(bytes) } : {}),
    ...(isStream(body) ? { signal: context.req.raw.signal } : {}),
  })
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'method' in body && body.method === 'subscriptions/listen'
}

/** Undefined where it is no JSON. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
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
