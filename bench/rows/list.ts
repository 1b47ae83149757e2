import { join } from 'node:path'
import { anyShelf } from '../goods/questions.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import type { Traffic } from '../load/traffic.ts'

const customersAtOnce = 16
const pagesASecond = 100

export const traffic: Traffic = { done: 'answered', request: anyShelf }

function listRow(name: string, products: number): Row<'pages' | 'cpu' | 'p50' | 'p99'> {
  return {
    name,
    measures: `GET /products?category=&sort= in a shop of ${products.toLocaleString('en')}, twenty products a page, by price and by name;
    as many as can be with ${customersAtOnce} who ask at once, then p50 and p99 at ${pagesASecond} a second`,
    probe: 'a bare server with an index for each of the two orders, and each product as the JSON that is sent',
    figures: {
      pages: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
      cpu: { unit: 'ms a page', better: 'less' },
      p50: { unit: 'ms', better: 'less' },
      p99: { unit: 'ms', better: 'less', goal: { under: 10 } },
    },
    databases: ['sqlite', 'postgres'],
    onlyByName: products !== 10_000,
    async open(bench) {
      const load = await bench.load(import.meta.filename)
      const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, products })
      const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'search.ts'), { PRODUCTS: String(products) })
      const measure = async (server: Server) => {
        const { perSecond, cpu } = loadedBy(await load.flood(server, customersAtOnce))
        const { p50, p99 } = loadedBy(await load.pace(server, pagesASecond))
        return { pages: perSecond, cpu, p50, p99 }
      }
      return { ours: () => measure(shop), probe: () => measure(bare) }
    },
  }
}

export const listRows = [listRow('list-300', 300), listRow('list', 10_000), listRow('list-million', 1_000_000)]
