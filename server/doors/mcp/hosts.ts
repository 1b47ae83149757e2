import type { Context } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, HttpProblem } from '../../platform/http/http.ts'
import { hostnameOf, isOwnName, type OwnAddress, tenantByHost } from '../../shop/tenants/tenants.ts'

export interface HostRules extends OwnAddress {
  corsOrigins: readonly string[]
}

/**
 * A page somewhere on the web can have its own name lead to this machine, and a browser would send there what it may send to that
 * page. So who asks must have come under one of our names, and a browser from a page of ours.
 */
export async function refuseForeign(context: Context<HttpEnv>, desk: Desk, rules: HostRules): Promise<void> {
  const host = hostOf(context)
  if (!(await isOurs(host, desk, rules)))
    throw new HttpProblem(403, { code: 'wrong_host', detail: 'this shop does not answer under that name' })
  const origin = context.req.header('origin')
  if (origin === undefined || rules.corsOrigins.includes(origin)) return
  const from = URL.canParse(origin) ? new URL(origin).host : ''
  if (from === '' || !(await isOurs(from, desk, rules)))
    throw new HttpProblem(403, { code: 'wrong_origin', detail: 'no page of that origin may ask here' })
}

/** As the caller named us; a request without a socket says it by its address. */
export function hostOf(context: Context): string {
  return (context.req.header('host') ?? new URL(context.req.url).host).toLowerCase()
}

async function isOurs(host: string, desk: Desk, rules: HostRules): Promise<boolean> {
  const hostname = hostnameOf(host)
  return hostname !== null && (isOwnName(hostname, rules) || (await tenantByHost(desk.database, host)) !== null)
}
