import type { Secrets } from '../../platform/secrets/secrets.ts'
import type { Database, Scope, Unit } from '../../platform/sql/sql.ts'
import { systemStatement } from '../../platform/sql/statement.ts'
import type { Random } from '../../platform/world/world.ts'
import { hashPassword } from '../staff/staff.ts'
import '../keys/keys.ts'
import '../lines/lines.ts'
import '../tenants/tenants.ts'
import { addressKey } from '../address.ts'
import type { StoreFileError } from './document.ts'
import { type ColumnValue, type Entity, entitiesOf, type NamedFiles, providerKeyOf } from './entities.ts'
import { aOrAn, namesOf } from './line-names.ts'
import { mistake, type ReadStoreFile } from './mistakes.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    applied_files: { tenant_id: string; document: string }
  }
}

/** What the last file said of each row, column by column, secrets as fingerprints; `off` for rows that have left it. */
type Applied = Record<string, { same: Record<string, string>; off?: true }>

export interface Change {
  tenant: string
  /** Rows made, changed, switched off or on again. */
  written: number
}

/**
 * Brings one store file into the database in one transaction. Only values that differ from the last applied file are written, so
 * what people changed since is kept; what left the file is switched off, and on again when it comes back.
 */
export async function applyStoreFile(
  database: Database,
  secrets: Secrets,
  random: Random,
  { store }: ReadStoreFile,
  named: NamedFiles,
): Promise<Change> {
  const scope = database.tenant(store.tenant.id)
  const entities = entitiesOf(store, named, secrets, (password) => hashPassword(password, random))
  for (;;) {
    const before = await readApplied(scope)
    const { after, writes } = await compare(entities, before)
    if (writes.length === 0) return { tenant: store.tenant.id, written: 0 }
    const done = await scope.unit('store-file.apply', async (unit) => {
      // Another process may have applied a file since the comparison was made: its work is not overwritten by ours.
      if (JSON.stringify(await readApplied(unit)) !== JSON.stringify(before)) return false
      for (const write of writes) await releaseFor(unit, write)
      for (const write of writes) await carryOut(unit, write)
      await writeApplied(unit, after)
      return true
    })
    if (done) return { tenant: store.tenant.id, written: writes.length }
  }
}

interface Write {
  table: Entity['table']
  id: string
  columns: Record<string, ColumnValue>
  isNew: boolean
}

/** Slow work such as hashing a password happens here, before the transaction and only where something changed. */
async function compare(entities: readonly Entity[], before: Applied): Promise<{ after: Applied; writes: Write[] }> {
  const after: Applied = {}
  const writes: Write[] = []
  for (const entity of entities) {
    const key = `${entity.table} ${entity.id}`
    const last = before[key]
    after[key] = { same: Object.fromEntries(Object.entries(entity.columns).map(([column, { same }]) => [column, same])) }
    const columns: Record<string, ColumnValue> = {}
    for (const [column, wanted] of Object.entries(entity.columns))
      if (last?.same[column] !== wanted.same) columns[column] = await wanted.write()
    if (!last || last.off) columns.active = 1
    if (Object.keys(columns).length > 0) writes.push({ table: entity.table, id: entity.id, columns, isNew: !last })
  }
  for (const [key, last] of Object.entries(before)) {
    if (after[key]) continue
    after[key] = { same: { ...last.same }, off: true }
    if (last.off) continue
    const [table = '', ...id] = key.split(' ')
    writes.push({ table: table as Entity['table'], id: id.join(' '), columns: { active: 0 }, isNew: false })
  }
  for (const { table, columns } of entities) if (table === 'api_keys') forgetHash(after, columns.hash?.same)
  return { after, writes }
}

/** A key that goes on under another name is no longer that of the name it had: should that one come back, its own is written anew. */
function forgetHash(after: Applied, hash: string | undefined): void {
  for (const [key, { same, off }] of Object.entries(after)) if (off && key.startsWith('api_keys ') && same.hash === hash) delete same.hash
}

/** What stands once in the installation is let go of by whoever had it, before another takes it: two may have changed places. */
async function releaseFor(unit: Unit, write: Write): Promise<void> {
  if (write.table === 'api_keys' && write.columns.hash !== undefined) await releaseHash(unit, write.id, String(write.columns.hash))
  if (write.table === 'lines' && write.columns.provider_key !== undefined) await releaseAddress(unit, write)
}

async function releaseHash({ sql, tenant }: Unit, id: string, hash: string): Promise<void> {
  const mine = sql.selectFrom('api_keys').select('id').where('tenant_id', '=', tenant)
  const holder = await mine.where('hash', '=', hash).where('id', '!=', id).executeTakeFirst()
  if (!holder) return
  const released = { hash: `released ${holder.id}` }
  await sql.updateTable('api_keys').set(released).where('tenant_id', '=', tenant).where('id', '=', holder.id).execute()
}

async function releaseAddress({ sql, tenant }: Unit, { id, columns }: Write): Promise<void> {
  const mine = sql.selectFrom('lines').select(['id', 'provider']).where('tenant_id', '=', tenant)
  const provider = columns.provider ?? (await mine.where('id', '=', id).executeTakeFirst())?.provider
  const holders = mine.where('provider', '=', String(provider)).where('provider_key', '=', String(columns.provider_key))
  const holder = await holders.where('id', '!=', id).executeTakeFirst()
  if (!holder) return
  const released = { provider_key: `released ${holder.id}` }
  await sql.updateTable('lines').set(released).where('tenant_id', '=', tenant).where('id', '=', holder.id).execute()
}

