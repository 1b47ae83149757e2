import type { Kysely } from 'kysely'
import { integer, text } from '../platform/sql/columns.ts'
import type { Migration } from '../platform/sql/migration.ts'

/** Tenants with what their store files say: teams, sellers, lines, people, keys and settings. */
export const shop: Migration = {
  name: '0001_shop',
  tenantTables: ['tenants', 'storefronts', 'teams', 'sellers', 'lines', 'staff', 'api_keys', 'sessions', 'settings', 'applied_files'],
  systemTables: ['tenants', 'lines', 'staff', 'api_keys', 'sessions'],
  async up(schema, engine) {
    const types: Types = { words: text(engine), number: integer(engine) }
    await makeTenants(schema, types)
    await makeSellers(schema, types)
    await makeLines(schema, types)
    await makePeople(schema, types)
  },
}

type Schema = Kysely<unknown>
interface Types {
  words: ReturnType<typeof text>
  number: ReturnType<typeof integer>
}

async function makeTenants({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('tenants')
    .addColumn('tenant_id', words, (column) => column.primaryKey())
    .addColumn('name', words, (column) => column.notNull())
    .addColumn('locale', words, (column) => column.notNull())
    .addColumn('currency', words, (column) => column.notNull())
    .addColumn('timezone', words, (column) => column.notNull())
    .addColumn('hosts', words, (column) => column.notNull())
    .addColumn('origin', number, (column) => column.notNull())
    .addColumn('branding', words, (column) => column.notNull())
    .addColumn('website', words)
    .addColumn('about', words)
    .addColumn('knowledge', words)
    .addColumn('retention_days', number)
    .addColumn('model_budget', words)
    .addColumn('active', number, (column) => column.notNull())
    .execute()
  await schema
    .createTable('settings')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('document', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('settings_key', ['tenant_id', 'id'])
    .execute()
  await schema
    .createTable('applied_files')
    .addColumn('tenant_id', words, (column) => column.primaryKey())
    .addColumn('document', words, (column) => column.notNull())
    .execute()
}

async function makeSellers({ schema }: Schema, { words, number }: Types): Promise<void> {
  for (const table of ['storefronts', 'teams']) {
    await schema
      .createTable(table)
      .addColumn('tenant_id', words, (column) => column.notNull())
      .addColumn('id', words, (column) => column.notNull())
      .addColumn('name', words, (column) => column.notNull())
      .addColumn('active', number, (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_key`, ['tenant_id', 'id'])
      .execute()
  }
  await schema
    .createTable('sellers')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('name', words, (column) => column.notNull())
    .addColumn('storefront', words)
    .addColumn('persona', words, (column) => column.notNull())
    .addColumn('engine', words, (column) => column.notNull())
    .addColumn('fallback', words, (column) => column.notNull())
    .addColumn('register_first', number, (column) => column.notNull())
    .addColumn('handoff', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('sellers_key', ['tenant_id', 'id'])
    .execute()
}

async function makeLines({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('lines')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('provider', words, (column) => column.notNull())
    .addColumn('provider_key', words, (column) => column.notNull())
    .addColumn('address', words, (column) => column.notNull())
    .addColumn('team', words)
    .addColumn('seller', words)
    .addColumn('quiet_period_ms', number, (column) => column.notNull())
    .addColumn('max_wait_ms', number, (column) => column.notNull())
    .addColumn('stale_after_hours', number, (column) => column.notNull())
    .addColumn('doubt_ms', number, (column) => column.notNull())
    .addColumn('api_base', words)
    .addColumn('credentials', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('lines_key', ['tenant_id', 'id'])
    .execute()
  // A webhook names only the provider's own key: no two tenants may claim one, nor share a line's id.
  await schema.createIndex('lines_id').on('lines').column('id').unique().execute()
  await schema.createIndex('lines_provider').on('lines').columns(['provider', 'provider_key']).unique().execute()
}

async function makePeople({ schema }: Schema, { words, number }: Types): Promise<void> {
  await schema
    .createTable('staff')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('name', words, (column) => column.notNull())
    .addColumn('role', words, (column) => column.notNull())
    .addColumn('password_hash', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('staff_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('staff_id').on('staff').column('id').unique().execute()
  await schema
    .createTable('api_keys')
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('id', words, (column) => column.notNull())
    .addColumn('hash', words, (column) => column.notNull())
    .addColumn('scopes', words, (column) => column.notNull())
    .addColumn('active', number, (column) => column.notNull())
    .addPrimaryKeyConstraint('api_keys_key', ['tenant_id', 'id'])
    .execute()
  await schema.createIndex('api_keys_hash').on('api_keys').column('hash').unique().execute()
  await schema
    .createTable('sessions')
    .addColumn('hash', words, (column) => column.primaryKey())
    .addColumn('tenant_id', words, (column) => column.notNull())
    .addColumn('staff', words, (column) => column.notNull())
    .addColumn('ends_at', number, (column) => column.notNull())
    .execute()
  // Of no tenant: who fails to sign in has not said yet whose he is.
  await schema
    .createTable('sign_in_failures')
    .addColumn('account', words, (column) => column.primaryKey())
    .addColumn('failures', number, (column) => column.notNull())
    .addColumn('since', number, (column) => column.notNull())
    .execute()
}
