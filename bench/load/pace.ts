import { setTimeout as sleep } from 'node:timers/promises'

/** One run: how long each operation took, and how many ended in the time that counts. */
export interface Sample {
  /** Of those that count, in milliseconds. */
  durations: number[]
  /** Ended within the time that counts. */
  ended: number
  countedMs: number
  /** All that were asked, counted or not. */
  asked: number
  /** The first thing that went wrong; a run in which anything did is no measurement. */
  failure: string | null
}

export interface Clock {
  now(): number
  until(moment: number): Promise<void>
}

/** A timer is a millisecond late or more; the rest of the way is looked at the clock. */
export const realClock: Clock = {
  now: () => performance.now(),
  async until(moment) {
    for (let left = moment - performance.now(); left > 0; left = moment - performance.now()) {
      if (left > 2) await sleep(left - 1.5)
      else await new Promise((resolve) => setImmediate(resolve))
    }
  },
}

export interface Run {
  warmMs: number
  runMs: number
  /** The number of the first operation. */
  first: number
  /** Ends a pace before its time, where something else decides how long it lasts. */
  isOver?: () => boolean
}

type Operation = (number: number) => Promise<void>

/** Each writer asks again as soon as it has its answer: as much as the other side can take. */
export async function flood(operate: Operation, run: Run & { writers: number }, clock = realClock): Promise<Sample> {
  const sample = emptySample(run)
  const counts = clock.now() + run.warmMs
  const over = counts + run.runMs
  let next = run.first
  const writer = async () => {
    while (clock.now() < over && sample.failure === null) {
      const began = clock.now()
      await attempt(sample, operate(next++))
      const ended = clock.now()
      sample.asked++
      if (ended < counts || ended >= over) continue
      sample.ended++
      sample.durations.push(ended - began)
    }
  }
  await Promise.all(Array.from({ length: run.writers }, writer))
  return sample
}

/**
 * So many a second, whether or not the ones before are done. Each is measured from the moment it was meant to begin: what had to
 * wait for its turn, here or there, has waited.
 */
export async function pace(operate: Operation, run: Run & { perSecond: number }, clock = realClock): Promise<Sample> {
  const sample = emptySample(run)
  const begin = clock.now()
  const under: Promise<void>[] = []
  for (let at = 0; sample.failure === null; at++) {
    const meant = intended(begin, run.perSecond, at)
    if (meant >= begin + run.warmMs + run.runMs || run.isOver?.()) break
    await clock.until(meant)
    sample.asked++
    const counts = meant >= begin + run.warmMs
    under.push(
      attempt(sample, operate(run.first + at)).then(() => {
        if (!counts) return
        sample.ended++
        sample.durations.push(clock.now() - meant)
      }),
    )
  }
  await Promise.all(under)
  return sample
}

export function intended(begin: number, perSecond: number, at: number): number {
  return begin + (at * 1000) / perSecond
}

function emptySample({ runMs }: Run): Sample {
  return { durations: [], ended: 0, countedMs: runMs, asked: 0, failure: null }
}

async function attempt(sample: Sample, operation: Promise<void>): Promise<void> {
  try {
    await operation
  } catch (error) {
    sample.failure ??= String(error)
  }
}
