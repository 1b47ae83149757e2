import { createHmac } from 'node:crypto'
import { sameSecret } from '../../../platform/secrets/secrets.ts'
import type { FetchOutResponse } from '../../../platform/world/world.ts'
import { type Seen, undisputed } from '../payment.ts'
import { type Account, type Asked, type Notice, ownObject, ownPaymentOf, type PaymentProvider, ProviderTrouble } from '../provider.ts'

const version = '2026-10-28.endive'
/** Older than this a signature is somebody's recording. */
const toleranceMs = 300_000

interface Session {
  id: string
  url: string | null
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid' | 'no_payment_required'
  amount_total: number
  currency: string
  metadata: Record<string, string>
  payment_intent: { id: string; status: string; latest_charge?: { disputed?: boolean } | null } | null
}

/** Of refunds `failed` and `canceled` came to nothing, of disputes `lost` was decided against the shop. */
interface Moved {
  amount: number
  status: string
}

/** Checkout on Stripe's own page. */
export const stripe: PaymentProvider = {
  name: 'stripe',
  async start(account, asked) {
    const { id, url } = read<Session>(await post(account, '/v1/checkout/sessions', sessionFields(asked), asked.key))
    if (!url) throw new ProviderTrouble(`Stripe gave no address for ${id}`)
    return { reference: id, url }
  },
  async look(account, object, ours) {
    const id = ownPaymentOf(object) === null ? object : ours?.reference
    const session = id == null ? null : await findSession(account, id)
    return session && { payment: session.metadata.payment ?? '', seen: { ...seenOf(session), ...(await wentBack(account, session)) } }
  },
  async close(account, { reference }) {
    if (reference === null) return
    const answer = await post(account, `/v1/checkout/sessions/${encodeURIComponent(reference)}/expire`, {}, null)
    // One that is over already cannot be ended: looking tells how it ended.
    if (answer.status !== 400) read(answer)
  },
  async refund(account, { payment, amount, key }) {
    const answer = await post(
      account,
      '/v1/refunds',
      { payment_intent: payment.paidWith ?? '', amount: String(amount), 'metadata[payment]': payment.id },
      key,
    )
    if (answer.status === 400 || answer.status === 402 || answer.status === 404) return 'refused'
    return hasFailed(read<Moved>(answer)) ? 'refused' : 'done'
  },
  readNotice({ body, headers }, { webhookSecret = '' }, machineMs): Notice {
    if (!isSigned(body, headers['stripe-signature'] ?? '', webhookSecret, machineMs)) return { kind: 'forged' }
    let event: { data?: { object?: Told } }
    try {
      event = JSON.parse(Buffer.from(body).toString('utf8'))
    } catch {
      return { kind: 'not_json' }
    }
    const { id, object, metadata, payment_intent: intent } = event?.data?.object ?? {}
    if (object === 'checkout.session' && typeof id === 'string') return { kind: 'knock', object: id }
    // Charges and our own refunds name no session; what we wrote beside the payment comes back with them.
    if (typeof metadata?.payment === 'string') return { kind: 'knock', object: ownObject(metadata.payment) }
    // Disputes, and refunds that people made at Stripe, name only what was paid with.
    if (typeof intent === 'string' && intent.startsWith(intentMark)) return { kind: 'knock', object: intent }
    return { kind: 'ignored' }
  },
}

interface Told {
  id?: unknown
  object?: unknown
  metadata?: Record<string, unknown> | null
  payment_intent?: unknown
}

const intentMark = 'pi_'

async function findSession(account: Account, id: string): Promise<Session | null> {
  if (id.startsWith(intentMark)) {
    const of = `payment_intent=${encodeURIComponent(id)}&expand[0]=data.payment_intent.latest_charge`
    const [session] = await list<Session>(account, `/v1/checkout/sessions?${of}`)
    return session ?? null
  }
  const answer = await get(account, `/v1/checkout/sessions/${encodeURIComponent(id)}?expand[0]=payment_intent.latest_charge`)
  return answer.status === 404 ? null : read<Session>(answer)
}

/** A refund may fail days after it was accepted, so that each is looked at; of disputes there are hardly ever any. */
async function wentBack(
  account: Account,
  { payment_status, payment_intent: intent }: Session,
): Promise<Pick<Seen, 'refunded' | 'undelivered' | 'chargedBack' | 'isDisputed'>> {
  if (payment_status === 'unpaid' || !intent) return { ...undisputed, refunded: 0 }
  const of = `payment_intent=${encodeURIComponent(intent.id)}&limit=100`
  const refunds = await list<Moved>(account, `/v1/refunds?${of}`)
  const disputes = intent.latest_charge?.disputed ? await list<Moved>(account, `/v1/disputes?${of}`) : []
  const undelivered = sumOf(refunds.filter(hasFailed))
  const chargedBack = sumOf(disputes.filter(({ status }) => status === 'lost'))
  return {
    refunded: sumOf(refunds) - undelivered + chargedBack,
    undelivered,
    chargedBack,
    isDisputed: disputes.some(({ status }) => openDisputes.includes(status)),
  }
}

