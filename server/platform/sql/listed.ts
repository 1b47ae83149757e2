import { type Expression, sql as raw } from 'kysely'
import type { Database } from './sql.ts'

/** What comes to a statement as one JSON text, as a table called `asked` with a row for each `value`: words, or numbers. */
export function listedWords(engine: Database['engine'], text: string) {
  return raw<{ value: string }>`${wordsIn[engine](text)}`.as<'asked'>(raw`asked`)
}

export function listedNumbers(engine: Database['engine'], text: string) {
  return raw<{ value: number }>`${numbersIn[engine](text)}`.as<'asked'>(raw`asked`)
}

const wordsIn: Readonly<Record<Database['engine'], (text: string) => Expression<unknown>>> = {
  sqlite: (text) => raw`json_each(${text})`,
  postgres: (text) => raw`json_array_elements_text(${text}::json)`,
}

const numbersIn: typeof wordsIn = {
  sqlite: wordsIn.sqlite,
  postgres: (text) => raw`(select value::bigint from json_array_elements_text(${text}::json) as listed(value))`,
}
