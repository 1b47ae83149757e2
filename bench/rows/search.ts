import { join } from 'node:path'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import { keyOf, shelfFiles } from '../harness/shop.ts'
import { searchWords, shelfSize } from '../load/shelf.ts'
import type { Traffic } from '../load/traffic.ts'

const customersAtOnce = 8
const searchesASecond = 50

export const traffic: Traffic = {
  done: 'answered',
  request: (number) => ({
    method: 'GET',
    path: `/api/v1/products?${new URLSearchParams({ query: searchWords(number), limit: '20' })}`,
    headers: { 'x-api-key': keyOf(number) },
  }),
}

export const row: Row<'searches' | 'cpu' | 'p50' | 'p99'> = {
  name: 'search',
  measures: `searches of ${shelfSize} products over the API, with twenty of them in full: two words, one, a slip of the hand, a code;
  ${customersAtOnce} customers at once, then p50 and p99 at ${searchesASecond} a second`,
  probe: 'a bare server that asks one FTS5 table for the same words as they stand, and answers with the same twenty as they lie there',
  figures: {
    searches: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
    cpu: { unit: 'ms a search', better: 'less' },
    p50: { unit: 'ms', better: 'less' },
    p99: { unit: 'ms', better: 'less', goal: { under: 10 } },
  },
  databases: ['sqlite'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const shop = await bench.shop({ provider: load.provider, quietPeriodMs: 0, ...shelfFiles() })
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'search.ts'))
    const measure = async (server: Server) => {
      const { perSecond, cpu } = loadedBy(await load.flood(server, customersAtOnce))
      const { p50, p99 } = loadedBy(await load.pace(server, searchesASecond))
      return { searches: perSecond, cpu, p50, p99 }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}
