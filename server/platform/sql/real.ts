import { performance } from 'node:perf_hooks'
import type { LoopWatch } from './sqlite-writer.ts'

/** Two probes, since neither sees everything: a timer may be answered before an immediate fires, and without one nobody looks at the count. */
export const loopWatch: LoopWatch = (onTurn) => {
  const countTurns = () => performance.nodeTiming.uvMetricsInfo.loopCount
  let seen = countTurns()
  const fire = () => {
    seen = countTurns()
    immediate = setImmediate(fire)
    onTurn()
  }
  let immediate = setImmediate(fire)
  return {
    hasTurned() {
      const before = seen
      seen = countTurns()
      return seen !== before
    },
    stop: () => clearImmediate(immediate),
  }
}
