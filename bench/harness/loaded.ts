import { percentile } from './figures.ts'
import type { Loaded } from './load.ts'

/** What a run of the load generator comes to. */
export function loadedBy({ ended, countedMs, durations, cpuMs }: Loaded): { perSecond: number; p50: number; p99: number; cpu: number } {
  return { perSecond: (ended * 1000) / countedMs, p50: percentile(durations, 0.5), p99: percentile(durations, 0.99), cpu: cpuMs }
}
