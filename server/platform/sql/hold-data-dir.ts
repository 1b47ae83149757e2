import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataDirHold {
  release(): void
}

/** Kept here too: a connection that nobody refers to is closed by the garbage collector, and its lock with it. */
const holds = new Set<DataDirHold>()

/**
 * A folder's one owner, for life: the operating system gives the lock back the moment the process is gone, however it went.
 * Null when another process has it.
 */
export function holdDataDir(path: string): DataDirHold | null {
  mkdirSync(path, { recursive: true })
  const lock = new DatabaseSync(join(path, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null
    throw error
  }
  const hold: DataDirHold = {
    release() {
      if (holds.delete(hold)) lock.close()
    },
  }
  holds.add(hold)
  return hold
}
