import { done, type Outcome, refuse } from '../../../platform/outcome.ts'
import type { World } from '../../../platform/world/world.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import type { Shop } from '../../../shop/shop.ts'
import { apiName } from '../change.ts'
import type { Doubt, ReadProduct, RecognisedFile } from '../files/file-product.ts'
import { readCatalogFile } from '../files/read.ts'
import { type Breath, breathing } from './breath.ts'
import { checkProducts, doubtsLeft } from './check.ts'
import { Findings, type Import, type ImportRules } from './import.ts'
import { productIdsAfter } from './imports.sql.ts'
import { Pages } from './pages.ts'
import { beginImport, forgetAllPages, giveUp, moveTo, readImport, type UnderWay } from './store.ts'

export interface CatalogFile {
  bytes: Uint8Array
  /** As people call it. */
  title: string
}

export interface ReadingAround {
  world: Pick<World, 'soon' | 'monotonic'>
  /** Where the shop is seen from outside. */
  publicUrl: string
}

/** So many products are held against the shop in one question. */
const checkedAtOnce = 50
const idsAtOnce = 500

/**
 * Reads a whole file and holds all of it against the shop before the first product is changed: then it waits in pages for whoever
 * applies them, or it is refused with everything that is wrong. `asked` is the shop in which the request takes effect once.
 */
export async function importCatalog(
  shop: Shop,
  asked: Shop,
  around: ReadingAround,
  file: CatalogFile,
  rules: ImportRules,
  by: Actor,
): Promise<Outcome<Import, UnderWay>> {
  const begun = await beginImport(asked, { kind: 'file', title: file.title, rules: { ...rules }, by, changes: !rules.dryRun })
  if (!begun.ok) return begun
  const { id, isMine } = begun.value
  if (isMine) await new ReadingIn(shop, around, id, rules).run(file.bytes)
  const made = await readImport(shop, id)
  return made ? done(made) : refuse({ code: 'import_under_way', import: id })
}

class ReadingIn {
  private readonly shop: Shop
  private readonly id: string
  private readonly rules: ImportRules
  private readonly publicUrl: string
  private readonly breath: Breath
  private readonly findings = new Findings()
  private readonly pages: Pages
  /** What the file names: the rest goes where it replaces the catalogue. */
  private readonly named = new Set<string>()
  private waiting: ReadProduct[] = []
  private doubts: Doubt[] = []

  constructor(shop: Shop, { world, publicUrl }: ReadingAround, id: string, rules: ImportRules) {
    this.shop = shop
    this.id = id
    this.rules = rules
    this.publicUrl = publicUrl
    this.breath = breathing(world)
    this.pages = new Pages(shop, id)
  }

  async run(bytes: Uint8Array): Promise<void> {
    try {
      await this.readAndEnd(bytes)
    } catch (error) {
      // Nothing was changed: the shop is free for the next one at once, and not only when the lease has run out.
      await giveUp(this.shop, this.id)
      throw error
    }
  }

  private async readAndEnd(bytes: Uint8Array): Promise<void> {
    const recognised = await this.read(bytes)
    if (this.rules.replace && this.isFine) await this.removeTheRest()
    if (this.isWriting) await this.pages.end()
    const { total } = this.pages
    const report = this.findings.report(recognised)
    const to = !this.isFine ? 'refused' : this.rules.dryRun ? 'checked' : total === 0 ? 'done' : 'applying'
    await moveTo(this.shop, this.id, { from: 'reading', to, report, total: to === 'applying' ? total : 0 })
    if (to !== 'applying') await forgetAllPages(this.shop, this.id)
  }

  private get isFine(): boolean {
    return this.findings.problemCount === 0
  }

  /** One problem is enough for nothing to be written; the rest is still read, so that all of them are told. */
  private get isWriting(): boolean {
    return this.isFine && !this.rules.dryRun
  }

  private async read(bytes: Uint8Array): Promise<RecognisedFile | null> {
    const { decimal, dates, encoding } = this.rules
    const { currency, timezone } = this.shop.tenant
    const steps = readCatalogFile(bytes, {
      currency,
      timezone,
      ...(decimal ? { decimal } : {}),
      ...(dates ? { dates } : {}),
      ...(encoding ? { encoding } : {}),
    })
    for (;;) {
      const step = steps.next()
      if (step.done) {
        await this.check()
        return step.value
      }
      if (step.value?.kind === 'problem') this.findings.problem(step.value.problem)
      else if (step.value?.kind === 'note') this.findings.note(step.value.note)
      else if (step.value?.kind === 'product') this.waiting.push(step.value.read)
      else if (step.value?.kind === 'doubt') this.doubts.push(step.value.doubt)
      if (this.waiting.length + this.doubts.length >= checkedAtOnce) await this.check()
      if (this.breath.isDue()) await this.breath.take()
    }
  }

  private async check(): Promise<void> {
    const { waiting: reads, doubts } = this
    this.waiting = []
    this.doubts = []
    if (reads.length === 0 && doubts.length === 0) return
    await this.pages.stayAlive()
    for (const problem of await doubtsLeft(this.shop, doubts)) this.findings.problem(problem)
    const { replace } = this.rules
    const all = await checkProducts(this.shop, reads, { replace, publicUrl: this.publicUrl })
    for (const [index, checked] of all.entries()) {
      if (checked.kind === 'refused') {
        for (const problem of checked.problems) this.findings.problem(problem)
        continue
      }
      const { input, change, notes } = checked
      for (const note of notes) this.findings.note(note)
      this.named.add(input.sku)
      const { before, after, fields, variants } = change
      const isNew = before === null || (before.state === 'off' && after.state === 'active')
      if (!isNew && fields.length === 0 && variants.length === 0) {
        this.findings.counts.unchanged++
        continue
      }
      this.findings.change({ sku: input.sku, change: isNew ? 'created' : 'updated', fields: isNew ? [] : fields.map(apiName) })
      if (this.isWriting) await this.pages.add(input, reads[index]?.place(['sku']).line ?? 0)
      if (this.breath.isDue()) await this.breath.take()
    }
  }

  private async removeTheRest(): Promise<void> {
    for (let after = ''; ; ) {
      const found = await this.shop.read(productIdsAfter, { after, limit: idsAtOnce })
      for (const { sku } of found) {
        if (this.named.has(sku)) continue
        this.findings.change({ sku, change: 'removed', fields: [] })
        if (this.isWriting) await this.pages.add({ sku, state: 'off' }, 0)
      }
      const last = found.at(-1)
      if (!last || found.length < idsAtOnce) return
      after = last.id
    }
  }
}
