import type { FetchOut } from '../../platform/world/world.ts'
import type { Order } from '../orders/orders.ts'
import type { Payment, ProviderName, Seen } from './payment.ts'

/** The shop's account with a provider. Its secrets are opened for one call and kept nowhere. */
export interface Account {
  readonly secrets: Readonly<Record<string, string>>
  /** A test server can stand in for the provider. */
  readonly apiBase: string | undefined
  readonly fetchOut: FetchOut
}

/** Where the buyer is sent afterwards, and where notices go. */
export interface Back {
  readonly returnUrl: string
  readonly cancelUrl: string
  readonly noticeUrl: string
}

export interface Asked {
  readonly payment: Payment
  readonly order: Order
  /** The same for the same attempt, so that asking twice is asking once. */
  readonly key: string
  readonly back: Back
  /** As the buyer reads it. */
  readonly locale: string
}

/** Webhooks as they came: what is signed differs by provider. */
export interface RawNotice {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** A notice is believed to have come from the provider, and no more: it is a knock, and what is at the door is read back. */
export type Notice = { kind: 'forged' } | { kind: 'not_json' } | { kind: 'ignored' } | { kind: 'knock'; object: string }

/** Whoever moves the money elsewhere. Everything here leaves the shop, so nothing here runs in a unit. */
export interface PaymentProvider {
  readonly name: ProviderName
  start(account: Account, asked: Asked): Promise<{ reference: string; url: string }>
  /** Which payment of ours an object is, and how it stands; null when the provider has not got it (yet). */
  look(account: Account, object: string, ours: Payment | null): Promise<{ payment: string; seen: Seen } | null>
  /** Nobody can pay this way any more; where somebody just did, looking tells. */
  close(account: Account, payment: Payment): Promise<void>
  refund(account: Account, refund: { payment: Payment; amount: number; key: string }): Promise<'done' | 'refused'>
  readNotice(notice: RawNotice, secrets: Account['secrets'], machineMs: number): Notice
}

/** An object that is a payment of ours by our own name. */
export const ownObject = (payment: string) => `payment:${payment}`

export function ownPaymentOf(object: string): string | null {
  return object.startsWith('payment:') ? object.slice('payment:'.length) : null
}

/**
 * `later`: it may do as asked another time. `under_way`: it is doing so, for somebody who asked at the same moment. `other_request`:
 * something else was asked for under this key, which then stays as it is.
 */
export type Trouble = 'later' | 'under_way' | 'other_request'

/** The provider did not do as asked. */
export class ProviderTrouble extends Error {
  readonly trouble: Trouble

  constructor(message: string, trouble: Trouble = 'later') {
    super(message)
    this.trouble = trouble
  }
}
