import type { Engine } from '../server/conversation/seller/seller.ts'
import type { FetchOut, World } from '../server/platform/world/world.ts'
import { type Counter, migrations, openCounter, roadTo, standInFor } from './counter.ts'
import { engines } from './engines.ts'
import type { StandIn } from './fakes/stand-in.ts'
import { type TestWorld, testWorld } from './world.ts'

/** A shop in still time, on the embedded database: what takes hours takes none, and what must not take a moment can be seen not to. */
export interface StillShop extends AsyncDisposable {
  readonly world: TestWorld
  readonly provider: StandIn
  ask: Counter['ask']
  advance(ms: number): Promise<void>
  /** All that happens by itself, though no time passes to speak of. */
  settle(): Promise<void>
  restart(): Promise<void>
}

export interface StillShopOptions {
  store: string
  engine?: Engine
  /** Hears the log's errors; they go to stderr when left out. */
  hear?: (line: string) => void
  /** Comes between the shop and its provider. */
  road?(toProvider: FetchOut, world: World): FetchOut
}

export async function openStillShop(options: StillShopOptions): Promise<StillShop> {
  const still = testWorld()
  let counter: Counter | null = null
  const provider: StandIn = standInFor(still, () => counter?.house ?? null, { statuses: 'none' })
  const straight = roadTo(still, () => provider)
  const world = { ...still, fetchOut: options.road?.(straight, still) ?? straight }
  const [sqlite] = engines
  if (!sqlite) throw new Error('no engine')
  const database = await sqlite.open({ migrations, world })
  const open = async () => {
    const { store, engine, hear } = options
    counter = await openCounter({ world, database, store, ...(engine ? { engine } : {}), ...(hear ? { hear } : {}) })
    return counter
  }
  let now = await open()
  const advance = (ms: number) => still.advance(ms)
  // From a webhook to a recorded delivery is a chain of units, each written in a turn of the loop of its own.
  const settle = async () => {
    for (let round = 0; round < 5; round++) await advance(1)
  }
  const stopLoops = async () => {
    const stopped = now.loops.stop()
    await settle()
    await stopped
  }
  return {
    world: still,
    provider,
    advance,
    settle,
    ask: (method, path, body) => now.ask(method, path, body),
    restart: async () => {
      await stopLoops()
      now = await open()
    },
    [Symbol.asyncDispose]: async () => {
      await stopLoops()
      await database[Symbol.asyncDispose]()
    },
  }
}
