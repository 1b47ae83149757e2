/**
 * `npm run bench`: each operation beside the probe of its physical limit. `npm run bench inbound turn` measures those rows only;
 * after `--` stand `--database postgres`, `--rounds 5`, `--seconds 10`, `--profile <folder>` and `--results <folder>`.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findServices } from '../test/services.ts'
import { measure } from './harness/measure.ts'
import { renderRow } from './harness/report.ts'
import { describeMachine, writeResult } from './harness/results.ts'
import type { Row } from './harness/row.ts'
import type { BenchOptions } from './harness/shop.ts'
import { rows } from './rows/rows.ts'

process.exitCode = await bench(readWishes(process.argv.slice(2)))

interface Wanted {
  chosen: readonly Row[]
  results: string
  options: BenchOptions
}

function readWishes(args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      database: { type: 'string', default: 'sqlite' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      profile: { type: 'string' },
      results: { type: 'string', default: join(import.meta.dirname, 'results') },
    },
  })
  const engine = oneOf('--database', values.database, ['sqlite', 'postgres'] as const)
  const seconds = positive('--seconds', values.seconds)
  return {
    chosen: positionals.length === 0 ? rows.filter(({ onlyByName }) => !onlyByName) : positionals.map((name) => chooseRow(name)),
    results: values.results,
    options: {
      engine,
      rounds: positive('--rounds', values.rounds),
      runMs: seconds * 1000,
      warmMs: seconds * 333,
      idleMs: seconds * 1000,
      profile: values.profile ?? null,
    },
  }
}

function chooseRow(name: string): Row {
  const names = rows.map((row) => row.name)
  oneOf('a row', name, names)
  return rows.find((row) => row.name === name) as Row
}

function oneOf<Name extends string>(what: string, given: string, all: readonly Name[]): Name {
  const found = all.find((name) => name === given)
  if (found === undefined) throw new Error(`${what}: got ${given}, takes ${all.join(', ')}`)
  return found
}

function positive(option: string, given: string): number {
  const number = Number(given)
  if (!(number > 0)) throw new Error(`${option}: got ${given}, takes a number above 0`)
  return number
}

async function bench({ chosen, results, options }: Wanted): Promise<number> {
  const services = options.engine === 'postgres' ? await findServices() : []
  try {
    const postgres = services.find(({ variable }) => variable === 'TEST_POSTGRES_URL')
    if (postgres && postgres.value === null) {
      console.log('PostgreSQL was not found (TEST_POSTGRES_URL says where one is)')
      return 1
    }
    if (postgres?.value) process.env.TEST_POSTGRES_URL = postgres.value
    await measureAll(chosen, results, options)
    return 0
  } finally {
    for (const service of services) await service.stop?.()
  }
}

async function measureAll(chosen: readonly Row[], results: string, options: BenchOptions): Promise<void> {
  const machine = describeMachine()
  const { cores, processor, node, loadBefore } = machine
  console.log(
    `${cores} × ${processor}, Node ${node}, load ${loadBefore} before it began${loadBefore > cores / 2 ? ': others work here' : ''}\n`,
  )
  for (const row of chosen.filter(({ databases }) => databases.includes(options.engine))) {
    const measured = await measure(row, options)
    console.log(renderRow(row, measured))
    writeResult(results, machine, row, measured)
  }
}
