import { statement, systemStatement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    erasures: ErasuresTable
    /** Hashes of every id that somebody had who was erased: a file that still names one of them brings nobody back. */
    erased_people: { tenant_id: string; person: string; erasure_id: string }
    /** Under what something of the person may still be kept; empty when the erasure is done. */
    erasure_keys: { tenant_id: string; erasure_id: string; kind: KeyKind; key: string }
  }
}

type KeyKind = 'customer' | 'conversation'

interface ErasuresTable {
  tenant_id: string
  id: string
  /** How many of what, by its name. */
  erased: string
  kept: string
  asked_by: string
  asked_at: number
  /** When somebody should carry it on, in machine time: later than now while somebody does, null when it is done. */
  due: number | null
  done_at: number | null
}

export const insertErasure = statement(
  'insert-erasure',
  (sql, p: { tenant: string; id: string; erased: string; kept: string; asked_by: string; asked_at: number; due: number }) =>
    sql.insertInto('erasures').values({
      tenant_id: p.tenant,
      id: p.id,
      erased: p.erased,
      kept: p.kept,
      asked_by: p.asked_by,
      asked_at: p.asked_at,
      due: p.due,
      done_at: null,
    }),
)

export const findErasureRow = statement('find-erasure', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('erasures')
    .select(['id', 'erased', 'kept', 'asked_by', 'asked_at', 'done_at'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

export const noteErased = statement('note-erased', (sql, p: { tenant: string; id: string; erased: string; kept: string; due: number }) =>
  sql
    .updateTable('erasures')
    .set({ erased: p.erased, kept: p.kept, due: p.due })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('done_at', 'is', null),
)

export const finishErasure = statement('finish-erasure', (sql, p: { tenant: string; id: string; at: number }) =>
  sql
    .updateTable('erasures')
    .set({ due: null, done_at: p.at })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('done_at', 'is', null),
)

/** The count decides who carries it on. */
export const claimErasure = statement('claim-erasure', (sql, p: { tenant: string; id: string; now: number; lapses: number }) =>
  sql.updateTable('erasures').set({ due: p.lapses }).where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('due', '<=', p.now),
)

export const handErasureOn = statement('hand-erasure-on', (sql, p: { tenant: string; id: string; due: number }) =>
  sql.updateTable('erasures').set({ due: p.due }).where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('due', 'is not', null),
)

export const insertErased = statement('insert-erased', (sql, p: { tenant: string; person: string; erasure: string }) =>
  sql.insertInto('erased_people').values({ tenant_id: p.tenant, person: p.person, erasure_id: p.erasure }),
)

export const findErased = statement('find-erased', (sql, p: { tenant: string; person: string }) =>
  sql.selectFrom('erased_people').select('erasure_id').where('tenant_id', '=', p.tenant).where('person', '=', p.person),
)

export const listErased = statement('list-erased', (sql, p: { tenant: string }) =>
  sql.selectFrom('erased_people').select('person').where('tenant_id', '=', p.tenant),
)

export const insertKey = statement('insert-erasure-key', (sql, p: { tenant: string; erasure: string; kind: KeyKind; key: string }) =>
  sql
    .insertInto('erasure_keys')
    .values({ tenant_id: p.tenant, erasure_id: p.erasure, kind: p.kind, key: p.key })
    .onConflict((row) => row.columns(['tenant_id', 'erasure_id', 'kind', 'key']).doNothing()),
)

export const listKeys = statement('list-erasure-keys', (sql, p: { tenant: string; erasure: string; kind: KeyKind }) =>
  sql
    .selectFrom('erasure_keys')
    .select('key')
    .where('tenant_id', '=', p.tenant)
    .where('erasure_id', '=', p.erasure)
    .where('kind', '=', p.kind)
    .orderBy('key'),
)

/** Whether something is being erased that is kept under this. */
export const findKey = statement('find-erasure-key', (sql, p: { tenant: string; kind: KeyKind; key: string }) =>
  sql
    .selectFrom('erasure_keys')
    .select('erasure_id')
    .where('tenant_id', '=', p.tenant)
    .where('kind', '=', p.kind)
    .where('key', '=', p.key)
    .limit(1),
)

export const forgetKeys = statement('forget-erasure-keys', (sql, p: { tenant: string; erasure: string }) =>
  sql.deleteFrom('erasure_keys').where('tenant_id', '=', p.tenant).where('erasure_id', '=', p.erasure),
)

export const dueErasures = systemStatement('due-erasures', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('erasures')
    .select(['tenant_id', 'id'])
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstDueErasure = systemStatement('first-due-erasure', (sql, _p: Record<never, never>) =>
  sql.selectFrom('erasures').select('due').where('due', 'is not', null).orderBy('due').limit(1),
)

/** Where one process owns the database, whoever carried one of them on when it starts is dead. */
export const freeErasures = systemStatement('free-erasures', (sql, p: { now: number }) =>
  sql.updateTable('erasures').set({ due: p.now }).where('due', 'is not', null),
)
