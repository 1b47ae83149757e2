import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import { keyOf, shelfFiles } from '../harness/shop.ts'
import { digits, type Traffic } from '../load/traffic.ts'

const customersAtOnce = 100
const putsASecond = 100

/** Each number is a new cart, into which something is put. */
export const traffic: Traffic = {
  done: 'answered',
  request: (number) => ({
    method: 'PUT',
    path: `/api/v1/carts/cart-${digits(number)}/items/SKU-7`,
    headers: { 'x-api-key': keyOf(number), 'content-type': 'application/json' },
    body: '{"quantity":2}',
  }),
}

export const row: Row<'puts' | 'cpu' | 'p50' | 'p99'> = {
  name: 'cart',
  measures: `something is put into a cart over the API: lock, stock, row, totals, event; ${customersAtOnce} customers at once, then p50
  and p99 at ${putsASecond} a second`,
  probe: 'a bare pipeline that runs the same statements in the same units',
  figures: {
    puts: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
    cpu: { unit: 'ms a put', better: 'less' },
    p50: { unit: 'ms', better: 'less' },
    p99: { unit: 'ms', better: 'less', goal: { under: 10 } },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const options = { provider: load.provider, quietPeriodMs: 0, ...shelfFiles() }
    const shop = await bench.shop(options)
    const bare = await bench.pipeline(import.meta.filename, options)
    const measure = async (server: Server) => {
      const { perSecond, cpu } = loadedBy(await load.flood(server, customersAtOnce))
      const { p50, p99 } = loadedBy(await load.pace(server, putsASecond))
      return { puts: perSecond, cpu, p50, p99 }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}
