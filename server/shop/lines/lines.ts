import { statement, systemStatement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    lines: LinesTable
    sellers: SellersTable
  }
}

interface LinesTable {
  tenant_id: string
  id: string
  provider: string
  /** The provider's own name for the line: its phone number id, its page id, its address. */
  provider_key: string
  address: string
  team: string | null
  seller: string | null
  quiet_period_ms: number
  max_wait_ms: number
  stale_after_hours: number
  doubt_ms: number
  api_base: string | null
  /** Sealed as one. */
  credentials: string
  /** Its place in the store file. */
  position: number
  active: number
}

interface SellersTable {
  tenant_id: string
  id: string
  name: string
  storefront: string | null
  persona: string
  engine: string
  fallback: string
  register_first: number
  handoff: string
  /** Its place in the store file. */
  position: number
  active: number
}

/** One address the shop has on one channel, with the seller who answers there. */
export interface Line {
  id: string
  provider: string
  address: string
  team: string | null
  seller: LineSeller | null
  quietPeriodMs: number
  maxWaitMs: number
  staleAfterHours: number
  doubtMs: number
  apiBase: string | null
}

export interface LineSeller {
  id: string
  name: string
  persona: string
  engine: string
  /** What he sells; null is everything. */
  storefront: string | null
  /** The team that gets what he gives to people; null leaves it to the line's. */
  handsTo: string | null
}

const sellerColumns = ['id', 'name', 'persona', 'engine', 'storefront', 'handoff'] as const

type SellerRow = Pick<SellersTable, (typeof sellerColumns)[number]>

export function toSeller({ handoff, ...seller }: SellerRow): LineSeller {
  const { to = null } = JSON.parse(handoff) as { to?: string }
  return { ...seller, handsTo: to }
}

export const findSeller = statement('find-seller', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('sellers').select(sellerColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('active', '=', 1),
)

/** Who answers where nobody was named: the one the store file names first. */
export const firstSeller = statement('first-seller', (sql, p: { tenant: string }) =>
  sql
    .selectFrom('sellers')
    .select(sellerColumns)
    .where('tenant_id', '=', p.tenant)
    .where('active', '=', 1)
    .orderBy('position')
    .orderBy('id')
    .limit(1),
)

/** Inside a unit too: a handler that says something needs the line it says it on. */
export const findLine = statement('find-line', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('lines as l')
    .leftJoin('sellers as s', (join) => join.onRef('s.tenant_id', '=', 'l.tenant_id').onRef('s.id', '=', 'l.seller').on('s.active', '=', 1))
    .select([
      'l.id',
      'l.provider',
      'l.address',
      'l.team',
      'l.quiet_period_ms',
      'l.max_wait_ms',
      'l.stale_after_hours',
      'l.doubt_ms',
      'l.api_base',
      'l.credentials',
      's.id as seller_id',
      's.name as seller_name',
      's.persona as seller_persona',
      's.engine as seller_engine',
      's.storefront as seller_storefront',
      's.handoff as seller_handoff',
    ])
    .where('l.tenant_id', '=', p.tenant)
    .where('l.id', '=', p.id)
    .where('l.active', '=', 1),
)

export interface LineRow {
  id: string
  provider: string
  address: string
  team: string | null
  quiet_period_ms: number
  max_wait_ms: number
  stale_after_hours: number
  doubt_ms: number
  api_base: string | null
  credentials: string
  seller_id: string | null
  seller_name: string | null
  seller_persona: string | null
  seller_engine: string | null
  seller_storefront: string | null
  seller_handoff: string | null
}

export function toLine(row: LineRow): Line {
  const seller =
    row.seller_id === null
      ? null
      : toSeller({
          id: row.seller_id,
          name: row.seller_name ?? '',
          persona: row.seller_persona ?? '',
          engine: row.seller_engine ?? '',
          storefront: row.seller_storefront,
          handoff: row.seller_handoff ?? '{}',
        })
  return {
    id: row.id,
    provider: row.provider,
    address: row.address,
    team: row.team,
    seller,
    quietPeriodMs: row.quiet_period_ms,
    maxWaitMs: row.max_wait_ms,
    staleAfterHours: row.stale_after_hours,
    doubtMs: row.doubt_ms,
    apiBase: row.api_base,
  }
}

/** Whose line a webhook names, before anything of it is believed. */
export const lineByProviderKey = systemStatement('line-by-provider-key', (sql, p: { provider: string; provider_key: string }) =>
  sql
    .selectFrom('lines')
    .select(['tenant_id', 'id'])
    .where('provider', '=', p.provider)
    .where('provider_key', '=', p.provider_key)
    .where('active', '=', 1),
)

/** Whose line a widget names; ids are unique across all tenants of an installation. */
export const lineOfAnyTenant = systemStatement('line-of-any-tenant', (sql, p: { id: string }) =>
  sql.selectFrom('lines').select(['tenant_id', 'id', 'provider']).where('id', '=', p.id).where('active', '=', 1),
)

/** Those of the tenant whose address is ours come first, in the order of its file: the first web chat line is the one `/chat` opens. */
export const linesOfProvider = systemStatement('lines-of-provider', (sql, p: { provider: string }) =>
  sql
    .selectFrom('lines as l')
    .innerJoin('tenants as t', 't.tenant_id', 'l.tenant_id')
    .select(['l.tenant_id', 'l.id'])
    .where('l.provider', '=', p.provider)
    .where('l.active', '=', 1)
    .orderBy('t.origin', 'desc')
    .orderBy('l.tenant_id')
    .orderBy('l.position')
    .orderBy('l.id')
    .limit(1000),
)

export const listLines = statement('list-lines', (sql, p: { tenant: string }) =>
  sql
    .selectFrom('lines')
    .select(['id', 'provider', 'address', 'seller'])
    .where('tenant_id', '=', p.tenant)
    .where('active', '=', 1)
    .orderBy('position')
    .orderBy('id'),
)

/** Where customers may write, in the order of the file, with what their sellers sell: null is everything. */
export const listCounters = statement('list-counters', (sql, p: { tenant: string; provider: string }) =>
  sql
    .selectFrom('lines as l')
    .leftJoin('sellers as s', (join) => join.onRef('s.tenant_id', '=', 'l.tenant_id').onRef('s.id', '=', 'l.seller').on('s.active', '=', 1))
    .select(['l.id', 's.storefront'])
    .where('l.tenant_id', '=', p.tenant)
    .where('l.provider', '=', p.provider)
    .where('l.active', '=', 1)
    .orderBy('l.position')
    .orderBy('l.id'),
)
