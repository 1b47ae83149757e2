import { sql as raw } from 'kysely'
import type { Look } from '../../../platform/sql/reading.ts'
import { statement } from '../../../platform/sql/statement.ts'
import { costsBetween } from './documents.sql.ts'
import type { TermIndex, Tokens, Wanted } from './terms.ts'

/** All rows of a batch in one statement; terms have no spaces. */
const addTerms = statement(
  'add-search-terms',
  (sql, p: { tenant: string; terms: string; docs: string }) =>
    sql
      .insertInto('search_terms')
      .columns(['tenant_id', 'term', 'doc'])
      .expression(
        sql
          .selectFrom(
            raw<{
              term: string
              doc: number
            }>`unnest(string_to_array(${p.terms}, ' '), string_to_array(${p.docs}, ' ')::bigint[])`.as<'added'>(raw`added(term, doc)`),
          )
          .select((row) => [row.val(p.tenant).as('tenant_id'), 'added.term', 'added.doc']),
      ),
  { only: 'postgres' },
)

const dropTerms = statement(
  'drop-search-terms',
  (sql, p: { tenant: string; terms: string; doc: number }) =>
    sql
      .deleteFrom('search_terms')
      .where('tenant_id', '=', p.tenant)
      .where('doc', '=', p.doc)
      .where('term', '=', raw<string>`any(string_to_array(${p.terms}, ' '))`),
  { only: 'postgres' },
)

export const postgresTerms: TermIndex = {
  async add(tx, documents) {
    const rows = documents.flatMap(({ doc, tokens }) => tokens.map((term) => ({ term, doc })))
    if (rows.length === 0) return
    // In the order of the key: neighbours are written together.
    rows.sort((left, right) => (left.term < right.term ? -1 : left.term > right.term ? 1 : left.doc - right.doc))
    await tx.run(addTerms, { terms: rows.map(({ term }) => term).join(' '), docs: rows.map(({ doc }) => doc).join(' ') })
  },
  async change(tx, documents) {
    const added: Tokens[] = []
    for (const { doc, tokens, before } of documents) {
      const [now, then] = [new Set(tokens), new Set(before)]
      await drop(tx, { doc, tokens: before.filter((token) => !now.has(token)) })
      added.push({ doc, tokens: tokens.filter((token) => !then.has(token)) })
    }
    await this.add(tx, added)
  },
  async remove(tx, documents) {
    for (const document of documents) await drop(tx, document)
  },
  find: (look, wanted) => asked(look, wanted).select(['d.doc', 'd.in_stock', 'd.words']).execute(),
  findPlaced: (look, wanted) => asked(look, wanted).select(['d.doc', 'd.price', 'd.name_key']).execute(),
  async count(look, wanted) {
    const found = asked(look, wanted).select('d.doc').as('found')
    const { many } = await look.sql
      .selectFrom(found)
      .select(({ fn }) => fn.countAll<number>().as('many'))
      .executeTakeFirstOrThrow()
    return many
  },
}

async function drop(tx: Parameters<TermIndex['remove']>[0], { doc, tokens }: Tokens): Promise<void> {
  if (tokens.length > 0) await tx.run(dropTerms, { doc, terms: tokens.join(' ') })
}

/** The planner knows which words are rare, and begins with them. */
function asked({ sql, tenant }: Look, { all, none = [], minPrice, maxPrice, offer, after, limit, order = 'oldest' }: Wanted) {
  const has = (tokens: readonly string[]) =>
    sql
      .selectFrom('search_terms as t')
      .select('t.doc')
      .where('t.tenant_id', '=', tenant)
      .whereRef('t.doc', '=', 'd.doc' as never)
      .where('t.term', 'in', [...tokens])
  let query = sql
    .selectFrom('search_documents as d')
    .where('d.tenant_id', '=', tenant)
    .orderBy('d.doc', order === 'oldest' ? 'asc' : 'desc')
    .limit(limit)
  if (after !== null) query = query.where('d.doc', order === 'oldest' ? '>' : '<', after)
  for (const group of all) query = query.where(({ exists }) => exists(has(group)))
  if (none.length > 0) query = query.where(({ not, and, exists }) => not(and(none.map((group) => exists(has(group))))))
  const [min, max] = [minPrice ?? 0, maxPrice ?? Number.MAX_SAFE_INTEGER]
  if (minPrice !== null || maxPrice !== null) query = query.where(costsBetween(sql, { tenant, min, max }))
  if (offer === null) return query
  const { at, holds } = offer
  return holds
    ? query.where('d.offer_from', '<=', at).where('d.offer_until', '>', at)
    : query.where((row) => row.or([row('d.offer_from', '>', at), row('d.offer_until', '<=', at)]))
}
