import { createHmac } from 'node:crypto'
import { type Answer, Keys, type Notice, openPaymentServer, type PaymentServer, type Request } from './payment-server.ts'

export const stripeKey = 'sk_test_0123456789'
export const stripeSecret = 'whsec_0123456789'

interface Session {
  id: string
  object: 'checkout.session'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  amount_total: number
  currency: string
  url: string | null
  metadata: Record<string, string>
  expires_at: number
  payment_intent: string | null
}

interface Charge {
  amount: number
  amount_refunded: number
  disputed: boolean
  metadata: Record<string, string>
}

interface Refund {
  id: string
  object: 'refund'
  amount: number
  status: 'succeeded' | 'failed'
  payment_intent: string
  metadata: Record<string, string>
}

/** It knows nothing of what was written beside the payment. */
interface Dispute {
  id: string
  object: 'dispute'
  amount: number
  status: 'needs_response' | 'won' | 'lost'
  payment_intent: string
  metadata: Record<string, never>
}

const minute = 60

/** Checkout sessions, refunds and signed events, refusing what the real one refuses. */
export class Stripe implements AsyncDisposable {
  readonly server: PaymentServer
  readonly sessions = new Map<string, Session>()
  readonly charges = new Map<string, Charge>()
  readonly refunds: Refund[] = []
  readonly disputes: Dispute[] = []
  /** Those nobody has delivered yet. */
  readonly notices: Notice[] = []
  refusesRefunds = false
  private readonly keys = new Keys()
  /** How the payment of each session stands. */
  private readonly states = new Map<string, string>()
  /** What was written beside the payment to come; the session's own does not come along. */
  private readonly intents = new Map<string, Record<string, string>>()

  private constructor(server: PaymentServer) {
    this.server = server
  }

  static async open(): Promise<Stripe> {
    const fake: { current?: Stripe } = {}
    const server = await openPaymentServer((request) => fake.current?.handle(request) ?? refusal(503, 'not open yet'), inUse)
    fake.current = new Stripe(server)
    return fake.current
  }

  handle(request: Request): Answer {
    if (request.headers.authorization !== `Bearer ${stripeKey}`) return refusal(401, 'Invalid API Key provided')
    if (!request.headers['stripe-version']) return refusal(400, 'no version')
    const [, what, id, action] = /^\/v1\/(checkout\/sessions|refunds|disputes)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(request.path) ?? []
    if (request.method === 'GET' && what === 'checkout/sessions' && id) return this.read(id, request.query)
    if (request.method === 'GET' && what && !id) return this.list(what, request.query)
    if (request.method !== 'POST') return refusal(404, `Unrecognized request URL (${request.method}: ${request.path})`)
    if (action === 'expire' && id) return this.expire(id)
    const key = request.headers['idempotency-key']
    const work = () =>
      what === 'refunds' ? this.refund(new URLSearchParams(request.body)) : this.create(new URLSearchParams(request.body))
    if (typeof key !== 'string') return work()
    const reused = () => refusal(400, 'Keys for idempotent requests can only be used with the same parameters', 'idempotency_error')
    return this.keys.once(key, request.path + request.body, reused, work)
  }

  private create(fields: URLSearchParams): Answer {
    const amount = Number(fields.get('line_items[0][price_data][unit_amount]')) * Number(fields.get('line_items[0][quantity]'))
    const expires = Number(fields.get('expires_at'))
    const now = Date.now() / 1000
    if (fields.get('mode') !== 'payment') return refusal(400, 'mode')
    if (!Number.isSafeInteger(amount) || amount <= 0) return refusal(400, 'Invalid integer: unit_amount')
    if (!URL.canParse(fields.get('success_url') ?? '')) return refusal(400, 'Not a valid URL: success_url')
    if (expires < now + 30 * minute || expires > now + 24 * 60 * minute)
      return refusal(400, 'The `expires_at` timestamp must be 30 minutes to 24 hours ahead')
    const id = `cs_test_${this.sessions.size + 1}`
    const metadata = within(fields, 'metadata')
    const session: Session = {
      id,
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: amount,
      currency: fields.get('line_items[0][price_data][currency]') ?? '',
      url: `${this.server.origin}/pay/${id}`,
      metadata,
      expires_at: expires,
      payment_intent: null,
    }
    this.sessions.set(id, session)
    this.intents.set(id, within(fields, 'payment_intent_data[metadata]'))
    return { status: 200, body: session }
  }

  private read(id: string, query: URLSearchParams): Answer {
    const session = this.sessions.get(id)
    if (!session) return refusal(404, `No such checkout.session: '${id}'`)
    return { status: 200, body: this.shown(session, query.get('expand[0]') === 'payment_intent.latest_charge') }
  }

  private shown(session: Session, isExpanded: boolean): object {
    const { id, payment_intent: intent } = session
    if (!isExpanded || intent === null) return session
    return { ...session, payment_intent: { id: intent, status: this.states.get(id), latest_charge: this.charges.get(intent) ?? null } }
  }

  /** Ten where nobody says how many. */
  private list(what: string, query: URLSearchParams): Answer {
    const isExpanded = query.get('expand[0]') === 'data.payment_intent.latest_charge'
    const of = { refunds: this.refunds, disputes: this.disputes, 'checkout/sessions': [...this.sessions.values()] }[what] ?? []
    const intent = query.get('payment_intent')
    const found = of.filter(({ payment_intent }) => intent === null || payment_intent === intent).toReversed()
    const data = found.slice(0, Number(query.get('limit') ?? 10))
    const shown = data.map((one) => (one.object === 'checkout.session' ? this.shown(one, isExpanded) : one))
    return { status: 200, body: { object: 'list', data: shown, has_more: found.length > data.length, url: `/v1/${what}` } }
  }

