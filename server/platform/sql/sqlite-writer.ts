import type { World } from '../world/world.ts'
import { runInsideUnit } from './inside-unit.ts'
import { DatabaseUnavailable } from './sql.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { asUnavailable, whileBusy } from './sqlite-errors.ts'
import { doAfterCommit, type OpenUnit } from './unit.ts'

const largestBatch = 256
const longestBatchMs = 4

/** A unit that waits for its turn. */
export interface QueuedUnit {
  readonly unit: OpenUnit
  work(unit: OpenUnit): Promise<unknown>
  succeeded(result: unknown): void
  failed(error: unknown): void
}

/** Tells when the event loop turns: while a unit runs, that means somebody in it waits for something outside the database. */
export type LoopWatch = (onTurn: () => void) => { hasTurned(): boolean; stop(): void }

export interface WriterOptions {
  watch: LoopWatch
  /** Hears of every unit that was rolled back because it waited. */
  onAlarm: (error: Error) => void
  /** The last thing in a batch, whatever became of its units. */
  beforeCommit: () => void
}

/** What is told and done once the commit is through. */
interface Outcome {
  tell(): void
  afterCommit: readonly (() => void)[]
}

/**
 * The one writer. What is queued is taken in batches: each unit in a savepoint and run to its end before the next, one commit
 * for all, and only then does anybody hear of it.
 */
export class SqliteWriter {
  private readonly world: World
  private readonly connection: SqliteConnection
  private readonly options: WriterOptions
  private readonly words: Record<'begin' | 'savepoint' | 'release' | 'back' | 'commit', () => void>
  private readonly queue: QueuedUnit[] = []
  private planned = false
  private closed = false
  private idle: Promise<void> = Promise.resolve()
  private interrupt: (() => void) | undefined

  constructor(world: World, connection: SqliteConnection, options: WriterOptions) {
    this.world = world
    this.connection = connection
    this.options = options
    this.words = {
      begin: connection.word('begin immediate'),
      savepoint: connection.word('savepoint unit'),
      release: connection.word('release unit'),
      back: connection.word('rollback to unit'),
      commit: connection.word('commit'),
    }
  }

  add(queued: QueuedUnit): void {
    if (this.closed) {
      queued.failed(new DatabaseUnavailable('the database is closed'))
      return
    }
    this.queue.push(queued)
    if (!this.planned) this.plan()
  }

  /** Takes nothing more in; what is queued is still written. */
  async close(): Promise<void> {
    this.closed = true
    while (this.planned) await this.idle
  }

  private plan(): void {
    this.planned = true
    const end = () => {
      if (this.queue.length > 0) this.plan()
      else this.planned = false
    }
    this.idle = new Promise((resolve) => {
      this.world.soon(() => void this.writeBatch().finally(end).then(resolve))
    })
  }

  private async writeBatch(): Promise<void> {
    const taken: QueuedUnit[] = []
    const outcomes: Outcome[] = []
    try {
      await whileBusy(this.world, this.words.begin)
      await this.runUnits(taken, outcomes)
      this.options.beforeCommit()
      await this.world.fault('commit.before')
      this.words.commit()
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('rollback')
      const refusal = new DatabaseUnavailable('the database could not store this now', { cause: error })
      // Where not even a batch could begin, whoever is queued has waited long enough.
      for (const queued of taken.length > 0 ? taken : this.queue.splice(0)) queued.failed(refusal)
      return
    }
    await this.world.fault('commit.after')
    for (const { tell } of outcomes) tell()
    for (const { afterCommit } of outcomes) doAfterCommit(afterCommit)
  }

  private async runUnits(taken: QueuedUnit[], outcomes: Outcome[]): Promise<void> {
    const watch = this.options.watch(() => this.interrupt?.())
    const until = this.world.monotonic() + longestBatchMs
    try {
      for (let queued = this.queue.shift(); queued; queued = this.queue.shift()) {
        taken.push(queued)
        outcomes.push(await this.runUnit(queued, watch.hasTurned))
        if (taken.length === largestBatch || this.world.monotonic() >= until) break
      }
    } finally {
      watch.stop()
      this.interrupt = undefined
    }
  }

  private async runUnit(queued: QueuedUnit, hasTurned: () => boolean): Promise<Outcome> {
    const { unit } = queued
    this.words.savepoint()
    try {
      const result = await this.runWork(queued)
      unit.over = true
      if (hasTurned()) throw this.alarm(unit)
      if (unit.failure !== undefined) throw unit.failure
      this.words.release()
      return { tell: () => queued.succeeded(result), afterCommit: unit.toDoAfterCommit }
    } catch (error) {
      unit.over = true
      // A full disk ends the whole transaction, and with it what the units before have written.
      if (!this.connection.inTransaction) throw error
      this.words.back()
      this.words.release()
      return { tell: () => queued.failed(asUnavailable(error)), afterCommit: [] }
    }
  }

  private runWork(queued: QueuedUnit): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.interrupt = () => reject(this.alarm(queued.unit))
      runInsideUnit(queued.unit, () => queued.work(queued.unit)).then(resolve, reject)
    })
  }

  private alarm({ name }: OpenUnit): Error {
    const error = new Error(`unit "${name}" waited for something other than the database, and everybody for it; it was rolled back`)
    this.options.onAlarm(error)
    return error
  }
}
