import { closeSync, fdatasync, openSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { backup, DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { DatabaseUnavailable } from './sql.ts'
import type { CheckpointThread } from './sqlite-checkpoints.ts'
import type { LogFile } from './sqlite-log.ts'
import type { Answered, Question, ReaderThread } from './sqlite-reader.ts'
import type { LoopWatch } from './sqlite-writer.ts'

/**
 * Three probes, since none sees everything: what comes in is answered before an immediate fires, and moves the count; a timer that
 * is due by the end of a turn is answered in the same one.
 */
export const loopWatch: LoopWatch = (onTurn) => {
  const countTurns = () => performance.nodeTiming.uvMetricsInfo.loopCount
  let seen = 0
  let immediate: NodeJS.Immediate
  let timer: NodeJS.Timeout
  const set = () => {
    seen = countTurns()
    immediate = setImmediate(fire)
    // Before any that a unit sets, so it fires before them.
    timer = setTimeout(fire, 1)
  }
  const stop = () => {
    clearImmediate(immediate)
    clearTimeout(timer)
  }
  function fire(): void {
    stop()
    set()
    onTurn()
  }
  set()
  return {
    hasTurned() {
      const before = seen
      seen = countTurns()
      return seen !== before
    },
    stop,
  }
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/**
 * A thread that answers readings from `path`, begun with the first of them: a shop where nobody searches does without. When it
 * dies, those who wait for it are refused, and the next one begins another.
 */
export function readerThread(entry: URL, path: string): ReaderThread {
  let worker: Worker | null = null
  let closed = false
  let latest = 0
  let unsent: Question[] = []
  const waiting = new Map<number, Waiting>()

  function begin(): Worker {
    const begun = new Worker(entry, { workerData: { path } })
    begun.on('message', (answers: readonly Answered[]) => answers.forEach(take))
    const lose = (cause: unknown) => {
      if (worker !== begun) return
      worker = null
      refuseAll(new DatabaseUnavailable('the thread that reads was lost', { cause }))
    }
    begun.on('error', lose)
    begun.on('exit', lose)
    return begun
  }

  function refuseAll(error: DatabaseUnavailable): void {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function take(answered: Answered): void {
    const asker = waiting.get(answered.id)
    waiting.delete(answered.id)
    // It keeps the process alive only while somebody waits for it.
    if (waiting.size === 0) worker?.unref()
    if ('answer' in answered) asker?.resolve(answered.answer)
    else
      asker?.reject(
        answered.unavailable ? new DatabaseUnavailable('the database could not be read now', { cause: answered.error }) : answered.error,
      )
  }

  /** Questions of one turn, from whichever requests, go over together: each trip costs more than most answers. */
  function send(): void {
    if (closed) {
      refuseAll(isClosed())
      return
    }
    const questions = unsent
    unsent = []
    worker ??= begin()
    worker.ref()
    worker.postMessage(questions)
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(isClosed())
        latest++
        waiting.set(latest, { resolve, reject })
        if (unsent.length === 0) setImmediate(send)
        unsent.push({ ...question, id: latest })
      }),
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}

function isClosed(): DatabaseUnavailable {
  return new DatabaseUnavailable('the database is closed')
}

/** A thread that puts the log of `path` away, begun when there is something to put away. When it dies, the next time begins another. */
export function checkpointThread(path: string): CheckpointThread {
  let worker: Worker | null = null
  let closed = false
  let underWay: PromiseWithResolvers<void> | null = null

  function begin(): Worker {
    const begun = new Worker(new URL('./checkpoint-thread.js', import.meta.url), { workerData: { path } })
    begun.unref()
    begun.on('message', () => underWay?.resolve())
    const lose = (cause: unknown) => {
      if (worker === begun) worker = null
      if (closed) underWay?.resolve()
      else underWay?.reject(new DatabaseUnavailable('the thread that puts the log away was lost', { cause }))
    }
    begun.on('error', lose)
    begun.on('exit', lose)
    return begun
  }

  return {
    checkpoint() {
      worker ??= begin()
      underWay = Promise.withResolvers()
      worker.postMessage('checkpoint')
      return underWay.promise
    },
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}

/** The log beside `path`, flushed by a thread of the runtime. Nobody locks it, so it may be opened beside SQLite. */
export function logFile(path: string): LogFile {
  let file: number | null = null
  return {
    async flush() {
      file ??= openSync(`${path}-wal`, 'r')
      await flushed(file)
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

const flushed = promisify(fdatasync)

/** The file as it is at one moment, while a shop may go on writing it. */
export async function copyWhileInUse(from: string, to: string): Promise<void> {
  using source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  // All pages in one step: between two a writer would make it begin again.
  await backup(source, to, { rate: 2 ** 31 - 1 })
}
