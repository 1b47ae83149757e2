import { Worker } from 'node:worker_threads'
import { type Fit, type Resizer, ResizerBusy, UnreadablePicture } from './pictures.ts'
import type { Job, Result } from './worker.ts'

export interface ResizerLimits {
  /** A picture that takes longer is given up: it was made to. */
  patienceMs: number
  /** How long the thread stays when nobody needs it: what a large picture took is given back with it. */
  restMs: number
  mostWaiting: number
}

const usual: ResizerLimits = { patienceMs: 20_000, restMs: 10_000, mostWaiting: 64 }

interface Waiting {
  job: Job
  resolve(jpeg: Uint8Array<ArrayBuffer>): void
  reject(error: Error): void
}

/** One thread for all pictures of the process, one picture at a time: two large ones at once would be twice the memory. */
export function openResizer(limits: Partial<ResizerLimits> = {}): Resizer {
  return new Thread({ ...usual, ...limits })
}

class Thread implements Resizer {
  readonly #limits: ResizerLimits
  readonly #waiting: Waiting[] = []
  #worker: Worker | null = null
  #under: Waiting | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(limits: ResizerLimits) {
    this.#limits = limits
  }

  fit(picture: Uint8Array, fit: Fit): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#waiting.length >= this.#limits.mostWaiting) return Promise.reject(new ResizerBusy())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job: { picture, fit }, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#under) return
    this.#under = this.#waiting.shift() ?? null
    clearTimeout(this.#timer)
    if (!this.#under) {
      this.#timer = setTimeout(() => this.#end(), this.#limits.restMs).unref()
      return
    }
    this.#timer = setTimeout(() => this.#fail(new UnreadablePicture('it takes too long to read')), this.#limits.patienceMs)
    this.#running().postMessage(this.#under.job)
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    // What waits keeps the process alive by its own timer.
    worker.unref()
    worker.on('message', (result: Result) => this.#settle(result))
    worker.on('error', (error) => worker === this.#worker && this.#fail(new Error('the resizer’s thread broke', { cause: error })))
    worker.on('exit', (code) => worker === this.#worker && this.#fail(new Error(`the resizer's thread ended with ${code}`)))
    this.#worker = worker
    return worker
  }

  #settle(result: Result): void {
    const settled = this.#under
    this.#under = null
    if (result.ok) settled?.resolve(result.jpeg)
    else {
      settled?.reject(new UnreadablePicture(result.reason))
      // What broke the decoder may have left it broken.
      this.#end()
    }
    this.#next()
  }

  #fail(error: Error): void {
    const failed = this.#under
    this.#under = null
    this.#end()
    failed?.reject(error)
    this.#next()
  }

  #end(): void {
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
  }
}
