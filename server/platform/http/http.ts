import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { DatabaseUnavailable } from '../sql/sql.ts'
import { describeError, type Log, type Metrics } from '../telemetry/telemetry.ts'
import type { World } from '../world/world.ts'
import { clientAddress } from './client-address.ts'
import { crossOrigin, preflight, securityHeaders } from './headers.ts'
import { HttpProblem, problem } from './problem.ts'

export { isoTime } from '../iso-time.ts'
export { addressList, isLoopback, isPublicUrl } from './addresses.ts'
export { check, fileOfForm, invalid, jsonBody, jsonFrom, query, rawBody } from './body.ts'
export { type PageRules, pageHeaders, requestHeaders } from './headers.ts'
export { HttpProblem, type ProblemBody, problem, problemText } from './problem.ts'
export { type RateLimiter, rateLimiter } from './rate.ts'
export { eventStream, type StreamEvent, type StreamRegistry, streamRegistry } from './stream.ts'

export interface HttpEnv {
  /** What the server hands over with a request; nothing where a request comes without a socket. */
  Bindings: { incoming?: IncomingMessage; outgoing?: ServerResponse }
  Variables: {
    /** One id from the webhook to the delivery that it leads to. */
    correlation: string
    /** Whose address the request came from, as far as the proxies in front are believed. */
    clientAddress: string
    /** The caller's place in a trace, where it named one. */
    traceparent: string | undefined
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

/** The one app. Doors add their routes to it; what they throw is answered here, and nothing reaches a caller unexplained. */
export function openHttp(world: World, options: HttpOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.use(frame(world, options))
  app.notFound((context) => answerUnknown(context, app))
  app.onError((error, context) => answerError(error, context, options.log))
  return app
}

const saneId = /^[\w.:-]{8,128}$/
const traceparent = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** What every request gets, in one piece: on the way of a webhook each layer more would be felt. */
function frame(world: World, options: HttpOptions): MiddlewareHandler<HttpEnv> {
  const always = Object.entries(securityHeaders(options.secure))
  return async (context, next) => {
    const started = world.monotonic()
    const given = context.req.header('x-request-id')
    const correlation = given !== undefined && saneId.test(given) ? given : world.ids()
    context.set('correlation', correlation)
    const remote = context.env?.incoming?.socket.remoteAddress
    context.set('clientAddress', clientAddress(remote, context.req.header('x-forwarded-for'), options.trustsProxy))
    const trace = context.req.header('traceparent')
    if (trace !== undefined && traceparent.test(trace)) context.set('traceparent', trace)
    // Node's own answer takes headers beforehand, cheaper than a finished one does; what a door says later overrides them.
    const outgoing = context.env?.outgoing
    if (outgoing) {
      outgoing.setHeader('x-request-id', correlation)
      for (const [name, value] of always) outgoing.setHeader(name, value)
    }

    const refused = refusal(context, options)
    if (refused) context.res = refused
    else await next()

    if (!outgoing) {
      const { headers } = context.res
      headers.set('x-request-id', correlation)
      for (const [name, value] of always) if (!headers.has(name)) headers.set(name, value)
    }
    crossOrigin(context, options.corsOrigins)
    count(context, options, correlation, world.monotonic() - started)
  }
}

/** Answers before any door is asked. */
function refusal(context: Context<HttpEnv>, options: HttpOptions): Response | undefined {
  // No name, id or text of ours holds a NUL, and PostgreSQL takes none: everybody behind here may forget that it exists.
  if (context.req.url.includes('%00')) return problem(context, 400, { code: 'bad_address', detail: 'the address holds a NUL' })
  const incoming = context.env?.incoming
  if (incoming?.httpVersion === '1.1' && incoming.headers.host === undefined)
    return problem(context, 400, { code: 'bad_request', detail: 'the request names no host' })
  return context.req.method === 'OPTIONS' ? preflight(context, options.corsOrigins) : undefined
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function count(context: Context<HttpEnv>, options: HttpOptions, correlation: string, latencyMs: number): void {
  const { service, metrics, log } = options
  const endpoint = endpointOf(context)
  const method = methods.includes(context.req.method) ? context.req.method : 'other'
  const { status } = context.res
  metrics.httpRequests.add({ service, endpoint, method, status: String(status) })
  metrics.httpLatency.observe({ service, endpoint }, latencyMs / 1000)
  log.debug('http.request', { correlation_id: correlation, endpoint, method, status_code: status, latency_ms: Math.round(latencyMs) })
}

/** The pattern of the route, never the path: a path may hold anything. */
function endpointOf(context: Context): string {
  return context.req.matchedRoutes.find(({ method }) => method !== 'ALL')?.path ?? 'none'
}

/** Nothing is here, or nothing for this method: then it is said which methods there are. */
function answerUnknown(context: Context<HttpEnv>, app: Hono<HttpEnv>): Response {
  const { path, method } = context.req
  const takes = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((candidate) =>
    app.router.match(candidate, path)[0].some(([[, route]]) => route.method === candidate),
  )
  if (takes.length === 0 || takes.includes(method === 'HEAD' ? 'GET' : method)) {
    return problem(context, 404, { code: 'not_found', detail: 'there is nothing here' })
  }
  const allow = takes.flatMap((candidate) => (candidate === 'GET' ? ['GET', 'HEAD'] : [candidate])).join(', ')
  return problem(context, 405, { code: 'method_not_allowed', detail: `this address takes ${allow}` }, { allow })
}

function answerError(error: Error, context: Context<HttpEnv>, log: Log): Response {
  if (error instanceof HttpProblem) return problem(context, error.status, error.body, error.headers)
  const correlation = context.get('correlation')
  const endpoint = endpointOf(context)
  if (error instanceof DatabaseUnavailable) {
    log.warn('http.failed', { correlation_id: correlation, endpoint, status_code: 503, error: describeError(error) })
    return problem(context, 503, { code: 'unavailable', detail: 'nothing was stored; try again' }, { 'retry-after': '1' })
  }
  log.error('http.failed', { correlation_id: correlation, endpoint, status_code: 500, error: describeError(error), stack: error.stack })
  return problem(context, 500, { code: 'internal', detail: `something went wrong here; its reference is ${correlation}` })
}
