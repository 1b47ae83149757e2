import { conversationOf, staples, withStaples } from '../goods/carts.ts'
import type { Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import { jsonRequest } from '../load/json.ts'
import type { Traffic } from '../load/traffic.ts'

/** Each number is a new buyer, whose cart begins with it. */
export const traffic: Traffic = {
  done: 'answered',
  request: (number) =>
    jsonRequest(number, 'POST', `/api/v1/carts/${conversationOf(number)}/items`, { items: [{ product: staples[0].sku, quantity: 2 }] }),
}

export const row: Row<SaleFigure> = {
  name: 'cart',
  measures: `POST /carts/{id}/items: something is put into a new cart; ${saleLoad}`,
  probe: 'a bare pipeline that runs the same statements in the same unit',
  figures: saleFigures,
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const options = { provider: load.provider, quietPeriodMs: 0, ...withStaples }
    return saleSides(load, await bench.shop(options), await bench.pipeline(import.meta.filename, options))
  },
}
