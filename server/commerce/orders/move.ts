import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { giveUsesBack } from '../cart/cart.ts'
import { giveBackStock, takeStock } from '../catalog/catalog.ts'
import { findOrder } from './find.ts'
import { afterMove, givesStockBack, type Move, type Order, type OrderStatus, type PaymentStatus, type Tracking } from './order.ts'
import { addHistory } from './order-parts.sql.ts'
import { eventOf, factsOf, orderSubject } from './orders.events.ts'
import { moveOrder, setPayment } from './orders.sql.ts'

const paidUnfulfilled = systemEvent<{ order: string; number: string }>('payment.unfulfilled', 'warn', {
  es: 'El pedido {number} está pago y no se puede cumplir: hay que entregarlo o devolver el dinero',
  pt: 'O pedido {number} foi pago e não pode ser cumprido: é preciso entregar ou devolver o dinheiro',
  en: 'Order {number} is paid and cannot be fulfilled: deliver it or give the money back',
})

export type OrderRefusal = { code: 'order_not_found'; order: string } | { code: 'move_not_allowed'; move: Move; status: OrderStatus }

export interface Moving {
  by: Actor
  why?: string | null
  tracking?: Tracking | undefined
}

/** One step along the table; what the order held goes back to the shelf once, in the same unit. */
export async function moveTo(tx: Tx, idOrNumber: string, move: Move, moving: Moving): Promise<Outcome<Order, OrderRefusal>> {
  const order = await lockOrder(tx, idOrNumber)
  if (!order) return refuse({ code: 'order_not_found', order: idOrNumber })
  const to = afterMove(order.status, move)
  if (to === null) return refuse({ code: 'move_not_allowed', move, status: order.status })
  return done(await carryOut(tx, order, move, to, moving))
}

async function carryOut(tx: Tx, order: Order, move: Move, to: OrderStatus, moving: Moving): Promise<Order> {
  const at = tx.clock.now()
  const back = order.holdsStock && givesStockBack(order.status, move)
  const payment = paymentAfter(order, move)
  const { changes } = await tx.run(moveOrder, {
    id: order.id,
    from: order.status,
    to,
    payment_status: payment,
    tracking: JSON.stringify(moving.tracking ?? order.tracking),
    // What was shipped is gone from the shelf for good: the order holds it no longer.
    holds_stock: order.holdsStock && !back && to !== 'shipped' ? 1 : 0,
    reserved_until: null,
    at,
  })
  if (changes === 0) throw new Error(`order ${order.id} was moved behind its lock`)
  await note(tx, order.id, to, moving)
  if (move === 'cancel' || move === 'expire') await giveUsesBack(tx, order.promotions)
  if (back) await giveBackStock(tx, stockOf(order))
  if (payment === 'paid_unfulfilled' && order.paymentStatus !== payment) await tellUnfulfilled(tx, order)
  const moved = (await findOrder(tx, order.id)) ?? order
  await tx.publish(eventOf[to], { subject: orderSubject(order.id), data: factsOf(moved) })
  return moved
}

async function tellUnfulfilled(tx: Tx, { id, number }: Order): Promise<void> {
  await tellOperators(tx, paidUnfulfilled, { order: id, number })
}

/** Money of an order that was called off is for a person to give back. */
function paymentAfter({ paymentStatus }: Order, move: Move): PaymentStatus {
  if (move === 'refund') return 'refunded'
  return move === 'cancel' && paymentStatus === 'paid' ? 'paid_unfulfilled' : paymentStatus
}

/** What became of the money, as it was read back from whoever moved it. */
export type PaymentNews =
  | { kind: 'paid' }
  | { kind: 'awaiting'; until: number }
  | { kind: 'failed' }
  /** Of what was paid so much went back; all of it refunds the order. */
  | { kind: 'refunded' }
  /** What went back did not arrive, and is here again. */
  | { kind: 'returned' }

/**
 * Payments confirm: an order that let go of its stock takes it again, and where there is none left a person has to look. News that
 * was heard before, or comes late, changes nothing.
 */
