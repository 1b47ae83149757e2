import type { Kysely } from 'kysely'

/** One numbered step of the schema, the same for both databases. Never edited once shipped. */
export interface Migration {
  /** `0001_the_line`: the number orders them, the words are for people. */
  readonly name: string
  /** Tables made here that hold a tenant's rows: each has a `tenant_id`, the guard checks queries on it, PostgreSQL gets its policy. */
  readonly tenantTables: readonly string[]
  /** Those of them that the system's statements read or write across tenants. */
  readonly systemTables?: readonly string[]
  up(schema: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void>
}

export function tenantTablesOf(migrations: readonly Migration[]): Set<string> {
  return new Set(migrations.flatMap((migration) => migration.tenantTables))
}

export class NewerDatabase extends Error {
  constructor(migrations: readonly string[]) {
    super(`the database is newer than this program: it has ${migrations.join(', ')}`)
    this.name = 'NewerDatabase'
  }
}

/** Which migrations are still to run; a database that knows more than this program is not touched. */
export function missingMigrations(migrations: readonly Migration[], applied: readonly string[]): readonly Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  const foreign = applied.filter((name) => !known.has(name))
  if (foreign.length > 0) throw new NewerDatabase(foreign)
  return migrations.filter(({ name }) => !applied.includes(name))
}
