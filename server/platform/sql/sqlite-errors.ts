import type { World } from '../world/world.ts'
import { DatabaseUnavailable } from './sql.ts'

const pauseMs = 5
const patienceMs = 10_000

/** SQLite's primary result codes that say nothing about the query: busy, locked, out of memory, read-only, I/O error, full, cannot open. */
const notOurs = new Set([5, 6, 7, 8, 10, 13, 14])

/** Tries again while another connection holds the file (a backup, a second start), without stopping the loop for it. */
export async function whileBusy<Result>(world: World, attempt: () => Result): Promise<Result> {
  const until = world.monotonic() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (codeOf(error) !== 5 || world.monotonic() >= until) throw error
      await world.sleep(pauseMs)
    }
  }
}

/** A full disk is the database's trouble, a violated key is ours. */
export function asUnavailable(error: unknown): unknown {
  const code = codeOf(error)
  return (code !== null && notOurs.has(code)) || isClosed(error)
    ? new DatabaseUnavailable('the database could not do this now', { cause: error })
    : error
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE'
}

export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === 8
}

function codeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
