import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Desk } from '../../conversation/desk.ts'
import { check, type HttpEnv, HttpProblem, jsonFrom, problem, type RateLimiter, rateLimiter, rawBody } from '../../platform/http/http.ts'
import { allows } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'
import { agendaOperations } from './agenda.ts'
import { callerOf, operatorOf, shopOfAny } from './callers.ts'
import { cartOperations } from './carts.ts'
import { catalogFileOperations } from './catalog-files.ts'
import { chatOperations } from './chat.ts'
import { conversationOperations } from './conversations.ts'
import { customerOperations } from './customers.ts'
import { deadLetterOperations } from './dead-letters.ts'
import { documentStream } from './document.ts'
import { handoffOperations } from './handoffs.ts'
import { type Answer, onceUnderKey } from './idempotency.ts'
import { keyOperations } from './keys.ts'
import { type OpenApi, openapi } from './openapi.ts'
import { type Asked, type Caller, type Documented, isPaged, type Operation, type ReplyDocument } from './operation.ts'
import { orderPaymentOperations } from './order-payments.ts'
import { orderOperations } from './orders.ts'
import { type Cursors, cursorsOf } from './paging.ts'
import { type PrivacyOptions, privacyOperations } from './privacy.ts'
import { productPictureOperations } from './product-picture.ts'
import { productOperations } from './products.ts'
import { quoteOperations } from './quotes.ts'
import { sessionOperations, sessionRoutes } from './session.ts'
import { statusOperations } from './status.ts'
import { subscriptionOperations } from './subscriptions.ts'
import { systemEventOperations } from './system-events.ts'
import { tenantOperations } from './tenants.ts'
import { etagOf, ifUnchanged, matches, readingOf } from './unchanged.ts'
import { fileFrom, formExtra } from './upload.ts'

export { actorOf, buyerOf } from './buyer.ts'
export { callerOf } from './callers.ts'
export { cartRefusals, cartRefused } from './carts.ts'
export { exampleOf, type JsonSchema, referredTo } from './example.ts'
export { onceUnderKey, requestsData } from './idempotency.ts'
export {
  type DescribedAnswer,
  type DescribedContent,
  type DescribedOperation,
  type OpenApi,
  type Parameter,
  problemExample,
} from './openapi.ts'
export type { Caller } from './operation.ts'
export { productRefused } from './products.ts'
export { NewProduct, readProduct } from './products-json.ts'
export { refusalTexts } from './refusals.ts'

export const operations: readonly Operation[] = [
  ...catalogFileOperations,
  ...conversationOperations,
  ...chatOperations,
  ...handoffOperations,
  ...customerOperations,
  ...cartOperations,
  ...orderOperations,
  ...orderPaymentOperations,
  ...agendaOperations,
  ...deadLetterOperations,
  ...subscriptionOperations,
  ...productOperations,
  ...quoteOperations,
  ...productPictureOperations,
  ...keyOperations,
  ...statusOperations,
  ...systemEventOperations,
]

export interface RestOptions extends PrivacyOptions {
  version: string
  publicUrl(): string
  roles: readonly string[]
}

/** The REST API below `/api/v1`: every operation of the list, the document that describes them, and signing in. */
export function restRoutes(app: Hono<HttpEnv>, desk: Desk, options: RestOptions): { document(): OpenApi; limit: KeyLimit } {
  const all = allOperations(options)
  const told = documentedOperations(options)
  const limit = rateLimiter(() => desk.world.monotonic(), { perSecond: 200, burst: 2000 })
  let written: OpenApi | undefined
  const document = () => {
    written ??= apiDocument(options)
    return written
  }
  app.get('/api/v1/openapi.json', (context) => context.json(document()))
  sessionRoutes(app, desk, options)
  for (const operation of all) {
    const below = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const reading = operation.method === 'get' ? undefined : readingOf(operation, all)
    app.on(operation.method, [`/api/v1${below}`, ...(operation.alsoAt ?? [])], (context) =>
      answer(context, desk, { operation, reading }, limit, options),
    )
  }
  app.all('/api/v1/*', (context) => {
    const known = told.filter((operation) => pattern(operation.path).test(context.req.path))
    if (known.length === 0) return problem(context, 404, { code: 'not_found', detail: 'the API has no such path' })
    const methods = known.map(({ method }) => method.toUpperCase()).join(', ')
    return problem(context, 405, { code: 'method_not_allowed', detail: `this path takes ${methods}` }, { allow: methods })
  })
  return { document, limit: (shop, caller) => takeFrom(limit, `${shop.tenant.id} ${caller.kind} ${caller.name}`) }
}

/** Those of the list, and those that are made from what the modules hold of a person. */
export function allOperations(options: PrivacyOptions): readonly Operation[] {
  return [...operations, ...privacyOperations(options), ...tenantOperations]
}

/** All that stands in the document: signing in and out beside the operations. */
export function documentedOperations(options: PrivacyOptions): readonly Documented[] {
  return [...allOperations(options), ...sessionOperations]
}

/** What describes the whole API, for programs; `/api/docs` is made from it. */
export function apiDocument(options: Pick<RestOptions, 'version' | 'publicUrl'> & PrivacyOptions): OpenApi {
  return openapi(documentedOperations(options), { version: options.version, publicUrl: options.publicUrl() })
}

