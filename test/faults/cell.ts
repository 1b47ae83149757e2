import type { FaultPoint } from '../../server/platform/world/faults.ts'
import type { Mood } from '../fakes/stand-in.ts'
import { converse, type Told } from './conversation.ts'
import { judge, type Verdict } from './oracle.ts'
import { NeverHappened, untilQuiet } from './quiet.ts'
import type { KillableShop } from './shop.ts'

export interface Cell {
  point: FaultPoint
  hit: number
  rounds: number
  /** How the provider treats the first sends. */
  moods?: readonly Mood[]
  /** Every webhook comes this often. */
  repeats?: number
  /** Nobody listens at the provider for this long. */
  refuseMs?: number
}

export interface CellResult extends Verdict {
  fired: boolean
  ms: number
}

/** One conversation, one kill in it, and what is left of it when all is quiet. The next cell goes on with the restarted process. */
export async function runCell(shop: KillableShop, cell: Cell): Promise<CellResult> {
  const began = performance.now()
  const { program, provider } = shop
  const told: Told = { customer: shop.newCustomer(), messages: [], handOvers: 0 }
  provider.standIn.moods.push(...(cell.moods ?? []))
  provider.standIn.options.repeats = cell.repeats ?? 1
  const before = program.deaths
  await program.arm({ point: cell.point, hit: cell.hit, action: 'kill' })
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
  const fired = program.deaths > before
  if (!fired) {
    await program.arm(null)
    problems.push(`${cell.point} was not passed ${cell.hit} times`)
  }
  provider.standIn.moods.length = 0
  return { ...verdict, problems: [...problems, ...verdict.problems], fired, ms: performance.now() - began }
}
