import type { FloorReason, Holder } from './floor.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    conversations: ConversationsTable
    messages: MessagesTable
    turns: TurnsTable
    deliveries: DeliveriesTable
    echoes: EchoesTable
  }
}

interface ConversationsTable {
  tenant_id: string
  id: string
  channel: string
  /** Null for callers that carry the channel themselves. */
  line_id: string | null
  /** Whom such a caller named last, of the sellers. */
  seller_id: string | null
  /** Exactly as the provider gave it: what is sent goes there. */
  address: string
  /** What makes two spellings of an address one customer. */
  address_key: string
  customer_id: string | null
  customer_name: string | null
  floor_holder: Holder
  floor_since: number
  floor_until: number | null
  floor_reason: FloorReason
  floor_epoch: number
  labels: string
  assignee: string | null
  team: string | null
  language: string | null
  /** Messages of a conversation are numbered 1, 2, 3 …; this is the last number given. */
  last_seq: number
  last_message_preview: string
  last_message_at: number
  created_at: number
}

interface MessagesTable {
  tenant_id: string
  id: string
  conversation_id: string
  seq: number
  role: 'customer' | 'seller' | 'staff' | 'system'
  kind: string
  text: string
  media: string | null
  /** What is sent for it outside the provider's window, as JSON. */
  template: string | null
  at: number
  /** The name shown beside it: the seller's or the person's. */
  name: string | null
  /** The one turn a customer's message is in, or that a seller's message answers. */
  turn_id: string | null
  line_id: string | null
  /** The provider's id of what came in: unique per line, so that a repeated webhook is stored once. */
  provider_id: string | null
}

interface TurnsTable {
  tenant_id: string
  id: string
  conversation_id: string
  state: 'open' | 'done'
  outcome: TurnOutcome | null
  /** When its first message came, in machine time: the customer waits no longer than `maxWaitMs` from here. */
  first_at: number
  /** When it may be claimed, in machine time; while claimed, when the claim lapses. */
  due: number
  claimed: number
  /** The fence: raised by each claim, and every write of a turn is conditional on it. */
  epoch: number
  last_seq: number
  /** How often it failed: a claim that its process did not live to carry out is no failure of the seller's. */
  attempts: number
  correlation: string | null
}

/** `replied`, or why the turn ended in silence. */
export type TurnOutcome = 'replied' | 'nothing_to_say' | 'staff_holds' | 'stale' | 'no_seller' | 'failed' | 'erased'

interface DeliveriesTable {
  tenant_id: string
  message_id: string
  conversation_id: string
  line_id: string
  seq: number
  state: DeliveryState
  /** How far the provider says it came; only ever forward. */
  mark: 'sent' | 'delivered' | 'read' | 'failed' | null
  /** When somebody must look at it next, in machine time; null for what waits behind another, and for what is over. */
  due: number | null
  epoch: number
  /** Tries since it was queued, and since when. */
  attempts: number
  first_try_at: number | null
  unknown_since: number | null
  /** Whether it was sent a second time because the first send's fate stayed unknown. */
  repeated: number
  provider_id: string | null
  error: string | null
  /** When the customer last wrote before it, in business time: how long he waited is measured from there. */
  asked_at: number | null
  correlation: string | null
}

export type DeliveryState = 'queued' | 'sending' | 'unknown' | 'accepted' | 'failed' | 'withdrawn'

interface EchoesTable {
  tenant_id: string
  line_id: string
  provider_id: string
  conversation_id: string
  text: string
  at: number
  /** `waiting` until every send that it could be has its answer. */
  state: 'waiting' | 'ours' | 'person' | 'automatic'
}
