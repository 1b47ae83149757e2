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
  /** Look again now: something may be due. During a run it means another run. */
  wake(): void
  /** Waits for the run under way. */
  stop(): Promise<void>
}

interface Rest {
  ms: number
  /** Not to be cut short by a wake-up: while nothing works, each wake-up would only be another failure. */
  deaf: boolean
}

/** Sleeps until work is due, somebody wakes it, or the sweep comes round; there is no fixed polling. One run at a time. */
export function dueLoop(world: World, options: DueLoopOptions): DueLoop {
  let woken = false
  let stopped = false
  let asleep: { deaf: boolean; calledOff: AbortController } | null = null
  const restAfterFailure = growing(100, 5000)
  const restUntilDue = untilDue(options.sweepMs)

  async function live(): Promise<void> {
    while (!stopped) {
      woken = false
      await rest(await workOnce())
    }
  }

  /** An error ends a run, never the loop. */
  async function workOnce(): Promise<Rest> {
    try {
      await options.run()
      const due = await options.nextDue()
      restAfterFailure.reset()
      return { ms: restUntilDue(due, options.now()), deaf: false }
    } catch (error) {
      options.log.error('loop.failed', { loop: options.name, error: describeError(error) })
      return { ms: restAfterFailure.next(), deaf: true }
    }
  }

  async function rest({ ms, deaf }: Rest): Promise<void> {
    if (stopped || (woken && !deaf)) return
    if (ms <= 0) return new Promise((resolve) => world.soon(resolve))
    asleep = { deaf, calledOff: new AbortController() }
    await world.sleep(ms, asleep.calledOff.signal)
    asleep = null
  }

  // Not before whoever opens the loop holds it in his hands.
  const over = Promise.resolve().then(live)
  return {
    wake() {
      woken = true
      if (asleep && !asleep.deaf) asleep.calledOff.abort()
    },
    async stop() {
      stopped = true
      asleep?.calledOff.abort()
      await over
    },
  }
}

/** How long until the next run. Work that is due and still there after a run cannot be done now: it is asked for less and less often. */
function untilDue(sweepMs: number): (due: number | null, now: number) => number {
  let overdue: number | null = null
  const stuck = growing(10, 1000)
  return (due, now) => {
    if (due === null || due > now) {
      overdue = null
      return due === null ? sweepMs : Math.min(due - now, sweepMs)
    }
    if (due !== overdue) {
      overdue = due
      stuck.reset()
      return 0
    }
    return Math.min(stuck.next(), sweepMs)
  }
}

function growing(first: number, longest: number): { next(): number; reset(): void } {
  let ms = first
  return {
    next() {
      const pause = ms
      ms = Math.min(ms * 2, longest)
      return pause
    },
    reset() {
      ms = first
    },
  }
}
