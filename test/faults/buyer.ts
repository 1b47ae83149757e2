import type { PaymentFake } from '../fakes/payment-providers.ts'
import type { Notice } from '../fakes/payment-server.ts'
import { until } from './quiet.ts'
import { type KillableShop, Refused } from './shop.ts'

/** Somebody who has ordered one of something that nobody else buys. */
export interface Buyer {
  order: string
  sku: string
  /** In minor units. */
  total: number
  /** Of the page of his order. */
  path: string
  /** Where he was sent to pay, each page once. */
  pages: Set<string>
}

export interface OrderJson {
  id: string
  status: string
  payment_status: string
  checkout_url: string
  history: { what: string; why: string | null }[]
}

const stock = 5
const total = 320_050
let buyers = 0

export async function order(shop: KillableShop): Promise<Buyer> {
  const number = ++buyers
  const [sku, cart] = [`PAID-${number}`, `buyer-${number}`]
  await shop.ask('POST', '/products', { sku, name: `Mate ${number}`, price: '3200.50', stock })
  // Twice is two of them: an answer that was lost is asked for under the same key.
  await shop.ask('POST', `/carts/${cart}/items`, { items: [{ product: sku, quantity: 1 }] })
  const { id, checkout_url } = await shop.ask<OrderJson>('POST', '/orders', { conversation_id: cart })
  return { order: id, sku, total, path: new URL(checkout_url).pathname, pages: new Set() }
}

export function moneyOf(shop: KillableShop): PaymentFake {
  if (!shop.payments) throw new Error('nobody takes money for this shop')
  return shop.payments
}

/** Presses "pay" until the shop sends him somewhere, however often it dies meanwhile. */
export async function pressPay(shop: KillableShop, buyer: Buyer): Promise<string> {
  let page = ''
  await until(shop, async () => {
    const { status, text } = await send(shop, `${buyer.path}/again`, { method: 'POST' })
    page = /url=(http[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    if (status === 200 && page === '') throw new Error(`he was not sent anywhere: ${text}`)
    return page !== ''
  })
  buyer.pages.add(page)
  return page
}

/** As the provider does it: until it is acknowledged. */
export async function deliver(shop: KillableShop, { query, headers, body }: Notice): Promise<void> {
  const path = `/webhooks/payments/${moneyOf(shop).name}/demo${query}`
  await until(shop, async () => (await send(shop, path, { method: 'POST', headers, body })).status === 200)
}

export async function isRefused(shop: KillableShop, { query, headers, body }: Notice): Promise<boolean> {
  let status = 0
  await until(shop, async () => {
    status = (await send(shop, `/webhooks/payments/${moneyOf(shop).name}/demo${query}`, { method: 'POST', headers, body })).status
    return status !== 0
  })
  return status === 401
}

/** Back on his page: what came of it is asked for at once. */
export async function comeBack(shop: KillableShop, { path }: Buyer): Promise<void> {
  await until(shop, async () => (await send(shop, `${path}/check`, { method: 'POST', redirect: 'manual' })).status === 303)
}

/** `under_way`: it goes on by itself. `over`: somebody else did it. */
export async function giveBack(shop: KillableShop, buyer: Buyer, amount?: string): Promise<'done' | 'under_way' | 'over'> {
  try {
    await shop.ask('POST', `/orders/${buyer.order}/refund`, amount === undefined ? {} : { amount })
    return 'done'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (/refund_under_way/.test(error.message)) return 'under_way'
    if (/move_not_allowed|refund_too_much/.test(error.message)) return 'over'
    throw error
  }
}

export function readOrder(shop: KillableShop, buyer: Buyer): Promise<OrderJson> {
  return shop.ask<OrderJson>('GET', `/orders/${buyer.order}`)
}

export async function becomes(shop: KillableShop, buyer: Buyer, payment: string): Promise<void> {
  await until(shop, async () => (await readOrder(shop, buyer)).payment_status === payment)
}

export interface Counted {
  lost: number
  doubled: number
  problems: string[]
}

/** Of what he paid, what the provider has not given back. */
export function keptOf(shop: KillableShop, { pages }: Buyer): number {
  return [...pages].map((page) => moneyOf(shop).moneyAt(page)).reduce((sum, { paid, refunded }) => sum + paid - refunded, 0)
}

/** The provider's books, the order's history and the shelf must tell the same. */
export async function judgeBuyer(shop: KillableShop, buyer: Buyer, end: 'paid' | 'refunded' | 'failed'): Promise<Counted> {
  const [now, { stock: left }] = await Promise.all([readOrder(shop, buyer), shop.ask<{ stock: number }>('GET', `/products/${buyer.sku}`)])
  const counted: Counted = { lost: 0, doubled: 0, problems: [] }
  const wrong = (what: 'lost' | 'doubled', problem: string) => {
    counted[what]++
    counted.problems.push(`order ${now.id}: ${problem}`)
  }
  const kept = keptOf(shop, buyer)
  const due = end === 'paid' ? buyer.total : 0
  if (kept > due) wrong('doubled', `${kept} stays at the provider where ${due} is due`)
  if (kept < due) wrong('lost', `${kept} stays at the provider where ${due} is due`)
  if (now.payment_status !== end) wrong('lost', `its payment is ${now.payment_status}, not ${end}`)
  const onShelf = end === 'refunded' ? stock : stock - 1
  if (left !== onShelf) wrong(left > onShelf ? 'doubled' : 'lost', `${left} on the shelf where ${onShelf} must be`)
  for (const what of ['payment paid', 'confirmed', 'payment refunded', 'refunded']) {
    const times = now.history.filter((entry) => entry.what === what).length
    if (times > 1) wrong('doubled', `it is ${what} ${times} times`)
  }
  return counted
}

/** Status 0 where the shop was away, or is about to be. */
async function send(shop: KillableShop, path: string, request: RequestInit): Promise<{ status: number; text: string }> {
  await shop.program.ready()
  try {
    const response = await fetch(`${shop.program.url()}${path}`, { ...request, signal: AbortSignal.timeout(10_000) })
    return { status: response.status >= 500 ? 0 : response.status, text: await response.text() }
  } catch {
    return { status: 0, text: '' }
  }
}
