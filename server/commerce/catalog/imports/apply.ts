import type { Transport, Tx } from '../../../platform/events/events.ts'
import type { Database } from '../../../platform/sql/sql.ts'
import type { Log } from '../../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../../platform/timers/due-loop.ts'
import type { World } from '../../../platform/world/world.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import type { Shop } from '../../../shop/shop.ts'
import type { FileProblem } from '../files/problem.ts'
import { putProducts } from '../put.ts'
import { failuresOf } from './failures.ts'
import type { Import } from './import.ts'
import { importsUnderWay, notePageFailures, pageFailures, takePage, waitingPages } from './imports.sql.ts'
import { heaviestPageOf, type Page } from './pages.ts'
import { pricesPage } from './price-pages.ts'
import { forgetAllPages, giveUp, importTopic, moveTo, readImport } from './store.ts'

/** On PostgreSQL a second writes while the first waits for an answer; on SQLite these wait together and are committed together. */
const atOnce = { sqlite: 8, postgres: 2 } as const
const pagesAhead = 32
/**
 * So much of a page's weight is written in a millisecond, though most machines could do more: customers who write meanwhile find the shop
 * free most of the time, and a hundred thousand rows still come in within a minute.
 */
const weightEachMs = 2.35

/**
 * Writes what waits, page by page, each in a unit of its own that also says so: killed at any moment it is continued by whoever
 * comes next, and no page is written twice.
 */
async function applyImport(
  { world, database: { engine } }: Pick<ImportHands, 'world' | 'database'>,
  shop: Shop,
  id: string,
  isStopping: () => boolean,
): Promise<void> {
  const next = turns(world, heaviestPageOf(shop) / weightEachMs)
  const found = await readImport(shop, id)
  if (found?.state !== 'applying') return
  for (;;) {
    const pages = await shop.read(waitingPages, { import: id, limit: pagesAhead })
    if (pages.length === 0) return await finish(shop, found)
    const hand = async () => {
      for (let page = pages.shift(); page; page = pages.shift()) {
        await next()
        if (isStopping()) return
        await applyPage(shop, found, page)
      }
    }
    await Promise.all(Array.from({ length: atOnce[engine] }, hand))
    if (isStopping()) return
  }
}

/** Whoever asks is let in so long after whoever asked before. */
function turns(world: World, everyMs: number): () => Promise<void> {
  let free = world.monotonic()
  return async () => {
    const now = world.monotonic()
    const turn = Math.max(now, free)
    free = turn + everyMs
    if (turn > now) await world.sleep(turn - now)
  }
}

async function applyPage(shop: Shop, found: Import, { page, document }: { page: number; document: string }): Promise<void> {
  const apply = async (tx: Tx) => {
    // The page's row is locked first, and nobody who holds a product ever asks for one.
    if ((await tx.run(takePage, { import: found.id, page })).changes === 0) return
    const by: Actor = { kind: 'import', name: found.id }
    const failures = found.kind === 'prices' ? await pricesPage(tx, found.rules, document, by) : await filePage(tx, document, by)
    if (failures.length > 0) await tx.run(notePageFailures, { import: found.id, page, failures: JSON.stringify(failures) })
  }
  await shop.transaction('catalog.apply-page', apply, { patient: true })
}

async function filePage(tx: Tx, document: string, by: Actor): Promise<FileProblem[]> {
  const { inputs, lines } = JSON.parse(document) as Page
  return failuresOf(await putProducts(tx, inputs, by), (index) => ({ sku: inputs[index]?.sku ?? '', line: lines[index] || null }))
}

async function finish(shop: Shop, { id, report, total }: Import): Promise<void> {
  const failures = (await shop.read(pageFailures, { import: id })).flatMap(({ failures }) => JSON.parse(failures ?? '[]') as FileProblem[])
  const problems = [...report.problems, ...failures]
  const ended = { ...report, problems, problemCount: problems.length }
  await moveTo(shop, id, { from: 'applying', to: 'done', report: ended, total })
  await forgetAllPages(shop, id)
}

export interface ImportHands {
  readonly world: World
  readonly database: Database
  readonly events: { readonly transport: Transport }
  readonly log: Log
  shop(tenant: string, correlation: string | null): Promise<Shop | null>
}

const sweepMs = 30_000

/** Applies what waits, also what a process that died has left behind. */
export function startImports(hands: ImportHands): { stop(): Promise<void> } {
  let stopping = false
  let isFirst = true
  const now = () => hands.database.now()
  const loop = dueLoop(hands.world, {
    name: 'imports',
    now,
    sweepMs,
    log: hands.log,
    nextDue: async () => {
      const under = await hands.database.system.read(importsUnderWay, {})
      const dues = under.map(({ state, lease_until }) => (state === 'applying' ? now() : (lease_until ?? now())))
      return dues.length === 0 ? null : Math.min(...dues)
    },
    run: async () => {
      // On SQLite nobody else reads a file: who did it before us is dead.
      const nobodyElse = isFirst && hands.database.engine === 'sqlite'
      isFirst = false
      for (const { tenant_id, id, state, lease_until } of await hands.database.system.read(importsUnderWay, {})) {
        const shop = await hands.shop(tenant_id, null)
        if (!shop || stopping) continue
        if (state === 'applying') await applyImport(hands, shop, id, () => stopping)
        else if (nobodyElse || (lease_until ?? 0) < now()) await giveUp(shop, id)
      }
    },
  })
  const ear = hands.events.transport.listen((wake) => {
    if (wake.topic === importTopic) loop.wake()
  })
  loop.wake()
  return {
    async stop() {
      stopping = true
      ear.stop()
      await loop.stop()
    },
  }
}
