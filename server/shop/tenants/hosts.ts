import type { Database } from '../../platform/sql/sql.ts'
import { systemStatement } from '../../platform/sql/statement.ts'

/** Where this installation is reached, beside the names that its tenants answer under. */
export interface OwnAddress {
  publicUrl(): string
  /** Whether only this machine can come in: then it may call us by its own names. */
  onLoopback: boolean
}

const tenantsByHost = systemStatement('tenants-by-host', (sql, p: { pattern: string }) =>
  sql.selectFrom('tenants').select(['tenant_id', 'hosts']).where('active', '=', 1).where('hosts', 'like', p.pattern).orderBy('tenant_id'),
)

const originTenant = systemStatement('origin-tenant', (sql, _p: Record<never, never>) =>
  sql.selectFrom('tenants').select('tenant_id').where('active', '=', 1).where('origin', '=', 1).orderBy('tenant_id').limit(1),
)

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

export function isLoopbackName(hostname: string): boolean {
  return loopbackNames.includes(hostname)
}

/** Whether the installation itself is called so, whoever of its tenants is meant. */
export function isOwnName(hostname: string, { publicUrl, onLoopback }: OwnAddress): boolean {
  return hostname === hostnameOf(new URL(publicUrl()).host) || (onLoopback && isLoopbackName(hostname))
}

/** `shop.test` of `Shop.test:8080`; null of what is no host. */
export function hostnameOf(host: string): string | null {
  return /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? null
}

/** Whose name it is, its port counting only where the tenant's own has one; null where no tenant is called so. */
export async function tenantByHost(database: Database, host: string): Promise<string | null> {
  const hostname = hostnameOf(host)
  if (hostname === null || hostname.startsWith('[')) return null
  // Names are kept as one text for each tenant; no tenant's may hold what a pattern takes for something else.
  const candidates = await database.system.read(tenantsByHost, { pattern: `%"${hostname}%` })
  const names = [host.toLowerCase(), hostname]
  return candidates.find(({ hosts }) => (JSON.parse(hosts) as string[]).some((name) => names.includes(name)))?.tenant_id ?? null
}

/** Who answers under the name that a request came by; null where nobody does. */
export async function tenantOfHost(database: Database, host: string, own: OwnAddress): Promise<string | null> {
  const hostname = hostnameOf(host)
  if (hostname === null) return null
  const named = await tenantByHost(database, host)
  if (named !== null) return named
  return isOwnName(hostname, own) ? ((await database.system.read(originTenant, {}))[0]?.tenant_id ?? null) : null
}
