import { createHmac } from 'node:crypto'

/** What the stand-in needs of the world: chance and timers, real ones on a socket, seeded ones in the simulation. */
export interface StandInWorld {
  schedule(ms: number, run: () => void): unknown
  fraction(): number
}

/** How the provider treats the next send. */
export type Mood =
  | 'accept'
  | 'refuse'
  | 'rate_limit'
  | 'error'
  /** Says nothing for a long time and never takes the message. */
  | 'stall'
  /** Takes the message, then the connection drops before the answer. */
  | 'accept_then_drop'
  /** The connection drops at once, and the message is taken a moment later all the same. */
  | 'drop_then_accept'
  /** The connection drops and nothing was taken. */
  | 'drop'

export interface Accepted {
  id: string
  correlation: string
  to: string
  text: string
  /** Sent instead of the text. */
  template?: unknown
}

export interface StandInOptions {
  /** Posts a signed webhook to the shop; `true` when it was acknowledged. */
  post(body: string, signature: string): Promise<boolean>
  secret: string
  token: string
  lineKey: string
  /** Whether a send can be looked up by its correlation. */
  lookUp?: boolean
  statuses?: 'none' | 'normal' | 'early' | 'late'
  echoes?: boolean
  /** Every webhook is posted this often. */
  repeats?: number
}

export interface StandInRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | undefined>
  body: string
}

export type StandInAnswer =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body: unknown }
  | { kind: 'drop' }
  | { kind: 'stall' }

/**
 * A messaging provider of our own: it refuses what real ones refuse, stalls, drops and repeats, and what it accepted is the
 * oracle of every proof, since it is what a customer would have on the phone.
 */
export class StandIn {
  readonly accepted: Accepted[] = []
  readonly refused: string[] = []
  readonly moods: Mood[] = []
  readonly options: StandInOptions
  private readonly world: StandInWorld
  private ids = 0
  private queue: { body: string; left: number }[] = []
  private posting = false

  constructor(world: StandInWorld, options: StandInOptions) {
    this.world = world
    this.options = options
  }

  /** A customer writes; the webhook is posted again and again until the shop acknowledges it. */
  customerWrites(from: string, text: string, more: { id?: string; writtenAt?: number; name?: string } = {}): string {
    const id = more.id ?? `in-${++this.ids}-${from}`
    this.tell({ messages: [{ id, from, text, name: more.name ?? null, written_at: more.writtenAt ?? null }] })
    return id
  }

  /** A person writes at the shop's own phone. */
  personWrites(to: string, text: string): void {
    this.tell({ echoes: [{ id: `phone-${++this.ids}`, to, text }] })
  }

  get unacknowledged(): number {
    return this.queue.length
  }

  async handle(request: StandInRequest): Promise<StandInAnswer> {
    if (request.headers.authorization !== `Bearer ${this.options.token}`) return answer(401, { error: 'bad token' })
    if (request.method === 'GET' && request.path === '/messages') return this.find(request.query.get('correlation') ?? '')
    if (request.method === 'POST' && request.path === '/messages') return this.send(request.body)
    return answer(404, { error: 'no such path' })
  }

  private send(body: string): StandInAnswer {
    const message = parse(body)
    if (!message) return answer(400, { error: 'to, text and correlation are required; text has 1 to 4096 characters' })
    const mood = this.moods.shift() ?? 'accept'
    switch (mood) {
      case 'refuse':
        this.refused.push(message.correlation)
        return answer(400, { error: 'recipient is not reachable' })
      case 'rate_limit':
        return answer(429, { error: 'slow down' }, { 'retry-after': '1' })
      case 'error':
        return answer(500, { error: 'try again' })
      case 'stall':
        return { kind: 'stall' }
      case 'drop':
        return { kind: 'drop' }
      case 'drop_then_accept':
        this.world.schedule(20, () => this.take(message))
        return { kind: 'drop' }
      case 'accept_then_drop':
        this.take(message)
        return { kind: 'drop' }
      case 'accept':
        return answer(200, { id: this.take(message) })
      default:
        return mood satisfies never
    }
  }

  private take(message: Omit<Accepted, 'id'>): string {
    const id = `out-${++this.ids}`
    this.accepted.push({ id, ...message })
    const { statuses = 'normal', echoes = false } = this.options
    if (echoes) this.tell({ echoes: [{ id, to: message.to, text: message.text }] })
    if (statuses === 'none') return id
    const tell = (status: string) => this.tell({ statuses: [{ id, correlation: message.correlation, status }] })
    if (statuses === 'early') tell('sent')
    const delay = statuses === 'late' ? 400 : 10
    this.world.schedule(delay, () => tell('delivered'))
    this.world.schedule(delay * 2, () => tell(statuses === 'late' ? 'sent' : 'read'))
    return id
  }

  private find(correlation: string): StandInAnswer {
    if (this.options.lookUp === false) return answer(404, { error: 'no such path' })
    return answer(200, { messages: this.accepted.filter((message) => message.correlation === correlation).map(({ id }) => ({ id })) })
  }

  private tell(event: Record<string, unknown>): void {
    const body = JSON.stringify({ line: this.options.lineKey, ...event })
    this.queue.push({ body, left: this.options.repeats ?? 1 })
    void this.post()
  }

  /** One after the other, as a queue that never gives up. */
  private async post(): Promise<void> {
    if (this.posting) return
    this.posting = true
    for (let head = this.queue[0]; head; head = this.queue[0]) {
      if (await this.options.post(head.body, sign(head.body, this.options.secret))) {
        head.left--
        if (head.left <= 0) this.queue.shift()
      } else await new Promise<void>((resolve) => void this.world.schedule(25 + Math.floor(this.world.fraction() * 50), resolve))
    }
    this.posting = false
  }
}

export function sign(body: string | Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): StandInAnswer {
  return { kind: 'answer', status, headers, body }
}

function parse(body: string): Omit<Accepted, 'id'> | null {
  try {
    const value = JSON.parse(body)
    const { to, text, correlation, template } = value
    if ([to, text, correlation].some((part) => typeof part !== 'string' || part === '') || text.length > 4096) return null
    return { to, text, correlation, ...(template ? { template } : {}) }
  } catch {
    return null
  }
}
