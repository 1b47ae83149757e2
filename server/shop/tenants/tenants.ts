import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Tenant } from '../shop.ts'

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
