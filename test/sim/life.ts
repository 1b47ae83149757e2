import type { FaultPoint } from '../../server/platform/world/faults.ts'
import { makeIds } from '../../server/platform/world/uuid7.ts'
import { FetchOutError, type FetchOutResponse, type World } from '../../server/platform/world/world.ts'
import type { StandIn } from '../fakes/stand-in.ts'
import type { Chance } from './chance.ts'
import type { Timeline } from './time.ts'

/** What a machine's clocks say: they jump when somebody sets them, and the two need not agree. */
export interface Clocks {
  wallMs: number
  businessMs: number
}

/** One process from its start to its death. Whatever waits when it dies is never settled, as with a real kill. */
export interface Life {
  readonly world: World
  readonly alive: boolean
  /** Dies at once, or the `hit`-th time it passes the point. */
  die(): void
  dieAt(point: FaultPoint, hit: number): void
}

export interface LifeOptions {
  timeline: Timeline
  chance: Chance
  clocks: Clocks
  standIn: StandIn
  /** How long the road to the provider takes, in milliseconds. */
  roadMs(): number
  onDeath(where: string): void
}

export function life(options: LifeOptions): Life {
  const { timeline, chance } = options
  const bornAt = timeline.now()
  const bornWall = options.clocks.wallMs + bornAt
  const elapsed = () => timeline.now() - bornAt
  let alive = true
  let trap: { point: FaultPoint; hits: number } | null = null

  const forever = <Value>() => new Promise<Value>(() => {})
  const later = (ms: number, run: () => void) => timeline.at(timeline.now() + Math.max(0, ms), () => alive && run())
  const machine = () => bornWall + elapsed()

  function die(where = 'now'): void {
    if (!alive) return
    alive = false
    options.onDeath(where)
  }

  const world: World = {
    clock: { now: () => options.clocks.businessMs + timeline.now() },
    machine,
    monotonic: elapsed,
    schedule: (ms, run) => later(ms, run),
    soon: (run) => void later(0, run),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const planned = later(ms, resolve)
        signal?.addEventListener('abort', () => {
          planned.cancel()
          resolve()
        })
      }),
    random: chance,
    ids: makeIds(machine, chance),
    fetchOut: async (url, request = {}) => {
      if (!alive) return forever()
      // Once it has left, a request arrives whether or not its sender lives to see the answer.
      await new Promise<void>((resolve) => void timeline.at(timeline.now() + options.roadMs(), resolve))
      const { pathname, searchParams } = new URL(url)
      const answered = await options.standIn.handle({
        method: request.method ?? 'GET',
        path: pathname,
        query: searchParams,
        headers: request.headers ?? {},
        body: typeof request.body === 'string' ? request.body : Buffer.from(request.body ?? []).toString(),
      })
      await travel(answered.kind === 'stall' ? (request.timeoutMs ?? 15_000) : options.roadMs())
      if (answered.kind === 'stall') throw new FetchOutError('timeout', 'no answer in time')
      if (answered.kind === 'drop') throw new FetchOutError('reset', 'the connection was reset')
      return response(answered.status, answered.headers ?? {}, answered.body)
    },
    fault: (point) => {
      if (!alive) return forever<void>()
      if (!trap || trap.point !== point || --trap.hits > 0) return
      die(point)
      return forever<void>()
    },
  }

  /** An answer on the road when the process dies reaches nobody. */
  function travel(ms: number): Promise<void> {
    return new Promise((resolve) => void later(ms, resolve))
  }

  return {
    world,
    get alive() {
      return alive
    },
    die: () => die(),
    dieAt: (point, hits) => {
      trap = { point, hits }
    },
  }
}

function response(status: number, headers: Record<string, string>, body: unknown): FetchOutResponse {
  const text = JSON.stringify(body)
  return { status, headers, body: new TextEncoder().encode(text), text: () => text }
}
