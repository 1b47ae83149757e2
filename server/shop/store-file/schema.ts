import { z } from 'zod'
import {
  Count,
  Currency,
  Day,
  Email,
  Flag,
  HourRange,
  Id,
  Instant,
  Locale,
  Money,
  Name,
  Share,
  Text,
  Timezone,
  Url,
  Words,
} from './values.ts'

/** What each provider needs to be spoken with. */
export const providerCredentials: Readonly<Record<string, readonly string[]>> = {
  'meta-whatsapp': ['phoneNumberId', 'accessToken', 'appSecret', 'verifyToken'],
  'twilio-whatsapp': ['accountSid', 'authToken'],
  'ycloud-whatsapp': ['apiKey', 'webhookSecret'],
  messenger: ['pageId', 'accessToken', 'appSecret', 'verifyToken'],
  instagram: ['accountId', 'accessToken', 'appSecret', 'verifyToken'],
  webchat: [],
  chatwoot: ['accountId', 'botToken'],
}

/** By which of its values a provider's webhooks name the line; its address where nothing else is said. */
export const providerKeys: Readonly<Record<string, string>> = {
  'meta-whatsapp': 'phoneNumberId',
  messenger: 'pageId',
  instagram: 'accountId',
}

const Tenant = z.strictObject({
  id: Id,
  name: Name,
  locale: Locale,
  currency: Currency,
  timezone: Timezone,
  hosts: z.array(z.string('a host name').regex(/^[a-z0-9.-]+(:\d+)?$/i, 'a host name such as shop.example.com')).default([]),
  origin: Flag.default(false),
  branding: z
    .strictObject({
      colour: z
        .string('a colour')
        .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'a colour such as "#0a7"')
        .optional(),
      logo: Words.optional(),
    })
    .default({}),
  website: Url.optional(),
  about: Words.optional(),
  knowledge: Words.optional(),
  retentionDays: Count(1, 36_500).optional(),
  modelBudget: z.strictObject({ perDay: Money, currency: Currency }).optional(),
})

const ApiKey = z.strictObject({
  name: Name,
  key: z.string('a key').min(16, 'a key of 16 characters or more').max(500, 'at most 500 characters'),
  // One that this program does not have opens nothing, and stops no start: the file may be older than the program, or newer.
  scopes: z.array(z.string().regex(/^(\*|[a-z-]+:(read|write))$/, 'a scope such as conversations:read, or *')).min(1, 'one scope or more'),
})

const Staff = z.strictObject({
  email: Email,
  name: Name,
  password: z.string('a password').min(8, 'a password of 8 characters or more').max(1024, 'at most 1,024 characters'),
  role: z.enum(['owner', 'supervisor', 'agent']),
})

const Handoff = z.strictObject({
  sentimentBelow: Share.optional(),
  confidenceBelow: Share.optional(),
  misunderstandings: Count(1, 100).optional(),
  to: Id.optional(),
})

const Seller = z.strictObject({
  id: Id,
  name: Name.optional(),
  storefront: Id.nullable().default(null),
  persona: Words.default(''),
  engine: z
    .string('an engine')
    .regex(/^(builtin|(anthropic|google|openai|compatible)\/\S+)$/, 'builtin, or a model such as anthropic/claude-sonnet-4-5')
    .default('builtin'),
  fallback: z.array(z.string()).default(['builtin']),
  registerFirst: Flag.default(false),
  handoff: Handoff.default({}),
})

const lineOf = (providers: readonly string[]) =>
  z.strictObject({
    id: Id,
    provider: z.enum(providers as [string, ...string[]]),
    address: Words,
    team: Id.nullable().default(null),
    seller: Id.nullable(),
    quietPeriodMs: Count(0, 600_000).default(2000),
    maxWaitMs: Count(0, 3_600_000).default(10_000),
    staleAfterHours: z.number('a number of hours').positive('a number of hours').max(8760, 'at most 8760').default(6),
    doubtMs: Count(1, 86_400_000).default(60_000),
    apiBase: Url.optional(),
    credentials: z.record(z.string(), z.string('text')).default({}),
  })

const Smtp = z.strictObject({
  host: Words,
  port: Count(1, 65_535).default(587),
  security: z.enum(['none', 'starttls', 'tls']).default('starttls'),
  user: z.string('text').default(''),
  password: z.string('text').default(''),
})

const expireHours = z.number('a number of hours').positive('a number of hours').optional()
const Payments = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('demo'), expireHours }),
  z.strictObject({ provider: z.literal('transfer'), instructions: Text, expireHours }),
  z.strictObject({ provider: z.literal('stripe'), secretKey: Words, webhookSecret: Words, apiBase: Url.optional(), expireHours }),
  z.strictObject({ provider: z.literal('mercadopago'), accessToken: Words, webhookSecret: Words, apiBase: Url.optional(), expireHours }),
])

