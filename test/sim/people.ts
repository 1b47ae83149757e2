import { apiKey } from '../counter.ts'
import type { StandIn } from '../fakes/stand-in.ts'
import type { Chance } from './chance.ts'
import type { Machine, Reply } from './machine.ts'
import type { Timeline } from './time.ts'

/** What somebody wrote, and what the shop therefore owes him. */
export interface Writing {
  customer: string
  text: string
  asksForNumber: boolean
  /** Written long before it arrives: for people to see, not for the seller to answer. */
  stale: boolean
}

/** Words of staff that the shop has acknowledged, or that a person wrote at the shop's phone. */
export interface StaffWords {
  customer: string
  text: string
  from: 'desk' | 'phone'
}

export interface People {
  readonly writings: Writing[]
  readonly staffWords: StaffWords[]
  /** Customers in whose conversations a person did something. */
  readonly attended: Set<string>
  /** Answers that the shop should never have given. */
  readonly wrongAnswers: string[]
  readonly busy: number
}

export interface PeopleOptions {
  timeline: Timeline
  chance: Chance
  machine: Machine
  provider: StandIn
  conversations: number
  /** The part of the day in which conversations begin. */
  untilMs: number
}

/** The shop's customers and staff, and their whole day, planned from the seed. */
export function people(options: PeopleOptions): People {
  const { timeline, chance, machine, provider } = options
  const record = { writings: [] as Writing[], staffWords: [] as StaffWords[], attended: new Set<string>(), wrongAnswers: [] as string[] }
  let busy = 0

  for (let number = 0; number < options.conversations; number++) {
    const own = chance.fork(`customer ${number}`)
    const customer: Customer = { number, onPhone: own.happens(0.8), chance: own, token: null, name: '' }
    customer.name = customer.onPhone ? `54911${String(60_000_000 + number)}` : `visitor ${number}`
    timeline.at(own.between(0, options.untilMs), () => live(customer))
  }

  interface Customer {
    number: number
    onPhone: boolean
    chance: Chance
    token: string | null
    name: string
  }

  function live(customer: Customer): void {
    const { chance } = customer
    const messages = chance.between(1, 4)
    let at = timeline.now()
    for (let message = 0; message < messages; message++) {
      timeline.at(at, () => write(customer, message))
      // In one breath, after an answer, or hours later.
      at += chance.oneOf([
        chance.between(100, 1500),
        chance.between(100, 4000),
        chance.between(8000, 90_000),
        chance.between(1, 4) * 1_800_000,
      ])
    }
    if (customer.onPhone && chance.happens(0.12)) attend(customer, timeline.now() + chance.between(500, 120_000))
  }

  function write(customer: Customer, message: number): void {
    const { chance } = customer
    const asksForNumber = chance.happens(0.2)
    const stale = customer.onPhone && chance.happens(0.03)
    const text = `${asksForNumber ? 'un número' : 'busco'} ${customer.number}.${message} ok`
    record.writings.push({ customer: customer.name, text, asksForNumber, stale })
    if (customer.onPhone) {
      const writtenAt = machine.clocks.businessMs + timeline.now() - (stale ? 20 * 3_600_000 : 0)
      provider.customerWrites(customer.name, text, { id: `in-${customer.number}-${message}`, writtenAt })
    } else void writeOnWeb(customer, text)
  }

  /** As the widget does: the same id until the shop has it. */
  async function writeOnWeb(customer: Customer, text: string): Promise<void> {
    customer.token ??= JSON.parse((await insist(customer.chance, 'POST', '/webchat/web/visitors')).body).token as string
    const id = uuid(customer.chance)
    const headers = { authorization: `Bearer ${customer.token}`, 'content-type': 'application/json' }
    await insist(customer.chance, 'POST', '/webchat/web/messages', { headers, body: JSON.stringify({ id, text }) })
  }

  /** A person writes, takes over, gives back or closes, some of it more than once. */
  function attend(customer: Customer, from: number): void {
    record.attended.add(customer.name)
    let at = from
    for (let deed = customer.chance.between(1, 5); deed > 0; deed--) {
      const what = customer.chance.oneOf(['write', 'write', 'phone', 'handoff', 'handoff', 'release', 'release', 'close'] as const)
      timeline.at(at, () => void act(customer, what, deed))
      at += customer.chance.between(1000, 400_000)
    }
  }

  async function act(customer: Customer, what: 'write' | 'phone' | 'handoff' | 'release' | 'close', deed: number): Promise<void> {
    const text = `habla Ada ${customer.number}.${deed} ok`
    if (what === 'phone') {
      record.staffWords.push({ customer: customer.name, text, from: 'phone' })
      provider.personWrites(customer.name, text)
      return
    }
    const found = await insist(customer.chance, 'GET', `/api/v1/conversations?address=${customer.name}`, {
      headers: { 'x-api-key': apiKey },
    })
    const id = (JSON.parse(found.body) as { items: { id: string }[] }).items[0]?.id
    if (!id) return
    const path = what === 'write' ? 'messages' : what
    const body = JSON.stringify(what === 'write' ? { text } : what === 'handoff' ? { reason: 'asked' } : {})
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json', 'idempotency-key': `deed-${customer.number}-${deed}` }
    await insist(customer.chance, 'POST', `/api/v1/conversations/${id}/${path}`, { headers, body })
    if (what === 'write') record.staffWords.push({ customer: customer.name, text, from: 'desk' })
  }

  /** Asks until somebody answers: connections are lost, and a shop that is starting or full says so. */
  async function insist(
    chance: Chance,
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Reply> {
    busy++
    for (;;) {
      const reply = await machine.request(method, path, init)
      if (reply && reply.status < 400) {
        busy--
        return reply
      }
      if (reply && reply.status !== 503 && reply.status !== 429)
        record.wrongAnswers.push(`${method} ${path}: ${reply.status} ${reply.body}`)
      await new Promise<void>((resolve) => void timeline.at(timeline.now() + chance.between(200, 3000), resolve))
    }
  }

  return {
    ...record,
    get busy() {
      return busy
    },
  }
}

function uuid(chance: Chance): string {
  const hex = Buffer.from(chance.bytes(16)).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
