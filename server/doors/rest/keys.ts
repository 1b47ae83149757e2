import { z } from 'zod'
import { allows, createKey, listKeys, revokeKey, scopes } from '../../shop/keys/keys.ts'
import { type Operation, operation } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'
import { nameTaken, noKey } from './tenants.ts'

const Scope = z.enum(['*', ...scopes], {
  error: ({ input }) => (typeof input === 'string' ? `there is no scope ${input.slice(0, 60)}` : 'a scope such as orders:read, or *'),
})

const KeyJson = z
  .object({
    name: z.string(),
    scopes: z.array(z.string()),
    key: z.string().nullable().describe('shown once, when it is made; null ever after'),
  })
  .meta({
    id: 'Key',
    description: 'What another program comes in by.',
    example: { name: 'website', scopes: ['products:read', 'chat:write'], key: null },
  })

const Name = z.string().trim().min(1).max(100)
const none = z.object({})
const tag = 'Installation'

export const keyOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/keys',
    summary: 'The keys of the shop, by name',
    tag,
    scope: 'keys:read',
    params: none,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(KeyJson) },
    refusals: {},
    run: async ({ shop, query }) => {
      const keys = await listKeys(shop, { limit: query.limit + 1, after: query.cursor })
      const items = keys.slice(0, query.limit).map((key) => ({ ...key, key: null }))
      return { status: 200, body: pageOf(items, keys.length > query.limit ? (items.at(-1)?.name ?? null) : null) }
    },
  }),
  operation({
    method: 'post',
    path: '/keys',
    summary: 'Make a key; it may do no more than whoever makes it',
    about:
      'The key itself is in this answer and nowhere else. Under an Idempotency-Key it is in the answer for as long as that is kept: 24 hours.',
    tag,
    scope: 'keys:write',
    params: none,
    query: none,
    body: z
      .object({ name: Name, scopes: z.array(Scope).min(1).max(100) })
      .meta({ example: { name: 'website', scopes: ['products:read'] } }),
    answer: { status: 201, means: 'The key, this once', schema: KeyJson },
    refusals: { key_name_taken: 409, scope_not_yours: 422 },
    run: async ({ desk, shop, caller, body }) => {
      const beyond = body.scopes.findIndex((scope) => !allows(caller.scopes, scope))
      if (beyond !== -1) {
        const message = `your own key does not have the scope ${body.scopes[beyond]}`
        return { refusal: { code: 'scope_not_yours', detail: message, errors: [{ path: `scopes.${beyond}`, message }] } }
      }
      const made = await createKey(shop, desk.secrets, body)
      return made.ok
        ? { status: 201, body: { name: body.name, scopes: body.scopes, key: made.value.key }, passing: true }
        : nameTaken(body.name)
    },
  }),
  operation({
    method: 'delete',
    path: '/keys/{name}',
    summary: 'Take a key away; by a key only one that may do no more than it may itself',
    tag,
    scope: 'keys:write',
    params: z.object({ name: Name.describe('the name of the key') }),
    query: none,
    body: null,
    answer: { status: 204, means: 'It opens nothing any more', schema: null },
    refusals: { key_beyond_yours: 403, key_not_found: 404 },
    run: async ({ shop, caller, params }) => {
      const revoked = await revokeKey(shop, params.name, caller.scopes)
      if (revoked.ok) return { status: 204 }
      const { refusal } = revoked
      if (refusal.code === 'key_not_found') return noKey()
      return { refusal: { code: refusal.code, detail: `that key has the scope ${refusal.scope}, and your own does not` } }
    },
  }),
]
