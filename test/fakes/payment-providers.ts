import { MercadoPago, mercadopagoSecret, mercadopagoToken, signed as signedByMercadoPago } from './mercadopago.ts'
import type { Notice, PaymentServer } from './payment-server.ts'
import { Stripe, signed as signedByStripe, stripeKey, stripeSecret } from './stripe.ts'

/** A provider as shops and buyers use any of them: what is done on its page, what it sends, and what its books say afterwards. */
export interface PaymentFake extends AsyncDisposable {
  readonly name: 'stripe' | 'mercadopago'
  readonly server: PaymentServer
  /** As a store file says it. */
  readonly settings: string
  /** Those that nobody has delivered yet. */
  readonly notices: Notice[]
  /** Every page to pay on that was ever made. */
  pages(): string[]
  isOpen(url: string): boolean
  pay(url: string): void
  payByVoucher(url: string): { isPaid(): void; isNot(): void }
  /** Money of another amount than was asked for, where the provider lets that happen. */
  payOther?(url: string): void
  /** A try that comes to nothing on a page that stays open, where the provider has such. */
  tryInVain?(url: string): void
  refuseRefunds(): void
  /** By the shop's people, on the provider's own pages. */
  giveBackOutside(url: string, minor: number): void
  /** What went back last did not arrive, where the provider tells of that. */
  refundFails?(url: string): void
  dispute(url: string): { isLost(): void; isWon(): void }
  moneyAt(url: string): { paid: number; refunded: number }
  forged(): Notice
}

export type PaymentFakeName = PaymentFake['name']

export async function openStripe(): Promise<PaymentFake> {
  const stripe = await Stripe.open()
  const session = (url: string) => url.split('/').at(-1) ?? ''
  return {
    name: 'stripe',
    server: stripe.server,
    settings: `provider: stripe, secretKey: ${stripeKey}, webhookSecret: ${stripeSecret}, apiBase: "${stripe.server.origin}"`,
    notices: stripe.notices,
    pages: () => [...stripe.sessions.keys()].map((id) => `${stripe.server.origin}/pay/${id}`),
    isOpen: (url) => stripe.sessions.get(session(url))?.status === 'open',
    pay: (url) => stripe.pay(session(url)),
    payByVoucher(url) {
      stripe.pay(session(url), 'by_voucher')
      return { isPaid: () => stripe.voucherPaid(session(url)), isNot: () => stripe.voucherPaid(session(url), false) }
    },
    refuseRefunds() {
      stripe.refusesRefunds = true
    },
    giveBackOutside: (url, amount) => void stripe.giveBack(`pi_${session(url)}`, amount),
    refundFails: (url) => stripe.refundFails(`pi_${session(url)}`),
    dispute(url) {
      const dispute = stripe.dispute(`pi_${session(url)}`)
      return { isLost: () => stripe.closeDispute(dispute, 'lost'), isWon: () => stripe.closeDispute(dispute, 'won') }
    },
    moneyAt(url) {
      const charge = stripe.charges.get(`pi_${session(url)}`)
      return { paid: charge?.amount ?? 0, refunded: charge?.amount_refunded ?? 0 }
    },
    forged: () => signedByStripe(JSON.stringify({ data: { object: { object: 'checkout.session', id: 'cs_test_1' } } }), 'whsec_other'),
    [Symbol.asyncDispose]: () => stripe[Symbol.asyncDispose](),
  }
}

export async function openMercadoPago(): Promise<PaymentFake> {
  const fake = await MercadoPago.open()
  const preference = (url: string) => new URL(url).searchParams.get('pref_id') ?? ''
  const minor = (amount: number) => Math.round(amount * 100)
  const came = (url: string) => {
    const reference = fake.preferences.get(preference(url))?.external_reference
    return [...fake.payments.values()].filter(
      ({ status, external_reference }) => external_reference === reference && ['approved', 'refunded'].includes(status),
    )
  }
  return {
    name: 'mercadopago',
    server: fake.server,
    settings: `provider: mercadopago, accessToken: ${mercadopagoToken}, webhookSecret: ${mercadopagoSecret}, apiBase: "${fake.server.origin}"`,
    notices: fake.notices,
    pages: () => [...fake.preferences.keys()].map((id) => `${fake.server.origin}/checkout/v1/redirect?pref_id=${id}`),
    isOpen: (url) => (fake.preferences.get(preference(url))?.expiresAt ?? 0) > Date.now(),
    pay: (url) => void fake.pay(preference(url)),
    payByVoucher(url) {
      const id = fake.pay(preference(url), 'pending')
      return { isPaid: () => fake.becomes(id, 'approved'), isNot: () => fake.becomes(id, 'cancelled') }
    },
    payOther: (url) => void fake.pay(preference(url), 'approved', { transaction_amount: 1 }),
    tryInVain: (url) => void fake.pay(preference(url), 'rejected'),
    refuseRefunds() {
      fake.refusesRefunds = true
    },
    giveBackOutside: (url, amount) => fake.giveBack(came(url)[0]?.id ?? 0, amount / 100),
    dispute(url) {
      const id = came(url)[0]?.id ?? 0
      fake.becomes(id, 'in_mediation')
      return { isLost: () => fake.becomes(id, 'charged_back'), isWon: () => fake.becomes(id, 'approved') }
    },
    moneyAt(url) {
      return {
        paid: came(url).reduce((sum, { transaction_amount }) => sum + minor(transaction_amount), 0),
        refunded: came(url).reduce((sum, { transaction_amount_refunded }) => sum + minor(transaction_amount_refunded), 0),
      }
    },
    forged: () => signedByMercadoPago('123456000', 'mp_other'),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  }
}

export const openPaymentFake = { stripe: openStripe, mercadopago: openMercadoPago } as const satisfies Record<
  PaymentFakeName,
  () => Promise<PaymentFake>
>
