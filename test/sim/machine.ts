import { rmSync } from 'node:fs'
import { type Engine, scriptedSeller } from '../../server/conversation/seller/seller.ts'
import { migrations } from '../../server/migrations/migrations.ts'
import { openSqlite, type SqliteDatabase } from '../../server/platform/sql/sqlite.ts'
import type { FaultPoint } from '../../server/platform/world/faults.ts'
import type { World } from '../../server/platform/world/world.ts'
import { type Counter, openCounter, storeText } from '../counter.ts'
import type { StandIn } from '../fakes/stand-in.ts'
import type { Chance } from './chance.ts'
import { type Clocks, type Life, life } from './life.ts'
import type { Timeline } from './time.ts'

/** The computer in the back room: it runs the shop's program, loses it without warning, and starts it again. */
export interface Machine {
  readonly clocks: Clocks
  readonly lives: number
  readonly deaths: readonly string[]
  /** What the program's log held of errors. */
  readonly complaints: readonly string[]
  start(): void
  kill(): void
  killAt(point: FaultPoint, hit: number): void
  /** Null when the connection was lost: nobody was there, or the program died before it answered. */
  request(method: string, path: string, init?: { headers?: Record<string, string>; body?: string }): Promise<Reply | null>
  /** Ends the program without another start. */
  end(): void
}

export interface Reply {
  status: number
  body: string
}

export interface MachineOptions {
  timeline: Timeline
  chance: Chance
  clocks: Clocks
  standIn: StandIn
  path: string
  lookUp: boolean
}

interface Running {
  life: Life
  database: SqliteDatabase | null
  counter: Counter | null
  died: PromiseWithResolvers<null>
}

const store = storeText({ quietPeriodMs: 2000, doubtMs: 60_000, lockHours: 2 })

export function machine(options: MachineOptions): Machine {
  const { timeline, chance, clocks } = options
  const deaths: string[] = []
  const complaints: string[] = []
  let running: Running | null = null
  let lives = 0
  let over = false

  function start(): void {
    lives++
    const died = Promise.withResolvers<null>()
    const born: Life = life({
      timeline,
      chance: chance.fork(`life ${lives}`),
      clocks,
      standIn: options.standIn,
      roadMs: () => chance.between(5, 80),
      onDeath: (where) => {
        deaths.push(where)
        here.database?.abandon()
        running = null
        died.resolve(null)
        if (!over) timeline.at(timeline.now() + chance.between(200, 8000), start)
      },
    })
    const here: Running = { life: born, database: null, counter: null, died }
    running = here
    open(here).catch((error: unknown) => {
      if (born.alive) complaints.push(`the program did not start: ${String(error)}`)
    })
  }

  async function open(here: Running): Promise<void> {
    const { world } = here.life
    const complain = (line: string) => {
      if (here.life.alive && !line.includes('no thought came')) complaints.push(line.trim())
    }
    here.database = await openSqlite(world, {
      path: options.path,
      migrations,
      watch: () => ({ hasTurned: () => false, stop: () => {} }),
      onAlarm: (error) => complain(error.message),
    })
    const shop = { world, database: here.database, store, lookUp: options.lookUp, hear: complain }
    here.counter = await openCounter({ ...shop, engine: slowly(world, chance.fork(`thinking ${lives}`), rival) })

    // Somebody else who takes turns as well, and who believes that whatever is claimed was claimed by the dead.
    async function rival(): Promise<void> {
      const second = await openCounter({
        ...shop,
        engine: slowly(world, chance.fork(`rival ${lives} ${world.monotonic()}`)),
        roles: ['seller'],
      })
      await world.sleep(chance.between(1, 20) * 1000)
      await second.loops.stop()
    }
  }

  async function request(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Reply | null> {
    const here = running
    if (!here?.counter) return null
    const answered = here.counter.house.app.fetch(new Request(`http://shop.test${path}`, { method, ...init }))
    const reply = await Promise.race([Promise.resolve(answered).then(readReply), here.died.promise])
    return here.life.alive ? reply : null
  }

  return {
    clocks,
    deaths,
    complaints,
    get lives() {
      return lives
    },
    start,
    kill: () => running?.life.die(),
    killAt: (point, hit) => running?.life.dieAt(point, hit),
    request,
    end() {
      over = true
      running?.life.die()
      rmSync(`${options.path}-shm`, { force: true })
    },
  }
}

/** A seller who needs time to think, as those do that ask a model, and who sometimes fails at it. */
function slowly(world: World, chance: Chance, interrupt: () => Promise<void> = async () => {}): Engine {
  return {
    name: scriptedSeller.name,
    async step(prompt, signal) {
      if (chance.happens(0.1)) world.schedule(chance.between(100, 4000), () => void interrupt())
      await world.sleep(chance.happens(0.05) ? chance.between(20_000, 70_000) : chance.between(200, 6000), signal)
      if (chance.happens(0.02)) throw new Error('no thought came')
      return scriptedSeller.step(prompt, signal)
    },
  }
}

async function readReply(response: Response): Promise<Reply> {
  return { status: response.status, body: await response.text() }
}
