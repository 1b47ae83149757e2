import { join } from 'node:path'
import { conversationOf, staples, withStaples } from '../goods/carts.ts'
import type { Row } from '../harness/row.ts'
import { type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import { toolCall } from '../load/mcp.ts'
import type { Traffic } from '../load/traffic.ts'

/** Each number is a new buyer, as in the row `cart`. */
export const traffic: Traffic = {
  done: 'answered',
  request: (number) =>
    toolCall(number, 'create_cart', { conversation_id: conversationOf(number), product_id: staples[0].sku, quantity: 2 }),
}

export const row: Row<SaleFigure> = {
  name: 'mcp-cart',
  measures: `POST /mcp: create_cart puts something into a new cart; ${saleLoad}`,
  probe: 'a bare server of the same package, whose tool runs the same statements in the same unit',
  figures: { ...saleFigures, done: { ...saleFigures.done, goal: { share: 0.7 } } },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const options = { provider: load.provider, quietPeriodMs: 0, ...withStaples }
    const script = join(import.meta.dirname, '..', 'bare', 'mcp-pipeline.ts')
    return saleSides(load, await bench.shop(options), await bench.pipeline(import.meta.filename, options, script))
  },
}
