import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { Payment, PaymentState, ProviderName } from './payment.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    payments: PaymentsTable
    payment_looks: LooksTable
    refunds: RefundsTable
  }
}

interface PaymentsTable {
  tenant_id: string
  id: string
  order_id: string
  attempt: number
  provider: ProviderName
  state: PaymentState
  amount: number
  currency: string
  reference: string | null
  paid_with: string | null
  url: string | null
  proof: string | null
  came: number
  refunded: number
  undelivered: number
  charged_back: number
  /** Machine time. */
  expires_at: number
  created_at: number
  updated_at: number
}

/** What has to be read back: somebody knocked, or it is time to ask. */
interface LooksTable {
  tenant_id: string
  provider: string
  /** The provider's name of it, or ours. */
  object: string
  /** Raised by each notice: one that comes while we look is another look. */
  knocks: number
  attempts: number
  /** Machine time. */
  due: number
}

interface RefundsTable {
  tenant_id: string
  id: string
  payment_id: string
  /** Of its payment: the provider knows it by both. */
  number: number
  amount: number
  state: RefundState
  actor_kind: string
  actor: string
  why: string | null
  attempts: number
  /** Machine time at which it is asked for again; null when its end is known. */
  due: number | null
  created_at: number
}

export type RefundState = 'asked' | 'done' | 'refused'

const columns = [
  'id',
  'order_id',
  'attempt',
  'provider',
  'state',
  'amount',
  'currency',
  'reference',
  'paid_with',
  'url',
  'proof',
  'came',
  'refunded',
  'undelivered',
  'charged_back',
  'expires_at',
] as const

