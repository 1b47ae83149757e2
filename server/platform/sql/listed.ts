import { type Expression, sql as raw, type SqlBool } from 'kysely'
import type { Database } from './sql.ts'

/** What comes to a statement as one JSON text, as a table called `asked` with a row for each `value`: words, or numbers. */
export function listedWords(engine: Database['engine'], text: string) {
  return raw<{ value: string }>`${wordsIn[engine](text)}`.as<'asked'>(raw`asked`)
}

export function listedNumbers(engine: Database['engine'], text: string) {
  return raw<{ value: number }>`${numbersIn[engine](text)}`.as<'asked'>(raw`asked`)
}

/**
 * Whether a column is one of those words. Not a join with them: of a table that grew since it was last counted PostgreSQL believes
 * that a shop has a handful of rows in it, and would read all of them each time.
 */
export function isWordOf(engine: Database['engine'], column: string, text: string): Expression<SqlBool> {
  return oneOf[engine](column, wordsIn[engine](text))
}

/** The same for numbers, on PostgreSQL alone: SQLite begins a cross join with what stands first in it, and so may join. */
export function isNumberOf(column: string, text: string): Expression<SqlBool> {
  return oneOf.postgres(column, numbersIn.postgres(text))
}

const oneOf = {
  sqlite: (column: string, listed: Expression<unknown>) => raw<SqlBool>`${raw.ref(column)} in (select value from ${listed})`,
  postgres: (column: string, listed: Expression<unknown>) =>
    raw<SqlBool>`${raw.ref(column)} = any(array(select value from ${listed} as asked(value)))`,
} as const

const wordsIn: Readonly<Record<Database['engine'], (text: string) => Expression<unknown>>> = {
  sqlite: (text) => raw`json_each(${text})`,
  postgres: (text) => raw`json_array_elements_text(${text}::json)`,
}

const numbersIn: typeof wordsIn = {
  sqlite: wordsIn.sqlite,
  postgres: (text) => raw`(select value::bigint from json_array_elements_text(${text}::json) as listed(value))`,
}
