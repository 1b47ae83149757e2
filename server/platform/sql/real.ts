import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { DatabaseUnavailable } from './sql.ts'
import type { Answered, Question, ReaderThread } from './sqlite-reader.ts'
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
      for (const { reject } of waiting.values()) reject(new DatabaseUnavailable('the thread that reads was lost', { cause }))
      waiting.clear()
    }
    begun.on('error', lose)
    begun.on('exit', lose)
    return begun
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

  /** Questions of one moment go over together: each trip costs more than most answers. */
  function send(): void {
    const questions = unsent
    unsent = []
    worker ??= begin()
    worker.ref()
    worker.postMessage(questions)
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new DatabaseUnavailable('the database is closed'))
        latest++
        waiting.set(latest, { resolve, reject })
        if (unsent.length === 0) queueMicrotask(send)
        unsent.push({ ...question, id: latest })
      }),
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}
