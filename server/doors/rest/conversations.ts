import { z } from 'zod'
import { currentCustomerId } from '../../commerce/customers/customers.ts'
import type { Desk } from '../../conversation/desk.ts'
import {
  assignTo,
  type Conversation,
  close,
  countSaid,
  findConversation,
  floorAt,
  floorRules,
  handOver,
  type InboxRefusal,
  label,
  listConversations,
  type Message,
  type Place,
  readMessages,
  release,
  replyAsStaff,
  statusOf,
} from '../../conversation/inbox/inbox.ts'
import { isoTime } from '../../platform/http/http.ts'
import type { Outcome } from '../../platform/outcome.ts'
import type { Shop } from '../../shop/shop.ts'
import { findStaff } from '../../shop/staff/staff.ts'
import { findTeam } from '../../shop/tenants/tenants.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const Time = z.string().meta({ format: 'date-time' })

const Floor = z
  .object({
    holder: z.enum(['seller', 'staff', 'nobody']).describe('who may answer'),
    since: Time,
    reason: z.string().describe('why it came to them'),
  })
  .meta({ id: 'Floor', description: 'Who may answer in a conversation.', example: floorExample() })

const ConversationJson = z
  .object({
    id: z.string(),
    channel: z.string().describe('how the customer writes'),
    line: z.string().nullable().describe('the address of the shop that the customer writes to, by its id in the store file'),
    address: z.string().describe('the customer’s address on that channel, as the provider gives it'),
    customer_id: z.string().nullable().describe('null as long as nobody knows who it is'),
    status: z.enum(['bot', 'human', 'closed']).describe('follows from the floor: human while staff hold it'),
    floor: Floor,
    human_override_until: Time.nullable().describe('when the floor goes back to the seller by itself'),
    labels: z.array(z.string()),
    assignee: z.string().nullable().describe('the e-mail address of one of the staff'),
    team: z.string().nullable(),
    language: z.string().nullable().describe('the language the customer writes in'),
    last_message_preview: z.string(),
    last_message_at: Time,
    created_at: Time,
  })
  .meta({
    id: 'Conversation',
    description: 'What one customer and the shop say to each other on one line.',
    example: {
      id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70',
      channel: 'whatsapp',
      line: 'ventas',
      address: '+5491155551234',
      customer_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      status: 'human',
      floor: floorExample(),
      human_override_until: '2026-03-12T19:00:00.000Z',
      labels: ['mayorista'],
      assignee: 'ada@example.com',
      team: 'sales',
      language: 'es',
      last_message_preview: '¿Tienen yerba?',
      last_message_at: '2026-03-11T19:00:00.000Z',
      created_at: '2026-03-11T18:55:00.000Z',
    },
  })

function floorExample() {
  return { holder: 'staff' as const, since: '2026-03-11T19:00:00.000Z', reason: 'staff_reply' }
}

const MessageJson = z
  .object({
    id: z.string(),
    role: z.enum(['customer', 'seller', 'staff', 'system']).describe('who says it'),
    kind: z.string().describe('text, or what else it is'),
    text: z.string(),
    media: z.null(),
    at: Time,
    delivery: z
      .enum(['queued', 'sent', 'delivered', 'read', 'failed'])
      .describe('how far it came: queued until the provider has it, failed when it never will'),
    possible_duplicate: z.boolean().describe('it went a second time because nobody could tell what became of the first'),
  })
  .meta({
    id: 'Message',
    description: 'One thing that was said.',
    example: {
      id: '019a2f61-2c80-7b11-9f06-2f8f6d3c4b52',
      role: 'staff',
      kind: 'text',
      text: 'Sí, te la separo.',
      media: null,
      at: '2026-03-11T19:00:00.000Z',
      delivery: 'delivered',
      possible_duplicate: false,
    },
  })

const ConversationPath = z.object({ id: z.string().min(1).max(200).describe('the id of the conversation') })
const none = z.object({})
const notFound = { conversation_not_found: 404 } as const

