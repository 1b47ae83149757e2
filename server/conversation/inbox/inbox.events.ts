import { z } from 'zod'
import { event } from '../../platform/events/events.ts'

const where = {
  conversation: z.string(),
  line: z.string().nullable(),
  channel: z.string(),
}

export const chatMessageNew = event(
  'store.chat.message.new',
  'A customer wrote to the shop.',
  z.object({ ...where, message: z.string(), seq: z.int(), text: z.string(), address_hash: z.string() }),
)

export const chatResponse = event(
  'store.chat.response',
  'The shop answered in a conversation: its seller, one of its staff, or the shop itself.',
  z.object({
    ...where,
    message: z.string(),
    seq: z.int(),
    text: z.string(),
    role: z.enum(['seller', 'staff', 'system']),
    turn: z.string().nullable(),
  }),
)

export const whatsappReceived = event(
  'store.whatsapp.message.received',
  'A message came in on a WhatsApp line.',
  z.object({ ...where, message: z.string(), seq: z.int(), address_hash: z.string() }),
)

export const whatsappStatus = event(
  'store.whatsapp.message.status',
  'WhatsApp told how far a message of ours came.',
  z.object({ ...where, message: z.string(), status: z.enum(['sent', 'delivered', 'read', 'failed']), reason: z.string().nullable() }),
)

export const salesEscalate = event(
  'store.sales.escalate',
  'A conversation was handed to people.',
  z.object({
    ...where,
    handoff: z.string(),
    cause: z.string(),
    reason: z.string(),
    team: z.string().nullable(),
    summary: z.string().nullable(),
  }),
)

export const salesAccepted = event(
  'store.sales.accepted',
  'One of the staff took on a conversation that had been handed to people.',
  z.object({ ...where, handoff: z.string(), team: z.string().nullable() }),
)

export const salesReleased = event(
  'store.sales.released',
  'People gave a conversation back.',
  z.object({ ...where, reason: z.enum(['released', 'expired', 'closed']) }),
)

export const inboxEvents = [chatMessageNew, chatResponse, whatsappReceived, whatsappStatus, salesEscalate, salesAccepted, salesReleased]
