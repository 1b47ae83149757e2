import type { Kysely } from 'kysely'

/** One numbered step of the schema, the same for both databases. Never edited once shipped. */
export interface Migration {
  /** `0001_the_line`: the number orders them, the words are for people. */
  readonly name: string
  /** Tables made here that hold a tenant's rows: each has a `tenant_id`, the guard checks queries on it, PostgreSQL gets its policy. */
  readonly tenantTables: readonly string[]
  up(schema: Kysely<never>, engine: 'sqlite' | 'postgres'): Promise<void>
}
