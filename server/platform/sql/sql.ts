import type { Kysely } from 'kysely'
import type { Clock, Random } from '../world/world.ts'
import type { Reading } from './reading.ts'
import type { Statement, StatementParams } from './statement.ts'

/**
 * The tables of the whole program. The module that owns a table adds it here:
 * `declare module '../../platform/sql/sql.ts' { interface Tables { products: ProductsTable } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging from the modules that own the tables
export interface Tables {}

/** One open database. Everything the program reads or writes goes through a scope: one tenant's, or the system's. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres'
  /** Machine time that all processes on this database agree on: for due, lease and retry. Never runs backward. */
  now(): number
  /** What one tenant may see. Cheap: made anew for each request. */
  tenant(id: string): Scope
  /** The few named statements that must work before a tenant is known. */
  readonly system: SystemScope
  /** One short round trip; throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Reading sees only what is committed. Every query built here must hold each tenant's table against this scope's tenant. */
export interface Scope {
  readonly tenant: string
  readonly sql: Kysely<Tables>
  read<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Row[]>
  /** A reading that may take its time: on SQLite a thread of its own answers it, so that it holds nobody else up. */
  readApart<Input, Answer>(reading: Reading<Input, Answer>, input: Input): Promise<Answer>
  /** Runs `work` as one unit: all of it is committed, or nothing. On PostgreSQL it may run twice: it changes nothing in memory. */
  unit<Result>(name: string, work: (unit: Unit) => Promise<Result>, options?: UnitOptions): Promise<Result>
}

export interface UnitOptions {
  /** One of many that nobody waits for: on SQLite, where there is one writer, whoever else writes comes first. */
  patient?: boolean
}

export interface SystemScope {
  read<Params extends StatementParams, Row>(statement: SystemStatement<Params, Row>, params: Params): Promise<Row[]>
  unit<Result>(name: string, work: (unit: SystemUnit) => Promise<Result>): Promise<Result>
}

/** A transaction under way. It ends with its function: a query after that, and any awaited I/O inside it, is an error with the unit's name. */
export interface Unit {
  readonly tenant: string
  readonly name: string
  readonly engine: Database['engine']
  readonly sql: Kysely<Tables>
  run<Params extends StatementParams, Row>(statement: Statement<Params, Row>, params: Params): Promise<Done<Row>>
  /** The insert of one row for many, in their order: on PostgreSQL they go together, in few round trips instead of many. */
  runAll<Params extends StatementParams, Row>(statement: Statement<Params, Row>, rows: readonly Params[]): Promise<Done<Row>>
  /** Called once the commit is durable, never when the unit failed. For wake-ups only: a kill may swallow it. */
  afterCommit(then: () => void): void
  readonly clock: Clock
  readonly random: Random
  ids(): string
  /** Machine time, as `Database.now`. */
  now(): number
}

export interface SystemUnit {
  readonly name: string
  readonly engine: Database['engine']
  run<Params extends StatementParams, Row>(statement: SystemStatement<Params, Row>, params: Params): Promise<Done<Row>>
  afterCommit(then: () => void): void
  readonly clock: Clock
  readonly random: Random
  ids(): string
  now(): number
}

export interface Done<Row> {
  rows: Row[]
  /** Rows inserted, updated or deleted. The count is the answer of every conditional write. */
  changes: number
}

export type SystemStatement<Params extends StatementParams, Row> = Statement<Params, Row> & { readonly system: true }

/** The database could not take the write now, so nothing of it was stored, or its answer was lost: answered with 503. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseUnavailable'
  }
}
