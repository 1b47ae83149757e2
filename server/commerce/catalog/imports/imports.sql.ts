import { statement, systemStatement } from '../../../platform/sql/statement.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import type { ImportState } from './import.ts'

declare module '../../../platform/sql/sql.ts' {
  interface Tables {
    imports: ImportsTable
    import_pages: ImportPagesTable
  }
}

interface ImportsTable {
  tenant_id: string
  id: string
  kind: 'file' | 'prices'
  state: ImportState
  /** 1 while it changes something, else null. */
  open: number | null
  /** The file's name, or what a change of prices is. */
  title: string
  rules: string
  report: string
  actor_kind: Actor['kind']
  actor: string
  /** Products that are to be written. */
  total: number
  /** While it is read, and in machine time: whose process died is told from whose file is long. */
  lease_until: number | null
  created_at: number
  finished_at: number | null
}

interface ImportPagesTable {
  tenant_id: string
  import_id: string
  page: number
  products: number
  document: string
  state: 'waiting' | 'done'
  /** What could not be taken after all, as other people changed the catalogue meanwhile. */
  failures: string | null
}

const importColumns = [
  'id',
  'kind',
  'state',
  'title',
  'rules',
  'report',
  'actor_kind',
  'actor',
  'total',
  'lease_until',
  'created_at',
  'finished_at',
] as const

export type ImportRow = Pick<ImportsTable, (typeof importColumns)[number]>

/** Null changes: the shop has one under way. */
export const insertImport = statement(
  'insert-import',
  (
    sql,
    p: {
      tenant: string
      id: string
      kind: ImportsTable['kind']
      state: ImportState
      open: number | null
      title: string
      rules: string
      report: string
      actor_kind: Actor['kind']
      actor: string
      lease_until: number
      created_at: number
    },
  ) =>
    sql
      .insertInto('imports')
      .values({
        tenant_id: p.tenant,
        id: p.id,
        kind: p.kind,
        state: p.state,
        open: p.open,
        title: p.title,
        rules: p.rules,
        report: p.report,
        actor_kind: p.actor_kind,
        actor: p.actor,
        total: 0,
        lease_until: p.lease_until,
        created_at: p.created_at,
        finished_at: null,
      })
      .onConflict((row) => row.columns(['tenant_id', 'open']).doNothing()),
)

export const findImport = statement('find-import', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('imports').select(importColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const openImport = statement('open-import', (sql, p: { tenant: string }) =>
  sql.selectFrom('imports').select(importColumns).where('tenant_id', '=', p.tenant).where('open', '=', 1),
)

export const listImportRows = statement('list-imports', (sql, p: { tenant: string; before: string; limit: number }) =>
  sql
    .selectFrom('imports')
    .select(importColumns)
    .where('tenant_id', '=', p.tenant)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)

/** Null changes: it was given up as its process's, who was thought dead. */
export const renewLease = statement('renew-import-lease', (sql, p: { tenant: string; id: string; until: number }) =>
  sql
    .updateTable('imports')
    .set({ lease_until: p.until })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'reading'),
)

/** From one state to another, by whoever comes first. */
export const moveImport = statement(
  'move-import',
  (
    sql,
    p: {
      tenant: string
      id: string
      from: ImportState
      to: ImportState
      open: number | null
      report: string
      total: number
      finished_at: number | null
    },
  ) =>
    sql
      .updateTable('imports')
      .set({ state: p.to, open: p.open, report: p.report, total: p.total, lease_until: null, finished_at: p.finished_at })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id)
      .where('state', '=', p.from),
)

export const insertPage = statement(
  'insert-import-page',
  (sql, p: { tenant: string; import: string; page: number; products: number; document: string }) =>
    sql.insertInto('import_pages').values({
      tenant_id: p.tenant,
      import_id: p.import,
      page: p.page,
      products: p.products,
      document: p.document,
      state: 'waiting',
      failures: null,
    }),
)

export const waitingPages = statement('waiting-import-pages', (sql, p: { tenant: string; import: string; limit: number }) =>
  sql
    .selectFrom('import_pages')
    .select(['page', 'document'])
    .where('tenant_id', '=', p.tenant)
    .where('import_id', '=', p.import)
    .where('state', '=', 'waiting')
    .orderBy('page')
    .limit(p.limit),
)

/** Null changes: somebody else has done it. */
export const takePage = statement('take-import-page', (sql, p: { tenant: string; import: string; page: number }) =>
  sql
    .updateTable('import_pages')
    .set({ state: 'done' })
    .where('tenant_id', '=', p.tenant)
    .where('import_id', '=', p.import)
    .where('page', '=', p.page)
    .where('state', '=', 'waiting'),
)

export const notePageFailures = statement(
  'note-import-page-failures',
  (sql, p: { tenant: string; import: string; page: number; failures: string }) =>
    sql
      .updateTable('import_pages')
      .set({ failures: p.failures })
      .where('tenant_id', '=', p.tenant)
      .where('import_id', '=', p.import)
      .where('page', '=', p.page),
)

export const pageFailures = statement('import-page-failures', (sql, p: { tenant: string; import: string }) =>
  sql
    .selectFrom('import_pages')
    .select('failures')
    .where('tenant_id', '=', p.tenant)
    .where('import_id', '=', p.import)
    .where('failures', 'is not', null)
    .orderBy('page'),
)

export const countDonePages = statement('count-done-import-pages', (sql, p: { tenant: string; import: string }) =>
  sql
    .selectFrom('import_pages')
    .select((row) => row.fn.coalesce(row.fn.sum<number>('products'), row.val(0)).as('products'))
    .where('tenant_id', '=', p.tenant)
    .where('import_id', '=', p.import)
    .where('state', '=', 'done'),
)

export const forgetPages = statement('forget-import-pages', (sql, p: { tenant: string; import: string; until: number }) =>
  sql.deleteFrom('import_pages').where('tenant_id', '=', p.tenant).where('import_id', '=', p.import).where('page', '<', p.until),
)

/** The first page that is left of an import that is over: of this one, or of one before whose process died while it tidied up. */
export const firstPageUpTo = statement('first-import-page-up-to', (sql, p: { tenant: string; import: string }) =>
  sql
    .selectFrom('import_pages')
    .select(['import_id', 'page'])
    .where('tenant_id', '=', p.tenant)
    .where('import_id', '<=', p.import)
    .orderBy('import_id')
    .orderBy('page')
    .limit(1),
)

export const importsUnderWay = systemStatement('imports-under-way', (sql, _p: Record<never, never>) =>
  sql.selectFrom('imports').select(['tenant_id', 'id', 'state', 'lease_until']).where('open', '=', 1).orderBy('tenant_id'),
)

/** One page of the catalogue in the order of ids, for those who go through all of it. */
export const productIdsAfter = statement('product-ids-after', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql
    .selectFrom('products')
    .select(['id', 'sku'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '>', p.after)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(p.limit),
)

/** Which options there are at all: an export has a column for each. */
export const optionsAfter = statement('variant-options-after', (sql, p: { tenant: string; after: string; limit: number }) =>
  sql
    .selectFrom('variants')
    .select(['id', 'options'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '>', p.after)
    .where('state', '=', 'active')
    .orderBy('id')
    .limit(p.limit),
)
