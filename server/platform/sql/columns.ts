import { type RawBuilder, sql } from 'kysely'
import type { Database } from './sql.ts'

/** Text that compares byte by byte on both databases: ids and page keys sort the same everywhere. */
export function text(engine: Database['engine']): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`text collate "C"` : sql`text`
}

/** A whole number below 2^53, booleans and times too. */
export function integer(engine: Database['engine']): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`bigint` : sql`integer`
}

export function bytes(engine: Database['engine']): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`bytea` : sql`blob`
}
