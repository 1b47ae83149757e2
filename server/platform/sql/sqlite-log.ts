import { DatabaseUnavailable } from './sql.ts'

/** SQLite's log as a file. */
export interface LogFile {
  /** Brings what is in it to the disk, where no power cut takes it away. */
  flush(): Promise<void>
  close(): void
}

/** The units of a commit, which wait until it is safe. */
export interface Committed {
  safe(): void
  lost(error: DatabaseUnavailable): void
}

/**
 * What is committed stands in the log, and is safe once that is flushed. This often takes longer than the commit, so it is done beside
 * the event loop, and the next batch is written meanwhile: each flush speaks for all who were committed before it began.
 */
export class SqliteLog {
  private readonly file: LogFile
  private readonly onFailure: (error: Error) => void
  private waiting: Committed[] = []
  private failure: DatabaseUnavailable | null = null
  private underWay: Promise<void> | null = null

  constructor(file: LogFile, onFailure: (error: Error) => void) {
    this.file = file
    this.onFailure = onFailure
  }

  /** Set once a flush has failed: the disk may have dropped what it was given, and its next success would say nothing of that. */
  get broken(): DatabaseUnavailable | null {
    return this.failure
  }

  keep(committed: Committed): void {
    this.waiting.push(committed)
    this.underWay ??= this.flushAll()
  }

  /** Until everybody has heard. */
  async settled(): Promise<void> {
    await this.underWay
  }

  close(): void {
    this.file.close()
  }

  private async flushAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const served = this.waiting
      this.waiting = []
      if (this.failure === null) await this.file.flush().catch((cause: unknown) => this.fail(cause))
      for (const committed of served) {
        if (this.failure === null) committed.safe()
        else committed.lost(this.failure)
      }
    }
    this.underWay = null
  }

  private fail(cause: unknown): void {
    this.failure = new DatabaseUnavailable('the disk failed to keep what was written: the program has to be started again', { cause })
    this.onFailure(this.failure)
  }
}
