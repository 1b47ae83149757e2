import { parseArgs } from 'node:util'
import { type FaultPoint, faultPoints } from '../../server/platform/world/faults.ts'
import { findServices } from '../services.ts'
import type { EngineName } from './database.ts'

export interface Wanted {
  seed: number
  points: readonly FaultPoint[]
  engines: readonly EngineName[]
}

/** `--seed 7 --point delivery.after-answer --database sqlite`, each of them left out for all. */
export function readWishes(args: readonly string[], clockSeed: number): Wanted {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string' }, point: { type: 'string', multiple: true }, database: { type: 'string', multiple: true } },
  })
  const seed = values.seed === undefined ? clockSeed : Number(values.seed)
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed: got ${values.seed}, takes a whole number`)
  return {
    seed,
    points: chosen('--point', values.point, faultPoints),
    engines: chosen('--database', values.database, ['sqlite', 'postgres'] as const),
  }
}

function chosen<Name extends string>(option: string, given: readonly string[] | undefined, all: readonly Name[]): readonly Name[] {
  for (const name of given ?? [])
    if (!all.some((known) => known === name)) throw new Error(`${option}: got ${name}, takes ${all.join(', ')}`)
  return given ? all.filter((name) => given.includes(name)) : all
}

/** With the PostgreSQL that was found or started for the occasion; without one its half of the table is missing, and said to be. */
export async function withServices(wanted: Wanted, run: (wanted: Wanted) => Promise<number>): Promise<number> {
  const services = wanted.engines.includes('postgres') ? await findServices() : []
  try {
    const postgres = services.find(({ variable }) => variable === 'TEST_POSTGRES_URL')
    if (!postgres) return await run(wanted)
    process.env.TEST_POSTGRES_URL = postgres.value ?? ''
    if (postgres.value) return await run(wanted)
    console.log('- PostgreSQL was not found: its half of the table is skipped (TEST_POSTGRES_URL says where one is)')
    const code = await run({ ...wanted, engines: wanted.engines.filter((engine) => engine !== 'postgres') })
    return process.env.CI === 'true' ? 1 : code
  } finally {
    for (const service of services) await service.stop?.()
  }
}
