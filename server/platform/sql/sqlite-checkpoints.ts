import type { SqliteConnection } from './sqlite-connection.ts'

/** A thread takes memory: a demo shop, just filled, does without. */
const pagesToBegin = 8000
/** Two megabytes at a time: more would hold the disk up for those who commit meanwhile. */
const pagesAtOnce = 500
/** The thread does not keep up: now whoever commits puts away what is left, and the log begins anew. */
const mostPages = 16_000

/** Who puts the log away beside the event loop. */
export interface CheckpointThread {
  checkpoint(): Promise<void>
  close(): Promise<void>
}

/**
 * What is committed stands in a log, and is put away from there into the database's file: that takes tens of milliseconds, and
 * SQLite has it done by whoever happens to commit. Here a thread does it.
 */
export class Checkpoints {
  private readonly writing: SqliteConnection
  private readonly thread: CheckpointThread
  private readonly onFailure: (error: Error) => void
  private hasBegun = false
  private isUnderWay = false

  constructor(writing: SqliteConnection, thread: CheckpointThread, onFailure: (error: Error) => void) {
    this.writing = writing
    this.thread = thread
    this.onFailure = onFailure
    writing.exec(`pragma wal_autocheckpoint = ${mostPages}`)
  }

  afterCommit(): void {
    if (this.isUnderWay || pagesInLog(this.writing) < (this.hasBegun ? pagesAtOnce : pagesToBegin)) return
    this.hasBegun = true
    this.isUnderWay = true
    void this.thread
      .checkpoint()
      .catch(this.onFailure)
      .finally(() => {
        this.isUnderWay = false
      })
  }
}

function pagesInLog(connection: SqliteConnection): number {
  const [log] = connection.query<{ log: number; checkpointed: number }>('pragma wal_checkpoint(noop)')
  return log ? log.log - log.checkpointed : 0
}
