import { timingSafeEqual } from 'node:crypto'
import { type FetchOut, FetchOutError } from '../../platform/world/world.ts'

export { carried } from './carried.ts'

/** A line as a channel needs it: where the provider is, and the secrets to speak with it. */
export interface ChannelLine {
  readonly tenant: string
  readonly id: string
  readonly provider: string
  readonly address: string
  readonly apiBase: string | null
  readonly credentials: Readonly<Record<string, string>>
}

export interface RawWebhook {
  readonly body: Uint8Array
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As the provider called it: PUBLIC_URL's origin, path and query. */
  readonly url: string
}

/** What a webhook tells, each entry with the provider's own key of the line it is for. */
export type Inbound =
  | { kind: 'message'; lineKey: string; message: InboundMessage }
  | { kind: 'echo'; lineKey: string; echo: InboundEcho }
  | { kind: 'status'; lineKey: string; status: InboundStatus }
  | { kind: 'unknown'; lineKey: string | null; what: string }

export interface InboundMessage {
  /** The provider's id: the key that makes a repeated webhook harmless. */
  providerId: string
  /** The customer's address exactly as the provider gives it. */
  address: string
  name: string | null
  /** When the customer wrote, by the provider's clock; null where it does not tell. */
  writtenAt: number | null
  kind: 'text'
  text: string
  /** The provider's or the widget's word for the customer's language, where there is one. */
  language: string | null
}

/** What was sent from the shop's own number, seen by the provider: our send, or a person at the phone. */
export interface InboundEcho {
  providerId: string
  address: string
  text: string
  writtenAt: number | null
}

export interface InboundStatus {
  providerId: string
  /** What we gave the provider with the send, where it comes back. */
  correlation: string | null
  status: 'sent' | 'delivered' | 'read' | 'failed'
  reason: string | null
}

export interface Outbound {
  /** Our own id of the message: the correlation the provider is asked to hand back. */
  id: string
  address: string
  text: string
  /** Sent instead of the text, which says the same: the customer wrote too long ago for the provider to take one. */
  template: MessageTemplate | null
}

/** A text that the provider has approved, with what stands in its gaps. */
export interface MessageTemplate {
  name: string
  language: string
  values: string[]
}

export type SendResult =
  | { kind: 'accepted'; providerId: string }
  /** Surely not sent. `afterMs` only where the provider names a pause. */
  | { kind: 'try_later'; afterMs: number | null; reason: string }
  /** A person has to look: the same body would be refused again. */
  | { kind: 'refused'; reason: string }
  /** The answer was lost: its fate is looked up before anything is sent again. */
  | { kind: 'unknown'; reason: string }

export type Fate = { kind: 'accepted'; providerId: string } | { kind: 'not_found' } | { kind: 'unavailable' }

/** One provider's way of speaking. Plain functions, no state: everything that must be remembered is in the database. */
export interface Channel {
  /** As in the store file's `provider`. */
  readonly provider: string
  /** The contract's word for the kind of conversation: `whatsapp`, `webchat`, … */
  readonly name: string
  /** Committing is delivering: customers read our own database. Such a channel never sends. */
  readonly local: boolean
  /** So long after a customer's last message its provider takes any text, later templates only. Left out where there is no such rule. */
  readonly windowMs?: number
  /** Over the bytes as they came. */
  verify(webhook: RawWebhook, line: ChannelLine): boolean
  /** Pure; one webhook may carry many messages and statuses, and all come back. Throws on what is not the provider's form. */
  read(body: unknown): Inbound[]
  send(fetchOut: FetchOut, line: ChannelLine, message: Outbound): Promise<SendResult>
  /** Where the provider can be asked what became of a send. */
  lookUp?(fetchOut: FetchOut, line: ChannelLine, message: Outbound): Promise<Fate>
}

export type Channels = ReadonlyMap<string, Channel>

/** What a failed request to a provider amounts to: only a request that surely never arrived may be sent again without asking. */
export function sendFailure(error: unknown): SendResult {
  if (!(error instanceof FetchOutError)) throw error
  if (error.mayHaveArrived) return { kind: 'unknown', reason: error.message }
  return { kind: 'try_later', afterMs: null, reason: error.message }
}

/** Compares two secrets' spellings in a time that does not tell where they differ. */
export function sameBytes(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
