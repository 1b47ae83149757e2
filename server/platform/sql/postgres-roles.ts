import pg from 'pg'
import { type Client, types } from './postgres-session.ts'

/** The program works as a role that owns nothing, so that row-level security holds it and no query can change the tables. */
export function appRoleOf(database: string): string {
  return `${database.slice(0, 59)}_app`
}

export async function databaseOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  return rows[0]?.name ?? ''
}

/** Made where the owner may; where not, somebody else can make it. Answers with the role, or null when the program has to work as the owner. */
export async function prepareAppRole(client: Client): Promise<string | null> {
  const role = appRoleOf(await databaseOf(client))
  if (!(await canBecome(client, role))) await tryToMake(client, role)
  if (!(await canBecome(client, role))) return null
  await grantWhatIsMissing(client, role)
  return role
}

async function tryToMake(client: Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role)
  const { rows } = await client.query<{ may: number; exists: number }>(
    `select (rolcreaterole or rolsuper) as may, exists (select from pg_roles where rolname = $1) as exists
     from pg_roles where rolname = current_user`,
    [role],
  )
  const [found] = rows
  if (!found?.may || found.exists) return
  await client.query(`create role ${name} nologin nosuperuser nobypassrls nocreatedb nocreaterole`)
  await client.query(`grant ${name} to current_user`)
}

async function canBecome(client: Client, role: string): Promise<boolean> {
  await client.query('begin')
  try {
    await client.query(`set local role ${pg.escapeIdentifier(role)}`)
    return true
  } catch (error) {
    // There is no such role, or it is not granted to us.
    if (error instanceof pg.DatabaseError && (error.code === '22023' || error.code === '42501')) return false
    throw error
  } finally {
    await client.query('rollback')
  }
}

async function grantWhatIsMissing(client: Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role)
  const { rows } = await client.query<{ missing: number }>(
    `select exists (
       select from pg_tables
       where schemaname = current_schema() and tablename <> 'migrations'
       and not has_table_privilege($1, format('%I.%I', schemaname, tablename), 'delete')
     ) as missing`,
    [role],
  )
  if (!rows[0]?.missing) return
  const { rows: schemas } = await client.query<{ name: string }>('select current_schema() as name')
  const schema = pg.escapeIdentifier(schemas[0]?.name ?? 'public')
  await client.query(`
    grant usage on schema ${schema} to ${name};
    grant select, insert, update, delete on all tables in schema ${schema} to ${name};
    revoke insert, update, delete on migrations from ${name}`)
}

export interface PostgresFacts {
  version: string
  /** Row-level security does not hold a superuser, nor a role that may bypass it. */
  superuser: boolean
  bypassRls: boolean
  appRole: 'set' | 'missing'
  encoding: string
  /** Whether tables are analysed by themselves: it also needs the counts of what was changed. */
  autovacuum: 'on' | 'off'
}

/** What `doctor` wants to know; changes nothing. */
export async function inspectPostgres(url: string): Promise<PostgresFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, types })
  await client.connect()
  try {
    const { rows } = await client.query<{ version: string; superuser: number; bypass_rls: number; encoding: string; autovacuum: number }>(
      `select current_setting('server_version') as version, rolsuper as superuser, rolbypassrls as bypass_rls,
         current_setting('server_encoding') as encoding,
         current_setting('autovacuum')::boolean and current_setting('track_counts')::boolean as autovacuum
       from pg_roles where rolname = current_user`,
    )
    const [found] = rows
    if (!found) throw new Error('the database does not know its own user')
    return {
      version: found.version,
      superuser: found.superuser === 1,
      bypassRls: found.bypass_rls === 1,
      appRole: (await canBecome(client, appRoleOf(await databaseOf(client)))) ? 'set' : 'missing',
      encoding: found.encoding,
      autovacuum: found.autovacuum ? 'on' : 'off',
    }
  } finally {
    await client.end()
  }
}
