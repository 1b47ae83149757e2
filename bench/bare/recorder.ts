import type { Engine, Query } from '../../server/platform/sql/engine.ts'
import type { Value } from '../../server/platform/sql/placeholder.ts'
import type { Database, Done } from '../../server/platform/sql/sql.ts'
import type { OpenUnit } from '../../server/platform/sql/unit.ts'
import type { FetchOut, World } from '../../server/platform/world/world.ts'
import type { Step } from './steps.ts'
import type { Asked } from './store.ts'

export interface Recorder {
  /** What the program is made with while it is watched. */
  world: World
  watch(database: Database): void
  /** Forgets what was seen until now. */
  begin(): void
  note(step: Step): void
  readonly steps: Step[]
  /** Made since the beginning, and the digests of what was made: new for every request. */
  readonly ids: Set<string>
}

/**
 * Watches the program at its database. What the system's scope asks is left out: by that the loops find their work, and who does
 * one thing after the other need not look for it.
 */
export function recorder(real: World, answer: FetchOut): Recorder {
  const steps: Step[] = []
  const ids = new Set<string>()
  const world: World = {
    ...real,
    ids: () => {
      const id = real.ids()
      ids.add(id)
      return id
    },
    fetchOut: (url, options = {}) => {
      const { method = 'GET', headers = {}, body = '' } = options
      steps.push({ kind: 'send', url, method, headers, body: String(body) })
      return answer(url, options)
    },
  }
  return {
    world,
    steps,
    ids,
    watch: (database) => watchEngine(database as unknown as Engine, { steps, ids }),
    note: (step) => void steps.push(step),
    begin: () => {
      steps.length = 0
      ids.clear()
    },
  }
}

function watchEngine(engine: Engine, { steps, ids }: Pick<Recorder, 'steps' | 'ids'>): void {
  const { read, unit } = engine
  engine.read = async (place, query, values) => {
    const done = await read.call(engine, place, query, values)
    if (place.tenant !== null)
      steps.push({ kind: 'read', asked: { name: query.name ?? query.sql, sql: query.sql, values }, found: done.changes })
    return done
  }
  engine.unit = (place, name, work, options) => {
    const watched = (opened: OpenUnit) => {
      if (place.tenant !== null) watchUnit(opened, name, { steps, ids })
      return work(opened)
    }
    return unit.call(engine, place, name, watched, options) as ReturnType<typeof work>
  }
}

/** What a unit keeps to itself: every query of it passes here, whether it is a statement's or was built for one call. */
interface Querying {
  query(query: Query, values: readonly Value[]): Promise<Done<unknown>>
}

function watchUnit(unit: OpenUnit, name: string, { steps, ids }: Pick<Recorder, 'steps' | 'ids'>): void {
  const step = { kind: 'unit' as const, name, asked: [] as Asked[], found: [] as number[] }
  steps.push(step)
  const querying = unit as unknown as Querying
  const { query } = querying
  querying.query = async (asked, values) => {
    const done = await query.call(unit, asked, values)
    step.asked.push({ name: asked.name ?? asked.sql, sql: asked.sql, values })
    step.found.push(done.changes)
    for (const value of values) if (typeof value === 'string' && isDigest(value)) ids.add(value)
    return done
  }
}

/** Of a link's token, which is made of an id. */
function isDigest(value: string): boolean {
  return /^(?:[0-9a-f]{64}|[\w-]{43})$/.test(value)
}
