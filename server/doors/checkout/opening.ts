import type { Context } from 'hono'
import { readTerms, type Terms } from '../../commerce/cart/cart.ts'
import { findOrder, type Order, orderOfLink } from '../../commerce/orders/orders.ts'
import { type PaymentWay, paymentsOf, paymentWay } from '../../commerce/payments/payments.ts'
import type { Desk } from '../../conversation/desk.ts'
import type { HttpEnv } from '../../platform/http/http.ts'
import { moneyText } from '../../shop/currency.ts'
import { listCounters } from '../../shop/lines/lines.ts'
import type { Shop } from '../../shop/shop.ts'
import { counterFor } from '../storefront/storefront.ts'
import { type Language, languages, preferredLanguage } from '../web/web.ts'
import { type CheckoutTexts, textsIn } from './texts.ts'

/** An order as its page shows it: in one language, and in the shop's own way. */
export interface Opened {
  shop: Shop
  order: Order
  token: string
  terms: Terms
  payment: PaymentWay
  /** Whether he has sent something to show that he paid. */
  hasProof: boolean
  language: Language
  locale: string
  texts: CheckoutTexts
  /** Where the shop is written to; null where it has no chat of its own. */
  chat: string | null
}

export type Opening = { kind: 'open'; opened: Opened } | { kind: 'missing' | 'over'; shop: Shop | null; language: Language }

export async function openOrder(context: Context<HttpEnv>, desk: Desk): Promise<Opening> {
  const token = context.req.param('token') ?? ''
  const found = await orderOfLink(desk.database, token, desk.world.clock.now())
  const shop = found && (await desk.shop(found.tenant, context.get('correlation')))
  const language = languageOf(context, shop)
  if (!found || !shop) return { kind: 'missing', shop: null, language }
  if (found.isOver) return { kind: 'over', shop, language }
  const order = await findOrder(shop, found.order)
  if (!order) return { kind: 'missing', shop, language }
  return { kind: 'open', opened: await opened(shop, order, token, language) }
}

async function opened(shop: Shop, order: Order, token: string, language: Language): Promise<Opened> {
  return {
    shop,
    order,
    token,
    terms: await readTerms(shop),
    payment: await paymentWay(shop, language),
    hasProof: (await paymentsOf(shop, order.id)).some(({ proof }) => proof !== null),
    language,
    locale: language === shop.tenant.language ? shop.tenant.locale : language,
    texts: textsIn[language],
    chat: await chatOf(shop),
  }
}

/** The same page after something was done to its order. */
export async function reopened({ shop, token, language }: Opened, order: Order): Promise<Opened> {
  return opened(shop, order, token, language)
}

export async function chatOf(shop: Shop): Promise<string | null> {
  const counter = counterFor(await shop.read(listCounters, { provider: 'webchat' }), null)
  return counter === null ? null : `/chat?${new URLSearchParams({ line: counter })}`
}

/** The visitor's, as far as we speak it, else the shop's. */
function languageOf(context: Context, shop: Shop | null): Language {
  const shops = languages.find((language) => language === shop?.tenant.language)
  return preferredLanguage(context.req.header('accept-language'), shops ?? 'en')
}

export function pathOf({ token }: Pick<Opened, 'token'>, below = ''): string {
  return `/checkout/${encodeURIComponent(token)}${below}`
}

export function moneyOf({ order, locale }: Pick<Opened, 'order' | 'locale'>, minor: number): string {
  return moneyText(minor, order.currency, locale)
}

/** In the shop's own time: a buyer elsewhere keeps the shop's hours. */
export function timeOf({ shop, locale }: Pick<Opened, 'shop' | 'locale'>, at: number, how: 'day' | 'moment'): string {
  const shape: Intl.DateTimeFormatOptions =
    how === 'day'
      ? { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  const hours = locale.startsWith('en') ? {} : { hourCycle: 'h23' as const }
  return new Intl.DateTimeFormat(locale, { ...shape, ...hours, timeZone: shop.tenant.timezone }).format(at)
}
