import { randomFillSync } from 'node:crypto'
import { openFetchOut } from '../http/fetch-out.ts'
import { network } from '../http/real.ts'
import { makeIds } from './uuid7.ts'
import type { Random, Scheduled, World } from './world.ts'

export interface RealWorldOptions {
  /** Where business time begins; the machine's own time when left out. */
  clockStart?: number | undefined
  /** Set by tests alone: where to stop the process. */
  fault?: World['fault']
}

/** The world as it is. */
export function realWorld(options: RealWorldOptions = {}): World {
  const machine = machineClock()
  const random = systemRandom()
  const born = machine()
  const clockStart = options.clockStart ?? born
  return {
    clock: { now: () => clockStart + machine() - born },
    machine,
    monotonic: () => performance.now(),
    random,
    ids: makeIds(machine, random),
    soon: (run) => void setImmediate(run),
    // What is planned serves somebody who is there anyway; a sleep is somebody who still has something to do.
    schedule: (ms, run) => after(ms, run, { keepsAlive: false }),
    sleep,
    fetchOut: openFetchOut(network),
    fault: options.fault ?? (() => {}),
  }
}

/** More than this between the wall's clock and our own is no drift: the machine slept, or somebody set its clock forward. */
const jumpMs = 1000

/**
 * Counted on from the start, so that a clock set back moves nothing while the process lives: leases would be held twice. A jump
 * forward is followed, since a machine that slept must not stay behind for the rest of its life.
 */
function machineClock(): () => number {
  let offset = Date.now() - performance.now()
  return () => {
    const elapsed = performance.now()
    const wall = Date.now()
    if (wall - (offset + elapsed) > jumpMs) offset = wall - elapsed
    return Math.floor(offset + elapsed)
  }
}

/** The system's chance, taken in larger portions: each question to it costs more than the bytes. */
function systemRandom(): Random {
  const pool = Buffer.alloc(4096)
  let used = pool.length
  function bytes(length: number): Uint8Array {
    if (length > pool.length) return randomFillSync(new Uint8Array(length))
    if (used + length > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const portion = Uint8Array.prototype.slice.call(pool, used, used + length)
    // What was given out may be a secret: it does not stay behind.
    pool.fill(0, used, used + length)
    used += length
    return portion
  }
  const fraction = () => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes(4)
    return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32
  }
  return { bytes, fraction }
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const wake = () => {
      planned.cancel()
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const planned = after(ms, wake, { keepsAlive: true })
    signal?.addEventListener('abort', wake)
  })
}

/** A timer of the machine fires at once when it is asked to wait for longer than this. */
const longestTimerMs = 2 ** 31 - 1

function after(ms: number, run: () => void, { keepsAlive }: { keepsAlive: boolean }): Scheduled {
  let timer: NodeJS.Timeout
  const wait = (left: number) => {
    timer = setTimeout(() => (left > longestTimerMs ? wait(left - longestTimerMs) : run()), Math.min(left, longestTimerMs))
    if (!keepsAlive) timer.unref()
  }
  wait(ms)
  return { cancel: () => clearTimeout(timer) }
}