export const findPaymentRow = statement('find-payment', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('payments').select(columns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** The newest attempt first. */
export const paymentsOfOrder = statement('payments-of-order', (sql, p: { tenant: string; order: string }) =>
  sql.selectFrom('payments').select(columns).where('tenant_id', '=', p.tenant).where('order_id', '=', p.order).orderBy('attempt', 'desc'),
)

export const insertPayment = statement(
  'insert-payment',
  (
    sql,
    p: {
      tenant: string
      id: string
      order: string
      attempt: number
      provider: ProviderName
      state: PaymentState
      amount: number
      currency: string
      expires_at: number
      at: number
    },
  ) =>
    sql.insertInto('payments').values({
      tenant_id: p.tenant,
      id: p.id,
      order_id: p.order,
      attempt: p.attempt,
      provider: p.provider,
      state: p.state,
      amount: p.amount,
      currency: p.currency,
      reference: null,
      paid_with: null,
      url: null,
      proof: null,
      came: 0,
      refunded: 0,
      undelivered: 0,
      charged_back: 0,
      expires_at: p.expires_at,
      created_at: p.at,
      updated_at: p.at,
    }),
)

export const openPayment = statement('open-payment', (sql, p: { tenant: string; id: string; reference: string; url: string; at: number }) =>
  sql
    .updateTable('payments')
    .set({ state: 'open', reference: p.reference, url: p.url, updated_at: p.at })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'starting'),
)

export const writePayment = statement(
  'write-payment',
  (
    sql,
    p: {
      tenant: string
      id: string
      state: PaymentState
      paid_with: string | null
      came: number
      refunded: number
      undelivered: number
      charged_back: number
      proof: string | null
      at: number
    },
  ) =>
    sql
      .updateTable('payments')
      .set({
        state: p.state,
        paid_with: p.paid_with,
        came: p.came,
        refunded: p.refunded,
        undelivered: p.undelivered,
        charged_back: p.charged_back,
        proof: p.proof,
        updated_at: p.at,
      })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const forgetProof = statement('forget-payment-proof', (sql, p: { tenant: string; id: string }) =>
  sql.updateTable('payments').set({ proof: null }).where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('proof', 'is not', null),
)

/** Whoever knocks again while it is looked at is heard. */
export const knock = statement('knock-payment', (sql, p: { tenant: string; provider: string; object: string; due: number }) =>
  sql
    .insertInto('payment_looks')
    .values({ tenant_id: p.tenant, provider: p.provider, object: p.object, knocks: 1, attempts: 0, due: p.due })
    .onConflict((row) =>
      row.columns(['tenant_id', 'provider', 'object']).doUpdateSet((set) => ({
        knocks: set('payment_looks.knocks', '+', 1),
        attempts: 0,
        due: set.ref('excluded.due'),
      })),
    ),
)

export const dropLook = statement('drop-payment-look', (sql, p: { tenant: string; provider: string; object: string; knocks: number }) =>
  sql
    .deleteFrom('payment_looks')
    .where('tenant_id', '=', p.tenant)
    .where('provider', '=', p.provider)
    .where('object', '=', p.object)
    .where('knocks', '=', p.knocks),
)

export const postponeLook = statement(
  'postpone-payment-look',
  (sql, p: { tenant: string; provider: string; object: string; knocks: number; attempts: number; due: number }) =>
    sql
      .updateTable('payment_looks')
      .set({ attempts: p.attempts, due: p.due })
      .where('tenant_id', '=', p.tenant)
      .where('provider', '=', p.provider)
      .where('object', '=', p.object)
      .where('knocks', '=', p.knocks),
)

export const dueLooks = systemStatement('due-payment-looks', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('payment_looks')
    .select(['tenant_id', 'provider', 'object', 'knocks', 'attempts'])
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstLook = systemStatement('first-payment-look', (sql, _p: Record<never, never>) =>
  sql.selectFrom('payment_looks').select('due').orderBy('due').limit(1),
)

const refundColumns = ['id', 'payment_id', 'number', 'amount', 'state', 'actor_kind', 'actor', 'why', 'attempts'] as const

export const refundsOfPayment = statement('refunds-of-payment', (sql, p: { tenant: string; payment: string }) =>
  sql.selectFrom('refunds').select(refundColumns).where('tenant_id', '=', p.tenant).where('payment_id', '=', p.payment).orderBy('number'),
)

export const findRefund = statement('find-refund', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('refunds').select(refundColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const insertRefund = statement(
  'insert-refund',
  (
    sql,
    p: {
      tenant: string
      id: string
      payment: string
      number: number
      amount: number
      actor_kind: string
      actor: string
      why: string | null
      due: number
      at: number
    },
  ) =>
    sql.insertInto('refunds').values({
      tenant_id: p.tenant,
      id: p.id,
      payment_id: p.payment,
      number: p.number,
      amount: p.amount,
      state: 'asked',
      actor_kind: p.actor_kind,
      actor: p.actor,
      why: p.why,
      attempts: 0,
      due: p.due,
      created_at: p.at,
    }),
)

export const endRefund = statement('end-refund', (sql, p: { tenant: string; id: string; state: RefundState }) =>
  sql
    .updateTable('refunds')
    .set({ state: p.state, due: null })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'asked'),
)

export const postponeRefund = statement('postpone-refund', (sql, p: { tenant: string; id: string; due: number }) =>
  sql
    .updateTable('refunds')
    .set((row) => ({ due: p.due, attempts: row('attempts', '+', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('state', '=', 'asked'),
)

export const dueRefunds = systemStatement('due-refunds', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('refunds')
    .select(['tenant_id', 'id', 'attempts'])
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstRefund = systemStatement('first-refund', (sql, _p: Record<never, never>) =>
  sql.selectFrom('refunds').select('due').where('due', 'is not', null).orderBy('due').limit(1),
)

/** Where one process owns the database, whoever was carrying a refund out when it starts is dead. */
export const freeRefundClaims = systemStatement('free-refund-claims', (sql, p: { now: number }) =>
  sql.updateTable('refunds').set({ due: p.now }).where('due', 'is not', null).where('attempts', '=', 0),
)

type PaymentRow = Omit<PaymentsTable, 'tenant_id' | 'created_at' | 'updated_at'>

export function toPayment({
  order_id: order,
  paid_with: paidWith,
  charged_back: chargedBack,
  expires_at: expiresAt,
  ...row
}: PaymentRow): Payment {
  return { ...row, order, paidWith, chargedBack, expiresAt }
}
