import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/** All that came, by their names in lower case. Straight from the socket: a web object around them would cost a webhook more than its signature. */
export function requestHeaders(context: Context): Record<string, string> {
  const incoming = (context.env as { incoming?: IncomingMessage } | undefined)?.incoming
  if (!incoming) return context.req.header()
  const headers: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return headers
}

/** What every answer carries unless its door says otherwise: data that no browser may show, run, frame or guess a type for. */
export function securityHeaders(secure: boolean): Record<string, string> {
  return {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

export interface PageRules {
  /** `'none'` keeps a page out of every frame. */
  frames: 'none' | 'any'
  /** Pages behind a sign-in or a token are kept by nobody. */
  store: boolean
  /** Goods may be shown by pictures that stand anywhere; all other pages take those of https. */
  pictures?: 'any'
}

/** The headers of a page of ours: its own scripts and styles and nothing inline. */
export function pageHeaders(rules: PageRules): Record<string, string> {
  const frames = rules.frames === 'none' ? "'none'" : '*'
  const pictures = rules.pictures === 'any' ? "'self' data: https: http:" : "'self' data: https:"
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src ${pictures}; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`,
    'referrer-policy': 'same-origin',
    ...(rules.frames === 'none' ? { 'x-frame-options': 'DENY' } : {}),
    ...(rules.store ? {} : { 'cache-control': 'no-store' }),
  }
}

/** Answers a browser's question whether a page of that origin may call us; doors for everybody answer for themselves. */
export function preflight(context: Context, origins: readonly string[]): Response | undefined {
  const origin = context.req.header('origin')
  if (origin === undefined || context.req.header('access-control-request-method') === undefined || !origins.includes(origin))
    return undefined
  return context.body(null, 204, {
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, x-api-key, idempotency-key, if-match, if-none-match, x-tenant-id, x-request-id, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id',
    'access-control-max-age': '600',
  })
}

/** Keys are what a call is allowed by: cookies never travel with it, so no credentials are allowed for. */
export function crossOrigin(context: Context, origins: readonly string[]): void {
  if (origins.length === 0) return
  const { headers } = context.res
  if (headers.has('access-control-allow-origin')) return
  headers.append('vary', 'origin')
  const origin = context.req.header('origin')
  if (origin === undefined || !origins.includes(origin)) return
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-expose-headers', 'etag, retry-after, x-request-id')
}
