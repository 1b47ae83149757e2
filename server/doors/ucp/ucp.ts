import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, HttpProblem, type RateLimiter, rateLimiter, rawBody } from '../../platform/http/http.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { Shop } from '../../shop/shop.ts'
import { hostnameOf, isLoopbackName, type OwnAddress, tenantOfHost } from '../../shop/tenants/tenants.ts'
import type { UcpCall } from './answers.ts'
import { type Callers, type UcpCaller, ucpCallers } from './callers.ts'
import { cartOperations } from './carts.ts'
import { catalogOperations } from './catalog.ts'
import { checkoutOperations } from './checkouts.ts'
import type { UcpOperation } from './operation.ts'
import { orderOperations } from './orders.ts'
import { businessProfile } from './profile.ts'
import { RpcError, type RpcMessage, readMessage, rpcCodes, rpcError, rpcResult } from './rpc.ts'

export const ucpOperations: readonly UcpOperation[] = [...catalogOperations, ...cartOperations, ...checkoutOperations, ...orderOperations]

export interface UcpOptions extends OwnAddress {
  version: string
}

/** What every operation takes beside its own: who calls. */
const Meta = z.looseObject({
  'ucp-agent': z.looseObject({ profile: z.string().max(2000).describe('the address of the caller’s profile') }),
})

const profileMaxAge = 300

/**
 * The Universal Commerce Protocol, for the tenant of the name that a request came by: agents that nobody gave a key find products,
 * fill carts and order, and hand the buyer over to our page to pay. Its callers speak bare JSON-RPC and want plain JSON back.
 */
export function ucpRoutes(app: Hono<HttpEnv>, desk: Desk, options: UcpOptions): void {
  const callers = ucpCallers(desk.world.fetchOut, () => desk.world.monotonic(), options.onLoopback)
  const limit = rateLimiter(() => desk.world.monotonic(), { perSecond: 50, burst: 500 })
  app.get('/.well-known/ucp', async (context) => {
    const { address } = await shopOf(context, desk, options)
    return context.json(businessProfile(address), 200, { 'cache-control': `public, max-age=${profileMaxAge}` })
  })
  app.post('/ucp/mcp', async (context) => {
    const { shop, address } = await shopOf(context, desk, options)
    refuseFlood(limit, context.get('clientAddress'))
    const bytes = await rawBody(context)
    let id: RpcMessage['id']
    try {
      const message = readMessage(bytes)
      id = message.id
      // A notification waits for nothing.
      if (id === undefined) return context.body(null, 202)
      return context.json(rpcResult(id, await answer(desk, { shop, address, publicUrl: options.publicUrl() }, callers, message, options)))
    } catch (error) {
      return context.json(rpcError(id ?? null, explained(error, shop, context.get('correlation'))), 200)
    }
  })
}

async function shopOf(context: Context<HttpEnv>, desk: Desk, own: OwnAddress): Promise<{ shop: Shop; address: string }> {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  const tenant = await tenantOfHost(desk.database, host, own)
  const shop = tenant === null ? null : await desk.shop(tenant, context.get('correlation'))
  if (!shop) throw new HttpProblem(404, { code: 'not_found', detail: 'no shop answers under this name' })
  const isLocal = own.onLoopback && isLoopbackName(hostnameOf(host) ?? '')
  return { shop, address: `${isLocal ? 'http:' : new URL(own.publicUrl()).protocol}//${host.toLowerCase()}` }
}

function refuseFlood(limit: RateLimiter, caller: string): void {
  const wait = limit.take(caller)
  if (wait === null) return
  const headers = { 'retry-after': String(Math.ceil(wait / 1000)) }
  throw new HttpProblem(429, { code: 'too_many_requests', detail: 'too many requests; wait a moment' }, headers)
}

type Place = Omit<UcpCall, 'caller'>

async function answer(
  desk: Desk,
  place: Place,
  callers: Callers,
  { method, params = {} }: RpcMessage,
  { version }: UcpOptions,
): Promise<object> {
  switch (method) {
    case 'tools/list':
      return { tools: ucpOperations.map(described) }
    case 'tools/call':
      return call(desk, place, callers, params)
    case 'initialize':
      return {
        protocolVersion: typeof params.protocolVersion === 'string' ? params.protocolVersion : '2025-11-25',
        capabilities: { tools: {} },
        serverInfo: { name: 'mostrador-ucp', version },
      }
    case 'ping':
      return {}
    default:
      throw new RpcError(rpcCodes.unknownMethod, `there is no method ${method}`)
  }
}

async function call(desk: Desk, place: Place, callers: Callers, params: Record<string, unknown>): Promise<object> {
  const operation = ucpOperations.find(({ name }) => name === params.name)
  if (!operation) throw new RpcError(rpcCodes.invalidParams, `there is no tool ${String(params.name)}`)
  const given = params.arguments ?? {}
  const caller = await callerOf(callers, given)
  const read = operation.input.safeParse(given)
  if (!read.success) throw invalidParams(read.error)
  const body = await operation.run({ ...place, caller }, read.data)
  const { status } = body.ucp as { status: string }
  desk.metrics.toolCalls.add({ tool: `ucp.${operation.name}`, status: status === 'error' ? codeOf(body) : 'ok' })
  return { content: [{ type: 'text', text: JSON.stringify(body) }], structuredContent: body }
}

async function callerOf(callers: Callers, given: unknown): Promise<UcpCaller> {
  const read = z.looseObject({ meta: Meta }).safeParse(given)
  if (!read.success)
    throw new RpcError(rpcCodes.invalidParams, 'arguments.meta names the caller: { "ucp-agent": { "profile": "https://…" } }')
  const found = await callers(read.data.meta['ucp-agent'].profile)
  if (found.ok) return found.value
  throw new RpcError(rpcCodes.profile, 'UCP discovery failed', found.refusal)
}

function invalidParams({ issues }: z.ZodError): RpcError {
  const errors = issues.slice(0, 20).map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  return new RpcError(
    rpcCodes.invalidParams,
    `the arguments are not what is taken: ${errors.map(({ path, message }) => `${path}: ${message}`).join('; ')}`,
    { errors },
  )
}

function codeOf(body: Record<string, unknown>): string {
  return (body.messages as { code: string }[])[0]?.code ?? 'refused'
}

/** Whatever nobody planned is told by a reference, and written down with what happened. */
function explained(error: unknown, shop: Shop, correlation: string): RpcError {
  if (error instanceof RpcError) return error
  shop.log.error('http.failed', { endpoint: '/ucp/mcp', error: describeError(error) })
  return new RpcError(rpcCodes.internal, `something went wrong here; its reference is ${correlation}`, {
    code: 'internal',
    reference: correlation,
  })
}

/** Callers hold what they send against this before they send it. */
function described(operation: UcpOperation): object {
  const written = z.toJSONSchema(operation.input.extend({ meta: Meta }), { io: 'input', unrepresentable: 'any' })
  const { $schema: _, ...inputSchema } = written
  const { readOnly: readOnlyHint } = operation
  return { name: operation.name, description: operation.description, inputSchema, annotations: { readOnlyHint, openWorldHint: false } }
}
