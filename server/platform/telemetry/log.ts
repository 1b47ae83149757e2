import type { LogEvent } from './log-events.ts'

export const levels = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof levels)[number]
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

export function openLog(options: LogOptions, carried: LogFields = {}): Log {
  const line = (level: Level) => {
    if (levels.indexOf(level) < levels.indexOf(options.level)) return () => {}
    return (event: LogEvent, fields: LogFields = {}) => {
      const entry = { timestamp: new Date(options.now()).toISOString(), level, event, ...withoutSecrets({ ...carried, ...fields }) }
      options.write(options.pretty ? prettyLine(entry) : `${JSON.stringify(entry)}\n`)
    }
  }
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => openLog(options, { ...carried, ...fields }),
  }
}

const secret = /pass(word)?$|secret|token$|^authorization$|^cookie$|api[_-]?key/i

/** A field that is named like a secret was never meant to be here: its line stays useful, its value is gone. */
function withoutSecrets(fields: LogFields): LogFields {
  const shown: Record<string, LogFields[string]> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) shown[name] = secret.test(name) ? '…' : value
  return shown
}

function prettyLine({ timestamp, level, event, ...fields }: { timestamp: string; level: Level; event: string } & LogFields): string {
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)
  return `${timestamp.slice(11, 23)} ${level.padEnd(5)} ${event.padEnd(22)} ${rest.join(' ')}\n`
}
