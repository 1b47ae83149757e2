import { z } from 'zod'
import { type DeadLetter, type DeadLetterOutcome, deadLetters, discardDeadLetter, replayDeadLetter } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/http/http.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const DeadLetterJson = z
  .object({
    id: z.string(),
    handler: z.string().describe('what could not handle it'),
    subject: z.string().describe('the conversation or order it is about'),
    seq: z.int().describe('its number among the events of that subject'),
    type: z.string(),
    error: z.string().describe('why, the last time'),
    attempts: z.int(),
    at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'DeadLetter',
    description: 'An event that was set aside after it had failed again and again.',
    example: {
      id: '019a2f63-55aa-7d20-b1a1-0c1d2e3f4a5b',
      handler: 'notices.tell-the-customer',
      subject: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70',
      seq: 12,
      type: 'store.order.shipped',
      error: 'no template is called order_shipped',
      attempts: 8,
      at: '2026-03-11T19:00:00.000Z',
    },
  })

const LetterPath = z.object({ id: z.string().min(1).max(200).describe('the id of the parked event') })
const none = z.object({})
const refusals = { dead_letter_not_found: 404, failed_again: 409 } as const

export const deadLetterOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/dead-letters',
    summary: 'Events that a handler could not handle, with why',
    tag: 'Events',
    scope: 'events:read',
    params: none,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(DeadLetterJson) },
    refusals: {},
    run: async ({ desk, shop, query }) => {
      const scope = desk.database.tenant(shop.tenant.id)
      const letters = await deadLetters(scope, { limit: query.limit + 1, ...(query.cursor === undefined ? {} : { after: query.cursor }) })
      const items = letters.slice(0, query.limit)
      return { status: 200, body: pageOf(items.map(letterJson), letters.length > query.limit ? (items.at(-1)?.id ?? null) : null) }
    },
  }),
  operation({
    method: 'post',
    path: '/dead-letters/{id}/replay',
    summary: 'Handle a parked event now',
    tag: 'Events',
    scope: 'events:write',
    params: LetterPath,
    query: none,
    body: null,
    answer: { status: 204, means: 'It was handled', schema: null },
    refusals,
    run: async ({ desk, shop, params }) =>
      settled(params.id, await replayDeadLetter(desk.events, desk.database.tenant(shop.tenant.id), params.id)),
  }),
  operation({
    method: 'post',
    path: '/dead-letters/{id}/discard',
    summary: 'Give a parked event up',
    tag: 'Events',
    scope: 'events:write',
    params: LetterPath,
    query: none,
    body: null,
    answer: { status: 204, means: 'It is gone from the list', schema: null },
    refusals,
    run: async ({ desk, shop, params }) =>
      settled(params.id, await discardDeadLetter(desk.events, desk.database.tenant(shop.tenant.id), params.id)),
  }),
]

function settled(id: string, outcome: DeadLetterOutcome): Reply {
  if (outcome.kind === 'done') return { status: 204 }
  if (outcome.kind === 'not_found') return { refusal: { code: 'dead_letter_not_found', detail: `no parked event is ${id}` } }
  return { refusal: { code: 'failed_again', detail: outcome.error } }
}

function letterJson({ id, handler, subject, seq, type, error, attempts, at }: DeadLetter): z.input<typeof DeadLetterJson> {
  return { id, handler, subject, seq, type, error, attempts, at: isoTime(at) }
}
