import { createHmac } from 'node:crypto'
import { sameSecret } from '../../../platform/secrets/secrets.ts'
import type { FetchOutResponse } from '../../../platform/world/world.ts'
import { readAmount, writeAmount } from '../../../shop/currency.ts'
import type { Payment, Seen } from '../payment.ts'
import { type Account, type Asked, type Notice, ownPaymentOf, type PaymentProvider, ProviderTrouble } from '../provider.ts'

interface TheirPayment {
  id: number | string
  status: string
  external_reference: string | null
  transaction_amount: number
  transaction_amount_refunded?: number
  currency_id: string
}

/** Checkout Pro: a preference has a page, and each try on that page is a payment of its own. */
export const mercadopago: PaymentProvider = {
  name: 'mercadopago',
  async start(account, asked) {
    const made = read<{ id: string; init_point: string }>(await ask(account, 'POST', '/checkout/preferences', preference(asked), asked.key))
    return { reference: made.id, url: made.init_point }
  },
  async look(account, object, ours) {
    const reference = ownPaymentOf(object) ?? (await referenceOf(account, object))
    if (reference === null) return null
    const query = new URLSearchParams({ external_reference: reference, sort: 'date_created', criteria: 'desc', limit: '50' })
    const { results } = read<{ results: TheirPayment[] }>(await ask(account, 'GET', `/v1/payments/search?${query}`))
    return { payment: reference, seen: seenOf(results, ours) }
  },
  async close(account, { reference, id }) {
    if (reference === null) return
    const ended = { expires: true, expiration_date_to: new Date(0).toISOString() }
    read(await ask(account, 'PUT', `/checkout/preferences/${encodeURIComponent(reference)}`, ended, `close:${id}`))
  },
  async refund(account, { payment, amount, key }) {
    const body = { amount: majorNumber(amount, payment.currency) }
    const answer = await ask(account, 'POST', `/v1/payments/${encodeURIComponent(payment.paidWith ?? '')}/refunds`, body, key)
    if (answer.status === 400 || answer.status === 404) return 'refused'
    return ['rejected', 'cancelled'].includes(read<{ status: string }>(answer).status) ? 'refused' : 'done'
  },
  readNotice({ body, headers, query }, { webhookSecret = '' }): Notice {
    const id = query['data.id'] ?? ''
    if (!isSigned({ id, signature: headers['x-signature'] ?? '', request: headers['x-request-id'] }, webhookSecret))
      return { kind: 'forged' }
    let told: { type?: unknown; data?: { id?: unknown } }
    try {
      told = JSON.parse(Buffer.from(body).toString('utf8'))
    } catch {
      return { kind: 'not_json' }
    }
    // The body is not signed: which payment it is about is taken from what is.
    const isPayment = (query.type ?? told?.type) === 'payment' && /^\d{1,30}$/.test(id)
    return isPayment ? { kind: 'knock', object: id } : { kind: 'ignored' }
  },
}

function preference({ payment, order, back }: Asked) {
  const isPublic = back.returnUrl.startsWith('https://')
  return {
    // One item with the total: discounts and shipping are ours, and what is paid is what our page shows.
    items: [
      {
        id: order.number,
        title: order.items.length === 1 ? (order.items[0]?.name ?? '').slice(0, 250) : `#${order.number}`,
        quantity: 1,
        currency_id: payment.currency,
        unit_price: majorNumber(payment.amount, payment.currency),
      },
    ],
    ...(order.email === null ? {} : { payer: { email: order.email } }),
    external_reference: payment.id,
    notification_url: `${back.noticeUrl}?source_news=webhooks`,
    back_urls: { success: back.returnUrl, pending: back.returnUrl, failure: back.cancelUrl },
    // They refuse to come back by themselves to an address that is not public.
    ...(isPublic ? { auto_return: 'approved' } : {}),
    expires: true,
    expiration_date_to: new Date(payment.expiresAt).toISOString(),
  }
}

/** Their amounts are numbers in major units; written from ours digit by digit. */
function majorNumber(minor: number, currency: string): number {
  return Number(writeAmount(minor, currency))
}

function minorOf(major: number, currency: string): number {
  const amount = readAmount(String(major), currency)
  // What this currency cannot hold is no amount of ours.
  return amount.ok ? amount.minor : 0
}

async function referenceOf(account: Account, object: string): Promise<string | null> {
  const answer = await ask(account, 'GET', `/v1/payments/${encodeURIComponent(object)}`)
  // A notice may come before the payment can be read.
  if (answer.status === 404) return null
  return read<TheirPayment>(answer).external_reference
}

const underWay = ['pending', 'in_process', 'authorized']
const paidOnce = ['approved', 'refunded', 'charged_back', 'in_mediation']

/** Of all that was tried on one page: it is paid when what was approved covers it. */
function seenOf(tried: readonly TheirPayment[], ours: Payment | null): Seen {
  const approved = tried.filter(({ status }) => paidOnce.includes(status))
  // Money goes back from a try whose money is still there.
  const last = approved.find(({ status }) => status === 'approved') ?? approved[0] ?? tried[0]
  const currency = last?.currency_id ?? ours?.currency ?? ''
  const sum = (amount: (one: TheirPayment) => number) =>
    approved.filter((one) => one.currency_id === currency).reduce((total, one) => total + minorOf(amount(one), currency), 0)
  return {
    state: stateOf(tried, approved),
    amount: sum((one) => one.transaction_amount),
    currency,
    paidWith: last && approved.length > 0 ? String(last.id) : null,
    undelivered: 0,
    chargedBack: sum((one) => (one.status === 'charged_back' ? one.transaction_amount : 0)),
    isDisputed: tried.some(({ status }) => status === 'in_mediation'),
    refunded: sum((one) =>
      one.status === 'refunded' || one.status === 'charged_back' ? one.transaction_amount : (one.transaction_amount_refunded ?? 0),
    ),
  }
}

function stateOf(tried: readonly TheirPayment[], approved: readonly TheirPayment[]): Seen['state'] {
  if (approved.length > 0) return 'paid'
  if (tried.some(({ status }) => underWay.includes(status))) return 'awaiting'
  return tried.length > 0 ? 'failed' : 'open'
}

function isSigned({ id, signature, request }: { id: string; signature: string; request: string | undefined }, secret: string): boolean {
  const parts = new Map(signature.split(',').map((part) => part.trim().split('=', 2) as [string, string]))
  const time = parts.get('ts') ?? ''
  if (secret === '' || !/^\d{1,16}$/.test(time)) return false
  const manifest = [
    id === '' ? '' : `id:${id.toLowerCase()};`,
    request === undefined || request === '' ? '' : `request-id:${request};`,
    `ts:${time};`,
  ].join('')
  return sameSecret(parts.get('v1') ?? '', createHmac('sha256', secret).update(manifest).digest('hex'))
}

function ask(
  { secrets, apiBase, fetchOut }: Account,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
  key?: string,
): Promise<FetchOutResponse> {
  return fetchOut(`${apiBase ?? 'https://api.mercadopago.com'}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secrets.accessToken}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key === undefined ? {} : { 'x-idempotency-key': key }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(apiBase === undefined ? {} : { trustedOrigins: [new URL(apiBase).origin] }),
  })
}

function read<Body>(answer: FetchOutResponse): Body {
  if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text())
  const told = `Mercado Pago answered ${answer.status}: ${answer.text().slice(0, 300)}`
  throw new ProviderTrouble(told, answer.status === 423 ? 'under_way' : answer.status === 409 ? 'other_request' : 'later')
}
