import type { World } from '../../../platform/world/world.ts'
import { lookIn } from '../../../shop/look.ts'
import type { Shop } from '../../../shop/shop.ts'
import { type CsvStyle, csvOf, csvTitles, jsonOf, type WrittenProduct } from '../files/write.ts'
import { loadProducts } from '../load.ts'
import { declaredVariants, type StoredProduct, visible } from '../product.ts'
import { breathing } from './breath.ts'
import { optionsAfter, productIdsAfter } from './imports.sql.ts'

export type ExportFormat = 'csv' | 'excel' | 'json'

const atOnce = 200

/** The whole catalogue as a file, piece by piece: an import of it brings the same catalogue. */
export async function* exportCatalog(shop: Shop, world: Pick<World, 'soon' | 'monotonic'>, format: ExportFormat): AsyncGenerator<string> {
  const breath = breathing(world)
  const style: CsvStyle = { timezone: shop.tenant.timezone, forExcel: format === 'excel' }
  const options = format === 'json' ? [] : await optionNames(shop)
  yield format === 'json' ? '[' : csvTitles(options, style)
  let isFirst = true
  for await (const products of allProducts(shop)) {
    const written = products.map((product) => {
      const lead = isFirst ? '\n' : ',\n'
      isFirst = false
      return format === 'json' ? lead + JSON.stringify(jsonOf(product)) : csvOf(product, options, style)
    })
    yield written.join('')
    if (breath.isDue()) await breath.take()
  }
  if (format === 'json') yield '\n]\n'
}

async function* allProducts(shop: Shop): AsyncGenerator<WrittenProduct[]> {
  for (let after = ''; ; ) {
    const ids = (await shop.read(productIdsAfter, { after, limit: atOnce })).map(({ id }) => id)
    const products = await loadProducts(lookIn(shop), ids)
    yield ids.flatMap((id) => {
      const product = products.get(id)
      return product?.state === 'active' ? [toWritten(product)] : []
    })
    const last = ids.at(-1)
    if (last === undefined || ids.length < atOnce) return
    after = last
  }
}

function toWritten(stored: StoredProduct): WrittenProduct {
  const product = visible(stored)
  return { ...product, variants: declaredVariants(product) }
}

async function optionNames(shop: Shop): Promise<string[]> {
  const names = new Set<string>()
  const seen = new Set<string>()
  for (let after = ''; ; ) {
    const rows = await shop.read(optionsAfter, { after, limit: 2000 })
    for (const { options } of rows) {
      // Most have the very words of another one.
      if (seen.has(options)) continue
      seen.add(options)
      for (const name of Object.keys(JSON.parse(options) as Record<string, string>)) names.add(name)
    }
    const last = rows.at(-1)
    if (!last || rows.length < 2000) return [...names]
    after = last.id
  }
}
