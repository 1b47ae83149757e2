import { join } from 'node:path'
import { modelsQuestion, oneSku } from '../goods/questions.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import { buyersAtOnce, type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import type { Server } from '../harness/server.ts'
import { olderToolCall, toolCall } from '../load/mcp.ts'
import type { Traffic } from '../load/traffic.ts'

const products = 300

export const search: Traffic = { done: 'answered', request: (number) => toolCall(number, 'list_products', modelsQuestion(number)) }
export const olderSearch: Traffic = {
  done: 'answered',
  request: (number) => olderToolCall(number, 'list_products', modelsQuestion(number)),
}
export const look: Traffic = { done: 'answered', request: (number) => toolCall(number, 'get_product', { product_id: oneSku(number) }) }
export const olderLook: Traffic = {
  done: 'answered',
  request: (number) => olderToolCall(number, 'get_product', { product_id: oneSku(number) }),
}

function mcpRow(name: string, call: string, traffic: { newest: string; older: string }): Row<SaleFigure | 'older'> {
  return {
    name,
    measures: `POST /mcp: ${call}, of ${products}; ${saleLoad}; then as many as can be in the older protocol`,
    probe: 'a bare server of the same package, whose tool answers the same texts without looking',
    figures: {
      ...saleFigures,
      done: { ...saleFigures.done, goal: { share: 0.7 } },
      older: { unit: 'a second', better: 'more' },
    },
    databases: ['sqlite', 'postgres'],
    async open(bench) {
      const load = await bench.load(import.meta.filename, traffic.newest)
      const older = await bench.load(import.meta.filename, traffic.older)
      const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products })
      const script = join(import.meta.dirname, '..', 'bare', 'mcp-answers.ts')
      const bare = await bench.script(script, { ROW: import.meta.filename, TRAFFIC: traffic.newest, SHOP: shop.url })
      const newest = saleSides(load, shop, bare)
      const inOlder = async (server: Server) => loadedBy(await older.flood(server, buyersAtOnce)).perSecond
      return {
        ours: async () => ({ ...(await newest.ours()), older: await inOlder(shop) }),
        probe: async () => ({ ...(await newest.probe()), older: await inOlder(bare) }),
      }
    },
  }
}

export const mcpRows = [
  mcpRow('mcp-search', 'list_products in two words, ten products at most', { newest: 'search', older: 'olderSearch' }),
  mcpRow('mcp-look', 'get_product of one SKU', { newest: 'look', older: 'olderLook' }),
]
