export { describeError } from './describe-error.ts'
export { type Log, type LogFields, openLog } from './log.ts'
export { logEvents } from './log-events.ts'
export { type Metrics, openMetrics, type Reading } from './metrics.ts'
