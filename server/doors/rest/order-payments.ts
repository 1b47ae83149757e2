import { z } from 'zod'
import { findOrder, OrderJson } from '../../commerce/orders/orders.ts'
import { confirmOrder, paymentsOf, type RefundRefusal, readProof, refundOrder } from '../../commerce/payments/payments.ts'
import { isoTime } from '../../platform/http/http.ts'
import { amountTakes, readAmount, writeAmount } from '../../shop/currency.ts'
import { MoneyJson, moneyJson } from '../../shop/money.ts'
import { actorOf } from './buyer.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { notFound, OrderPath, refused, shown } from './orders.ts'

const PaymentJson = z
  .object({
    id: z.string(),
    order_id: z.string(),
    attempt: z.int(),
    buyer: z.string().nullable().describe('as the order names him: whose transfer to look for'),
    provider: z.enum(['demo', 'transfer', 'stripe', 'mercadopago']),
    state: z
      .enum(['starting', 'open', 'awaiting', 'paid', 'failed', 'expired', 'mismatch'])
      .describe('mismatch: money came that is not what was asked for'),
    amount: MoneyJson,
    came: MoneyJson.describe('what was paid, be it what was asked for or not'),
    refunded: MoneyJson,
    reference: z.string().nullable().describe('what the provider calls its session'),
    paid_with: z.string().nullable().describe('what the provider calls the payment'),
    expires_at: z.string(),
  })
  .meta({
    id: 'Payment',
    description: 'One attempt to pay an order.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a21',
      order_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      attempt: 1,
      buyer: 'Ana Paz',
      provider: 'stripe',
      state: 'paid',
      amount: { amount: '6400.00', currency: 'ARS' },
      came: { amount: '6400.00', currency: 'ARS' },
      refunded: { amount: '0.00', currency: 'ARS' },
      reference: 'cs_test_a1',
      paid_with: 'pi_1',
      expires_at: '2026-03-11T21:00:00.000Z',
    },
  })

const Reason = z.string().trim().min(1).max(200).optional()
const Amount = z.union([z.string().max(40), z.object({ amount: z.string().max(40), currency: z.string() })], {
  error: 'a decimal text such as "450.00", or that with its currency',
})
const none = z.object({})
const tag = 'Orders'
const refundRefusals = {
  ...notFound,
  move_not_allowed: 409,
  not_paid: 409,
  refund_too_much: 409,
  refund_refused: 409,
  refund_under_way: 409,
} as const satisfies Record<RefundRefusal['code'], number>

