/** What the shop's web chat door says and takes, in its own words. */

export type Language = 'es' | 'pt' | 'en'

export interface Line {
  line: string
  name: string
  seller: { name: string } | null
  language: Language
  colour: string | null
  logo: string | null
}

export type Delivery = 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

export interface Message {
  id: string
  /** The message's number in its conversation, from 1 on. */
  seq: number
  role: 'customer' | 'seller' | 'staff' | 'system'
  name: string | null
  text: string
  at: string
  delivery: Delivery
  /** The id this widget gave it. */
  client_id?: string
}

export interface Page {
  items: Message[]
  next: number
  typing: boolean
}

export const longestText = 4000
