import type { VariableName } from './config.ts'
import { shown } from './config-values.ts'
import { describeError } from './platform/telemetry/telemetry.ts'

/** A setting that reads well and cannot be used on this machine: told in one line, as a wrong one is. */
export class UnusableSetting extends Error {
  /** `why` is what was answered, or our own words. */
  constructor(variable: VariableName, { got, takes, why }: { got: string; takes: string; why: unknown }) {
    super(`${variable}: got ${shown(got)}, takes ${takes} (${describeError(why)})`, { cause: why })
    this.name = 'UnusableSetting'
  }
}

/** What a system call, a server or a file answers. All else is an accident of ours, whose stack somebody will want to see. */
export function isAnsweredOutside(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isAnsweredOutside)
  const { code = '', errcode } = error as { code?: unknown; errcode?: unknown }
  return typeof errcode === 'number'
    ? fileTrouble.has(errcode & 0xff)
    : /^E(?!RR_)[A-Z_\d]{2,}$/.test(String(code)) || refusals.test(String(code))
}

/** SQLite's words for a file: busy, locked, read-only, input and output, damaged, full, cannot be opened, no database. */
const fileTrouble = new Set([5, 6, 8, 10, 11, 13, 14, 26])
/** PostgreSQL's: the connection, who may come in, no such database, not allowed, out of something, being shut down, too few rights. */
const refusals = /^(?:08...|28...|3D...|53...|57P0.|0LP01|42501)$/
