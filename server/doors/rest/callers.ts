import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, HttpProblem } from '../../platform/http/http.ts'
import { findKey, findOperator } from '../../shop/keys/keys.ts'
import { type Shop, shopOf } from '../../shop/shop.ts'
import { memberOfSession } from '../../shop/staff/staff.ts'
import type { Caller } from './operation.ts'
import { sessionCookie } from './session.ts'

interface Found {
  tenant: string
  caller: Caller
}

/** Who asks, and in which shop: a key is of one, staff are of one, and an operator names one. */
export async function callerOf(context: Context<HttpEnv>, desk: Desk): Promise<{ caller: Caller; shop: Shop }> {
  const key = keyOf(context)
  const found = key === undefined ? await bySession(context, desk) : await byKey(context, desk, key)
  const shop = found && (await desk.shop(found.tenant, context.get('correlation')))
  if (found && !shop && found.caller.operator) throw noTenant(found.tenant)
  if (!found || !shop) throw notSignedIn()
  const named = context.req.header('x-tenant-id')
  if (named !== undefined && named !== found.tenant) throw noTenant(named)
  return { caller: found.caller, shop }
}

/** Of an operation that is about the installation and not about one shop. */
export async function operatorOf(context: Context<HttpEnv>, desk: Desk): Promise<Caller> {
  const key = keyOf(context)
  const name = key === undefined ? null : await findOperator(desk.database, desk.secrets, key)
  if (name !== null) return operator(name)
  // Whoever may do something else is told that this is not his, as with any scope.
  await callerOf(context, desk)
  throw new HttpProblem(403, { code: 'out_of_scope', detail: 'this needs the key of an operator' })
}

/** The scope of a tenant that may not be there yet, or is switched off. */
export function shopOfAny(desk: Desk, id: string, correlation: string): Shop {
  const nobody = { name: id, locale: 'es', language: 'es', currency: 'ARS', timezone: 'UTC', colour: null, logo: null }
  return shopOf(desk, { id, ...nobody }, correlation)
}

function keyOf(context: Context): string | undefined {
  return context.req.header('x-api-key') ?? /^Bearer\s+(.+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
}

async function byKey(context: Context, desk: Desk, given: string): Promise<Found | null> {
  const key = await findKey(desk.database, given)
  if (key) return { tenant: key.tenant, caller: { kind: 'key', name: key.name, email: null, operator: false, scopes: key.scopes } }
  const name = await findOperator(desk.database, desk.secrets, given)
  if (name === null) return null
  const tenant = context.req.header('x-tenant-id')
  if (tenant === undefined) {
    const message = 'the id of the shop in which an operator acts'
    throw new HttpProblem(422, { code: 'tenant_required', detail: message, errors: [{ path: 'X-Tenant-ID', message }] })
  }
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(tenant)) throw noTenant(tenant)
  return { tenant, caller: operator(name) }
}

function operator(name: string): Caller {
  return { kind: 'key', name: `operator:${name}`, email: null, operator: true, scopes: ['*'] }
}

async function bySession(context: Context, desk: Desk): Promise<Found | null> {
  const token = getCookie(context, sessionCookie)
  if (token === undefined) return null
  const site = context.req.header('sec-fetch-site')
  // A cookie comes along with a forged form too: what changes something must come from our own pages.
  if (context.req.method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none') return null
  const member = await memberOfSession(desk.database, token)
  return (
    member && { tenant: member.tenant, caller: { kind: 'staff', name: member.name, email: member.email, operator: false, scopes: ['*'] } }
  )
}

function noTenant(id: string): HttpProblem {
  return new HttpProblem(404, { code: 'tenant_not_found', detail: `there is no shop ${id} for this key` })
}

function notSignedIn(): HttpProblem {
  const detail = 'send a key as x-api-key, or sign in'
  return new HttpProblem(401, { code: 'not_signed_in', detail }, { 'www-authenticate': 'Bearer realm="mostrador"' })
}
