import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Row, Starts } from '../harness/row.ts'

export const row: Row<'resident'> = {
  name: 'memory',
  measures: 'resident memory of the demo shop, started on a database it knows and left alone for a while',
  probe: 'a bare process with its database and a port open',
  figures: { resident: { unit: 'MB', better: 'less', goal: { under: 130 } } },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const shop = await bench.starts('start')
    const bare = await bench.starts(join(import.meta.dirname, '..', 'bare', 'idle.ts'))
    // The first start of a database fills it, and what that needed would be measured too.
    for (const starts of [shop, bare]) await (await starts.start())[Symbol.asyncDispose]()
    const measure = async (starts: Starts) => {
      await using server = await starts.start()
      await sleep(bench.idleMs)
      return { resident: (await server.reading()).residentMb }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}
