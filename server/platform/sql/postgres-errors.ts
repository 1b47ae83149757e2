import { DatabaseUnavailable } from './sql.ts'

type Trouble =
  /** The connection is gone: what was under way on it did not happen, unless it was a commit. */
  | 'lost'
  /** Two units got in each other's way, and this one was given up so that the other could go on. */
  | 'collided'
  /** The server cannot take it now: full, out of connections, a replica. */
  | 'unable'

/** The database's trouble, not the query's. */
export class Interruption extends DatabaseUnavailable {
  readonly trouble: Trouble
  constructor(trouble: Trouble, cause: unknown) {
    super('the database could not do this now', { cause })
    this.name = 'Interruption'
    this.trouble = trouble
  }
}

/** As an interruption where it is one; what is wrong with a query, or breaks a rule of the tables, stays what it is. */
export function asInterruption(error: unknown): unknown {
  const trouble = troubleOf(error)
  return trouble === null ? error : new Interruption(trouble, error)
}

export function isReadOnly(error: unknown): boolean {
  return error instanceof Interruption && codeOf(error.cause) === '25006'
}

/** By class: 40 is a transaction rolled back, 08 the connection, 57P an operator's doing, 53 resources, 58 the system, XX the server itself. */
function troubleOf(error: unknown): Trouble | null {
  const code = codeOf(error)
  if (code === '40001' || code === '40P01') return 'collided'
  if (/^(?:08...|57P0.|E[A-Z_]{3,})$/.test(code) || isLostConnection(error)) return 'lost'
  if (/^(?:53...|58...|XX...|25006|57014)$/.test(code)) return 'unable'
  return null
}

/** The driver's own errors have no code. */
function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error && /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