export const conversationOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/conversations',
    summary: 'Conversations, oldest first',
    tag: 'Conversations',
    scope: 'conversations:read',
    params: none,
    query: PageQuery.extend({
      line: z.string().optional().describe('on this line of the shop only'),
      address: z.string().optional().describe('with this customer only; phone numbers are compared as E.164 digits, with or without +'),
      status: z.enum(['bot', 'human', 'closed']).optional(),
      team: z.string().optional().describe('of this team only'),
    }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(ConversationJson) },
    refusals: {},
    run: async ({ desk, shop, query }) => {
      const { items, next } = await listConversations(shop, query, { limit: query.limit, after: query.cursor })
      return { status: 200, body: pageOf(await Promise.all(items.map((item) => conversationJson(desk, shop, item))), next) }
    },
  }),
  operation({
    method: 'get',
    path: '/conversations/{id}',
    summary: 'One conversation, and who holds its floor',
    tag: 'Conversations',
    scope: 'conversations:read',
    params: ConversationPath,
    query: none,
    body: null,
    answer: { status: 200, means: 'The conversation', schema: ConversationJson },
    refusals: notFound,
    run: async ({ desk, shop, params }) => {
      const conversation = await findConversation(shop, params.id)
      return conversation ? { status: 200, body: await conversationJson(desk, shop, conversation) } : missing(params.id)
    },
  }),
  operation({
    method: 'get',
    path: '/conversations/{id}/messages',
    summary: 'What was said, oldest first',
    tag: 'Conversations',
    scope: 'conversations:read',
    params: ConversationPath,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of messages', schema: pagedBy(MessageJson) },
    refusals: notFound,
    run: async ({ shop, params, query }) => {
      if (!(await findConversation(shop, params.id))) return missing(params.id)
      const { items, next } = await readMessages(shop, params.id, { limit: query.limit, after: Number(query.cursor ?? 0) || 0 })
      return { status: 200, body: pageOf(items.map(messageJson), next === null ? null : String(next)) }
    },
  }),
  operation({
    method: 'post',
    path: '/conversations/{id}/messages',
    summary: 'Answer as a person: the floor is staff’s from then on',
    about:
      'The answer is 201 as soon as the message is stored; it leaves at once, and `delivery` tells how far it came. The seller is silent from then on, until release, or for as long as the store file says (24 hours).',
    tag: 'Conversations',
    scope: 'conversations:write',
    params: ConversationPath,
    query: none,
    body: z.object({ text: z.string().trim().min(1).max(4096) }).meta({ example: { text: 'Sí, te la separo.' } }),
    answer: { status: 201, means: 'The message, on its way', schema: MessageJson },
    refusals: notFound,
    run: async ({ desk, shop, caller, params, body }) => {
      const place = await placeOf(desk, shop, params.id)
      const outcome = await replyAsStaff(shop, place, {
        text: body.text,
        name: caller.kind === 'staff' ? caller.name : null,
      })
      if (!outcome.ok) return refused(outcome.refusal)
      countSaid(desk.metrics, shop.tenant.id, place.line)
      const { items } = await readMessages(shop, params.id, { after: outcome.value.seq - 1, limit: 1 })
      return { status: 201, body: items[0] && messageJson(items[0]) }
    },
  }),
  floorOperation(
    '/handoff',
    'Hand the conversation to people',
    z
      .object({
        reason: z.string().trim().min(1).max(500).describe('in words, for whoever takes it over'),
        team: z.string().optional().describe('the team it goes to; that of the seller’s hand-overs when left out, else the line’s own'),
      })
      .meta({ example: { reason: 'Pide factura A', team: 'sales' } }),
    {
      team_not_found: 422,
      run: async ({ shop, place, body }) => {
        if (body.team !== undefined && !(await hasTeam(shop, body.team))) return unknownField('team', `there is no team ${body.team}`)
        return handOver(shop, place, { reason: 'staff_asked', words: body.reason, team: body.team ?? null, summary: null })
      },
    },
  ),
  floorOperation('/release', 'Give the floor back to the seller', z.object({}), { run: ({ shop, place }) => release(shop, place) }),
  floorOperation('/close', 'Close the conversation; the customer’s next message opens it', z.object({}), {
    run: ({ shop, place }) => close(shop, place),
  }),
  floorOperation(
    '/labels',
    'Set the whole list of labels',
    z.object({ labels: z.array(z.string().trim().min(1).max(60)).max(50) }).meta({ example: { labels: ['mayorista', 'factura A'] } }),
    {
      run: ({ shop, place, body }) => label(shop, place, body.labels),
    },
  ),
  floorOperation(
    '/assign',
    'Say whose it is',
    z
      .object({
        staff: z.string().nullable().optional().describe('the e-mail address of one of the staff; null takes it from whoever had it'),
        team: z.string().nullable().optional(),
      })
      .meta({ example: { staff: 'ada@example.com' } }),
    {
      team_not_found: 422,
      staff_not_found: 422,
      run: async ({ shop, place, body }) => {
        if (body.team != null && !(await hasTeam(shop, body.team))) return unknownField('team', `there is no team ${body.team}`)
        if (body.staff != null && !(await hasStaff(shop, body.staff))) return unknownField('staff', `nobody of the staff is ${body.staff}`)
        return assignTo(shop, place, body)
      },
    },
  ),
]