/** What is done with an order's money. */
export const orderPaymentOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/orders/{id}/proof',
    summary: 'What the buyer sent to show that he paid by transfer',
    tag,
    scope: 'orders:read',
    params: OrderPath,
    query: none,
    body: null,
    answer: {
      status: 200,
      means: 'The newest, a picture or a PDF',
      schema: null,
      document: { 'image/jpeg': null, 'application/pdf': null },
    },
    refusals: { ...notFound, proof_not_found: 404 },
    run: async ({ desk, shop, params }) => {
      const order = await findOrder(shop, params.id)
      if (!order) return refused({ code: 'order_not_found', order: params.id })
      const proof = await readProof(desk.pictures, shop, order.id)
      if (!proof) return { refusal: { code: 'proof_not_found', detail: `nothing was sent for order ${order.number}` } }
      const name = `proof-${order.number}.${proof.type === 'application/pdf' ? 'pdf' : 'jpg'}`
      return { status: 200, document: { name, type: proof.type, content: inOnePiece(proof.bytes) } }
    },
  }),
  operation({
    method: 'get',
    path: '/orders/{id}/payments',
    summary: 'Every attempt to pay an order, the newest first',
    tag,
    scope: 'orders:read',
    params: OrderPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The attempts', schema: z.object({ items: z.array(PaymentJson) }) },
    refusals: notFound,
    run: async ({ shop, params }) => {
      const order = await findOrder(shop, params.id)
      if (!order) return refused({ code: 'order_not_found', order: params.id })
      const items = (await paymentsOf(shop, order.id)).map(
        ({
          id,
          order: order_id,
          attempt,
          provider,
          state,
          amount,
          came,
          refunded,
          currency,
          reference,
          paidWith,
          expiresAt,
        }): z.input<typeof PaymentJson> => ({
          ...{ id, order_id, attempt, buyer: order.name, provider, state, reference, paid_with: paidWith, expires_at: isoTime(expiresAt) },
          amount: moneyJson(amount, currency),
          came: moneyJson(came, currency),
          refunded: moneyJson(refunded, currency),
        }),
      )
      return { status: 200, body: { items } }
    },
  }),
  operation({
    method: 'post',
    path: '/orders/{id}/confirm',
    summary: 'Take on an order that waits; where the shop is paid by transfer, the money is there',
    tag,
    scope: 'orders:write',
    params: OrderPath,
    query: none,
    body: z.object({ reason: Reason }).optional(),
    answer: { status: 200, means: 'The order as it stands now', schema: OrderJson },
    refusals: { ...notFound, move_not_allowed: 409 },
    run: async ({ shop, caller, params, body, about }) => {
      const why = body?.reason ?? null
      const outcome = await shop.transaction('orders.confirm', (tx) => confirmOrder(tx, params.id, { by: actorOf(caller), why }))
      return outcome.ok ? shown(shop, outcome.value, about) : refused(outcome.refusal)
    },
  }),
  operation({
    method: 'post',
    path: '/orders/{id}/refund',
    summary: 'Give the money back: all that is left of it ends the order, a part leaves it as it is',
    about: 'What a provider moved goes back through the provider, once. Where none moved any, giving it back is the shop’s own work.',
    tag,
    scope: 'orders:write',
    params: OrderPath,
    query: none,
    body: z
      .object({ amount: Amount.optional().describe('all that is left when left out'), reason: Reason })
      .meta({ example: { amount: '1500.00', reason: 'one came broken' } })
      .optional(),
    answer: { status: 200, means: 'The order as it stands now', schema: OrderJson },
    refusals: { ...refundRefusals, invalid_amount: 422 },
    run: async ({ desk, shop, caller, params, body, about }) => {
      const amount = readPart(body?.amount, shop.tenant.currency)
      if (!amount.ok)
        return {
          refusal: { code: 'invalid_amount', detail: `amount: takes ${amount.takes}`, errors: [{ path: 'amount', message: amount.takes }] },
        }
      const wanted = { amount: amount.minor, by: actorOf(caller), why: body?.reason ?? null }
      const outcome = await refundOrder(desk, shop, params.id, wanted)
      return outcome.ok ? shown(shop, outcome.value, about) : refundRefused(outcome.refusal)
    },
  }),
]

function readPart(
  given: z.output<typeof Amount> | undefined,
  currency: string,
): { ok: true; minor: number | null } | { ok: false; takes: string } {
  if (given === undefined) return { ok: true, minor: null }
  if (typeof given === 'object' && given.currency !== currency) return { ok: false, takes: `an amount in ${currency}` }
  const read = readAmount(typeof given === 'string' ? given : given.amount, currency)
  if (!read.ok) return { ok: false, takes: amountTakes(read.mistake, currency) }
  return read.minor === 0 ? { ok: false, takes: 'more than nothing' } : { ok: true, minor: read.minor }
}

function refundRefused(refusal: RefundRefusal): Reply {
  switch (refusal.code) {
    case 'not_paid':
      return { refusal: { code: refusal.code, detail: `order ${refusal.order} was not paid` } }
    case 'refund_too_much':
      return {
        refusal: {
          code: refusal.code,
          detail: `of this order ${writeAmount(refusal.left, refusal.currency)} ${refusal.currency} can still go back`,
        },
      }
    case 'refund_refused':
      return { refusal: { code: refusal.code, detail: `${refusal.provider} does not give this back; the order is as it was` } }
    case 'refund_under_way':
      return {
        refusal: {
          code: refusal.code,
          detail: `${refusal.provider} was asked for it and has not answered; it is asked again until it does`,
        },
      }
    default:
      return refused(refusal)
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
