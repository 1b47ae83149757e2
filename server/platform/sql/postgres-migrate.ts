import type { Kysely } from 'kysely'
import pg from 'pg'
import type { World } from '../world/world.ts'
import { type Migration, missingMigrations } from './migration.ts'
import { postgresKysely } from './postgres-kysely.ts'
import { prepareAppRole } from './postgres-roles.ts'
import { type Client, runOn, types } from './postgres-session.ts'
import { SharedTime } from './postgres-time.ts'

/** Any number that nobody else in the same database takes. */
const lock = 7_305_911_004

export interface Prepared {
  /** Null: the program works as the owner. */
  appRole: string | null
  time: SharedTime
}

/** As the owner, one process at a time: migrations, walls, and the role the program works as. */
export async function preparePostgres(world: World, url: string, migrations: readonly Migration[]): Promise<Prepared> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, types })
  // The query that waits on a lost connection is refused with the reason; without a listener the process would end too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query('create table if not exists migrations (name text collate "C" primary key)')
    await client.query('create table if not exists machine_time (one bigint primary key check (one = 1), latest bigint not null)')
    await client.query('insert into machine_time (one, latest) values (1, 0) on conflict do nothing')
    await migratePostgres(client, migrations)
    return { appRole: await prepareAppRole(client), time: await SharedTime.start(world, client) }
  } finally {
    await client.end()
  }
}

async function migratePostgres(client: Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from migrations')
  const missing = missingMigrations(
    migrations,
    rows.map(({ name }) => name),
  )
  const schema = postgresKysely((query, values) => runOn(client, query, values), []) as unknown as Kysely<unknown>
  for (const migration of missing) {
    await client.query("begin; set local mostrador.scope = 'migration'")
    try {
      await migration.up(schema, 'postgres')
      for (const table of migration.tenantTables) await buildWall(client, table)
      for (const table of migration.systemTables ?? []) await buildDoor(client, table)
      await client.query('insert into migrations (name) values ($1)', [migration.name])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }
}

const scopeIs = (scope: string) => `nullif(current_setting('mostrador.scope', true), '') = '${scope}'`

/** Forced, so that it holds the owner too; where no tenant is set, no row is seen. Later migrations may see all. */
async function buildWall(client: Client, table: string): Promise<void> {
  const name = pg.escapeIdentifier(table)
  const isTheirs = `tenant_id = nullif(current_setting('mostrador.tenant', true), '')`
  await client.query(`
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    create policy tenant on ${name} using (${isTheirs}) with check (${isTheirs});
    create policy migration on ${name} to current_user using (${scopeIs('migration')}) with check (${scopeIs('migration')})`)
}

async function buildDoor(client: Client, table: string): Promise<void> {
  const name = pg.escapeIdentifier(table)
  await client.query(`create policy system on ${name} using (${scopeIs('system')}) with check (${scopeIs('system')})`)
}
