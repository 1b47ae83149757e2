import { sql as raw } from 'kysely'
import { isWordOf, listedNumbers, listedWords, statement } from '../../../platform/sql/statement.ts'

declare module '../../../platform/sql/sql.ts' {
  interface Tables {
    search_words: { tenant_id: string; word: string; telling: number }
    search_slips: { tenant_id: string; slip: number; word: string }
  }
}

export const knownWords = statement('known-search-words', (sql, p: { tenant: string; words: string; telling: number }, engine) =>
  sql
    .selectFrom('search_words')
    .select('word')
    .where('tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'word', p.words))
    .where('telling', '=', p.telling),
)

/** SQLite would take the "on" of what follows for a join's. */
const always = raw<boolean>`true`

export const learnWords = statement('learn-search-words', (sql, p: { tenant: string; words: string; telling: number }, engine) =>
  sql
    .insertInto('search_words')
    .columns(['tenant_id', 'word', 'telling'])
    .expression(
      sql
        .selectFrom(listedWords(engine, p.words))
        .select((row) => [row.val(p.tenant).as('tenant_id'), 'asked.value as word', row.val(p.telling).as('telling')])
        .where(always),
    )
    .onConflict((row) => row.columns(['tenant_id', 'word', 'telling']).doNothing()),
)

export const addSlips = statement('add-search-slips', (sql, p: { tenant: string; slips: string; word: string }, engine) =>
  sql
    .insertInto('search_slips')
    .columns(['tenant_id', 'slip', 'word'])
    .expression(
      sql
        .selectFrom(listedNumbers(engine, p.slips))
        .select((row) => [row.val(p.tenant).as('tenant_id'), 'asked.value as slip', row.val(p.word).as('word')])
        .where(always),
    )
    .onConflict((row) => row.columns(['tenant_id', 'slip', 'word']).doNothing()),
)

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

/** The products whose SKU, or that of a variant, is from `first` on, not reaching `end`. */
export const skusFrom = statement('search-skus-from', (sql, p: { tenant: string; first: string; end: string; limit: number }) =>
  sql
    .selectFrom('skus')
    .select('product_id')
    .where('tenant_id', '=', p.tenant)
    .where('sku', '>=', p.first)
    .where('sku', '<', p.end)
    .orderBy('sku')
    .limit(p.limit),
)
