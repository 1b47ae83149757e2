import type { Secrets } from '../../platform/secrets/secrets.ts'
import { hashToken } from '../../platform/secrets/secrets.ts'
import { addressKey } from '../address.ts'
import { idAtProvider } from './line-names.ts'
import type { StoreFile } from './schema.ts'

/** The tables a store file writes; each row is found by its id within the tenant. */
export type ShelfName = 'tenants' | 'storefronts' | 'teams' | 'sellers' | 'lines' | 'staff' | 'api_keys' | 'settings'

export type ColumnValue = string | number | null

/** One row as the file wants it. */
export interface Entity {
  table: ShelfName
  id: string
  columns: Readonly<Record<string, Wanted>>
}

/** A column's value, and what it is compared by: a secret by its fingerprint, since what is sealed or hashed differs every time. */
export interface Wanted {
  same: string
  write(): ColumnValue | Promise<ColumnValue>
}

/** What stands in files that the store file names. */
export interface NamedFiles {
  knowledge: string | null
  /** Its name, or its address. */
  logo: string | null
}

/** By which name a provider's webhooks call the line. */
export function providerKeyOf(line: StoreFile['lines'][number]): string {
  const id = idAtProvider(line)
  if (id) return id.value
  // Visitors of the web chat and Chatwoot's bots come to the line by its own id.
  return line.provider === 'webchat' || line.provider === 'chatwoot' ? line.id : addressKey(line.address)
}

export function entitiesOf(
  store: StoreFile,
  named: NamedFiles,
  secrets: Secrets,
  hashPassword: (password: string) => Promise<string>,
): Entity[] {
  const { tenant } = store
  const sealed = (field: string, value: unknown): Wanted => {
    const text = JSON.stringify(value)
    return { same: secrets.fingerprint('store-file', `${field}\n${text}`), write: () => secrets.seal(tenant.id, field, text) }
  }
  return [
    tenantEntity(store, named),
    ...store.storefronts.map(({ id, name }): Entity => ({ table: 'storefronts', id, columns: { name: plain(name ?? id) } })),
    ...store.teams.map(({ id, name }): Entity => ({ table: 'teams', id, columns: { name: plain(name ?? id) } })),
    ...store.sellers.map(sellerEntity),
    ...store.lines.map((line, position) => lineEntity(line, position, sealed)),
    ...store.staff.map(
      (member): Entity => ({
        table: 'staff',
        id: member.email.toLowerCase(),
        columns: {
          name: plain(member.name),
          role: plain(member.role),
          password_hash: {
            same: secrets.fingerprint('store-file', `password ${member.email}\n${member.password}`),
            write: () => hashPassword(member.password),
          },
        },
      }),
    ),
    ...store.apiKeys.map(
      ({ name, key, scopes }): Entity => ({ table: 'api_keys', id: name, columns: { hash: plain(hashToken(key)), scopes: json(scopes) } }),
    ),
    ...settings(store, sealed),
  ]
}

function tenantEntity({ tenant }: StoreFile, named: NamedFiles): Entity {
  return {
    table: 'tenants',
    id: tenant.id,
    columns: {
      name: plain(tenant.name),
      locale: plain(tenant.locale),
      currency: plain(tenant.currency),
      timezone: plain(tenant.timezone),
      hosts: json(tenant.hosts.map((host) => host.toLowerCase())),
      origin: plain(tenant.origin ? 1 : 0),
      branding: json({ ...tenant.branding, logo: named.logo ?? undefined }),
      website: plain(tenant.website ?? null),
      about: plain(tenant.about ?? null),
      knowledge: plain(named.knowledge),
      retention_days: plain(tenant.retentionDays ?? null),
      model_budget: plain(tenant.modelBudget ? JSON.stringify(tenant.modelBudget) : null),
    },
  }
}

function sellerEntity(seller: StoreFile['sellers'][number], position: number): Entity {
  return {
    table: 'sellers',
    id: seller.id,
    columns: {
      name: plain(seller.name ?? seller.id),
      storefront: plain(seller.storefront),
      persona: plain(seller.persona),
      engine: plain(seller.engine),
      fallback: json(seller.fallback),
      register_first: plain(seller.registerFirst ? 1 : 0),
      handoff: json(seller.handoff),
      position: plain(position),
    },
  }
}

function lineEntity(line: StoreFile['lines'][number], position: number, sealed: (field: string, value: unknown) => Wanted): Entity {
  return {
    table: 'lines',
    id: line.id,
    columns: {
      provider: plain(line.provider),
      provider_key: plain(providerKeyOf(line)),
      address: plain(line.address),
      team: plain(line.team),
      seller: plain(line.seller),
      quiet_period_ms: plain(line.quietPeriodMs),
      max_wait_ms: plain(line.maxWaitMs),
      stale_after_hours: plain(line.staleAfterHours),
      doubt_ms: plain(line.doubtMs),
      position: plain(position),
      api_base: plain(line.apiBase ?? null),
      credentials: Object.keys(line.credentials).length === 0 ? plain('') : sealed(`lines.${line.id}.credentials`, line.credentials),
    },
  }
}

/** Keys that are kept as one document each; those with secrets in them are sealed whole. */
const documents = [
  'handoff',
  'payments',
  'shipping',
  'promotions',
  'templates',
  'notices',
  'models',
  'transcription',
  'faq',
  'agenda',
  'catalog',
  'customers',
  'orders',
] as const
const sealedDocuments: ReadonlySet<string> = new Set(['models', 'transcription'])

function settings(store: StoreFile, sealed: (field: string, value: unknown) => Wanted): Entity[] {
  const { smtp, ...handoff } = store.handoff
  const { payments, credentials } = withoutSecrets(store.payments)
  const values: Record<string, unknown> = { ...Object.fromEntries(documents.map((id) => [id, store[id]])), handoff, payments }
  const entities = documents.flatMap((id): Entity[] => {
    if (values[id] === undefined) return []
    return [
      { table: 'settings', id, columns: { document: sealedDocuments.has(id) ? sealed(`settings.${id}`, values[id]) : json(values[id]) } },
    ]
  })
  if (Object.keys(credentials).length > 0)
    entities.push({
      table: 'settings',
      id: 'payment-credentials',
      columns: { document: sealed('settings.payment-credentials', credentials) },
    })
  if (smtp) entities.push({ table: 'settings', id: 'smtp', columns: { document: sealed('settings.smtp', smtp) } })
  return entities
}

/** How the shop is paid is read by whoever takes an order; its provider's secrets by nobody but the one who speaks with it. */
function withoutSecrets(payments: StoreFile['payments']): { payments: object; credentials: object } {
  const secrets = ['secretKey', 'webhookSecret', 'accessToken']
  const some = (secret: boolean) => Object.fromEntries(Object.entries(payments).filter(([name]) => secrets.includes(name) === secret))
  return { payments: some(false), credentials: some(true) }
}

function plain(value: ColumnValue): Wanted {
  return { same: JSON.stringify(value), write: () => value }
}

function json(value: unknown): Wanted {
  const text = JSON.stringify(value)
  return { same: text, write: () => text }
}
