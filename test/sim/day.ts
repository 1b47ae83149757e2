import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultPoints } from '../../server/platform/world/faults.ts'
import { standInFor } from '../counter.ts'
import type { Mood, StandIn } from '../fakes/stand-in.ts'
import { armTripwire } from '../tripwire.ts'
import { type Chance, chance } from './chance.ts'
import { type Machine, machine } from './machine.ts'
import { people } from './people.ts'
import { type Timeline, timeline } from './time.ts'
import { type Books, readBooks, verdict } from './verdict.ts'

export interface DayOptions {
  seed: number
  conversations?: number
  /** How long customers write; trouble ends two hours later, and four after that everything must be right. */
  hours?: number
  /** Whether the provider can be asked what became of a send. */
  lookUp?: boolean
}

export interface Day {
  seed: number
  /** Everything that was wrong with it; empty when nobody was let down. */
  faults: string[]
  /** Of every row that was written and every message that left: the same for the same seed. */
  fingerprint: string
  conversations: number
  messages: number
  replies: number
  kills: number
  marked: number
}

const hour = 3_600_000
const minute = 60_000
const moods = ['accept_then_drop', 'drop_then_accept', 'drop', 'stall', 'error', 'rate_limit', 'refuse'] as const satisfies readonly Mood[]

/** A whole day of a shop in one process: customers and staff, a moody provider, kills, and clocks that somebody sets. */
export async function liveDay({ seed, conversations = 1000, hours = 18, lookUp = true }: DayOptions): Promise<Day> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mostrador-day-'))
  const path = join(folder, 'shop.db')
  using tripwire = armTripwire()
  try {
    const time = timeline()
    const dice = chance(seed)
    const clocks = { wallMs: Date.UTC(2027, 2, 11), businessMs: Date.UTC(2026, 2, 11) }
    const provider: StandIn = standInFor(
      { schedule: (ms, run) => time.at(time.now() + ms, run), random: dice.fork('provider') },
      () => null,
      {
        lookUp,
        post: async (body, signature) =>
          (await shop.request('POST', '/webhooks/stand-in', { headers: { 'x-signature': signature }, body }))?.status === 200,
      },
    )
    const shop: Machine = machine({ timeline: time, chance: dice.fork('machine'), clocks, standIn: provider, path, lookUp })
    shop.start()
    const crowd = people({ timeline: time, chance: dice.fork('people'), machine: shop, provider, conversations, untilMs: hours * hour })
    trouble(time, dice.fork('trouble'), shop, provider, (hours + 2) * hour)
    await time.runUntil((hours + 6) * hour)
    shop.end()
    const books = readBooks(path)
    const faults = verdict({ books, provider, crowd, lookUp })
    for (const line of [...tripwire.tripped, ...shop.complaints, ...crowd.wrongAnswers]) faults.push(line)
    return {
      seed,
      faults,
      fingerprint: fingerprint(books, provider, shop),
      conversations,
      messages: crowd.writings.length,
      replies: provider.accepted.length,
      kills: shop.deaths.length - 1,
      marked: books.deliveries.filter(({ repeated }) => repeated === 1).length,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Until the evening something goes wrong every few minutes; after that the shop has time to put everything right. */
function trouble(time: Timeline, chance: Chance, shop: Machine, provider: StandIn, untilMs: number): void {
  const every = (meanMs: number, happen: () => void) => {
    const next = () => {
      const at = time.now() + chance.between(1, 2 * meanMs)
      if (at < untilMs)
        time.at(at, () => {
          happen()
          next()
        })
    }
    next()
  }
  every(12 * minute, () => (chance.happens(0.3) ? shop.kill() : shop.killAt(chance.oneOf(faultPoints), chance.between(1, 3))))
  every(6 * minute, () => void provider.moods.push(chance.oneOf(moods)))
  every(hour, () => {
    provider.options.repeats = chance.between(1, 3)
    provider.options.statuses = chance.oneOf(['normal', 'early', 'late', 'none'])
    provider.options.echoes = chance.happens(0.5)
  })
  // Forward, back, and the two apart; what each customer may notice of it is at most the jump itself.
  every(2 * hour, () => {
    shop.clocks.wallMs += chance.between(-90, 90) * minute
    if (chance.happens(0.5)) shop.clocks.businessMs += chance.between(-90, 90) * minute
  })
}

function fingerprint(books: Books, provider: StandIn, shop: Machine): string {
  return createHash('sha256')
    .update(JSON.stringify([books, provider.accepted, provider.refused, shop.deaths]))
    .digest('hex')
}
