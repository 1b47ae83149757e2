import { createHash } from 'node:crypto'
import { type Kysely, sql as raw } from 'kysely'
import type { Look } from '../../../platform/sql/reading.ts'
import type { Tables } from '../../../platform/sql/sql.ts'
import { type Statement, statement } from '../../../platform/sql/statement.ts'
import { costsBetween } from './documents.sql.ts'
import { remember } from './remember.ts'
import type { Order, TermIndex, Wanted } from './terms.ts'

const only = { only: 'sqlite' } as const

const putTokens = statement(
  'put-search-tokens',
  (sql, p: { tenant: string; doc: number; tokens: string }) => sql.insertInto('search_index').values({ rowid: p.doc, tokens: p.tokens }),
  only,
)

const dropTokens = statement(
  'drop-search-tokens',
  (sql, p: { tenant: string; doc: number }) => sql.deleteFrom('search_index').where('rowid', '=', p.doc),
  only,
)

type InOrder = { tenant: string; after: number; limit: number; min: number; max: number; at: number; holds: -1 | 0 | 1 }
type Matching = InOrder & { match: string }

const ranked = ['d.doc', 'd.in_stock', 'd.words'] as const
const placed = ['d.doc', 'd.price', 'd.name_key'] as const
type Column = (typeof ranked | typeof placed)[number]

/** -1 for all, else those whose offer holds, or those that have none that does. */
const ofOffer = ({ at, holds }: InOrder) => raw<boolean>`(${holds} = -1 or (d.offer_from <= ${at} and d.offer_until > ${at}) = ${holds})`

const beyond = { oldest: '>', newest: '<' } as const
const directions = { oldest: 'asc', newest: 'desc' } as const
const beginnings = { oldest: 0, newest: Number.MAX_SAFE_INTEGER } as const

/** Without words or filters there is nothing to ask the index for. */
const inOrder = <Some extends Column>(sql: Kysely<Tables>, p: InOrder, columns: readonly Some[], order: Order) =>
  sql
    .selectFrom('search_documents as d')
    .select(columns)
    .where('d.tenant_id', '=', p.tenant)
    .where('d.doc', beyond[order], p.after)
    .where(costsBetween(sql, p))
    .where(ofOffer(p))
    .orderBy('d.doc', directions[order])
    .limit(p.limit)

const matching = <Some extends Column>(sql: Kysely<Tables>, p: Matching, columns: readonly Some[], order: Order) =>
  sql
    .selectFrom('search_index')
    .innerJoin('search_documents as d', 'd.doc', 'search_index.rowid')
    .select(columns)
    .where('search_index', 'match', p.match)
    .where('search_index.rowid', beyond[order], p.after)
    .where('d.tenant_id', '=', p.tenant)
    .where(costsBetween(sql, p))
    .where(ofOffer(p))
    .orderBy('search_index.rowid', directions[order])
    .limit(p.limit)

const shapes = <Some extends Column>(name: string, columns: readonly Some[], order: Order) => ({
  inOrder: statement(`search-${name}-in-order`, (sql, p: InOrder) => inOrder(sql, p, columns, order), only),
  matching: statement(`search-${name}-matching`, (sql, p: Matching) => matching(sql, p, columns, order), only),
})

const statements = {
  ranked: shapes('ranked', ranked, 'oldest'),
  oldest: shapes('oldest', placed, 'oldest'),
  newest: shapes('newest', placed, 'newest'),
  counted: {
    inOrder: statement('count-search-in-order', (sql, p: InOrder) => counted(sql, inOrder(sql, p, ['d.doc'], 'oldest')), only),
    matching: statement('count-search-matching', (sql, p: Matching) => counted(sql, matching(sql, p, ['d.doc'], 'oldest')), only),
  },
}

function counted(sql: Kysely<Tables>, found: ReturnType<typeof inOrder<'d.doc'>> | ReturnType<typeof matching<'d.doc'>>) {
  return sql.selectFrom(found.as('found')).select(({ fn }) => fn.countAll<number>().as('many'))
}

/** The most frequent count of all, and no document is read for it: a tenant's words in the index are his alone. */
const countTokens = statement(
  'count-search-tokens',
  (sql, p: { tenant: string; match: string; limit: number }) =>
    sql
      .selectFrom(sql.selectFrom('search_index').select('rowid').where('search_index', 'match', p.match).limit(p.limit).as('found'))
      .select(({ fn }) => fn.countAll<number>().as('many')),
  only,
)

/** The whole shelf, along an index: their documents are long. */
const countShelf = statement(
  'count-search-shelf',
  (sql, p: { tenant: string; limit: number }) =>
    sql
      .selectFrom(sql.selectFrom('search_documents').select('price').where('tenant_id', '=', p.tenant).limit(p.limit).as('found'))
      .select(({ fn }) => fn.countAll<number>().as('many')),
  only,
)

/** The index is one for all tenants: each has its own words in it, and a document is read only where it is his. */
export const sqliteTerms: TermIndex = {
  async add(tx, documents) {
    const own = ownWords(tx.tenant)
    for (const { doc, tokens } of documents) await tx.run(putTokens, { doc, tokens: tokens.map(own).join(' ') })
  },
  async change(tx, documents) {
    await this.remove(tx, documents)
    await this.add(tx, documents)
  },
  async remove(tx, documents) {
    for (const { doc } of documents) await tx.run(dropTokens, { doc })
  },
  find: (look, wanted) => read(look, statements.ranked, wanted),
  findPlaced: (look, wanted) => read(look, statements[wanted.order ?? 'oldest'], wanted),
  async count(look, wanted) {
    const { limit, minPrice, maxPrice, offer } = wanted
    const match = matchOf(look.tenant, wanted)
    const count = () => {
      if (minPrice !== null || maxPrice !== null || offer !== null) return read(look, statements.counted, wanted)
      return match === '' ? look.read(countShelf, { limit }) : look.read(countTokens, { match, limit })
    }
    const rows = await count()
    return rows[0]?.many ?? 0
  },
}

interface Shapes<Row> {
  inOrder: Statement<Omit<InOrder, 'tenant'>, Row>
  matching: Statement<Omit<Matching, 'tenant'>, Row>
}

async function read<Row>(look: Look, shapes: Shapes<Row>, wanted: Wanted): Promise<Row[]> {
  const { limit, minPrice, maxPrice, offer } = wanted
  const after = wanted.after ?? beginnings[wanted.order ?? 'oldest']
  const match = matchOf(look.tenant, wanted)
  const holds = offer === null ? -1 : offer.holds ? 1 : 0
  const asked = { after, limit, min: minPrice ?? 0, max: maxPrice ?? Number.MAX_SAFE_INTEGER, at: offer?.at ?? 0, holds } as const
  return match === '' ? await look.read(shapes.inOrder, asked) : await look.read(shapes.matching, { ...asked, match })
}

function matchOf(tenant: string, { all, none = [] }: Wanted): string {
  const own = ownWords(tenant)
  const group = (tokens: readonly string[]) => `(${tokens.map((token) => `"${own(token)}"`).join(' OR ')})`
  const wanted = all.map(group).join(' AND ')
  return none.length === 0 ? wanted : `(${wanted}) NOT (${none.map(group).join(' AND ')})`
}

const prefixOf = remember(1000, (tenant) => createHash('md5').update(tenant).digest('hex').slice(0, 12))

function ownWords(tenant: string): (token: string) => string {
  const prefix = prefixOf(tenant)
  return (token) => `${prefix}${token}`
}