async function carryOut(unit: Unit, { table, id, columns, isNew }: Write): Promise<void> {
  // The tenant's own row is its scope: it has no second name.
  if (table === 'tenants') {
    if (!isNew) {
      await unit.sql.updateTable('tenants').set(columns).where('tenant_id', '=', unit.tenant).execute()
      return
    }
    await unit.sql
      .insertInto('tenants')
      .values({ ...columns, tenant_id: unit.tenant } as never)
      .onConflict((row) => row.column('tenant_id').doUpdateSet(columns))
      .execute()
    return
  }
  // All of these have an id beside their tenant; which columns there are, the entity says.
  const shelf = table as 'teams'
  if (!isNew) {
    await unit.sql.updateTable(shelf).set(columns).where('tenant_id', '=', unit.tenant).where('id', '=', id).execute()
    return
  }
  await unit.sql
    .insertInto(shelf)
    .values({ ...columns, tenant_id: unit.tenant, id } as never)
    .onConflict((row) => row.columns(['tenant_id', 'id']).doUpdateSet(columns))
    .execute()
}

async function readApplied({ sql, tenant }: Pick<Scope, 'sql' | 'tenant'>): Promise<Applied> {
  const row = await sql.selectFrom('applied_files').select('document').where('tenant_id', '=', tenant).executeTakeFirst()
  return row ? JSON.parse(row.document) : {}
}

async function writeApplied({ sql, tenant }: Unit, applied: Applied): Promise<void> {
  const document = JSON.stringify(applied)
  await sql
    .insertInto('applied_files')
    .values({ tenant_id: tenant, document })
    .onConflict((row) => row.column('tenant_id').doUpdateSet({ document }))
    .execute()
}

const lineOwner = systemStatement('line-owner', (sql, p: { id: string }) =>
  sql.selectFrom('lines').select('tenant_id').where('id', '=', p.id),
)
const providerKeyOwner = systemStatement('provider-key-owner', (sql, p: { provider: string; provider_key: string }) =>
  sql.selectFrom('lines').select(['tenant_id', 'id']).where('provider', '=', p.provider).where('provider_key', '=', p.provider_key),
)
/** One that was switched off is nobody's: its shop has let go of the number. */
const lineAddresses = systemStatement('line-addresses', (sql, p: { provider: string }) =>
  sql.selectFrom('lines').select(['tenant_id', 'address']).where('provider', '=', p.provider).where('active', '=', 1),
)
const staffOwner = systemStatement('staff-owner', (sql, p: { id: string }) =>
  sql.selectFrom('staff').select('tenant_id').where('id', '=', p.id),
)
const keyOwner = systemStatement('key-owner', (sql, p: { hash: string }) =>
  sql.selectFrom('api_keys').select('tenant_id').where('hash', '=', p.hash),
)

/** What the files want and somebody else in this installation already has. */
export async function takenElsewhere(
  database: Database,
  { document, store }: ReadStoreFile,
  hash: (key: string) => string,
): Promise<StoreFileError[]> {
  const errors: StoreFileError[] = []
  const check = (rows: readonly { tenant_id: string }[], path: PropertyKey[], takes: string) => {
    if (rows.some(({ tenant_id }) => tenant_id !== store.tenant.id)) errors.push(mistake(document, path, takes))
  }
  for (const index of store.lines.keys()) errors.push(...(await takenOfLine(database, { document, store }, index)))
  for (const [index, { email }] of store.staff.entries()) {
    check(
      await database.system.read(staffOwner, { id: email.toLowerCase() }),
      ['staff', index, 'email'],
      'an e-mail address that no other tenant has',
    )
  }
  for (const [index, { key }] of store.apiKeys.entries()) {
    check(await database.system.read(keyOwner, { hash: hash(key) }), ['apiKeys', index, 'key'], 'a key that no other tenant uses')
  }
  return errors
}

async function takenOfLine({ system }: Database, { document, store }: ReadStoreFile, index: number): Promise<StoreFileError[]> {
  const line = store.lines[index]
  if (!line) return []
  const isAnothers = ({ tenant_id }: { tenant_id: string }) => tenant_id !== store.tenant.id
  const at = (path: readonly string[], takes: string) => mistake(document, ['lines', index, ...path], takes)
  if ((await system.read(lineOwner, { id: line.id })).some(isAnothers)) return [at(['id'], 'a line id that no other tenant has')]
  // Of two names the first is the provider's own for the line, and the key of its row.
  const [known, address = known] = namesOf(line)
  if (!known || !address) return []
  const { provider } = line
  const owners = await system.read(providerKeyOwner, { provider, provider_key: providerKeyOf(line) })
  const sameAddress = (await system.read(lineAddresses, { provider })).filter((one) => addressKey(one.address) === address.value)
  const wasMine = owners.some((one) => !isAnothers(one) && one.id !== line.id && store.lines.every(({ id }) => id !== one.id))
  const taken = new Set([...(owners.some(isAnothers) ? [known] : []), ...(sameAddress.some(isAnothers) ? [address] : [])])
  return [
    ...[...taken].map(({ called, path }) => at(path, `${aOrAn(called)} that no other tenant has`)),
    ...(wasMine ? [at(['id'], `the id under which this ${known.called} was applied before`)] : []),
  ]
}
