import { z } from 'zod'
import { eventTypes } from '../../platform/events/events.ts'
import { isoTime, isPublicUrl } from '../../platform/http/http.ts'
import {
  findSubscription,
  listSubscriptions,
  type Subscription,
  subscribe,
  tryOut,
  unsubscribe,
} from '../../shop/subscriptions/subscriptions.ts'
import { type Operation, operation, type Reply } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const SubscriptionJson = z
  .object({
    id: z.string(),
    url: z.string(),
    types: z.array(z.string()),
    secret: z.string().nullable().describe('what deliveries are signed with; shown once, when it is made'),
    created_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'Subscription',
    description: 'An address of yours that is told what happens in the shop.',
    example: {
      id: '019a2f63-55aa-7d20-b1a1-0c1d2e3f4a5d',
      url: 'https://example.com/mostrador',
      types: ['store.order.created'],
      secret: null,
      created_at: '2026-03-11T19:00:00.000Z',
    },
  })

const TrialJson = z
  .object({
    delivered: z.boolean(),
    status: z.int().nullable().describe('what your address answered; null where it did not answer'),
    error: z.string().nullable(),
  })
  .meta({ id: 'Trial', description: 'What became of a trial.', example: { delivered: true, status: 204, error: null } })

const Path = z.object({ id: z.string().min(1).max(200).describe('the id of the subscription') })
const none = z.object({})
const notFound = { subscription_not_found: 404 } as const
const tag = 'Events'

export const subscriptionOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/subscriptions',
    summary: 'Who is told what',
    tag,
    scope: 'subscriptions:read',
    params: none,
    query: PageQuery,
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(SubscriptionJson) },
    refusals: {},
    run: async ({ shop, query }) => {
      const found = await listSubscriptions(shop, { limit: query.limit + 1, after: query.cursor })
      const items = found.slice(0, query.limit)
      const next = found.length > query.limit ? (items.at(-1)?.id ?? null) : null
      return {
        status: 200,
        body: pageOf(
          items.map((item) => subscriptionJson(item, null)),
          next,
        ),
      }
    },
  }),
  operation({
    method: 'post',
    path: '/subscriptions',
    summary: 'Be told of what happens from now on',
    about: `Events come as CloudEvents 1.0, each a POST: their types and schemas are those of \`/schemas/events/{type}.json\`.
They are signed as Standard Webhooks has it: \`webhook-signature\` is \`v1,\` and the base64 of an HMAC-SHA256, by the secret, over \`webhook-id\`, \`webhook-timestamp\` and the body, joined by dots.
Those of one subject come one after the other, each at least once: \`id\` tells one that came before. What is not answered with 2xx within 15 seconds is tried again for about an hour, with growing pauses, and then parked among the dead letters.`,
    tag,
    scope: 'subscriptions:write',
    params: none,
    query: none,
    body: z
      .object({
        url: z.string().max(2000).describe('a public http or https address'),
        types: z.array(z.string().min(1).max(200)).min(1).max(100),
      })
      .meta({ example: { url: 'https://example.com/mostrador', types: ['store.order.created', 'store.order.shipped'] } }),
    answer: { status: 201, means: 'The subscription, with its secret this once', schema: SubscriptionJson },
    refusals: { too_many_subscriptions: 409, not_public: 422, unknown_event_type: 422 },
    run: async ({ desk, shop, body }) => {
      if (!isPublicUrl(body.url)) return wrongField('not_public', 'url', 'a public http or https address')
      const known = new Set(eventTypes().map(({ type }) => type))
      const unknown = body.types.findIndex((type) => !known.has(type))
      if (unknown !== -1) return wrongField('unknown_event_type', `types.${unknown}`, `no event is called ${body.types[unknown]}`)
      const made = await subscribe(shop, desk.secrets, body)
      if (!made.ok) return { refusal: { code: made.refusal.code, detail: `a shop has ${made.refusal.most} subscriptions at the most` } }
      return { status: 201, body: subscriptionJson(made.value.subscription, made.value.secret), passing: true }
    },
  }),
  operation({
    method: 'get',
    path: '/subscriptions/{id}',
    summary: 'One of them',
    tag,
    scope: 'subscriptions:read',
    params: Path,
    query: none,
    body: null,
    answer: { status: 200, means: 'The subscription', schema: SubscriptionJson },
    refusals: notFound,
    run: async ({ shop, params }) => {
      const found = await findSubscription(shop, params.id)
      return found ? { status: 200, body: subscriptionJson(found, null) } : missing(params.id)
    },
  }),
  operation({
    method: 'delete',
    path: '/subscriptions/{id}',
    summary: 'Be told no more',
    tag,
    scope: 'subscriptions:write',
    params: Path,
    query: none,
    body: null,
    answer: { status: 204, means: 'Nothing more is sent', schema: null },
    refusals: notFound,
    run: async ({ shop, params }) => ((await unsubscribe(shop, params.id)) ? { status: 204 } : missing(params.id)),
  }),
  operation({
    method: 'post',
    path: '/subscriptions/{id}/test',
    summary: 'Send an event of the type mostrador.test now, and see what is answered',
    tag,
    scope: 'subscriptions:write',
    params: Path,
    query: none,
    body: null,
    answer: { status: 200, means: 'What became of it', schema: TrialJson },
    refusals: notFound,
    run: async ({ desk, shop, params }) => {
      const trial = await tryOut(desk, shop, params.id)
      return trial ? { status: 200, body: { error: null, ...trial } } : missing(params.id)
    },
  }),
]

function subscriptionJson({ id, url, types, createdAt }: Subscription, secret: string | null): z.input<typeof SubscriptionJson> {
  return { id, url, types: [...types], secret, created_at: isoTime(createdAt) }
}

function missing(id: string): Reply {
  return { refusal: { code: 'subscription_not_found', detail: `no subscription is ${id}` } }
}

function wrongField(code: string, path: string, message: string): Reply {
  return { refusal: { code, detail: message, errors: [{ path, message }] } }
}
