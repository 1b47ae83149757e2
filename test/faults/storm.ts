import type { Mood } from '../fakes/stand-in.ts'
import { chance } from '../sim/chance.ts'
import { converse, type Told } from './conversation.ts'
import type { EngineName } from './database.ts'
import { judge, type Verdict } from './oracle.ts'
import { NeverHappened, untilQuiet } from './quiet.ts'
import { openShop } from './shop.ts'

export interface Storm extends Verdict {
  engine: EngineName
  seed: number
  conversations: number
  kills: number
  ms: number
}

/** Not those that take nothing and say nothing: after two such silences a reply is rightly given up, and shown to staff. */
const moods: readonly Mood[] = ['accept', 'accept', 'accept', 'rate_limit', 'error', 'accept_then_drop', 'drop_then_accept']

/** Many customers at once, a provider in changing moods, and kills at instants nobody chose: also during a start. */
export async function runStorm(engine: EngineName, seed: number, size: { conversations: number; kills: number }): Promise<Storm> {
  const began = performance.now()
  const random = chance(seed)
  await using shop = await openShop({ engine, lookUp: true, statuses: random.oneOf(['normal', 'early', 'late']) })
  shop.provider.standIn.options.repeats = random.between(1, 2)
  shop.provider.standIn.moods.push(...Array.from({ length: size.conversations * 2 }, () => random.oneOf(moods)))
  const tolds = Array.from(
    { length: size.conversations },
    (): Told => ({ customer: shop.newCustomer(), messages: [], handOvers: 0, givesUp: false }),
  )
  const total: Verdict = { lost: 0, doubled: 0, marked: 0, givenUp: 0, problems: [] }
  const chaos = killAtRandom()
  await Promise.all(tolds.map((told) => converse(shop, 2, told).catch(note(told))))
  await chaos
  for (const told of tolds) {
    const verdict = await judge(shop, told, await untilQuiet(shop, told.customer))
    total.lost += verdict.lost
    total.doubled += verdict.doubled
    total.marked += verdict.marked
    total.problems.push(...verdict.problems.map((problem) => `${told.customer}: ${problem}`))
  }
  return { ...total, engine, seed, ...size, kills: shop.program.deaths, ms: performance.now() - began }

  async function killAtRandom(): Promise<void> {
    for (let kill = 0; kill < size.kills; kill++) {
      await new Promise((resolve) => setTimeout(resolve, random.between(20, 900)))
      shop.program.kill()
    }
  }

  function note(told: Told): (error: unknown) => void {
    return (error) => {
      if (!(error instanceof NeverHappened)) throw error
      total.problems.push(`${told.customer}: ${error.message}`)
    }
  }
}
