import type { Kysely, KyselyPlugin } from 'kysely'
import type { World } from '../world/world.ts'
import type { CompiledStatements } from './compile.ts'
import type { Value } from './placeholder.ts'
import type { Reading } from './reading.ts'
import type { Database, Done, Tables, UnitOptions } from './sql.ts'
import type { OpenUnit } from './unit.ts'

/** What the two databases do each in its own way; scopes and units look the same before both. */
export interface Engine {
  readonly name: Database['engine']
  readonly world: World
  readonly statements: CompiledStatements
  readonly tenantTables: ReadonlySet<string>
  now(): number
  makeKysely(run: Run, plugins: KyselyPlugin[]): Kysely<Tables>
  /** Outside units: sees what is committed. */
  read(place: Place, query: Query, values: readonly Value[]): Promise<Done<unknown>>
  readApart<Input, Answer>(place: Place & { tenant: string }, reading: Reading<Input, Answer>, input: Input): Promise<Answer>
  unit<Result>(place: Place, name: string, work: (unit: OpenUnit) => Promise<Result>, options: UnitOptions): Promise<Result>
}

/** Where a query stands: in a tenant's scope, or for null in the system's. */
export interface Place {
  readonly tenant: string | null
  /** The guard of a tenant's queries. */
  readonly plugins: KyselyPlugin[]
}

export interface Query {
  /** A statement's: it is prepared once and kept. Null for what was built for one call. */
  readonly name: string | null
  readonly sql: string
}

export type Run = (query: Query, values: readonly Value[]) => Done<unknown> | Promise<Done<unknown>>

/** A scope's own queries read; the two databases have each their words for it. */
export function writeOutsideUnit(query: Query, cause: unknown): Error {
  return new Error(`outside units nothing is written: ${query.name ?? query.sql}`, { cause })
}
