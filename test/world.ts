import { makeIds } from '../server/platform/world/uuid7.ts'
import type { FetchOut, World } from '../server/platform/world/world.ts'
import { FetchOutError } from '../server/platform/world/world.ts'
import { chance } from './sim/chance.ts'
import { timeline } from './sim/time.ts'

export interface TestWorldOptions {
  /** The same seed gives the same ids and the same chance. */
  seed?: number
  /** Business time at the beginning: 11 March 2026, 19:00 UTC when left out. */
  clockStart?: number
  /** Machine time at the beginning; a year away from business time when left out, so that nobody takes one for the other. */
  machineStart?: number
  /** Nobody answers when left out. */
  fetchOut?: FetchOut
  fault?: World['fault']
}

export interface TestWorld extends World {
  /** Lets both clocks run on, and everything that falls due meanwhile happen, in its order and down to the last promise. */
  advance(ms: number): Promise<void>
}

/** A world that stands still until it is told to go on, with chance from a seed. */
export function testWorld(options: TestWorldOptions = {}): TestWorld {
  // Units are written in the loop's real turns here, several after one another.
  const time = timeline({ rounds: 30 })
  const random = chance(options.seed ?? 1)
  const clockStart = options.clockStart ?? Date.UTC(2026, 2, 11, 19)
  const machineStart = options.machineStart ?? Date.UTC(2027, 2, 11, 19)
  const machine = () => machineStart + time.now()
  return {
    clock: { now: () => clockStart + time.now() },
    machine,
    monotonic: () => time.now(),
    random,
    ids: makeIds(machine, random),
    soon: (run) => void setImmediate(run),
    schedule: (ms, run) => time.at(time.now() + ms, run),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const planned = time.at(time.now() + ms, wake)
        function wake(): void {
          planned.cancel()
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        signal?.addEventListener('abort', wake)
      }),
    fetchOut: options.fetchOut ?? (async (url) => Promise.reject(new FetchOutError('refused', `nobody answers at ${url}`))),
    fault: options.fault ?? (() => {}),
    advance: (ms) => time.runUntil(time.now() + ms),
  }
}