  private expire(id: string): Answer {
    const session = this.sessions.get(id)
    if (!session) return refusal(404, `No such checkout.session: '${id}'`)
    if (session.status !== 'open') return refusal(400, 'Only Checkout Sessions with a status of `open` can be expired')
    Object.assign(session, { status: 'expired', url: null })
    this.tell('checkout.session.expired', session)
    return { status: 200, body: session }
  }

  private refund(fields: URLSearchParams): Answer {
    const intent = fields.get('payment_intent') ?? ''
    const charge = this.charges.get(intent)
    const amount = Number(fields.get('amount') ?? charge?.amount)
    if (!charge) return refusal(404, `No such payment_intent: '${intent}'`)
    if (this.refusesRefunds) return refusal(400, 'Insufficient funds in your Stripe balance to refund this amount')
    if (!Number.isSafeInteger(amount) || amount <= 0 || amount > charge.amount - charge.amount_refunded)
      return refusal(400, 'Refund amount is greater than unrefunded amount on charge')
    return { status: 200, body: this.giveBack(intent, amount, within(fields, 'metadata')) }
  }

  /** Also what the shop's people do on Stripe's own pages. */
  giveBack(intent: string, amount: number, metadata: Record<string, string> = {}): Refund {
    const charge = this.chargeOf(intent)
    charge.amount_refunded += amount
    const refund: Refund = {
      id: `re_${this.refunds.length + 1}`,
      object: 'refund',
      amount,
      status: 'succeeded',
      payment_intent: intent,
      metadata,
    }
    this.refunds.push(refund)
    this.tell('charge.refunded', { object: 'charge', payment_intent: intent, ...charge })
    return refund
  }

  /** The buyer's bank did not take the last one: days later the money is in the shop's account again. */
  refundFails(intent: string): void {
    const refund = this.refunds.findLast(({ payment_intent, status }) => payment_intent === intent && status === 'succeeded')
    if (!refund) throw new Error(`nothing went back of ${intent}`)
    refund.status = 'failed'
    this.chargeOf(intent).amount_refunded -= refund.amount
    this.tell('refund.failed', refund)
  }

  /** The buyer told his bank that he wants his money back. */
  dispute(intent: string): Dispute {
    const charge = this.chargeOf(intent)
    charge.disputed = true
    const { amount } = charge
    const id = `dp_${this.disputes.length + 1}`
    const dispute: Dispute = { id, object: 'dispute', amount, status: 'needs_response', payment_intent: intent, metadata: {} }
    this.disputes.push(dispute)
    this.tell('charge.dispute.created', dispute)
    return dispute
  }

  closeDispute(dispute: Dispute, status: 'won' | 'lost'): void {
    dispute.status = status
    this.tell('charge.dispute.closed', dispute)
  }

  private chargeOf(intent: string): Charge {
    const charge = this.charges.get(intent)
    if (!charge) throw new Error(`nothing was paid with ${intent}`)
    return charge
  }

  /** On Stripe's page. With a voucher the money comes later, or not at all. */
  pay(id: string, how: 'at_once' | 'by_voucher' = 'at_once'): void {
    const session = this.sessions.get(id)
    if (session?.status !== 'open') throw new Error(`session ${id} takes no money`)
    Object.assign(session, { status: 'complete', url: null })
    session.payment_intent = `pi_${id}`
    this.states.set(id, 'requires_action')
    if (how === 'at_once') this.take(session)
    this.tell('checkout.session.completed', session)
  }

  voucherPaid(id: string, isPaid = true): void {
    const session = this.sessions.get(id)
    if (session?.status !== 'complete') throw new Error(`session ${id} has no voucher`)
    if (isPaid) this.take(session)
    else this.states.set(id, 'requires_payment_method')
    this.tell(`checkout.session.async_payment_${isPaid ? 'succeeded' : 'failed'}`, session)
  }

  private take(session: Session): void {
    const intent = `pi_${session.id}`
    this.charges.set(intent, {
      amount: session.amount_total,
      amount_refunded: 0,
      disputed: false,
      metadata: this.intents.get(session.id) ?? {},
    })
    this.states.set(session.id, 'succeeded')
    session.payment_status = 'paid'
  }

  private tell(type: string, object: object): void {
    const event = { id: `evt_${this.notices.length + 1}_${type}`, object: 'event', type, data: { object } }
    this.notices.push(signed(JSON.stringify(event), stripeSecret))
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.server[Symbol.asyncDispose]()
  }
}

export function signed(body: string, secret: string, seconds = Math.floor(Date.now() / 1000)): Notice {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { query: '', body, headers: { 'stripe-signature': `t=${seconds},v1=${v1}`, 'content-type': 'application/json' } }
}

function within(fields: URLSearchParams, name: string): Record<string, string> {
  const found = [...fields].filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'))
  return Object.fromEntries(found.map(([key, value]) => [key.slice(name.length + 1, -1), value]))
}

const inUse: Answer = {
  status: 409,
  body: {
    error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'There is another request in progress under this key' },
  },
}

function refusal(status: number, message: string, type = 'invalid_request_error'): Answer {
  return { status, body: { error: { type, message } } }
}
