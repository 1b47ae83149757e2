import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { ChannelOfLine, Desk } from '../../conversation/desk.ts'
import {
  countReceived,
  findConversationByAddress,
  markRead,
  progressOf,
  readMessages,
  receiveMessage,
  toConversation,
} from '../../conversation/inbox/inbox.ts'
import {
  type HttpEnv,
  HttpProblem,
  invalid,
  jsonBody,
  type RateLimiter,
  rateLimiter,
  type StreamRegistry,
} from '../../platform/http/http.ts'
import { sameSecret } from '../../platform/secrets/secrets.ts'
import { lineOfAnyTenant, linesOfProvider } from '../../shop/lines/lines.ts'
import { pictureAddress } from '../../shop/pictures/pictures.ts'
import type { Shop } from '../../shop/shop.ts'
import { messageForVisitor } from './message.ts'
import { streamConversation } from './stream.ts'
import { type Visitors, visitors } from './visitors.ts'

const Writing = z.object({
  id: z.uuid(),
  text: z.string().trim().min(1).max(4000),
  language: z.enum(['es', 'pt', 'en']).optional(),
})
const After = z.object({ after: z.coerce.number().int().min(0).default(0) })
const Read = z.object({ seq: z.int().min(0) })

/** A visitor's place: the line he writes on, and the address his token proves. */
interface Visit {
  shop: Shop
  at: ChannelOfLine
  visitor: string
}

/** The web chat's own door. It knows no cookie: any site may embed the widget, and a visitor is whoever holds the token. */
export function webchatRoutes(app: Hono<HttpEnv>, desk: Desk, streams: StreamRegistry): void {
  const welcome = visitors(desk.world.random, (value) => desk.secrets.fingerprint('webchat', value), sameSecret)
  const writing = rateLimiter(() => desk.world.monotonic(), { perSecond: 20 / 60, burst: 10 })
  const arriving = rateLimiter(() => desk.world.monotonic(), { perSecond: 1, burst: 60 })
  const door = { desk, welcome, writing, arriving }

  app.use('/webchat/*', async (context, next) => {
    if (context.req.method === 'OPTIONS') return context.body(null, 204, openToAll)
    await next()
    for (const [name, value] of Object.entries(openToAll)) context.res.headers.set(name, value)
    return
  })
  app.get('/webchat/:line', (context) => describeLine(context, desk))
  app.post('/webchat/:line/visitors', (context) => newVisitor(context, door))
  app.post('/webchat/:line/messages', (context) => write(context, door))
  app.get('/webchat/:line/messages', async (context) => listForVisitor(context, await visit(context, door)))
  app.get('/webchat/:line/stream', async (context) => {
    const { shop, at, visitor } = await visit(context, door)
    const { after } = readQuery(context)
    return streamConversation(context, desk, streams, { shop, line: at.line, visitor, after })
  })
  app.post('/webchat/:line/read', async (context) => {
    const { shop, at, visitor } = await visit(context, door)
    const { seq } = await jsonBody(context, Read, 1024)
    const conversation = await conversationOf(shop, at, visitor)
    if (conversation) await markRead(shop, conversation.id, seq)
    return context.body(null, 204)
  })
}

const openToAll = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type, last-event-id',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-expose-headers': 'retry-after, x-request-id',
  'access-control-max-age': '600',
  'cross-origin-resource-policy': 'cross-origin',
}

interface Door {
  desk: Desk
  welcome: Visitors
  writing: RateLimiter
  arriving: RateLimiter
}

async function describeLine(context: Context<HttpEnv>, desk: Desk): Promise<Response> {
  const { shop, at } = await lineOf(context, desk)
  const { tenant } = shop
  return context.json({
    line: at.line.id,
    name: tenant.name,
    seller: at.line.seller && { name: at.line.seller.name },
    language: tenant.language,
    colour: tenant.colour,
    logo: tenant.logo && pictureAddress(tenant.logo, { publicUrl: desk.publicUrl(), tenant: tenant.id }),
  })
}

async function newVisitor(context: Context<HttpEnv>, door: Door): Promise<Response> {
  const wait = door.arriving.take(context.get('clientAddress'))
  if (wait !== null) throw tooMany(wait)
  const { shop, at } = await lineOf(context, door.desk)
  return context.json({ token: door.welcome.welcome(shop.tenant.id, at.line.id) }, 201)
}