function pattern(path: string): RegExp {
  return new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

/** An operation, and by which one the thing it changes is read. */
interface Route {
  operation: Operation
  reading: Operation | undefined
}

/** Who asks comes first, then what they may, then how often: only then is anything of the request looked at. */
async function answer(context: Context<HttpEnv>, desk: Desk, route: Route, limit: RateLimiter, options: RestOptions): Promise<Response> {
  const { operation } = route
  if (operation.forOperators) return answerOperator(context, desk, { operation, aboutTenant: operation.forOperators }, limit, options)
  const { caller, shop } = await callerOf(context, desk)
  if (operation.scope === 'operator' || !allows(caller.scopes, operation.scope)) {
    return problem(context, 403, { code: 'out_of_scope', detail: `this needs the scope ${operation.scope}` })
  }
  takeFrom(limit, `${shop.tenant.id} ${caller.kind} ${caller.name}`)
  const request = await readRequest(context, desk, operation, shop.tenant.id)
  return carryOut(context, route, { desk, shop, caller, about: options, ...request })
}

/** The same for what is about no shop, or about one that may not be there. */
async function answerOperator(
  context: Context<HttpEnv>,
  desk: Desk,
  { operation, aboutTenant }: { operation: Operation; aboutTenant: NonNullable<Operation['forOperators']> },
  limit: RateLimiter,
  options: RestOptions,
): Promise<Response> {
  const caller = await operatorOf(context, desk)
  takeFrom(limit, caller.name)
  const request = await readRequest(context, desk, operation, '')
  const tenant = aboutTenant(request)
  const shop = shopOfAny(desk, tenant ?? nobodys, context.get('correlation'))
  return carryOut(context, { operation, reading: undefined }, { desk, shop, caller, about: options, ...request })
}

/** Where what is about all shops keeps its Idempotency-Keys. */
const nobodys = 'operators'

interface ReadRequest {
  params: unknown
  query: unknown
  body: unknown
  bytes: Uint8Array
  raw: Uint8Array
  cursors: Cursors | null
}

async function readRequest(context: Context<HttpEnv>, desk: Desk, operation: Operation, tenant: string): Promise<ReadRequest> {
  const params = check(operation.params, context.req.param(), 'the path')
  const given = context.req.query()
  const cursors = isPaged(operation) ? cursorsOf(desk, { tenant, path: context.req.path, query: given }) : null
  const query = check(operation.query, cursors ? cursors.open() : given, 'the query')
  const raw = context.req.method === 'GET' ? new Uint8Array() : await rawBody(context, mostBytes(operation))
  const bytes = operation.upload ? await fileFrom(context, raw, operation.upload) : raw
  const body = operation.body ? check(operation.body, jsonFrom(raw), 'the body') : undefined
  return { params, query, body, bytes, raw, cursors }
}

type Work = ReadRequest & Pick<Asked<unknown, unknown, unknown>, 'desk' | 'shop' | 'caller' | 'about'>

async function carryOut(context: Context<HttpEnv>, { operation, reading }: Route, { raw, cursors, ...work }: Work): Promise<Response> {
  const { shop, caller } = work
  const once = await onceUnderKey(context, shop, caller, raw)
  if (once?.before) return send(context, once.before)
  const asked = { ...work, gone: context.req.raw.signal }
  const working = once?.shop ?? shop
  const seen = context.req.header('if-match')
  const isAsSeen = async (inside: Shop) => {
    const now = await reading?.run({ ...asked, shop: inside, query: reading.query.parse({}), body: undefined })
    // What is not there, or cannot be told, the operation itself has to answer for.
    return seen === undefined || !now || !('body' in now) || matches(seen, etagOf(JSON.stringify(now.body)))
  }
  const reply = await operation.run({ ...asked, shop: seen !== undefined && reading ? ifUnchanged(working, isAsSeen) : working })
  if ('refusal' in reply) return problem(context, statusOf(operation, reply.refusal.code), reply.refusal)
  if ('document' in reply) return sendDocument(context, shop, reply.document)
  const answer = { status: reply.status, body: reply.status === 204 ? null : cursors ? cursors.close(reply.body) : reply.body }
  if (!('passing' in reply && reply.passing)) await once?.keep(answer)
  return sendRead(
    context,
    answer,
    operation.method === 'get' || (reading !== undefined && reading.answer.schema === operation.answer.schema),
  )
}

/** With its name, where it is what would be read: a reader who has it already is not sent it again. */
function sendRead(context: Context, answer: Answer, isRead: boolean): Response {
  if (!isRead || answer.status !== 200) return send(context, answer)
  const text = JSON.stringify(answer.body)
  const etag = etagOf(text)
  const known = context.req.method === 'GET' ? context.req.header('if-none-match') : undefined
  if (known !== undefined && matches(known, etag)) return context.body(null, 304, { etag })
  return context.body(text, 200, { etag, 'content-type': 'application/json' })
}

function mostBytes({ upload }: Operation): number | undefined {
  return upload && upload.maxBytes + formExtra
}

function statusOf(operation: Operation, code: string): 403 | 404 | 409 | 422 {
  const status = operation.refusals[code]
  if (status === undefined) throw new Error(`${operation.method} ${operation.path} does not say what ${code} answers`)
  return status
}

function send(context: Context, { status, body }: Answer): Response {
  return status === 204 ? context.body(null, 204) : context.json(body as object, status as ContentfulStatusCode)
}

function sendDocument(context: Context, shop: Shop, { name, type = 'application/json', content }: ReplyDocument): Response {
  return context.body(documentStream(shop.log, content), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
}

/** Refuses what is beyond a key's share; other doors for the same key take from the same share. */
export type KeyLimit = (shop: Shop, caller: Caller) => void

function takeFrom(limit: RateLimiter, who: string): void {
  const wait = limit.take(who)
  if (wait === null) return
  const seconds = String(Math.ceil(wait / 1000))
  throw new HttpProblem(429, { code: 'too_many_requests', detail: 'too many requests; wait a moment' }, { 'retry-after': seconds })
}
