import type { FaultPoint } from '../../server/platform/world/faults.ts'
import type { Mood } from '../fakes/stand-in.ts'
import type { Order } from './child.ts'
import { converse, type Told } from './conversation.ts'
import { judge, type Verdict } from './oracle.ts'
import { NeverHappened, untilQuiet } from './quiet.ts'
import type { KillableShop } from './shop.ts'

export interface Cell {
  point: FaultPoint
  hit: number
  rounds: number
  /** Each process after the first is killed too, the first time it passes the point: so many kills in all. 1 when left out. */
  kills?: number
  /** How the provider treats the first sends. */
  moods?: readonly Mood[]
  /** Every webhook comes this often. */
  repeats?: number
  /** Nobody listens at the provider for this long. */
  refuseMs?: number
  /** The first reply may be given up and shown to staff: a send that was interrupted, then a repeat the provider took no notice of. */
  givesUp?: boolean
}

export interface CellResult extends Verdict {
  kills: number
  ms: number
}

/** One conversation, one kill in it, and what is left of it when all is quiet. The next cell goes on with the restarted process. */
export async function runCell(shop: KillableShop, cell: Cell): Promise<CellResult> {
  const began = performance.now()
  const { program, provider } = shop
  const told: Told = { customer: shop.newCustomer(), messages: [], handOvers: 0, givesUp: cell.givesUp ?? false }
  provider.standIn.moods.push(...(cell.moods ?? []))
  provider.standIn.options.repeats = cell.repeats ?? 1
  const before = program.deaths
  const kills = cell.kills ?? 1
  const again: Order = { point: cell.point, hit: 1, action: 'kill' }
  await program.arm(
    { ...again, hit: cell.hit },
    Array.from({ length: kills - 1 }, () => again),
  )
  const refused = cell.refuseMs ? provider.refuseFor(cell.refuseMs) : Promise.resolve()
  const problems: string[] = []
  try {
    await converse(shop, cell.rounds, told)
  } catch (error) {
    if (!(error instanceof NeverHappened)) throw error
    problems.push(error.message)
  }
  await refused
  const restless = await untilQuiet(shop, told.customer)
  const verdict = await judge(shop, told, restless)
  const deaths = program.deaths - before
  if (deaths < kills) {
    await program.arm(null)
    problems.push(deaths === 0 ? `${cell.point} was not passed ${cell.hit} times` : `died ${deaths} times of ${kills}`)
  }
  provider.standIn.moods.length = 0
  return { ...verdict, problems: [...problems, ...verdict.problems], kills: deaths, ms: performance.now() - began }
}
