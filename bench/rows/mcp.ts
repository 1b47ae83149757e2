import { join } from 'node:path'
import { modelsQuestion } from '../goods/questions.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import { buyersAtOnce, type SaleFigure, saleFigures, saleLoad, saleSides } from '../harness/sale.ts'
import type { Server } from '../harness/server.ts'
import { olderToolCall, toolCall } from '../load/mcp.ts'
import type { Traffic } from '../load/traffic.ts'

export const traffic: Traffic = { done: 'answered', request: (number) => toolCall(number, 'list_products', modelsQuestion(number)) }
export const older: Traffic = { done: 'answered', request: (number) => olderToolCall(number, 'list_products', modelsQuestion(number)) }

export const row: Row<SaleFigure | 'older'> = {
  name: 'mcp',
  measures: `POST /mcp: list_products in two words, ten products at most, of 300; ${saleLoad}; then as many as can be in the older protocol`,
  probe: 'a bare server of the same package, whose tool answers the same texts without looking',
  figures: {
    ...saleFigures,
    done: { ...saleFigures.done, goal: { share: 0.7 } },
    older: { unit: 'a second', better: 'more' },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const inOlder = await bench.load(import.meta.filename, 'older')
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products: 300 })
    const script = join(import.meta.dirname, '..', 'bare', 'mcp-answers.ts')
    const bare = await bench.script(script, { ROW: import.meta.filename, SHOP: shop.url })
    const newest = saleSides(load, shop, bare)
    const perSecond = async (server: Server) => loadedBy(await inOlder.flood(server, buyersAtOnce)).perSecond
    return {
      ours: async () => ({ ...(await newest.ours()), older: await perSecond(shop) }),
      probe: async () => ({ ...(await newest.probe()), older: await perSecond(bare) }),
    }
  },
}
