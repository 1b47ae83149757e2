import { type Floor, type FloorRules, floorAt, isClosed } from './floor.ts'
import type { DeliveryState } from './inbox.tables.ts'

export interface Conversation {
  id: string
  channel: string
  line: string | null
  /** Who answers where there is no line to say it; null is the shop's first. */
  seller: string | null
  address: string
  customer: string | null
  customerName: string | null
  floor: Floor
  labels: string[]
  assignee: string | null
  team: string | null
  language: string | null
  lastSeq: number
  preview: string
  lastMessageAt: number
  createdAt: number
}

export type Role = 'customer' | 'seller' | 'staff' | 'system'

export interface Message {
  id: string
  conversation: string
  seq: number
  role: Role
  kind: string
  text: string
  at: number
  name: string | null
  turn: string | null
  /** The id its sender gave it; for a customer at the web chat the widget's own. */
  providerId: string | null
  delivery: 'queued' | 'sent' | 'delivered' | 'read' | 'failed'
  possibleDuplicate: boolean
}

export type Mark = 'sent' | 'delivered' | 'read' | 'failed'

/** Statuses only move forward: a provider may report "read" before "delivered", and "delivered" before its own answer. */
const rank: Record<Mark, number> = { sent: 1, failed: 2, delivered: 3, read: 4 }

export function isForward(from: Mark | null, to: Mark): boolean {
  return from === null || rank[to] > rank[from]
}

/** What the outside reads: `sending` and `unknown` are still queued to a person, `accepted` is sent. */
export function deliveryWord(state: DeliveryState | null, mark: Mark | null): Message['delivery'] {
  if (state === null) return 'sent'
  if (state === 'failed') return 'failed'
  if (state !== 'accepted') return 'queued'
  return mark ?? 'sent'
}

/** A customer's words as a line of the list shows them. */
export function preview(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length > 120 ? `${[...line].slice(0, 119).join('')}…` : line
}

export function statusOf(floor: Floor, rules: FloorRules): 'bot' | 'human' | 'closed' {
  const now = floorAt(floor, rules)
  if (isClosed(now)) return 'closed'
  return now.holder === 'staff' ? 'human' : 'bot'
}
