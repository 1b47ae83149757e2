import type { LogEvent } from './log-events.ts'

export type Level = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** One JSON object a line. Customers appear by hash only, secrets not at all. */
export interface Log {
  debug(event: LogEvent, fields?: LogFields): void
  info(event: LogEvent, fields?: LogFields): void
  warn(event: LogEvent, fields?: LogFields): void
  error(event: LogEvent, fields?: LogFields): void
  /** The same log with fields that every line of it carries. */
  with(fields: LogFields): Log
}

export interface LogOptions {
  level: Level
  now(): number
  write(line: string): void
  /** For a person at a terminal. */
  pretty?: boolean
}

const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }
const secret = /pass(word)?$|secret|token$|^authorization$|^cookie$|api_?key/i

export function openLog(options: LogOptions, carried: LogFields = {}): Log {
  const line =
    (level: Level) =>
    (event: LogEvent, fields: LogFields = {}) => {
      if (order[level] < order[options.level]) return
      const entry = { timestamp: new Date(options.now()).toISOString(), level, event, ...hideSecrets({ ...carried, ...fields }) }
      options.write(options.pretty ? prettyLine(entry) : `${JSON.stringify(entry)}\n`)
    }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => openLog(options, { ...carried, ...fields }),
  }
}

function hideSecrets(fields: LogFields): LogFields {
  const shown: Record<string, LogFields[string]> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) shown[name] = secret.test(name) ? '…' : value
  return shown
}

function prettyLine({ timestamp, level, event, ...fields }: { timestamp: string; level: Level; event: string } & LogFields): string {
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)
  return `${timestamp.slice(11, 23)} ${level.padEnd(5)} ${event.padEnd(22)} ${rest.join(' ')}\n`
}
