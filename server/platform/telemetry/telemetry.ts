export { type Log, type LogFields, openLog } from './log.ts'
export { logEvents } from './log-events.ts'
export { type Metrics, openMetrics } from './metrics.ts'

/** An error in one line, with what caused it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : ` (because of ${describeError(error.cause)})`
  return `${error.name}: ${error.message}${cause}`
}
