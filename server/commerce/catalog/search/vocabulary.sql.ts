import { sql as raw } from 'kysely'
import { statement } from '../../../platform/sql/statement.ts'

declare module '../../../platform/sql/sql.ts' {
  interface Tables {
    search_words: { tenant_id: string; word: string; telling: number }
    search_slips: { tenant_id: string; slip: number; word: string }
  }
}

/** Words, or numbers, that come in one text. */
const listed = {
  sqlite: (text: string) => raw<{ value: string }>`json_each(${text})`.as<'said'>(raw`said`),
  postgres: (text: string) => raw<{ value: string }>`json_array_elements_text(${text}::json)`.as<'said'>(raw`said`),
} as const
const numbered = { sqlite: raw<number>`said.value`, postgres: raw<number>`said.value::bigint` } as const

function vocabularyOn(engine: 'sqlite' | 'postgres') {
  const unknownWords = statement(
    `unknown-search-words-${engine}`,
    (sql, p: { tenant: string; words: string; telling: number }) =>
      sql
        .selectFrom(listed[engine](p.words))
        .select('said.value as word')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('search_words as w')
                .select('w.word')
                .where('w.tenant_id', '=', p.tenant)
                .whereRef('w.word', '=', 'said.value' as never)
                .where('w.telling', '=', p.telling),
            ),
          ),
        ),
    { only: engine },
  )
  const learnWords = statement(
    `learn-search-words-${engine}`,
    (sql, p: { tenant: string; words: string; telling: number }) =>
      sql
        .insertInto('search_words')
        .columns(['tenant_id', 'word', 'telling'])
        .expression(
          sql
            .selectFrom(listed[engine](p.words))
            .select((row) => [row.val(p.tenant).as('tenant_id'), 'said.value as word', row.val(p.telling).as('telling')])
            // SQLite would take the "on" that follows for a join's.
            .where(raw<boolean>`true`),
        )
        .onConflict((row) => row.columns(['tenant_id', 'word', 'telling']).doNothing()),
    { only: engine },
  )
  const addSlips = statement(
    `add-search-slips-${engine}`,
    (sql, p: { tenant: string; slips: string; word: string }) =>
      sql
        .insertInto('search_slips')
        .columns(['tenant_id', 'slip', 'word'])
        .expression(
          sql
            .selectFrom(listed[engine](p.slips))
            .select((row) => [row.val(p.tenant).as('tenant_id'), numbered[engine].as('slip'), row.val(p.word).as('word')])
            .where(raw<boolean>`true`),
        )
        .onConflict((row) => row.columns(['tenant_id', 'slip', 'word']).doNothing()),
    { only: engine },
  )
  return { unknownWords, learnWords, addSlips }
}

export const vocabularies = { sqlite: vocabularyOn('sqlite'), postgres: vocabularyOn('postgres') } as const

/** From `first` on, not reaching `end`. */
export const wordsFrom = statement('search-words-from', (sql, p: { tenant: string; first: string; end: string; limit: number }) =>
  sql
    .selectFrom('search_words')
    .select('word')
    .distinct()
    .where('tenant_id', '=', p.tenant)
    .where('word', '>=', p.first)
    .where('word', '<', p.end)
    .orderBy('word')
    .limit(p.limit),
)
