/** One attempt to pay an order at whoever moves the money. Another amount, or a session that ended, is another attempt. */
export interface Payment {
  id: string
  order: string
  attempt: number
  provider: ProviderName
  state: PaymentState
  amount: number
  currency: string
  /** What the provider calls its session. */
  reference: string | null
  /** What it calls the payment that came of it. */
  paidWith: string | null
  /** Where the buyer pays. */
  url: string | null
  /** What the buyer sent to show that he paid: its name among the shop's media. */
  proof: string | null
  /** All that was paid, be it what was asked for or not; what went back of it is `refunded`. */
  came: number
  refunded: number
  /** What was given back and did not arrive: it is here again, and no part of `refunded`. */
  undelivered: number
  /** The part of `refunded` that the buyer's bank took. */
  chargedBack: number
  /** Machine time: whoever moves the money keeps real time, whatever the shop's clock says. */
  expiresAt: number
}

export type ProviderName = 'demo' | 'transfer' | 'stripe' | 'mercadopago'

/** `mismatch`: money came that is not what was asked for; a person has to look. */
export type PaymentState = 'starting' | 'open' | 'awaiting' | 'paid' | 'failed' | 'expired' | 'mismatch'

/** A payment as its provider has it, read back just now. Nothing else is believed. */
export interface Seen {
  state: 'open' | 'awaiting' | 'paid' | 'failed' | 'expired'
  amount: number
  currency: string
  paidWith: string | null
  /** Of what was paid, all that went back so far and stayed there. */
  refunded: number
  undelivered: number
  chargedBack: number
  /** The buyer's bank asks, and nothing is decided. */
  isDisputed: boolean
}

/** Where nobody but the shop moves money. */
export const undisputed = { undelivered: 0, chargedBack: 0, isDisputed: false } as const

/** Of what came, what is still here. */
export function kept({ came, refunded }: Pick<Payment, 'came' | 'refunded'>): number {
  return came - refunded
}
