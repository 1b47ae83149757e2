import { flushTimes } from './disk.ts'
import { type Compared, compare, percentile, type Round } from './figures.ts'
import type { Row } from './row.ts'
import { type BenchOptions, openBench } from './shop.ts'

export interface Measured {
  row: string
  database: BenchOptions['engine']
  figures: Compared[]
  rounds: Round[]
  /** How long the disk took to keep a page for good meanwhile, in milliseconds. */
  flush: { p50: number; p99: number }
}

/** Ours and its probe in turn, several times in one run: what the machine does besides meets both. */
export async function measure(row: Row, options: BenchOptions): Promise<Measured> {
  await using opened = new AsyncDisposableStack()
  const sides = await row.open(openBench(options, opened))
  const measured: Round[] = []
  const flushes: number[] = []
  for (let round = 0; round < options.rounds; round++) {
    flushes.push(...flushTimes())
    measured.push({ ours: await sides.ours(), probe: await sides.probe() })
  }
  const flush = { p50: percentile(flushes, 0.5), p99: percentile(flushes, 0.99) }
  return { row: row.name, database: options.engine, figures: compare(row, measured), rounds: measured, flush }
}
