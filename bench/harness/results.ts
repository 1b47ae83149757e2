import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Measured } from './measure.ts'
import { onOneLine } from './report.ts'
import type { Row } from './row.ts'

/** What a figure means nothing without. */
export interface Machine {
  cores: number
  processor: string
  memoryGb: number
  platform: string
  node: string
  date: string
  /** What else ran here when it began: processes that wanted a processor, on average over a minute. */
  loadBefore: number
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    date: new Date().toISOString(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  }
}

/** One file a row and database, overwritten: what is kept of it is in the history. */
export function writeResult(folder: string, machine: Machine, { measures, probe }: Row, measured: Measured): void {
  mkdirSync(folder, { recursive: true })
  const name = measured.database === 'sqlite' ? measured.row : `${measured.row}.${measured.database}`
  const { row, database, figures, flush, rounds } = measured
  const result = { row, database, measures: onOneLine(measures), probe: onOneLine(probe), figures, flush, machine, rounds }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, threeDigits, 2)}\n`)
}

function threeDigits(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
}