/** Answers only when the message is durable; the widget's own id makes a second try harmless. */
async function write(context: Context<HttpEnv>, door: Door): Promise<Response> {
  const { shop, at, visitor } = await visit(context, door)
  const wait = door.writing.take(visitor)
  if (wait !== null) throw tooMany(wait)
  const { id, text, language } = await jsonBody(context, Writing, 16 * 1024)
  await door.desk.world.fault('inbound.before-store')
  const received = await receiveMessage(door.desk.world, shop, at.line, {
    // Of one visitor alone: nobody can spend another's ids.
    providerId: `${visitor} ${id}`,
    address: visitor,
    name: null,
    writtenAt: null,
    kind: 'text',
    text,
    language: language ?? null,
  })
  await door.desk.world.fault('inbound.after-store')
  if (received.kind === 'erased')
    throw new HttpProblem(410, { code: 'message_erased', detail: 'its writer was erased since it first came' })
  const stored = received.kind === 'stored'
  if (stored) countReceived(door.desk.metrics, shop.tenant.id, at.line, { kind: 'text', seq: received.message.seq })
  const { items } = await readMessages(shop, received.message.conversation, { after: received.message.seq - 1, limit: 1 })
  const message = items[0]
  if (!message) throw new Error(`message ${received.message.id} is committed and not readable`)
  return context.json({ message: messageForVisitor(message, 0) }, stored ? 201 : 200)
}

async function listForVisitor(context: Context<HttpEnv>, { shop, at, visitor }: Visit): Promise<Response> {
  const { after } = readQuery(context)
  const conversation = await conversationOf(shop, at, visitor)
  if (!conversation) return context.json({ items: [], next: after, typing: false })
  // Whoever has seen more than there is saw a conversation that was erased since.
  const { items } = await readMessages(shop, conversation.id, { after: after > conversation.lastSeq ? 0 : after, limit: 100 })
  const { readTo, writing } = await progressOf(shop, conversation.id)
  return context.json({ items: items.map((item) => messageForVisitor(item, readTo)), next: items.at(-1)?.seq ?? after, typing: writing })
}

async function conversationOf(shop: Shop, at: ChannelOfLine, visitor: string) {
  const row = (await shop.read(findConversationByAddress, { line: at.line.id, address_key: visitor }))[0]
  return row ? toConversation(row) : null
}

async function visit(context: Context<HttpEnv>, door: Door): Promise<Visit> {
  const { shop, at } = await lineOf(context, door.desk)
  const token = /^Bearer\s+(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
  const visitor = door.welcome.recognise(shop.tenant.id, at.line.id, token)
  if (visitor === null) throw new HttpProblem(401, { code: 'unknown_visitor', detail: 'ask for a token at /visitors first' })
  return { shop, at, visitor }
}

async function lineOf(context: Context<HttpEnv>, desk: Desk): Promise<{ shop: Shop; at: ChannelOfLine }> {
  const id = context.req.param('line') ?? ''
  const rows =
    id === '-'
      ? await desk.database.system.read(linesOfProvider, { provider: 'webchat' })
      : await desk.database.system.read(lineOfAnyTenant, { id })
  const row = rows[0]
  const shop = row ? await desk.shop(row.tenant_id, context.get('correlation')) : null
  const at = row && shop ? await desk.channelOfLine(shop, row.id) : null
  if (!shop || !at?.channel.local) throw new HttpProblem(404, { code: 'line_not_found', detail: 'no web chat line has this name' })
  return { shop, at }
}

function readQuery(context: Context): { after: number } {
  const read = After.safeParse({ after: context.req.query('after') ?? context.req.header('last-event-id') })
  if (!read.success) throw invalid('the query', [{ path: 'after', message: 'the number of a message' }])
  return read.data
}

function tooMany(waitMs: number): HttpProblem {
  return new HttpProblem(
    429,
    { code: 'too_many_requests', detail: 'too many messages; wait a moment' },
    { 'retry-after': String(Math.ceil(waitMs / 1000)) },
  )
}
