import type { Outcome } from '../../../platform/outcome.ts'
import { done, refuse } from '../../../platform/outcome.ts'
import { systemEvent, tellOperators } from '../../../platform/system-events/system-events.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import type { Shop } from '../../../shop/shop.ts'
import { emptyReport, type Import, type ImportReport } from './import.ts'
import {
  countDonePages,
  findImport,
  firstPageUpTo,
  forgetPages,
  type ImportRow,
  insertImport,
  listImportRows,
  moveImport,
  openImport,
} from './imports.sql.ts'

export interface UnderWay {
  code: 'import_under_way'
  import: string
}

/** How long a process that reads a file may be silent before it is thought dead. */
export const leaseMs = 60_000

export interface NewImport {
  kind: Import['kind']
  title: string
  rules: Readonly<Record<string, unknown>>
  by: Actor
  /** Whether it will change something: a shop has one of those at a time. */
  changes: boolean
}

/**
 * Writes down that something begins. `isMine` is false where the same request came before and is at work: the unit answers with what
 * it answered then.
 */
export async function beginImport(asked: Shop, wanted: NewImport): Promise<Outcome<{ id: string; isMine: boolean }, UnderWay>> {
  const mine = asked.ids()
  const begun = await asked.transaction('catalog.begin-import', async (tx): Promise<{ id: string; by: string } | null> => {
    const id = tx.ids()
    const { changes } = await tx.run(insertImport, {
      id,
      kind: wanted.kind,
      state: 'reading',
      open: wanted.changes ? 1 : null,
      title: wanted.title,
      rules: JSON.stringify(wanted.rules),
      report: JSON.stringify(emptyReport),
      actor_kind: wanted.by.kind,
      actor: wanted.by.name,
      lease_until: tx.now() + leaseMs,
      created_at: tx.clock.now(),
    })
    return changes === 1 ? { id, by: mine } : null
  })
  if (begun) return done({ id: begun.id, isMine: begun.by === mine })
  const other = (await asked.read(openImport, {}))[0]
  return refuse({ code: 'import_under_way', import: other?.id ?? '' })
}

export interface Ending {
  from: Import['state']
  to: Import['state']
  report: ImportReport
  total: number
}

const importDone = systemEvent<{ import: string; products: number; problems: number }>('import.done', 'info', {
  es: 'El catálogo se actualizó: {products} productos',
  pt: 'O catálogo foi atualizado: {products} produtos',
  en: 'The catalogue was changed: {products} products',
})

const importDoneInPart = systemEvent<{ import: string; products: number; problems: number }>('import.done-in-part', 'warn', {
  es: 'El catálogo se actualizó, salvo {problems} productos que no se pudieron tomar',
  pt: 'O catálogo foi atualizado, menos {problems} produtos que não puderam ser aceitos',
  en: 'The catalogue was changed but for {problems} products that could not be taken',
})

const importInterrupted = systemEvent<{ import: string }>('import.interrupted', 'warn', {
  es: 'La lectura de un catálogo se interrumpió: hay que enviarlo otra vez',
  pt: 'A leitura de um catálogo foi interrompida: é preciso enviá-lo de novo',
  en: 'A catalogue was interrupted while it was read: it has to be sent again',
})

/** False when somebody else was faster. */
export async function moveTo(shop: Shop, id: string, { from, to, report, total }: Ending): Promise<boolean> {
  const goesOn = to === 'applying'
  return await shop.transaction('catalog.move-import', async (tx) => {
    const finished_at = goesOn ? null : tx.clock.now()
    const { changes } = await tx.run(moveImport, {
      id,
      from,
      to,
      open: goesOn ? 1 : null,
      report: JSON.stringify(report),
      total,
      finished_at,
    })
    if (to === 'done' && changes === 1)
      await tellOperators(tx, report.problems.length === 0 ? importDone : importDoneInPart, {
        import: id,
        products: total,
        problems: report.problems.length,
      })
    if (to === 'interrupted' && changes === 1) await tellOperators(tx, importInterrupted, { import: id })
    if (goesOn && changes === 1) tx.wake(`import ${id}`, importTopic)
    return changes === 1
  })
}

/** Whoever applies imports listens for it. */
export const importTopic = 'catalog.import'

export async function readImport(shop: Shop, id: string): Promise<Import | null> {
  const row = (await shop.read(findImport, { id }))[0]
  return row ? await toImport(shop, row) : null
}

/** The newest first. */
export async function listImports(
  shop: Shop,
  page: { limit: number; before?: string | undefined },
): Promise<{ items: Import[]; next: string | null }> {
  const rows = await shop.read(listImportRows, { before: page.before ?? '~', limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  return {
    items: await Promise.all(shown.map((row) => toImport(shop, row))),
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function toImport(shop: Shop, row: ImportRow): Promise<Import> {
  const isOver = row.state !== 'applying' && row.state !== 'reading'
  const isDead = row.state === 'reading' && row.lease_until !== null && row.lease_until < shop.machine()
  return {
    id: row.id,
    kind: row.kind,
    state: isDead ? 'interrupted' : row.state,
    title: row.title,
    rules: JSON.parse(row.rules),
    report: JSON.parse(row.report),
    by: { kind: row.actor_kind, name: row.actor },
    total: row.total,
    done: isOver ? row.total : await doneOf(shop, row.id),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

async function doneOf(shop: Shop, id: string): Promise<number> {
  return Number((await shop.read(countDonePages, { import: id }))[0]?.products ?? 0)
}

/** Whoever read the file is dead or failed: nothing was changed, and the shop is free for the next. */
export async function giveUp(shop: Shop, id: string): Promise<void> {
  const found = await readImport(shop, id)
  if (!found) return
  await moveTo(shop, id, { from: 'reading', to: 'interrupted', report: found.report, total: 0 })
}

const pagesAtOnce = 100

/** Of an import that is over, in small units too: they are as many as the file was long. */
export async function forgetAllPages(shop: Shop, id: string): Promise<void> {
  for (;;) {
    const first = (await shop.read(firstPageUpTo, { import: id }))[0]
    if (!first) return
    const range = { import: first.import_id, until: first.page + pagesAtOnce }
    await shop.transaction('catalog.forget-pages', async (tx) => void (await tx.run(forgetPages, range)), { patient: true })
  }
}
