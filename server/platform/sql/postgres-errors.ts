import { DatabaseUnavailable } from './sql.ts'

/** What is to be done about an error of the database. */
export type Verdict =
  /** The connection is gone: whatever was under way on it did not happen, unless it was a commit. */
  | 'lost'
  /** Two units got in each other's way: this one was given up so that the other could go on. */
  | 'collided'
  /** The server cannot take it now: full, out of connections, a replica. */
  | 'unavailable'
  /** The query is wrong, or a rule of the tables was broken. */
  | 'ours'

/** Of the classes 08 (connection) and 57 (an operator's doing), 40 (rolled back), 53 (resources), 58 (system), XX (internal). */
export function judge(error: unknown): Verdict {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '40001' || code === '40P01') return 'collided'
  if (/^(?:08...|57P0[1-5]|E[A-Z_]{3,})$/.test(code) || isLostConnection(error)) return 'lost'
  if (/^(?:53...|58...|XX...|25006|57014)$/.test(code)) return 'unavailable'
  return 'ours'
}

export function unavailable(cause: unknown): DatabaseUnavailable {
  return new DatabaseUnavailable('the database could not do this now', { cause })
}

/** The driver has no codes for its own errors. */
function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout e?xce?eded when trying to connect)/.test(
      error.message,
    )
  )
}
