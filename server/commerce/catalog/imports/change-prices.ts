import { done, type Outcome, refuse } from '../../../platform/outcome.ts'
import type { World } from '../../../platform/world/world.ts'
import type { Actor } from '../../../shop/audit/audit.ts'
import { lookIn } from '../../../shop/look.ts'
import type { Shop } from '../../../shop/shop.ts'
import { loadProducts, ownersOf } from '../load.ts'
import { activeVariants, categoryPath, type StoredProduct } from '../product.ts'
import { breathing } from './breath.ts'
import { emptyReport, type Import } from './import.ts'
import { insertPage, productIdsAfter, renewLease } from './imports.sql.ts'
import { repriced } from './price-pages.ts'
import { newPrice, type PriceRule } from './prices.ts'
import { beginImport, giveUp, leaseMs, moveTo, readImport, type UnderWay } from './store.ts'

/** Whose prices: all of what is given has to hold. */
export interface PriceSelection {
  category?: string | undefined
  brand?: string | undefined
  storefront?: string | undefined
  skus?: readonly string[] | undefined
}

/** One price as it is and as it will be. */
export interface PriceChange {
  sku: string
  name: string
  from: number
  to: number
}

export interface PriceOutlook {
  /** Products in the selection, and those of them that will cost something else. */
  selected: number
  changed: number
  /** The first of them, variants with a price of their own beside their product. */
  first: PriceChange[]
  /** SKUs that were named and that nothing has. */
  unknown: string[]
}

const shownAtMost = 50
const idsAtOnce = 200
const idsOnPage = 32

/** What a change of prices would do. Nothing is changed. */
export async function previewPrices(
  shop: Shop,
  world: Pick<World, 'soon' | 'monotonic'>,
  selection: PriceSelection,
  rule: PriceRule,
): Promise<PriceOutlook> {
  return await look(shop, world, selection, rule, async () => {})
}

/** Puts all products that will cost something else into pages, for whoever applies them. */
export async function changePrices(
  shop: Shop,
  asked: Shop,
  world: Pick<World, 'soon' | 'monotonic'>,
  wanted: { selection: PriceSelection; rule: PriceRule; title: string },
  by: Actor,
): Promise<Outcome<{ made: Import; outlook: PriceOutlook | null }, UnderWay>> {
  const { selection, rule, title } = wanted
  const begun = await beginImport(asked, { kind: 'prices', title, rules: { selection, rule }, by, changes: true })
  if (!begun.ok) return begun
  const { id, isMine } = begun.value
  const outlook = isMine ? await stage(shop, world, id, selection, rule) : null
  const made = await readImport(shop, id)
  return made ? done({ made, outlook }) : refuse({ code: 'import_under_way', import: id })
}

async function stage(
  shop: Shop,
  world: Pick<World, 'soon' | 'monotonic'>,
  id: string,
  selection: PriceSelection,
  rule: PriceRule,
): Promise<PriceOutlook> {
  let page = 0
  try {
    const outlook = await look(shop, world, selection, rule, async (ids) => {
      await shop.transaction('catalog.stage-prices', async (tx) => {
        if ((await tx.run(renewLease, { id, until: tx.now() + leaseMs })).changes === 0) throw new Error(`import ${id} was given up`)
        for (let from = 0, at = page; from < ids.length; from += idsOnPage, at++) {
          const some = ids.slice(from, from + idsOnPage)
          await tx.run(insertPage, { import: id, page: at, products: some.length, document: JSON.stringify({ ids: some }) })
        }
      })
      page += Math.ceil(ids.length / idsOnPage)
    })
    const { selected, changed } = outlook
    const report = { ...emptyReport, counts: { ...emptyReport.counts, updated: changed, unchanged: selected - changed } }
    await moveTo(shop, id, { from: 'reading', to: changed === 0 ? 'done' : 'applying', report, total: changed })
    return outlook
  } catch (error) {
    await giveUp(shop, id)
    throw error
  }
}

async function look(
  shop: Shop,
  world: Pick<World, 'soon' | 'monotonic'>,
  selection: PriceSelection,
  rule: PriceRule,
  take: (ids: string[]) => Promise<void>,
): Promise<PriceOutlook> {
  const breath = breathing(world)
  const outlook: PriceOutlook = { selected: 0, changed: 0, first: [], unknown: [] }
  for await (const products of selected(shop, selection, outlook)) {
    const changed = products.filter((product) => repriced(product, rule) !== null)
    outlook.selected += products.length
    outlook.changed += changed.length
    for (const product of changed) show(outlook, product, rule)
    if (changed.length > 0) await take(changed.map(({ id }) => id))
    if (breath.isDue()) await breath.take()
  }
  return outlook
}

/** In parts, and in the order of their ids. */
async function* selected(shop: Shop, selection: PriceSelection, outlook: PriceOutlook): AsyncGenerator<StoredProduct[]> {
  const holds = (product: StoredProduct) => product.state === 'active' && isSelected(product, selection)
  const inOrder = async (ids: readonly string[]) => {
    const products = await loadProducts(lookIn(shop), ids)
    return ids.flatMap((id) => products.get(id) ?? [])
  }
  if (selection.skus) {
    const owners = await ownersOf(lookIn(shop), [...new Set(selection.skus)])
    outlook.unknown = selection.skus.filter((sku) => !owners.has(sku))
    const ids = [...new Set(owners.values())].toSorted()
    for (let from = 0; from < ids.length; from += idsAtOnce) yield (await inOrder(ids.slice(from, from + idsAtOnce))).filter(holds)
    return
  }
  for (let after = ''; ; ) {
    const found = await shop.read(productIdsAfter, { after, limit: idsAtOnce })
    const ids = found.map(({ id }) => id)
    yield (await inOrder(ids)).filter(holds)
    const last = ids.at(-1)
    if (last === undefined || ids.length < idsAtOnce) return
    after = last
  }
}

function isSelected(product: StoredProduct, { category, brand, storefront }: PriceSelection): boolean {
  if (brand !== undefined && product.brand.toLowerCase() !== brand.trim().toLowerCase()) return false
  if (storefront !== undefined && product.storefront !== storefront) return false
  if (category === undefined) return true
  const [wanted, has] = [categoryPath(category).toLowerCase(), product.category.toLowerCase()]
  return has === wanted || has.startsWith(`${wanted}/`)
}

function show({ first }: PriceOutlook, product: StoredProduct, rule: PriceRule): void {
  const { sku, name, price } = product
  const changes = [
    { sku, from: price },
    ...activeVariants(product).flatMap(({ sku, ownPrice }) => (ownPrice === null ? [] : [{ sku, from: ownPrice }])),
  ]
  for (const { sku, from } of changes) {
    const to = newPrice(from, rule)
    if (to !== from && first.length < shownAtMost) first.push({ sku, name, from, to })
  }
}
