import type { Database } from '../../platform/sql/sql.ts'
import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Shop, Tenant } from '../shop.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    tenants: TenantsTable
    storefronts: NamedTable
    teams: NamedTable
    settings: SettingsTable
  }
}

interface TenantsTable {
  tenant_id: string
  name: string
  locale: string
  currency: string
  timezone: string
  hosts: string
  origin: number
  branding: string
  website: string | null
  about: string | null
  knowledge: string | null
  retention_days: number | null
  model_budget: string | null
  active: number
}

interface NamedTable {
  tenant_id: string
  id: string
  name: string
  active: number
}

interface SettingsTable {
  tenant_id: string
  id: string
  document: string
  active: number
}

export const findTenant = statement('find-tenant', (sql, p: { tenant: string }) =>
  sql
    .selectFrom('tenants')
    .select(['tenant_id', 'name', 'locale', 'currency', 'timezone', 'branding'])
    .where('tenant_id', '=', p.tenant)
    .where('active', '=', 1),
)

/** For whoever works on a whole installation: a command that was told no tenant, a sweep through all of them. */
export const listTenants = systemStatement('list-tenants', (sql, _p: Record<never, never>) =>
  sql.selectFrom('tenants').select('tenant_id').where('active', '=', 1).orderBy('tenant_id'),
)

export const findTeam = statement('find-team', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('teams').select('id').where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('active', '=', 1),
)

export const listStorefronts = statement('list-storefronts', (sql, p: { tenant: string }) =>
  sql.selectFrom('storefronts').select(['id', 'name']).where('tenant_id', '=', p.tenant).where('active', '=', 1).orderBy('id'),
)

/** A key of the store file that is kept as one document: hand-over, payments, shipping, … */
export const findSetting = statement('find-setting', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('settings').select('document').where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('active', '=', 1),
)

export function toTenant(row: {
  tenant_id: string
  name: string
  locale: string
  currency: string
  timezone: string
  branding: string
}): Tenant {
  const branding = JSON.parse(row.branding) as { colour?: string; logo?: string }
  return {
    id: row.tenant_id,
    name: row.name,
    locale: row.locale,
    language: row.locale.slice(0, 2),
    currency: row.currency,
    timezone: row.timezone,
    colour: branding.colour ?? null,
    logo: branding.logo ?? null,
  }
}

/** A tenant as whoever runs the installation sees it, switched on or off. */
export interface TenantEntry {
  id: string
  name: string
  locale: string
  currency: string
  timezone: string
  active: boolean
}

const entryColumns = ['tenant_id', 'name', 'locale', 'currency', 'timezone', 'active'] as const

const listEveryTenant = systemStatement('list-every-tenant', (sql, p: { after: string; limit: number }) =>
  sql.selectFrom('tenants').select(entryColumns).where('tenant_id', '>', p.after).orderBy('tenant_id').limit(p.limit),
)

const findTenantEntry = statement('find-tenant-entry', (sql, p: { tenant: string }) =>
  sql.selectFrom('tenants').select(entryColumns).where('tenant_id', '=', p.tenant),
)

const insertTenant = statement(
  'insert-tenant',
  (sql, p: { tenant: string; name: string; locale: string; currency: string; timezone: string }) =>
    sql
      .insertInto('tenants')
      .values({
        tenant_id: p.tenant,
        name: p.name,
        locale: p.locale,
        currency: p.currency,
        timezone: p.timezone,
        hosts: '[]',
        origin: 0,
        branding: '{}',
        website: null,
        about: null,
        knowledge: null,
        retention_days: null,
        model_budget: null,
        active: 1,
      })
      .onConflict((row) => row.column('tenant_id').doNothing()),
)

const updateTenant = statement(
  'update-tenant',
  (sql, p: { tenant: string; name: string; locale: string; timezone: string; active: number }) =>
    sql
      .updateTable('tenants')
      .set({ name: p.name, locale: p.locale, timezone: p.timezone, active: p.active })
      .where('tenant_id', '=', p.tenant),
)

export async function listTenantEntries(database: Database, page: { limit: number; after?: string | undefined }): Promise<TenantEntry[]> {
  return (await database.system.read(listEveryTenant, { after: page.after ?? '', limit: page.limit })).map(toEntry)
}

/** Empty: its store file, or people, bring the rest. Null when there is one of this name. */
export async function createTenant(shop: Shop, wanted: Omit<TenantEntry, 'id' | 'active'>): Promise<TenantEntry | null> {
  const { name, locale, currency, timezone } = wanted
  const { changes } = await shop.transaction('tenants.create', (tx) => tx.run(insertTenant, { name, locale, currency, timezone }))
  return changes === 0 ? null : { id: shop.tenant.id, name, locale, currency, timezone, active: true }
}

export type TenantChanges = { [Field in 'name' | 'locale' | 'timezone' | 'active']?: TenantEntry[Field] | undefined }

/** Null when there is none. A switched off one keeps everything, and nobody comes in by any door. */
export function changeTenant(shop: Shop, changes: TenantChanges): Promise<TenantEntry | null> {
  return shop.transaction('tenants.change', async (tx) => {
    await tx.lock('tenant')
    const row = (await tx.run(findTenantEntry, {})).rows[0]
    if (!row) return null
    const before = toEntry(row)
    const { name = before.name, locale = before.locale, timezone = before.timezone, active = before.active } = changes
    await tx.run(updateTenant, { name, locale, timezone, active: active ? 1 : 0 })
    return { ...before, name, locale, timezone, active }
  })
}

function toEntry(row: {
  tenant_id: string
  name: string
  locale: string
  currency: string
  timezone: string
  active: number
}): TenantEntry {
  const { tenant_id: id, name, locale, currency, timezone, active } = row
  return { id, name, locale, currency, timezone, active: active === 1 }
}

export { hostnameOf, isLoopbackName, isOwnName, type OwnAddress, tenantByHost, tenantOfHost } from './hosts.ts'
