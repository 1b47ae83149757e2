import { describeError, type Log } from '../telemetry/telemetry.ts'
import type { World } from '../world/world.ts'

export interface DueLoopOptions {
  name: string
  /** The clock that the dues are in. */
  now(): number
  /** When the first piece of work is due; null when none is known. */
  nextDue(): Promise<number | null>
  /** Does what is due now. */
  run(): Promise<void>
  /** The longest sleep: wake-ups may be lost, and other processes write dues that nobody here hears of. */
  sweepMs: number
  log: Log
}

export interface DueLoop {
  /** Look again now: something may be due. */
  wake(): void
  /** Waits for the run under way. */
  stop(): Promise<void>
}

const pauseAfterErrorMs = 1000

/** Sleeps until work is due, somebody wakes it, or the sweep comes round; there is no fixed polling. One run at a time. */
export function dueLoop(world: World, options: DueLoopOptions): DueLoop {
  let woken = false
  let stopped = false
  let asleep: AbortController | null = null

  async function live(): Promise<void> {
    while (!stopped) {
      woken = false
      await sleepFor(await workOnce())
    }
  }

  /** Works, and answers how long to sleep. An error ends a run, never the loop. */
  async function workOnce(): Promise<number> {
    try {
      await options.run()
      const due = await options.nextDue()
      return due === null ? options.sweepMs : Math.min(Math.max(due - options.now(), 0), options.sweepMs)
    } catch (error) {
      options.log.error('loop.failed', { loop: options.name, error: describeError(error) })
      return pauseAfterErrorMs
    }
  }

  async function sleepFor(ms: number): Promise<void> {
    if (woken || stopped) return
    asleep = new AbortController()
    await world.sleep(ms, asleep.signal)
    asleep = null
  }

  const over = live()
  return {
    wake() {
      woken = true
      asleep?.abort()
    },
    async stop() {
      stopped = true
      asleep?.abort()
      await over
    },
  }
}