interface FloorChange<Body> {
  team_not_found?: 422
  staff_not_found?: 422
  run(asked: { shop: Shop; place: Place; body: Body }): Promise<Outcome<Conversation, InboxRefusal> | Reply>
}

/** The moves of the floor are alike: a body, a move, the conversation as it stands then. */
function floorOperation<Body extends z.ZodType>(path: string, summary: string, body: Body, change: FloorChange<z.output<Body>>): Operation {
  const { run, ...refusals } = change
  return operation({
    method: 'post',
    path: `/conversations/{id}${path}`,
    summary,
    tag: 'Conversations',
    scope: 'conversations:write',
    params: ConversationPath,
    query: none,
    body,
    answer: { status: 200, means: 'The conversation as it stands now', schema: ConversationJson },
    refusals: { ...notFound, ...refusals },
    run: async ({ desk, shop, params, body }) => {
      if (!(await findConversation(shop, params.id))) return missing(params.id)
      const outcome = await run({ shop, place: await placeOf(desk, shop, params.id), body })
      if (!('ok' in outcome)) return outcome
      return outcome.ok ? { status: 200, body: await conversationJson(desk, shop, outcome.value) } : refused(outcome.refusal)
    },
  })
}

async function hasTeam(shop: Shop, id: string): Promise<boolean> {
  return (await shop.read(findTeam, { id })).length > 0
}

async function hasStaff(shop: Shop, email: string): Promise<boolean> {
  return (await shop.read(findStaff, { id: email })).length > 0
}

async function placeOf(desk: Desk, shop: Shop, id: string): Promise<Place> {
  const conversation = await findConversation(shop, id)
  return { conversation: id, line: conversation && (await desk.lineOf(shop, conversation)) }
}

export async function conversationJson(desk: Desk, shop: Shop, conversation: Conversation): Promise<z.input<typeof ConversationJson>> {
  const line = await desk.lineOf(shop, conversation)
  const rules = floorRules(shop.clock.now(), line)
  const floor = floorAt(conversation.floor, rules)
  return {
    id: conversation.id,
    channel: conversation.channel,
    line: conversation.line,
    address: conversation.address,
    customer_id: conversation.customer && (await currentCustomerId(shop, conversation.customer)),
    status: statusOf(floor, rules),
    floor: { holder: floor.holder, since: isoTime(floor.since), reason: floor.reason },
    human_override_until: floor.until === null ? null : isoTime(floor.until),
    labels: conversation.labels,
    assignee: conversation.assignee,
    team: conversation.team,
    language: conversation.language,
    last_message_preview: conversation.preview,
    last_message_at: isoTime(conversation.lastMessageAt),
    created_at: isoTime(conversation.createdAt),
  }
}

export function messageJson(message: Message): z.input<typeof MessageJson> {
  return {
    id: message.id,
    role: message.role,
    kind: message.kind,
    text: message.text,
    media: null,
    at: isoTime(message.at),
    delivery: message.delivery,
    possible_duplicate: message.possibleDuplicate,
  }
}

function refused(refusal: InboxRefusal): Reply {
  return unknown(refusal.code, `no such conversation: ${refusal.conversation}`)
}

function missing(id: string): Reply {
  return unknown('conversation_not_found', `no such conversation: ${id}`)
}

function unknownField(path: 'team' | 'staff', message: string): Reply {
  return { refusal: { code: `${path}_not_found`, detail: message, errors: [{ path, message }] } }
}

function unknown(code: string, detail: string): Reply {
  return { refusal: { code, detail } }
}
