import {
  findOrder,
  firstOrderSince,
  type Order,
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderExpired,
  orderRefunded,
  orderShipped,
} from '../../commerce/orders/orders.ts'
import { type Handler, on, type Tx } from '../../platform/events/events.ts'
import type { Metrics } from '../../platform/telemetry/telemetry.ts'
import { moneyText } from '../../shop/currency.ts'
import type { NoticeName } from '../../shop/store-file/store-file.ts'
import { findSetting } from '../../shop/tenants/tenants.ts'
import type { MessageTemplate } from '../channels/channels.ts'
import { findConversationById, listMessages } from '../inbox/inbox.ts'
import { type OrderFacts, orderTexts, type TextLanguage } from './order-texts.ts'
import { type NoticeParts, type NoticePlace, telling } from './telling.ts'

const notices = {
  order_created: orderCreated,
  order_confirmed: orderConfirmed,
  order_shipped: orderShipped,
  order_delivered: orderDelivered,
  order_cancelled: orderCancelled,
  order_refunded: orderRefunded,
  order_expired: orderExpired,
} as const satisfies Record<NoticeName, unknown>
export type OrderNotice = NoticeName

/** What becomes of an order is told in the conversation it came from, each step that the shop has not switched off. */
export function orderNotices(parts: NoticeParts): Handler[] {
  const { placeOf, tell } = telling(parts)
  return (Object.keys(notices) as OrderNotice[]).map((notice) =>
    on(
      notices[notice],
      `notices.${notice.replaceAll('_', '-')}`,
      async (tx, { data }) => {
        const isFirst = notice === 'order_created' && (await isFirstOfConversation(tx, data))
        tx.afterCommit(() => count(parts.metrics, tx.tenant, { status: data.status, isFirst }))
        const order = data.conversation === null ? null : await findOrder(tx, data.order)
        // Its customer was erased meanwhile where the order names no conversation any more.
        if (!order || order.conversation === null || !isNews(notice, order)) return
        const at = await placeOf(tx, order.conversation)
        if (!at || !(await isOn(tx, notice))) return
        const facts = factsFor(at, order, parts.orderLink(tx.tenant, order))
        const language = textLanguage(at)
        await tell(tx, at, { text: orderTexts[language][notice](facts), template: await templateOf(tx, notice, facts) })
      },
      { locks: ({ data }) => (data.conversation === null ? [] : [data.conversation]) },
    ),
  )
}

function count(metrics: Metrics, tenant: string, { status, isFirst }: { status: string; isFirst: boolean }): void {
  metrics.orders.add({ tenant_id: tenant, status })
  if (isFirst) metrics.conversations.add({ tenant_id: tenant, outcome: 'ordered' })
}

/**
 * A conversation is ordered from once, and not before it is one: what a caller orders under a word of his own, with nobody speaking,
 * would make more of them than were ever opened.
 */
async function isFirstOfConversation(tx: Tx, { order, conversation }: { order: string; conversation: string | null }): Promise<boolean> {
  const row = conversation === null ? undefined : (await tx.run(findConversationById, { id: conversation })).rows[0]
  if (!row) return false
  const { id, created_at: since } = row
  const opening = (await tx.run(listMessages, { conversation: id, after: 0, limit: 1 })).rows[0]
  return opening?.role === 'customer' && (await tx.run(firstOrderSince, { conversation: id, since })).rows[0]?.id === order
}

/**
 * A seller who places an order says so himself, with its link, in the answer that is on its way: the shop does not say it a second
 * time. Nor does it ask for the money of what was paid, or called off, before this was handled, or claim to have given back what a
 * bank took.
 */
function isNews(notice: OrderNotice, order: Order): boolean {
  if (notice === 'order_refunded') return !order.history.some(({ what }) => what === 'payment charged back')
  if (notice !== 'order_created') return true
  return order.status === 'pending' && order.paymentStatus !== 'paid' && order.history[0]?.by.kind !== 'seller'
}

async function isOn(tx: Tx, notice: OrderNotice): Promise<boolean> {
  const document = (await tx.run(findSetting, { id: 'notices' })).rows[0]?.document
  return (JSON.parse(document ?? '{}') as Partial<Record<OrderNotice, boolean>>)[notice] !== false
}

function textLanguage({ language, tenant }: NoticePlace): TextLanguage {
  const spoken = [language, tenant.language].map((word) => word.slice(0, 2))
  return spoken.find((word): word is TextLanguage => word in orderTexts) ?? 'es'
}

function factsFor(at: NoticePlace, order: Order, link: string): OrderFacts {
  const language = textLanguage(at)
  const locale = at.tenant.language === language ? at.tenant.locale : language
  return {
    number: order.number,
    total: moneyText(order.total, order.currency, locale).replaceAll('\u00a0', ' '),
    link,
    isPaid: order.paymentStatus === 'paid',
    tracking: order.tracking,
  }
}

/** Its gaps are filled with the number, the total and the link, in this order; of one that was shipped the total's place is the parcel's. */
async function templateOf(tx: Tx, notice: OrderNotice, facts: OrderFacts): Promise<MessageTemplate | null> {
  const document = (await tx.run(findSetting, { id: 'templates' })).rows[0]?.document
  const template = (JSON.parse(document ?? '{}') as Record<string, { name: string; language: string } | undefined>)[notice]
  if (!template) return null
  const { tracking } = facts
  const parcel = tracking === null ? '-' : `${tracking.carrier} ${tracking.number}`
  const values = [facts.number, notice === 'order_shipped' ? parcel : facts.total, tracking?.url ?? facts.link]
  return { name: template.name, language: template.language, values }
}
