import type { Kysely } from 'kysely'
import type { Events, Tx } from '../platform/events/events.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'
import type { Database, Scope, Tables, UnitOptions } from '../platform/sql/sql.ts'
import type { Log } from '../platform/telemetry/telemetry.ts'
import type { Clock, FetchOut, Random, World } from '../platform/world/world.ts'

/** What everything in a shop is done with: one tenant's scope, and nothing beside it. */
export interface Shop {
  readonly tenant: Tenant
  readonly sql: Kysely<Tables>
  readonly read: Scope['read']
  readonly readApart: Scope['readApart']
  transaction<Result>(name: string, work: (tx: Tx) => Promise<Result>, options?: UnitOptions): Promise<Result>
  /** Whoever writes holds every lock there is: nobody need find out beforehand what a unit will have to lock. */
  readonly oneWriter: boolean
  readonly clock: Clock
  /** Machine time, as all processes on the database agree on it. */
  machine(): number
  ids(): string
  readonly random: Random
  readonly fetchOut: FetchOut
  readonly log: Log
  /** The same shop, working for another request or message. */
  correlated(correlation: string | null): Shop
  /** A token that opens one thing of this shop, the same whenever it is asked for: 256 bits that nobody can work out from outside. */
  linkToken(purpose: string, subject: string): string
  /** How a customer appears in logs, metrics and events. */
  hashAddress(address: string): string
}

export interface Tenant {
  id: string
  name: string
  locale: string
  language: string
  currency: string
  timezone: string
  colour: string | null
  logo: string | null
}

export interface ShopParts {
  world: World
  database: Database
  events: Events
  secrets: Secrets
  log: Log
}

/** Cuts one tenant's scope from the process; `correlation` is that of the request or message it works for. */
export function shopOf(parts: ShopParts, tenant: Tenant, correlation: string | null): Shop {
  const scope = parts.database.tenant(tenant.id)
  const { world } = parts
  let log: Log | undefined
  return {
    tenant,
    get sql() {
      return scope.sql
    },
    read: (statement, params) => scope.read(statement, params),
    readApart: (reading, input) => scope.readApart(reading, input),
    transaction: (name, work, options) => parts.events.transaction(scope, name, correlation, work, options),
    oneWriter: parts.database.engine === 'sqlite',
    clock: world.clock,
    machine: () => parts.database.now(),
    ids: world.ids,
    random: world.random,
    fetchOut: world.fetchOut,
    // Made when something is told: most requests and messages have nothing to tell.
    get log() {
      log ??= parts.log.with(correlation === null ? { tenant_id: tenant.id } : { tenant_id: tenant.id, correlation_id: correlation })
      return log
    },
    correlated: (correlation) => shopOf(parts, tenant, correlation),
    linkToken: (purpose, subject) => linkToken(parts.secrets, tenant.id, purpose, subject),
    hashAddress: (address) => addressHash(parts.secrets, tenant.id, address),
  }
}

/** Where a tenant is known by its id alone. */
export function linkToken(secrets: Secrets, tenant: string, purpose: string, subject: string): string {
  return secrets.fingerprint(`link ${purpose}`, `${tenant} ${subject}`)
}

export function addressHash(secrets: Secrets, tenant: string, address: string): string {
  return secrets.fingerprint('address', `${tenant} ${address}`).slice(0, 16)
}
