import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { hashToken, type Secrets, sameSecret } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Shop } from '../shop.ts'
import type { Scope } from './scopes.ts'

export { type Scope, scopes } from './scopes.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    api_keys: { tenant_id: string; id: string; hash: string; scopes: string; active: number }
    /** Of no tenant: whoever holds one runs the installation. */
    operator_keys: { name: string; hash: string; active: number }
  }
}

export interface ApiKey {
  tenant: string
  name: string
  /** Also such as this program does not have: a store file may be older or newer than it. */
  scopes: readonly string[]
}

const keyByHash = systemStatement('key-by-hash', (sql, p: { hash: string }) =>
  sql.selectFrom('api_keys').select(['tenant_id', 'id', 'scopes']).where('hash', '=', p.hash).where('active', '=', 1),
)

const operatorByHash = systemStatement('operator-by-hash', (sql, p: { hash: string }) =>
  sql.selectFrom('operator_keys').select('name').where('hash', '=', p.hash).where('active', '=', 1),
)

const insertOperator = systemStatement('insert-operator', (sql, p: { name: string; hash: string }) =>
  sql
    .insertInto('operator_keys')
    .values({ name: p.name, hash: p.hash, active: 1 })
    .onConflict((row) => row.column('name').doUpdateSet({ hash: p.hash, active: 1 }).where('operator_keys.active', '=', 0)),
)

const revokeOperator = systemStatement('revoke-operator', (sql, p: { name: string }) =>
  sql.updateTable('operator_keys').set({ active: 0 }).where('name', '=', p.name).where('active', '=', 1),
)

const listOperators = systemStatement('list-operators', (sql, _p: Record<never, never>) =>
  sql.selectFrom('operator_keys').select('name').where('active', '=', 1).orderBy('name'),
)

const listKeysOf = statement('list-keys', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql
    .selectFrom('api_keys')
    .select(['id', 'scopes'])
    .where('tenant_id', '=', p.tenant)
    .where('active', '=', 1)
    .where('id', '>', p.after)
    .orderBy('id')
    .limit(p.limit),
)

const insertKey = statement('insert-key', (sql, p: { tenant: string; id: string; hash: string; scopes: string }) =>
  sql
    .insertInto('api_keys')
    .values({ tenant_id: p.tenant, id: p.id, hash: p.hash, scopes: p.scopes, active: 1 })
    .onConflict((row) =>
      row.columns(['tenant_id', 'id']).doUpdateSet({ hash: p.hash, scopes: p.scopes, active: 1 }).where('api_keys.active', '=', 0),
    ),
)

const scopesOfKey = statement('scopes-of-key', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('api_keys').select('scopes').where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('active', '=', 1),
)

/** Only as long as it may do what was looked at. */
const revokeKeyOf = statement('revoke-key', (sql, p: { tenant: string; id: string; scopes: string }) =>
  sql
    .updateTable('api_keys')
    .set({ active: 0 })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('scopes', '=', p.scopes)
    .where('active', '=', 1),
)

/** Keys are pure chance and stored hashed: looking one up by its hash tells a stranger nothing. */
export async function findKey(database: Database, key: string): Promise<ApiKey | null> {
  const row = (await database.system.read(keyByHash, { hash: hashToken(key) }))[0]
  return row ? { tenant: row.tenant_id, name: row.id, scopes: JSON.parse(row.scopes) } : null
}

export function allows(has: readonly string[], needed: Scope | '*'): boolean {
  return covers(has, needed)
}

function covers(has: readonly string[], scope: string): boolean {
  return has.includes('*') || has.includes(scope)
}

export async function listKeys(shop: Shop, page: { limit: number; after?: string | undefined }): Promise<Omit<ApiKey, 'tenant'>[]> {
  const rows = await shop.read(listKeysOf, { after: page.after ?? '', limit: page.limit })
  return rows.map(({ id, scopes }) => ({ name: id, scopes: JSON.parse(scopes) }))
}

/**
 * The key itself is shown this once: what is kept of it is a hash. It is made of chance and the master key, so that a request that
 * comes twice gives the same one though nothing was kept that opens anything.
 */
export async function createKey(
  shop: Shop,
  secrets: Secrets,
  wanted: Omit<ApiKey, 'tenant'>,
): Promise<Outcome<{ key: string }, { code: 'key_name_taken' }>> {
  const { chance, changes } = await shop.transaction('keys.create', async (tx) => {
    const chance = secrets.token()
    const key = { id: wanted.name, hash: hashToken(keyOf(secrets, chance)), scopes: JSON.stringify(wanted.scopes) }
    return { chance, changes: (await tx.run(insertKey, key)).changes }
  })
  return changes === 0 ? refuse({ code: 'key_name_taken' }) : done({ key: keyOf(secrets, chance) })
}

function keyOf(secrets: Secrets, chance: string): string {
  return secrets.fingerprint('key', chance)
}

export type RevokeRefusal = { code: 'key_not_found' } | { code: 'key_beyond_yours'; scope: string }

/** `has` are the scopes of whoever takes it away: of a key with more than those it is not his to say. */
export async function revokeKey(shop: Shop, name: string, has: readonly string[]): Promise<Outcome<null, RevokeRefusal>> {
  for (;;) {
    const row = (await shop.read(scopesOfKey, { id: name }))[0]
    if (!row) return refuse({ code: 'key_not_found' })
    const beyond = (JSON.parse(row.scopes) as string[]).find((scope) => !covers(has, scope))
    if (beyond !== undefined) return refuse({ code: 'key_beyond_yours', scope: beyond })
    const { changes } = await shop.transaction('keys.revoke', (tx) => tx.run(revokeKeyOf, { id: name, scopes: row.scopes }))
    // Otherwise somebody was faster, or it may do other things by now.
    if (changes > 0) return done(null)
  }
}

/** `chance` is what the key is made of: with the same the same key is made, once. */
export async function createOperatorKey(
  database: Database,
  secrets: Secrets,
  name: string,
  chance: string,
): Promise<Outcome<{ key: string }, { code: 'key_name_taken' }>> {
  const key = keyOf(secrets, chance)
  const hash = hashToken(key)
  const { changes } = await database.system.unit('keys.create-operator', (unit) => unit.run(insertOperator, { name, hash }))
  const isOurs = changes > 0 || (await database.system.read(operatorByHash, { hash }))[0]?.name === name
  return isOurs ? done({ key }) : refuse({ code: 'key_name_taken' })
}

export async function revokeOperatorKey(database: Database, name: string): Promise<boolean> {
  return (await database.system.unit('keys.revoke-operator', (unit) => unit.run(revokeOperator, { name }))).changes > 0
}

export async function listOperatorKeys(database: Database): Promise<string[]> {
  return (await database.system.read(listOperators, {})).map(({ name }) => name)
}

/**
 * Who runs the installation: the holder of an operator's key, or the command line beside the shop, which proves that it can read
 * the master key. Answers with the name.
 */
export async function findOperator(database: Database, secrets: Secrets, given: string): Promise<string | null> {
  if (sameSecret(given, commandLineKey(secrets))) return 'command line'
  return (await database.system.read(operatorByHash, { hash: hashToken(given) }))[0]?.name ?? null
}

/** Whoever reads the master key can open the whole installation anyway. */
export function commandLineKey(secrets: Secrets): string {
  return secrets.fingerprint('operator', 'command line')
}
