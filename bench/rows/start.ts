import { join } from 'node:path'
import type { Row, Starts } from '../harness/row.ts'

export const row: Row<'again' | 'fresh'> = {
  name: 'start',
  measures: 'a start of the demo shop until it says that it is open: on a database it knows, and on a new one with all migrations',
  probe: 'a bare process that opens its database and a port',
  figures: {
    again: { unit: 'ms', better: 'less', goal: { under: 1000 } },
    fresh: { unit: 'ms', better: 'less', goal: { under: 3000 } },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const shop = await bench.starts('start')
    const bare = await bench.starts(join(import.meta.dirname, '..', 'bare', 'idle.ts'))
    // What was never compiled on this machine takes longer, once.
    await openedInMs(shop)
    const measure = async (starts: Starts) => {
      await starts.forget()
      return { fresh: await openedInMs(starts), again: await openedInMs(starts) }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}

async function openedInMs(starts: Starts): Promise<number> {
  await using server = await starts.start()
  return server.openedInMs
}