export async function hearPayment(tx: Tx, id: string, news: PaymentNews, by: Actor): Promise<Order | null> {
  const order = await lockOrder(tx, id)
  if (!order) return null
  switch (news.kind) {
    case 'paid':
      return heardPaid(tx, order, by)
    case 'awaiting':
      if (order.status !== 'pending' || order.paymentStatus === 'awaiting') return order
      return settle(tx, order, 'awaiting', { reservedUntil: Math.max(order.reservedUntil ?? 0, news.until) }, by)
    case 'failed':
      if (order.status !== 'pending' || !['pending', 'awaiting'].includes(order.paymentStatus)) return order
      return settle(tx, order, 'failed', {}, by)
    case 'refunded': {
      if (order.paymentStatus === 'refunded') return order
      const to = afterMove(order.status, 'refund')
      if (to !== null) return carryOut(tx, order, 'refund', to, { by, why: 'payment' })
      return settle(tx, order, 'refunded', {}, by)
    }
    case 'returned':
      return order.paymentStatus === 'refunded' ? settle(tx, order, 'paid_unfulfilled', {}, by) : order
    default:
      return news satisfies never
  }
}

async function heardPaid(tx: Tx, order: Order, by: Actor): Promise<Order> {
  if (['paid', 'refunded', 'paid_unfulfilled'].includes(order.paymentStatus)) return order
  if (order.status === 'pending') {
    const paid = await settle(tx, order, 'paid', { reservedUntil: null }, by)
    return carryOut(tx, paid, 'confirm', 'confirmed', { by, why: 'payment' })
  }
  if (order.status !== 'expired') {
    // Confirmed by staff before the money came, or called off: then somebody has to give it back.
    return settle(tx, order, order.status === 'cancelled' ? 'paid_unfulfilled' : 'paid', {}, by)
  }
  const taken = await takeStock(tx, stockOf(order))
  if (!taken.ok) return settle(tx, order, 'paid_unfulfilled', {}, by)
  const at = tx.clock.now()
  await tx.run(moveOrder, {
    id: order.id,
    from: 'expired',
    to: 'confirmed',
    payment_status: 'paid',
    tracking: JSON.stringify(order.tracking),
    holds_stock: 1,
    reserved_until: null,
    at,
  })
  await note(tx, order.id, 'payment paid', { by })
  await note(tx, order.id, 'confirmed', { by, why: 'payment' })
  const revived = (await findOrder(tx, order.id)) ?? order
  await tx.publish(eventOf.confirmed, { subject: orderSubject(order.id), data: factsOf(revived) })
  return revived
}

async function settle(tx: Tx, order: Order, status: PaymentStatus, change: { reservedUntil?: number | null }, by: Actor): Promise<Order> {
  await tx.run(setPayment, {
    id: order.id,
    payment_status: status,
    holds_stock: order.holdsStock ? 1 : 0,
    reserved_until: change.reservedUntil === undefined ? order.reservedUntil : change.reservedUntil,
    at: tx.clock.now(),
  })
  await note(tx, order.id, `payment ${status}`, { by })
  if (status === 'paid_unfulfilled') await tellUnfulfilled(tx, order)
  return (await findOrder(tx, order.id)) ?? order
}

/** What happened to an order beside its moves. */
export async function noteOnOrder(tx: Tx, id: string, what: string, moving: Pick<Moving, 'by' | 'why'>): Promise<void> {
  await note(tx, id, what, moving)
}

/** Something can be paid until then: so long it is kept. */
export async function extendReservation(tx: Tx, id: string, until: number): Promise<void> {
  const order = await lockOrder(tx, id)
  if (order?.status !== 'pending' || (order.reservedUntil ?? 0) >= until) return
  await tx.run(setPayment, {
    id: order.id,
    payment_status: order.paymentStatus,
    holds_stock: order.holdsStock ? 1 : 0,
    reserved_until: until,
    at: tx.clock.now(),
  })
}

/** Something staff want to be seen beside an order. */
export async function addOrderNote(tx: Tx, idOrNumber: string, text: string, by: Actor): Promise<Outcome<Order, OrderRefusal>> {
  const order = await lockOrder(tx, idOrNumber)
  if (!order) return refuse({ code: 'order_not_found', order: idOrNumber })
  await note(tx, order.id, 'note', { by, why: text })
  return done((await findOrder(tx, order.id)) ?? order)
}

/** Read once to learn which it is, locked, and read again. */
export async function lockOrder(tx: Tx, idOrNumber: string): Promise<Order | null> {
  const found = await findOrder(tx, idOrNumber)
  if (!found) return null
  await tx.lock(orderSubject(found.id))
  return findOrder(tx, found.id)
}

export async function note(tx: Tx, order: string, what: string, { by, why = null }: Pick<Moving, 'by' | 'why'>): Promise<void> {
  await tx.run(addHistory, { order, id: tx.ids(), at: tx.clock.now(), what, actor_kind: by.kind, actor: by.name, why })
}

function stockOf({ items }: Order): { variant: string; quantity: number }[] {
  return items.map(({ variant, quantity }) => ({ variant, quantity }))
}
