import { createHmac } from 'node:crypto'
import { type Answer, Keys, type Notice, openPaymentServer, type PaymentServer, type Request } from './payment-server.ts'

export const mercadopagoToken = 'APP_USR-0123456789'
export const mercadopagoSecret = 'mp_0123456789'

interface Preference {
  id: string
  external_reference: string
  amount: number
  currency: string
  expiresAt: number
}

interface Payment {
  id: number
  status: string
  external_reference: string
  transaction_amount: number
  transaction_amount_refunded: number
  currency_id: string
}

/** Preferences, payments, refunds and signed notices, refusing what the real one refuses. */
export class MercadoPago implements AsyncDisposable {
  readonly server: PaymentServer
  readonly preferences = new Map<string, Preference>()
  readonly payments = new Map<number, Payment>()
  /** Those nobody has delivered yet. */
  readonly notices: Notice[] = []
  refusesRefunds = false
  private readonly keys = new Keys()

  private constructor(server: PaymentServer) {
    this.server = server
  }

  static async open(): Promise<MercadoPago> {
    const fake: { current?: MercadoPago } = {}
    const server = await openPaymentServer((request) => fake.current?.handle(request) ?? refusal(503, 'not open yet'), inUse)
    fake.current = new MercadoPago(server)
    return fake.current
  }

  handle(request: Request): Answer {
    const { method, path, headers, body, query } = request
    if (headers.authorization !== `Bearer ${mercadopagoToken}`) return refusal(401, 'invalid access token')
    if (method === 'GET' && path === '/v1/payments/search') return this.search(query.get('external_reference') ?? '')
    const [, id] = /^\/v1\/payments\/(\d+)(?:\/refunds)?$/.exec(path) ?? []
    if (method === 'GET' && id) return this.read(Number(id))
    const key = headers['x-idempotency-key']
    if (typeof key !== 'string') return refusal(400, 'header X-Idempotency-Key is required')
    const reused = () => refusal(409, 'the key was used with another body')
    return this.keys.once(key, path + body, reused, () => {
      const given = JSON.parse(body || '{}')
      if (method === 'POST' && path === '/checkout/preferences') return this.prefer(given)
      if (method === 'PUT' && path.startsWith('/checkout/preferences/')) return this.change(path.split('/').at(-1) ?? '', given)
      if (method === 'POST' && id && path.endsWith('/refunds')) return this.refund(Number(id), given)
      return refusal(404, 'resource not found')
    })
  }

  private prefer(given: {
    items?: { unit_price?: number; quantity?: number; currency_id?: string }[]
    external_reference?: string
    notification_url?: string
    back_urls?: { success?: string }
    auto_return?: string
    expiration_date_to?: string
  }): Answer {
    const [item] = given.items ?? []
    const amount = (item?.unit_price ?? Number.NaN) * (item?.quantity ?? Number.NaN)
    if (!item || typeof item.unit_price !== 'number' || !(amount > 0)) return refusal(400, 'unit_price invalid')
    if ((given.external_reference ?? '').length > 64) return refusal(400, 'external_reference too long')
    if (!URL.canParse(given.notification_url ?? '')) return refusal(400, 'notification_url attribute must be url valid')
    if (given.auto_return && !given.back_urls?.success?.startsWith('https://'))
      return refusal(400, 'auto_return invalid. back_url.success must be defined')
    const id = `271146-${this.preferences.size + 1}`
    const expiresAt = Date.parse(given.expiration_date_to ?? '')
    this.preferences.set(id, {
      id,
      external_reference: given.external_reference ?? '',
      amount,
      currency: item.currency_id ?? '',
      expiresAt,
    })
    return { status: 201, body: { id, init_point: `${this.server.origin}/checkout/v1/redirect?pref_id=${id}` } }
  }

  private change(id: string, { expiration_date_to }: { expiration_date_to?: string }): Answer {
    const preference = this.preferences.get(id)
    if (!preference) return refusal(404, 'preference not found')
    if (expiration_date_to) preference.expiresAt = Date.parse(expiration_date_to)
    return { status: 200, body: { id } }
  }

  private search(reference: string): Answer {
    const results = [...this.payments.values()].filter(({ external_reference }) => external_reference === reference).reverse()
    return { status: 200, body: { paging: { total: results.length, limit: 50, offset: 0 }, results } }
  }

  private read(id: number): Answer {
    const payment = this.payments.get(id)
    return payment ? { status: 200, body: payment } : refusal(404, 'Payment not found')
  }

  private refund(id: number, { amount }: { amount?: number }): Answer {
    const payment = this.payments.get(id)
    if (!payment) return refusal(404, 'Payment not found')
    if (this.refusesRefunds) return refusal(400, 'Not enough money to make this refund')
    const left = payment.transaction_amount - payment.transaction_amount_refunded
    const back = amount ?? left
    if (payment.status !== 'approved' || !(back > 0) || back > left) return refusal(400, 'Invalid transaction_amount for refund')
    this.giveBack(id, back)
    return { status: 201, body: { id: this.notices.length, payment_id: id, amount: back, status: 'approved' } }
  }

  /** Also what the shop's people do on Mercado Pago's own pages. */
  giveBack(id: number, amount: number): void {
    const payment = this.payments.get(id)
    if (!payment) throw new Error(`there is no payment ${id}`)
    payment.transaction_amount_refunded += amount
    if (payment.transaction_amount_refunded === payment.transaction_amount) payment.status = 'refunded'
    this.tell(id)
  }

  /** On Mercado Pago's page: each try is a payment of its own. */
  pay(preference: string, status: 'approved' | 'pending' | 'rejected' = 'approved', more: Partial<Payment> = {}): number {
    const found = this.preferences.get(preference)
    if (!found || found.expiresAt < Date.now()) throw new Error(`preference ${preference} takes no money`)
    const id = 123_456_000 + this.payments.size
    const { external_reference, amount, currency } = found
    const made = {
      id,
      status,
      external_reference,
      transaction_amount: amount,
      transaction_amount_refunded: 0,
      currency_id: currency,
      ...more,
    }
    this.payments.set(id, made)
    this.tell(id)
    return id
  }

  becomes(id: number, status: string): void {
    const payment = this.payments.get(id)
    if (!payment) throw new Error(`there is no payment ${id}`)
    payment.status = status
    this.tell(id)
  }

  private tell(id: number): void {
    this.notices.push(signed(String(id), mercadopagoSecret))
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.server[Symbol.asyncDispose]()
  }
}

export function signed(id: string, secret: string, request = 'bb56a2f1-6aae-46ac-982e-9dcd3581d08e', ts = String(Date.now())): Notice {
  const v1 = createHmac('sha256', secret).update(`id:${id};request-id:${request};ts:${ts};`).digest('hex')
  const body = JSON.stringify({ type: 'payment', action: 'payment.updated', data: { id } })
  const headers = { 'x-signature': `ts=${ts},v1=${v1}`, 'x-request-id': request, 'content-type': 'application/json' }
  return { query: `?data.id=${id}&type=payment`, headers, body }
}

const inUse = refusal(423, 'the resource is locked by another request')

function refusal(status: number, message: string): Answer {
  return { status, body: { message, status } }
}
