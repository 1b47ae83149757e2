import { join } from 'node:path'
import { oneProduct } from '../goods/questions.ts'
import type { Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import type { Traffic } from '../load/traffic.ts'

export const traffic: Traffic = { done: 'answered', request: oneProduct }

export const row: Row<SaleFigure> = {
  name: 'product',
  measures: `GET /products/{id}: one product by its SKU, of 300; ${saleLoad}`,
  probe: 'a bare node:http server that reads a product by its primary key, as the JSON that is sent',
  figures: saleFigures,
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products: 300 })
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'search.ts'), { PRODUCTS: '300' })
    return saleSides(load, shop, bare)
  },
}
