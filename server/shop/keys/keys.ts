import { hashToken } from '../../platform/secrets/secrets.ts'
import type { Database } from '../../platform/sql/sql.ts'
import { systemStatement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    api_keys: { tenant_id: string; id: string; hash: string; scopes: string; active: number }
  }
}

export interface ApiKey {
  tenant: string
  name: string
  scopes: readonly string[]
}

const keyByHash = systemStatement('key-by-hash', (sql, p: { hash: string }) =>
  sql.selectFrom('api_keys').select(['tenant_id', 'id', 'scopes']).where('hash', '=', p.hash).where('active', '=', 1),
)

/** Keys are pure chance and stored hashed: looking one up by its hash tells a stranger nothing. */
export async function findKey(database: Database, key: string): Promise<ApiKey | null> {
  const row = (await database.system.read(keyByHash, { hash: hashToken(key) }))[0]
  return row ? { tenant: row.tenant_id, name: row.id, scopes: JSON.parse(row.scopes) } : null
}

export function allows(scopes: readonly string[], needed: string): boolean {
  return scopes.includes('*') || scopes.includes(needed)
}
