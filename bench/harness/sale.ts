import type { Load } from './load.ts'
import { loadedBy } from './loaded.ts'
import type { Figure, Sides } from './row.ts'
import type { Server } from './server.ts'

export const buyersAtOnce = 50

export type SaleFigure = 'done' | 'cpu' | 'p50' | 'p99'

/** What is asked of each step of a sale. */
export const saleFigures: Readonly<Record<SaleFigure, Figure>> = {
  done: { unit: 'a second', better: 'more', goal: { share: 0.5 } },
  cpu: { unit: 'ms each', better: 'less' },
  p50: { unit: 'ms', better: 'less' },
  p99: { unit: 'ms', better: 'less', goal: { under: 10 } },
}

export const saleLoad = `as many as can be with ${buyersAtOnce} buyers at once, then p50 and p99 at half of what we could do`

/** Both sides at the same pace, so that one does not look slower because it was asked more. */
export function saleSides(load: Load, shop: Server, bare: Server): Sides<SaleFigure> {
  let ourPeak = 0
  const measure = async (server: Server) => {
    const { perSecond, cpu } = loadedBy(await load.flood(server, buyersAtOnce))
    if (server === shop) ourPeak = perSecond
    const { p50, p99 } = loadedBy(await load.pace(server, Math.max(1, Math.round(ourPeak / 2))))
    return { done: perSecond, cpu, p50, p99 }
  }
  return { ours: () => measure(shop), probe: () => measure(bare) }
}
