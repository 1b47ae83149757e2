import { type Kysely, sql as raw } from 'kysely'
import type { Tables } from '../../../platform/sql/sql.ts'
import { type Statement, statement } from '../../../platform/sql/statement.ts'
import { costsBetween } from './documents.sql.ts'
import type { Sort } from './query.ts'
import type { Placed } from './terms.ts'

/** A walk begins behind a place: what stands there, and its document. */
export type Step = {
  tenant: string
  category: string
  value: number | string
  doc: number
  min: number
  max: number
  at: number
  /** Whether its offer holds, as 0 or 1: between these. */
  least: number
  most: number
  limit: number
}

export type Passed = Placed & { filters: string }
export type WalkedSort = Exclude<Sort, 'relevance' | 'oldest' | 'newest'>

interface Walk {
  readonly whole: Statement<Omit<Step, 'tenant'>, Passed>
  /** Of the products that lie in one category, and not below it. */
  readonly category: Statement<Omit<Step, 'tenant'>, Passed>
}

function shelf(sql: Kysely<Tables>, p: Step, part: keyof Walk) {
  const isOffer = raw<number>`case when d.offer_from <= ${p.at} and d.offer_until > ${p.at} then 1 else 0 end`
  const rows = sql
    .selectFrom('search_documents as d')
    .select(['d.doc', 'd.price', 'd.name_key', 'd.filters'])
    .where('d.tenant_id', '=', p.tenant)
    .where(costsBetween(sql, p))
    .where(isOffer, '>=', p.least)
    .where(isOffer, '<=', p.most)
    .limit(p.limit)
  return part === 'whole' ? rows : rows.where('d.category', '=', p.category)
}

/** Each along an index, so that a page costs what a page costs, however far into the shelf it is. */
function walk(name: string, direction: 'asc' | 'desc', column: 'price' | 'name_key'): Walk {
  const beyond = direction === 'asc' ? '>' : '<'
  const along = (part: keyof Walk) =>
    statement(`walk-${name}-of-${part}`, (sql, p: Step) =>
      shelf(sql, p, part)
        .where(({ eb, refTuple, tuple }) => eb(refTuple(`d.${column}`, 'd.doc'), beyond, tuple(p.value as never, p.doc)))
        .orderBy(`d.${column}`, direction)
        .orderBy('d.doc', direction),
    )
  return { whole: along('whole'), category: along('category') }
}

export const walks: Readonly<Record<WalkedSort, Walk>> = {
  price: walk('price', 'asc', 'price'),
  '-price': walk('price-down', 'desc', 'price'),
  name: walk('name', 'asc', 'name_key'),
  '-name': walk('name-down', 'desc', 'name_key'),
}

export const listPaths = statement('list-category-paths', (sql, p: { tenant: string }) =>
  sql.selectFrom('categories').select('path').where('tenant_id', '=', p.tenant),
)
