import type { Context } from 'hono'
import { Hono } from 'hono'
import { DatabaseUnavailable } from '../sql/sql.ts'
import { describeError, type Log, type Metrics } from '../telemetry/telemetry.ts'
import type { World } from '../world/world.ts'
import { HttpProblem, problem } from './problem.ts'

export { addressList } from './addresses.ts'
export { check, jsonBody, jsonFrom, query, rawBody } from './body.ts'
export { type PageRules, pageHeaders } from './pages.ts'
export { HttpProblem, problem } from './problem.ts'
export { type RateLimiter, rateLimiter } from './rate.ts'
export { eventStream, type StreamRegistry, streamRegistry } from './stream.ts'

export interface HttpEnv {
  Variables: {
    /** One id from the webhook to the delivery that it leads to. */
    correlation: string
    /** Whose address the request came from, as far as the proxies in front are believed. */
    clientAddress: string
  }
}

export interface HttpOptions {
  log: Log
  metrics: Metrics
  service: string
  /** Browsers are told to come by https only. */
  secure: boolean
  corsOrigins: readonly string[]
  trustsProxy(address: string): boolean
}

const sane = /^[\w.:-]{8,128}$/

/** The one app. Doors add their routes to it; what they throw is answered here, and nothing reaches a caller unexplained. */
export function openHttp(world: World, options: HttpOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.use(async (context, next) => {
    const started = world.monotonic()
    const given = context.req.header('x-request-id')
    const correlation = given && sane.test(given) ? given : world.ids()
    context.set('correlation', correlation)
    context.set('clientAddress', clientAddress(context, options))
    const preflight = cors(context, options)
    if (preflight) context.res = preflight
    else await next()
    setHeaders(context, correlation, options)
    const endpoint = endpointOf(context)
    const labels = { service: options.service, endpoint, method: context.req.method, status: String(context.res.status) }
    const latency = world.monotonic() - started
    options.metrics.httpRequests.add(labels)
    options.metrics.httpLatency.observe({ service: options.service, endpoint }, latency / 1000)
    options.log.debug('http.request', { ...labels, correlation_id: correlation, latency_ms: Math.round(latency) })
  })
  app.notFound((context) => problem(context, 404, { code: 'not_found', detail: 'there is nothing here' }))
  app.onError((error, context) => answerError(error, context, options.log))
  return app
}

function answerError(error: Error, context: Context<HttpEnv>, log: Log): Response {
  if (error instanceof HttpProblem) return problem(context, error.status, error.body, error.headers)
  const correlation = context.get('correlation')
  log.error('http.failed', { correlation_id: correlation, endpoint: endpointOf(context), error: describeError(error) })
  if (error instanceof DatabaseUnavailable) {
    return problem(context, 503, { code: 'unavailable', detail: 'nothing was stored; try again' }, { 'retry-after': '1' })
  }
  return problem(context, 500, { code: 'internal', detail: `something went wrong here; its reference is ${correlation}` })
}

/** The pattern of the route, never the path: a path may hold anything. */
function endpointOf(context: Context): string {
  const matched = context.req.matchedRoutes.findLast(({ path, method }) => path !== '/*' && path !== '*' && method !== 'ALL')
  return matched?.path ?? 'none'
}

function setHeaders(context: Context, correlation: string, options: HttpOptions): void {
  const { headers } = context.res
  headers.set('x-request-id', correlation)
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'no-referrer')
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  if (options.secure) headers.set('strict-transport-security', 'max-age=31536000')
  const origin = context.req.header('origin')
  if (origin !== undefined && options.corsOrigins.includes(origin) && !headers.has('access-control-allow-origin')) {
    headers.set('access-control-allow-origin', origin)
    headers.append('vary', 'origin')
  }
}

/** Answers a browser's question whether it may call the API; doors for everybody answer for themselves. */
function cors(context: Context, options: HttpOptions): Response | undefined {
  const origin = context.req.header('origin')
  if (context.req.method !== 'OPTIONS' || origin === undefined || !options.corsOrigins.includes(origin)) return undefined
  return context.body(null, 204, {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, x-api-key, idempotency-key, if-match, x-tenant-id',
    'access-control-max-age': '600',
    vary: 'origin',
  })
}

function clientAddress(context: Context, options: HttpOptions): string {
  const socket =
    (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress ?? 'local'
  if (!options.trustsProxy(socket)) return socket
  // The nearest address that no proxy of ours put there is the client's.
  const chain = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  return chain.findLast((address) => address !== '' && !options.trustsProxy(address)) ?? socket
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
