import { join } from 'node:path'
import { percentile } from '../harness/figures.ts'
import { loadedBy } from '../harness/loaded.ts'
import type { Row } from '../harness/row.ts'
import type { Server } from '../harness/server.ts'
import type { Traffic } from '../load/traffic.ts'

const publishers = 100
const eventsASecond = 200

/** Answered when the event was handled. */
export const traffic: Traffic = {
  done: 'answered',
  request: () => ({ method: 'POST', path: '/publish' }),
}

export const row: Row<'handled' | 'cpu' | 'p50' | 'p99'> = {
  name: 'events',
  measures: `events from the commit that tells of them to their handler; as many as can be with ${publishers} publishers who wait for it,
  then p50 and p99 from commit to handler at ${eventsASecond} events a second`,
  probe: 'a bare process that writes the event and a cursor, and in the next unit reads both and moves the cursor',
  figures: {
    handled: { unit: 'a second', better: 'more' },
    cpu: { unit: 'ms an event', better: 'less' },
    p50: { unit: 'ms', better: 'less' },
    p99: { unit: 'ms', better: 'less' },
  },
  databases: ['sqlite', 'postgres'],
  async open(bench) {
    const load = await bench.load(import.meta.filename)
    const ours = await bench.script(join(import.meta.dirname, '..', 'harness', 'events-main.ts'))
    const bare = await bench.script(join(import.meta.dirname, '..', 'bare', 'events.ts'))
    const measure = async (server: Server) => {
      const { perSecond, cpu } = loadedBy(await load.flood(server, publishers))
      await waits(server)
      await load.pace(server, eventsASecond)
      const waited = await waits(server)
      return { handled: perSecond, cpu, p50: percentile(waited, 0.5), p99: percentile(waited, 0.99) }
    }
    return { ours: () => measure(ours), probe: () => measure(bare) }
  },
}

/** How long events waited for their handler since they were last asked for, as the process itself measured it. */
async function waits(server: Server): Promise<number[]> {
  const response = await fetch(`${server.url}/waits`)
  return (await response.json()) as number[]
}
