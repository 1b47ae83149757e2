import { join } from 'node:path'
import type { Row, Starts } from '../harness/row.ts'

export const row: Row<'again' | 'fresh' | 'cpu'> = {
  name: 'start',
  measures: 'a start of the demo shop until it says that it is open: on a database it knows, and on a new one with all migrations',
  probe: 'a bare process that opens its database and a port',
  figures: {
    again: { unit: 'ms', better: 'less', goal: { under: 1000 } },
    fresh: { unit: 'ms', better: 'less', goal: { under: 3000 } },
    cpu: { unit: 'ms, again', better: 'less' },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const shop = await bench.starts('start')
    const bare = await bench.starts(join(import.meta.dirname, '..', 'bare', 'idle.ts'))
    // What was never compiled on this machine takes longer, once.
    await open(shop)
    const measure = async (starts: Starts) => {
      await starts.forget()
      const fresh = await open(starts)
      const again = await open(starts)
      return { again: again.openedInMs, fresh: fresh.openedInMs, cpu: again.cpuMs }
    }
    return { ours: () => measure(shop), probe: () => measure(bare) }
  },
}

/** How long it took, by the clock and of a processor. */
async function open(starts: Starts): Promise<{ openedInMs: number; cpuMs: number }> {
  await using server = await starts.start()
  const { cpuMs } = await server.reading()
  return { openedInMs: server.openedInMs, cpuMs }
}
