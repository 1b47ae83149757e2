import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { accept, findConversation, findHandoff, type Handoff, type HandoffRefusal, listHandoffs } from '../../conversation/inbox/inbox.ts'
import { isoTime } from '../../platform/http/http.ts'
import type { Shop } from '../../shop/shop.ts'
import { findStaff } from '../../shop/staff/staff.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const Time = z.string().meta({ format: 'date-time' })
const Status = z.enum(['waiting', 'accepted', 'ended'])

const HandoffJson = z
  .object({
    id: z.string(),
    conversation_id: z.string(),
    status: Status.describe('waiting until somebody accepts it, ended when people let go of the floor'),
    team: z.string().nullable(),
    cause: z.string().describe('what led to it: customer_asked, seller_asked, staff_asked, seller_failed'),
    reason: z.string().describe('in the words of whoever asked'),
    summary: z.string().nullable().describe('what was said so far, in short'),
    created_at: Time,
    accepted_at: Time.nullable(),
    accepted_by: z.string().nullable(),
    ended_at: Time.nullable(),
  })
  .meta({
    id: 'Handoff',
    description: 'A conversation that was given to people.',
    example: {
      id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e71',
      conversation_id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70',
      status: 'waiting',
      team: 'sales',
      cause: 'customer_asked',
      reason: 'Pide factura A',
      summary: null,
      created_at: '2026-03-11T19:00:00.000Z',
      accepted_at: null,
      accepted_by: null,
      ended_at: null,
    },
  })

const none = z.object({})

export const handoffOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/handoffs',
    summary: 'The queue of those who wait for a person, oldest first',
    tag: 'Conversations',
    scope: 'conversations:read',
    params: none,
    query: PageQuery.extend({ status: Status.optional(), team: z.string().optional().describe('of this team only') }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(HandoffJson) },
    refusals: {},
    run: async ({ shop, query }) => {
      const { items, next } = await listHandoffs(shop, query, { limit: query.limit, after: query.cursor })
      return { status: 200, body: pageOf(items.map(handoffJson), next) }
    },
  }),
  operation({
    method: 'post',
    path: '/handoffs/{id}/accept',
    summary: 'Take one on',
    about: 'The floor is held for the whole time again. Whoever answers in the conversation has accepted it, too.',
    tag: 'Conversations',
    scope: 'conversations:write',
    params: z.object({ id: z.string().min(1).max(200).describe('the id of the hand-over') }),
    query: none,
    body: z
      .object({ staff: z.string().optional().describe('the e-mail address of one of the staff; whoever is signed in when left out') })
      .meta({ example: { staff: 'ada@example.com' } }),
    answer: { status: 200, means: 'The hand-over as it stands now', schema: HandoffJson },
    refusals: { handoff_not_found: 404, handoff_accepted: 409, handoff_ended: 409, staff_not_found: 422 },
    run: async ({ desk, shop, caller, params, body }) => {
      const line = await lineOf(desk, shop, params.id)
      if (line === undefined) return refused({ code: 'handoff_not_found', handoff: params.id })
      const staff = body.staff?.toLowerCase() ?? caller.email
      const person = staff === null ? null : (await shop.read(findStaff, { id: staff }))[0]
      if (person === undefined) return noStaff(body.staff ?? '')
      const who = { name: person?.name ?? caller.name, staff }
      const outcome = await accept(shop, { id: params.id, line }, who)
      return outcome.ok ? { status: 200, body: handoffJson(outcome.value) } : refused(outcome.refusal)
    },
  }),
]

/** Undefined where there is no such hand-over. */
async function lineOf(desk: Desk, shop: Shop, handoff: string) {
  const row = (await shop.read(findHandoff, { id: handoff }))[0]
  const conversation = row && (await findConversation(shop, row.conversation_id))
  return conversation ? await desk.lineOf(shop, conversation) : undefined
}

function handoffJson(handoff: Handoff): z.input<typeof HandoffJson> {
  const { id, conversation, status, team, cause, reason, summary, createdAt, acceptedAt, acceptedBy, endedAt } = handoff
  const time = (at: number | null) => (at === null ? null : isoTime(at))
  return {
    ...{ id, conversation_id: conversation, status, team, cause, reason, summary, created_at: isoTime(createdAt) },
    ...{ accepted_at: time(acceptedAt), accepted_by: acceptedBy, ended_at: time(endedAt) },
  }
}

function refused(refusal: HandoffRefusal): Reply {
  switch (refusal.code) {
    case 'handoff_not_found':
      return { refusal: { code: refusal.code, detail: `no hand-over is ${refusal.handoff}` } }
    case 'handoff_accepted':
      return { refusal: { code: refusal.code, detail: refusal.by === '' ? 'it was accepted before' : `${refusal.by} has accepted it` } }
    case 'handoff_ended':
      return { refusal: { code: refusal.code, detail: 'people have let go of the floor' } }
    default:
      return refusal satisfies never
  }
}

function noStaff(staff: string): Reply {
  const message = `nobody of the staff is ${staff}`
  return { refusal: { code: 'staff_not_found', detail: message, errors: [{ path: 'staff', message }] } }
}
