import { join } from 'node:path'
import { oneSku } from '../goods/questions.ts'
import type { Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import { keyOf } from '../harness/shop.ts'
import type { Traffic } from '../load/traffic.ts'

export const traffic: Traffic = {
  done: 'answered',
  request: (number) => ({ method: 'GET', path: `/api/v1/products/${oneSku(number)}`, headers: { 'x-api-key': keyOf(number) } }),
}

export const row: Row<SaleFigure> = {
  name: 'product',
  measures: `GET /products/{id}: one product by its SKU, of 300; ${saleLoad}`,
  probe: 'a bare node:http server that reads a product by its primary key, as the JSON that is sent',
  figures: { ...saleFigures, done: { unit: 'a second', better: 'more' } },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products: 300 })
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'search.ts'), { PRODUCTS: '300' })
    return saleSides(load, shop, bare)
  },
}