const Promotion = z.strictObject({
  code: Words.optional(),
  name: Text.optional(),
  percent: z.number('a percentage').positive('a percentage').max(100, 'at most 100').optional(),
  amount: Money.optional(),
  buy: Count(2, 100).optional(),
  pay: Count(1, 99).optional(),
  category: Words.optional(),
  storefront: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
  limit: Count(1, 1_000_000_000).optional(),
})

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const Agenda = z.strictObject({
  services: z
    .array(
      z.strictObject({
        id: Id.optional(),
        name: Text,
        minutes: Count(5, 1440),
        storefront: Id.optional(),
        capacity: Count(1, 1000).default(1),
        bufferMinutes: Count(0, 1440).default(0),
      }),
    )
    .default([]),
  hours: z
    .record(
      z.string().regex(new RegExp(`^(${days.join('|')})(-(${days.join('|')}))?$`), 'a day such as sat, or days such as mon-fri'),
      z.array(HourRange),
    )
    .default({}),
  holidays: z.array(Day).default([]),
  booked: z.array(z.strictObject({ service: Id, starts_at: Instant })).default([]),
})

/** What customers are told unasked, by the names that their templates have too. */
export const noticeNames = [
  'order_created',
  'order_confirmed',
  'order_shipped',
  'order_delivered',
  'order_cancelled',
  'order_refunded',
  'order_expired',
] as const
export type NoticeName = (typeof noticeNames)[number]

/** Every key of a store file. `extraProviders` are channels that a composition brings along. */
export function storeFileSchema(extraProviders: readonly string[] = []) {
  return z.strictObject({
    version: z.literal(1),
    tenant: Tenant,
    apiKeys: z.array(ApiKey).default([]),
    staff: z.array(Staff).default([]),
    teams: z.array(z.strictObject({ id: Id, name: Name.optional() })).default([]),
    storefronts: z.array(z.strictObject({ id: Id, name: Name.optional() })).default([]),
    sellers: z.array(Seller).default([]),
    lines: z.array(lineOf([...Object.keys(providerCredentials), ...extraProviders])).default([]),
    models: z.record(Id, z.strictObject({ apiKey: z.string('text').optional(), baseUrl: Url.optional() })).default({}),
    handoff: z
      .strictObject({
        enabled: Flag.default(true),
        lockHours: z.number('a number of hours').positive('a number of hours').max(8760, 'at most 8760').default(24),
        message: Text.optional(),
        email: Email.optional(),
        smtp: Smtp.optional(),
      })
      .default({ enabled: true, lockHours: 24 }),
    payments: Payments.default({ provider: 'demo' }),
    shipping: z
      .array(
        z.strictObject({
          id: Id,
          name: Text,
          price: Money,
          freeFrom: Money.optional(),
          pickup: Flag.optional().describe('the buyer comes for it: nobody asks him for an address'),
        }),
      )
      .default([]),
    promotions: z.array(Promotion).default([]),
    templates: z.record(Id, z.strictObject({ name: Words, language: Words })).default({}),
    notices: z
      .strictObject(
        Object.fromEntries(noticeNames.map((name) => [name, Flag.optional()])) as Record<NoticeName, z.ZodOptional<typeof Flag>>,
      )
      .describe('what customers are told of their orders; each is on unless it is false')
      .default({}),
    transcription: z.strictObject({ baseUrl: Url.optional(), apiKey: z.string('text').optional(), model: Words.optional() }).optional(),
    catalog: Words.optional(),
    customers: Words.optional(),
    orders: Words.describe(
      'a file of orders; their created_at is a moment, or as in "-3d4h30m" how long before now when first applied',
    ).optional(),
    faq: z.array(z.strictObject({ topic: Words, question: Text.optional(), answer: Text })).default([]),
    agenda: Agenda.default({ services: [], hours: {}, holidays: [], booked: [] }),
  })
}

export type StoreFile = z.output<ReturnType<typeof storeFileSchema>>

/** Published at `/schemas/store.json`, for editors and for whoever writes store files by program. */
export function storeFileJsonSchema(): unknown {
  const schema = z.toJSONSchema(storeFileSchema(), {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => orVariable(jsonSchema),
  })
  return { title: 'A store file of Mostrador', ...schema }
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** A file is checked there before its variables are replaced: a text of a certain form may be one that holds a variable instead. */
function orVariable(schema: JsonSchema): void {
  const { type, pattern, minLength, maxLength, format, enum: words } = schema
  if (type !== 'string' || (pattern === undefined && format === undefined && words === undefined && (minLength ?? 0) < 2)) return
  const own = { type, pattern, minLength, maxLength, format, enum: words }
  for (const name of Object.keys(own)) delete schema[name]
  const told = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  schema.anyOf = [told as JsonSchema, { type: 'string', pattern: '\\$\\{[^}]*\\}' }]
}
