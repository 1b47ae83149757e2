import { z } from 'zod'
import { currentCustomerId } from '../../commerce/customers/customers.ts'
import type { Desk } from '../../conversation/desk.ts'
import {
  assignTo,
  type Conversation,
  close,
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

const Floor = z.object({ holder: z.enum(['seller', 'staff', 'nobody']), since: z.string(), reason: z.string() })

const ConversationJson = z.object({
  id: z.string(),
  channel: z.string(),
  line: z.string().nullable(),
  address: z.string(),
  customer_id: z.string().nullable(),
  status: z.enum(['bot', 'human', 'closed']),
  floor: Floor,
  human_override_until: z.string().nullable(),
  labels: z.array(z.string()),
  assignee: z.string().nullable(),
  team: z.string().nullable(),
  language: z.string().nullable(),
  last_message_preview: z.string(),
  last_message_at: z.string(),
  created_at: z.string(),
})

const MessageJson = z.object({
  id: z.string(),
  role: z.enum(['customer', 'seller', 'staff', 'system']),
  kind: z.string(),
  text: z.string(),
  media: z.null(),
  at: z.string(),
  delivery: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
  possible_duplicate: z.boolean(),
})

const ConversationPath = z.object({ id: z.string().min(1).max(200) })
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
      line: z.string().optional(),
      address: z.string().optional(),
      status: z.enum(['bot', 'human', 'closed']).optional(),
      team: z.string().optional(),
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
    tag: 'Conversations',
    scope: 'conversations:write',
    params: ConversationPath,
    query: none,
    body: z.object({ text: z.string().trim().min(1).max(4096) }),
    answer: { status: 201, means: 'The message, on its way', schema: MessageJson },
    refusals: notFound,
    run: async ({ desk, shop, caller, params, body }) => {
      const place = await placeOf(desk, shop, params.id)
      const outcome = await replyAsStaff(shop, place, {
        text: body.text,
        name: caller.kind === 'staff' ? caller.name : null,
      })
      if (!outcome.ok) return refused(outcome.refusal)
      const channel = place.line?.channel ?? 'api'
      desk.metrics.messages.add({ tenant_id: shop.tenant.id, channel, storefront: '', direction: 'out', kind: 'text' })
      const { items } = await readMessages(shop, params.id, { after: outcome.value.seq - 1, limit: 1 })
      return { status: 201, body: items[0] && messageJson(items[0]) }
    },
  }),
  floorOperation(
    '/handoff',
    'Hand the conversation to people',
    z.object({ reason: z.string().trim().min(1).max(500), team: z.string().optional() }),
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
  floorOperation('/labels', 'Set the whole list of labels', z.object({ labels: z.array(z.string().trim().min(1).max(60)).max(50) }), {
    run: ({ shop, place, body }) => label(shop, place, body.labels),
  }),
  floorOperation(
    '/assign',
    'Say whose it is',
    z.object({ staff: z.string().nullable().optional(), team: z.string().nullable().optional() }),
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
  return { conversation: id, line: conversation?.line ? await desk.line(shop, conversation.line) : null }
}

export async function conversationJson(desk: Desk, shop: Shop, conversation: Conversation): Promise<z.input<typeof ConversationJson>> {
  const line = conversation.line ? await desk.line(shop, conversation.line) : null
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
