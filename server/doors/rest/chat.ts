import { z } from 'zod'
import { type Conversed, converse } from '../../conversation/turns/turns.ts'
import { findSeller } from '../../shop/lines/lines.ts'
import { type Operation, operation, type Reply } from './operation.ts'

const ChatBody = z
  .object({
    conversation_id: z.string().min(1).max(200).describe('your own name for the conversation'),
    text: z.string().trim().min(1).max(4096),
    from: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('the customer’s address where you have it; a phone number is taken for his; once said it holds'),
    name: z.string().trim().min(1).max(200).optional().describe('what the customer calls himself'),
    seller: z.string().min(1).max(200).optional().describe('who answers from now on; at first the seller that the store file names first'),
    message_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('your own id of the message, within the conversation: sent again, it is the same message'),
  })
  .meta({
    example: { conversation_id: 'any-word-of-yours', text: '¿Tienen yerba?', from: '+5491155551234', name: 'Ana' },
  })

const ChatJson = z
  .object({
    status: z
      .enum(['ok', 'ignored', 'error'])
      .describe(
        'ignored when a person holds the floor, nobody sells, or it was answered before; error when the turn failed or takes too long',
      ),
    send: z.boolean().describe('whether the messages are yours to send: false when there are none, or when they were given to you before'),
    messages: z.array(
      z.object({
        part: z.int().min(1),
        total: z.int().min(1),
        text: z.string().optional(),
        imageUrl: z.string().optional(),
        choices: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
      }),
    ),
    code: z.enum(['turn_under_way', 'turn_failed']).optional().describe('which error it is'),
  })
  .meta({
    id: 'ChatAnswer',
    description: 'The replies of the turn that a message is in.',
    example: { status: 'ok', send: true, messages: [{ part: 1, total: 1, text: '¡Hola! Soy Milo. ¿En qué te ayudo?' }] },
  })

type ChatAnswer = z.input<typeof ChatJson>

export const chatOperations: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/chat',
    alsoAt: ['/chat'],
    summary: 'One message in, the turn’s replies out',
    about: `For callers that carry the channel themselves. The answer comes when the seller has answered: nothing is waited for but him.
Messages of one conversation that come while he works are in one turn, and of their callers one gets the replies to send.
A message with the \`message_id\` of an earlier one is that message again; with its Idempotency-Key it gets the very answer of the first time.
After 50 seconds, or when you hang up, the turn goes on: ask again with the same message id or key and the replies are there, yours to send if nobody got them.
What people write to the customer is told by the event \`store.chat.response\`.`,
    tag: 'Conversations',
    scope: 'chat:write',
    params: z.object({}),
    query: z.object({}),
    body: ChatBody,
    answer: { status: 200, means: 'What is to be sent', schema: ChatJson },
    refusals: { conversation_on_a_line: 409, conversation_being_erased: 409, seller_not_found: 422 },
    run: async ({ desk, shop, body, gone }) => {
      const { conversation_id: conversation, seller = null } = body
      if (seller !== null && (await shop.read(findSeller, { id: seller })).length === 0) return noSeller(seller)
      const message = {
        conversation,
        seller,
        // Of one conversation alone: another one may use the same ids.
        providerId: JSON.stringify([conversation, body.message_id ?? shop.ids()]),
        address: body.from ?? null,
        name: body.name ?? null,
        writtenAt: null,
        kind: 'text' as const,
        text: body.text,
        language: null,
      }
      return replyOf(conversation, await converse(desk, shop, message, gone))
    },
  }),
]

function replyOf(conversation: string, conversed: Conversed): Reply {
  switch (conversed.kind) {
    case 'not_carried':
      return { refusal: { code: 'conversation_on_a_line', detail: `the conversation ${conversation} is on a line of the shop` } }
    case 'being_erased':
      return { refusal: { code: 'conversation_being_erased', detail: `the conversation ${conversation} is being erased` } }
    case 'erased':
      return answered({ status: 'ignored', send: false, messages: [] })
    case 'under_way':
      return { ...answered({ status: 'error', send: false, messages: [], code: 'turn_under_way' }), passing: true }
    case 'done':
      return answered(answerOf(conversed))
    default:
      return conversed satisfies never
  }
}

function answerOf({ outcome, replies, toSend }: Extract<Conversed, { kind: 'done' }>): ChatAnswer {
  if (outcome === 'failed') return { status: 'error', send: false, messages: [], code: 'turn_failed' }
  const messages = replies.map(({ text }, index) => ({ part: index + 1, total: replies.length, text }))
  const isAnswered = toSend || outcome === 'nothing_to_say'
  return { status: isAnswered ? 'ok' : 'ignored', send: toSend, messages }
}

function answered(body: ChatAnswer) {
  return { status: 200 as const, body }
}

function noSeller(seller: string): Reply {
  const message = `there is no seller ${seller}`
  return { refusal: { code: 'seller_not_found', detail: message, errors: [{ path: 'seller', message }] } }
}
