import { z } from 'zod'
import { createOperatorKey, listOperatorKeys, revokeOperatorKey } from '../../shop/keys/keys.ts'
import { Currency, Locale, Timezone } from '../../shop/store-file/store-file.ts'
import { changeTenant, createTenant, listTenantEntries, type TenantEntry } from '../../shop/tenants/tenants.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const TenantJson = z
  .object({
    id: z.string(),
    name: z.string(),
    locale: z.string(),
    currency: z.string(),
    timezone: z.string(),
    active: z.boolean().describe('a shop that is switched off keeps everything, and nobody comes in by any door'),
  })
  .meta({
    id: 'Tenant',
    description: 'One shop of this installation.',
    example: { id: 'luna', name: 'Luna', locale: 'es-AR', currency: 'ARS', timezone: 'America/Argentina/Buenos_Aires', active: true },
  })

const TenantId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'small letters, digits, - and _')
const Name = z.string().trim().min(1).max(200)
const NewTenant = z
  .object({ id: TenantId, name: Name, locale: Locale, currency: Currency, timezone: Timezone })
  .meta({ example: { id: 'luna', name: 'Luna', locale: 'es-AR', currency: 'ARS', timezone: 'America/Argentina/Buenos_Aires' } })
const ChangedTenant = z
  .object({ name: Name.optional(), locale: Locale.optional(), timezone: Timezone.optional(), active: z.boolean().optional() })
  .meta({ example: { name: 'Luna y Sol' } })

const OperatorKeyJson = z
  .object({ name: z.string(), key: z.string().nullable().describe('shown once, when it is made; null ever after') })
  .meta({ id: 'OperatorKey', description: 'A key of whoever runs the installation.', example: { name: 'ana', key: null } })
const KeyName = z.string().trim().min(1).max(100)

const none = z.object({})
const tag = 'Installation'
const scope = 'operator'

/** About the installation and not about one shop: for operators only. */
export const tenantOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/tenants',
    summary: 'The shops of this installation',
    tag,
    scope,
    forOperators: () => null,
    params: none,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(TenantJson) },
    refusals: {},
    run: async ({ desk, query }) => {
      const entries = await listTenantEntries(desk.database, { limit: query.limit + 1, after: query.cursor })
      const items = entries.slice(0, query.limit)
      return { status: 200, body: pageOf<TenantEntry>(items, entries.length > query.limit ? (items.at(-1)?.id ?? null) : null) }
    },
  }),
  operation({
    method: 'post',
    path: '/tenants',
    summary: 'Open a shop; it is empty until its store file, or people, fill it',
    tag,
    scope,
    forOperators: ({ body }) => (body as z.output<typeof NewTenant>).id,
    params: none,
    query: none,
    body: NewTenant,
    answer: { status: 201, means: 'The shop', schema: TenantJson },
    refusals: { tenant_exists: 409 },
    run: async ({ shop, body }) => {
      const made = await createTenant(shop, body)
      return made ? { status: 201, body: made } : { refusal: { code: 'tenant_exists', detail: `there is a shop ${body.id}` } }
    },
  }),
  operation({
    method: 'patch',
    path: '/tenants/{id}',
    summary: 'Change what is sent, or switch a shop off and on',
    tag,
    scope,
    forOperators: ({ params }) => (params as { id: string }).id,
    params: z.object({ id: TenantId.describe('the id of the shop') }),
    query: none,
    body: ChangedTenant,
    answer: { status: 200, means: 'The shop as it stands now', schema: TenantJson },
    refusals: { tenant_not_found: 404 },
    run: async ({ shop, body, params }) => {
      const changed = await changeTenant(shop, body)
      return changed ? { status: 200, body: changed } : { refusal: { code: 'tenant_not_found', detail: `there is no shop ${params.id}` } }
    },
  }),
  operation({
    method: 'get',
    path: '/operator-keys',
    summary: 'Who runs the installation',
    tag,
    scope,
    forOperators: () => null,
    params: none,
    query: none,
    body: null,
    answer: { status: 200, means: 'All of them', schema: z.object({ items: z.array(OperatorKeyJson) }) },
    refusals: {},
    run: async ({ desk }) => ({
      status: 200,
      body: { items: (await listOperatorKeys(desk.database)).map((name) => ({ name, key: null })) },
    }),
  }),
  operation({
    method: 'post',
    path: '/operator-keys',
    summary: 'Make an operator’s key',
    tag,
    scope,
    forOperators: () => null,
    params: none,
    query: none,
    body: z.object({ name: KeyName }).meta({ example: { name: 'ana' } }),
    answer: { status: 201, means: 'The key, this once', schema: OperatorKeyJson },
    refusals: { key_name_taken: 409 },
    run: async ({ desk, shop, body }) => {
      const chance = await shop.transaction('keys.chance', () => Promise.resolve(desk.secrets.token()))
      const made = await createOperatorKey(desk.database, desk.secrets, body.name, chance)
      return made.ok ? { status: 201, body: { name: body.name, key: made.value.key }, passing: true } : nameTaken(body.name)
    },
  }),
  operation({
    method: 'delete',
    path: '/operator-keys/{name}',
    summary: 'Take an operator’s key away',
    tag,
    scope,
    forOperators: () => null,
    params: z.object({ name: KeyName }),
    query: none,
    body: null,
    answer: { status: 204, means: 'It opens nothing any more', schema: null },
    refusals: { key_not_found: 404 },
    run: async ({ desk, params }) => ((await revokeOperatorKey(desk.database, params.name)) ? { status: 204 } : noKey()),
  }),
]

export function nameTaken(name: string): Reply {
  return { refusal: { code: 'key_name_taken', detail: `there is a key called ${name}` } }
}

export function noKey(): Reply {
  return { refusal: { code: 'key_not_found', detail: 'no key has this name' } }
}
