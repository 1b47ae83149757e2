import type { World } from '../world/world.ts'
import { runInsideUnit } from './inside-unit.ts'
import { DatabaseUnavailable } from './sql.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { asUnavailable, whileBusy } from './sqlite-errors.ts'
import type { Committed, SqliteLog } from './sqlite-log.ts'
import { doAfterCommit, type OpenUnit } from './unit.ts'

const largestBatch = 256
/** How long units are taken into a batch: nobody hears of his before all of it is written. */
const longestMs = { hurried: 4, patient: 12 }
/** So long the patient let everybody pass. */
const patienceMs = 50

/** A unit that waits for its turn. */
export interface QueuedUnit {
  readonly unit: OpenUnit
  /** Nobody waits for it: others come first, and after it. */
  readonly patient: boolean
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
  afterCommit: () => void
  /** Who makes commits safe beside the event loop; without it a commit is safe by itself. */
  log?: SqliteLog | undefined
}

interface Batch {
  readonly since: number
  /** Since when there are units in it that somebody waits for. */
  hurriedSince: number | null
  readonly taken: QueuedUnit[]
  readonly outcomes: Outcome[]
}

/** What is told and done once the commit is safe. */
interface Outcome {
  readonly queued: QueuedUnit
  tell(): void
  afterCommit: readonly (() => void)[]
}

/**
 * The one writer. What is queued is taken in batches: each unit in a savepoint and run to its end before the next, one commit
 * for all, and only then does anybody hear of it. After a patient unit the loop turns within the batch: whoever comes meanwhile
 * waits for that one unit, not for all that are queued.
 */
export class SqliteWriter {
  private readonly world: World
  private readonly connection: SqliteConnection
  private readonly options: WriterOptions
  private readonly words: Record<'begin' | 'savepoint' | 'release' | 'back' | 'commit', () => void>
  private readonly queue: QueuedUnit[] = []
  private readonly patient: QueuedUnit[] = []
  private patientSince = 0
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
    const refusal = this.closed ? new DatabaseUnavailable('the database is closed') : this.options.log?.broken
    if (refusal) {
      queued.failed(refusal)
      return
    }
    if (queued.patient) {
      if (this.patient.length === 0) this.patientSince = this.world.monotonic()
      this.patient.push(queued)
    } else this.queue.push(queued)
    if (!this.planned) this.plan()
  }

  /** Takes nothing more in; what is queued is still written. */
  async close(): Promise<void> {
    this.closed = true
    while (this.planned) await this.idle
    await this.options.log?.settled()
  }

  private plan(): void {
    this.planned = true
    const end = () => {
      if (this.queue.length + this.patient.length > 0) this.plan()
      else this.planned = false
    }
    this.idle = new Promise((resolve) => {
      this.world.soon(() => void this.writeBatch().finally(end).then(resolve))
    })
  }

  private async writeBatch(): Promise<void> {
    const batch: Batch = { since: this.world.monotonic(), hurriedSince: null, taken: [], outcomes: [] }
    try {
      await whileBusy(this.world, this.words.begin)
      await this.runUnits(batch)
      this.options.beforeCommit()
      await this.world.fault('commit.before')
      this.words.commit()
    } catch (error) {
      if (this.connection.inTransaction) this.connection.exec('rollback')
      const refusal = new DatabaseUnavailable('the database could not store this now', { cause: error })
      // Where not even a batch could begin, whoever is queued has waited long enough.
      const refused = batch.taken.length > 0 ? batch.taken : [...this.queue.splice(0), ...this.patient.splice(0)]
      for (const queued of refused) queued.failed(refusal)
      return
    }
    await this.world.fault('commit.after')
    this.options.afterCommit()
    const committed: Committed = {
      safe: () => tellAll(batch.outcomes),
      lost(error) {
        for (const { queued } of batch.outcomes) queued.failed(error)
      },
    }
    if (this.options.log) this.options.log.keep(committed)
    else committed.safe()
  }

  private async runUnits(batch: Batch): Promise<void> {
    let watch = this.watch()
    try {
      for (let queued = this.next(batch); queued; queued = this.next(batch)) {
        batch.taken.push(queued)
        batch.outcomes.push(await this.runUnit(queued, watch.hasTurned))
        if (!queued.patient) continue
        watch.stop()
        this.interrupt = undefined
        // Whoever comes meanwhile is next, and is told with this batch.
        await new Promise<void>((resolve) => this.world.soon(resolve))
        watch = this.watch()
      }
    } finally {
      watch.stop()
      this.interrupt = undefined
    }
  }

  private watch(): ReturnType<LoopWatch> {
    return this.options.watch(() => this.interrupt?.())
  }

  private next(batch: Batch): QueuedUnit | undefined {
    if (batch.taken.length === largestBatch) return undefined
    const now = this.world.monotonic()
    const isPatienceOver = this.patient.length > 0 && now - this.patientSince >= patienceMs
    if (this.queue.length > 0 && !isPatienceOver) {
      batch.hurriedSince ??= now
      return now - batch.hurriedSince < longestMs.hurried ? this.queue.shift() : undefined
    }
    const isHeldUp = batch.hurriedSince !== null && !isPatienceOver
    if (isHeldUp || now - batch.since >= longestMs.patient) return undefined
    this.patientSince = now
    return this.patient.shift()
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
      return { queued, tell: () => queued.succeeded(result), afterCommit: unit.toDoAfterCommit }
    } catch (error) {
      unit.over = true
      // A full disk ends the whole transaction, and with it what the units before have written.
      if (!this.connection.inTransaction) throw error
      this.words.back()
      this.words.release()
      return { queued, tell: () => queued.failed(asUnavailable(error)), afterCommit: [] }
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

function tellAll(outcomes: readonly Outcome[]): void {
  for (const { tell } of outcomes) tell()
  for (const { afterCommit } of outcomes) doAfterCommit(afterCommit)
}