const openDisputes = ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review']

function hasFailed({ status }: Moved): boolean {
  return status === 'failed' || status === 'canceled'
}

function sumOf(all: readonly Moved[]): number {
  return all.reduce((sum, { amount }) => sum + amount, 0)
}

function sessionFields({ payment, order, back, locale }: Asked): Record<string, string> {
  const what = order.items.length === 1 && order.items[0]?.quantity === 1 ? order.items[0].name : `#${order.number}`
  return {
    mode: 'payment',
    // One line with the total: discounts and shipping are ours, and what is paid is what our page shows.
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': payment.currency.toLowerCase(),
    'line_items[0][price_data][unit_amount]': String(payment.amount),
    'line_items[0][price_data][product_data][name]': what.slice(0, 250),
    client_reference_id: order.id,
    'metadata[payment]': payment.id,
    'metadata[order]': order.id,
    'payment_intent_data[metadata][payment]': payment.id,
    'payment_intent_data[metadata][order]': order.id,
    success_url: back.returnUrl,
    cancel_url: back.cancelUrl,
    expires_at: String(Math.floor(payment.expiresAt / 1000)),
    locale: locales[locale.slice(0, 2)] ?? 'auto',
    ...(order.email === null ? {} : { customer_email: order.email }),
  }
}

const locales: Readonly<Record<string, string>> = { es: 'es-419', pt: 'pt-BR', en: 'en' }

function seenOf({
  status,
  payment_status,
  amount_total,
  currency,
  payment_intent,
}: Session): Omit<Seen, keyof typeof undisputed | 'refunded'> {
  return {
    state: payment_status === 'unpaid' ? unpaidState(status, payment_intent) : 'paid',
    amount: amount_total,
    currency: currency.toUpperCase(),
    paidWith: payment_intent?.id ?? null,
  }
}

/** A session whose voucher nobody paid stays complete and unpaid; what it was to be paid with tells. */
function unpaidState(status: Session['status'], intent: Session['payment_intent']): Seen['state'] {
  if (status !== 'complete') return status
  return intent && ['requires_payment_method', 'canceled'].includes(intent.status) ? 'failed' : 'awaiting'
}

/** Several signatures stand side by side while a secret is changed; one that holds is enough. */
function isSigned(body: Uint8Array, header: string, secret: string, machineMs: number): boolean {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const time = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (secret === '' || !/^\d{1,12}$/.test(time) || Math.abs(machineMs - Number(time) * 1000) > toleranceMs) return false
  const right = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
  return parts.some(([name, value]) => name === 'v1' && sameSecret(value ?? '', right))
}

function get(account: Account, path: string): Promise<FetchOutResponse> {
  return ask(account, path, { method: 'GET', headers: {} })
}

async function list<One>(account: Account, path: string): Promise<One[]> {
  return read<{ data: One[] }>(await get(account, path)).data
}

function post(account: Account, path: string, fields: Record<string, string>, key: string | null): Promise<FetchOutResponse> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(key === null ? {} : { 'idempotency-key': key }) }
  return ask(account, path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
}

function ask(
  { secrets, apiBase, fetchOut }: Account,
  path: string,
  { headers, ...request }: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
): Promise<FetchOutResponse> {
  return fetchOut(`${apiBase ?? 'https://api.stripe.com'}${path}`, {
    ...request,
    headers: { ...headers, authorization: `Bearer ${secrets.secretKey}`, 'stripe-version': version },
    ...(apiBase === undefined ? {} : { trustedOrigins: [new URL(apiBase).origin] }),
  })
}

function read<Body>(answer: FetchOutResponse): Body {
  if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text())
  const { type = '', code = '', message = '' } = errorIn(answer)
  const told = `Stripe answered ${answer.status}: ${message.slice(0, 300)}`
  throw new ProviderTrouble(
    told,
    code === 'idempotency_key_in_use' ? 'under_way' : type === 'idempotency_error' ? 'other_request' : 'later',
  )
}

function errorIn(answer: FetchOutResponse): { type?: string; code?: string; message?: string } {
  try {
    return (JSON.parse(answer.text()) as { error?: object }).error ?? {}
  } catch {
    return {}
  }
}
