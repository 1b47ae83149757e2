import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    erasures: ErasuresTable
  }
}

interface ErasuresTable {
  tenant_id: string
  id: string
  /** Hashes of every id the person had, as a list: a file that still names one of them brings nobody back. */
  people: string
  /** The ids themselves, as long as there is work to do under them; empty afterwards. */
  customers: string
  /** How many of what, by its name. */
  erased: string
  kept: string
  asked_by: string
  asked_at: number
  done_at: number | null
}

export const insertErasure = statement(
  'insert-erasure',
  (
    sql,
    p: { tenant: string; id: string; people: string; customers: string; erased: string; kept: string; asked_by: string; asked_at: number },
  ) =>
    sql.insertInto('erasures').values({
      tenant_id: p.tenant,
      id: p.id,
      people: p.people,
      customers: p.customers,
      erased: p.erased,
      kept: p.kept,
      asked_by: p.asked_by,
      asked_at: p.asked_at,
      done_at: null,
    }),
)

export const findErasure = statement('find-erasure', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('erasures')
    .select(['id', 'customers', 'erased', 'kept', 'asked_by', 'asked_at', 'done_at'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

export const noteErased = statement('note-erased', (sql, p: { tenant: string; id: string; erased: string; kept: string }) =>
  sql.updateTable('erasures').set({ erased: p.erased, kept: p.kept }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const finishErasure = statement('finish-erasure', (sql, p: { tenant: string; id: string; at: number }) =>
  sql.updateTable('erasures').set({ customers: '[]', done_at: p.at }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const listErased = statement('list-erased', (sql, p: { tenant: string }) =>
  sql.selectFrom('erasures').select('people').where('tenant_id', '=', p.tenant),
)
