import type { Context, Hono } from 'hono'
import { type Order, reviseOrder } from '../../commerce/orders/orders.ts'
import { demoOutcome, keepProof, mostProofBytes, refreshPayment, startPayment } from '../../commerce/payments/payments.ts'
import type { Desk } from '../../conversation/desk.ts'
import { fileOfForm, type HttpEnv, problem, type RateLimiter, rateLimiter, rawBody } from '../../platform/http/http.ts'
import type { Actor } from '../../shop/audit/audit.ts'
import { type Files, type Page, sendPage } from '../web/web.ts'
import { errorOf, type FieldErrors, mistakesIn, readForm, revisionOf, type Sent, typedOf } from './form.ts'
import { chatOf, type Opened, openOrder, pathOf, reopened } from './opening.ts'
import { orderPage } from './order-page.ts'
import { type Filled, payPage } from './pay-page.ts'
import { closedPage, demoPage, goPage } from './side-pages.ts'
import type { Note } from './texts.ts'

export interface CheckoutOptions {
  files: Files
  publicUrl(): string
}

interface Door extends CheckoutOptions {
  desk: Desk
  looking: RateLimiter
  changing: RateLimiter
}

const buyer: Actor = { kind: 'customer', name: 'checkout' }
const mostBytes = 64 * 1024

/** `/checkout/{token}`: who has the link may see the order, say how it reaches him, and pay. Opening it changes nothing. */
export function checkoutRoutes(app: Hono<HttpEnv>, desk: Desk, options: CheckoutOptions): void {
  const door: Door = {
    ...options,
    desk,
    looking: rateLimiter(() => desk.world.monotonic(), { perSecond: 5, burst: 100 }),
    changing: rateLimiter(() => desk.world.monotonic(), { perSecond: 1, burst: 30 }),
  }
  app.get('/checkout/:token', (context) => look(context, door, show))
  app.get('/checkout/:token/demo', (context) => look(context, door, showDemo))
  app.post('/checkout/:token', (context) => act(context, door, change))
  app.post('/checkout/:token/demo', (context) => act(context, door, playBank))
  app.post('/checkout/:token/again', (context) => act(context, door, pay))
  app.post('/checkout/:token/proof', (context) => act(context, door, takeProof))
  app.post('/checkout/:token/check', (context) => act(context, door, check))
}

type Answer = (context: Context<HttpEnv>, door: Door, opened: Opened) => Response | Promise<Response>

async function look(context: Context<HttpEnv>, door: Door, answer: Answer): Promise<Response> {
  const wait = door.looking.take(context.get('clientAddress'))
  if (wait !== null) return tooMany(context, wait)
  const opening = await openOrder(context, door.desk)
  if (opening.kind === 'open') return answer(context, door, opening.opened)
  const { kind, shop, language } = opening
  return send(context, door, closedPage(kind, shop, language, shop && (await chatOf(shop))), kind === 'over' ? 410 : 404)
}

/** The link is all that is asked for; a form on somebody else's page has no business with it all the same. */
async function act(context: Context<HttpEnv>, door: Door, answer: Answer): Promise<Response> {
  const wait = door.changing.take(context.req.param('token') ?? '')
  if (wait !== null) return tooMany(context, wait)
  if (isFromElsewhere(context, door)) return problem(context, 403, { code: 'wrong_origin', detail: 'the form is on another site' })
  return look(context, door, answer)
}

function isFromElsewhere(context: Context<HttpEnv>, { publicUrl }: Door): boolean {
  const site = context.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = context.req.header('origin')
  if (origin === undefined) return false
  // By its host alone: what stands in front of the shop may speak https where the shop itself does not.
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host !== new URL(publicUrl()).host && host !== new URL(context.req.url).host
}

function tooMany(context: Context<HttpEnv>, waitMs: number): Response {
  const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) }
  return problem(context, 429, { code: 'too_many_requests', detail: 'too many requests; wait a moment' }, headers)
}

const told: readonly Note[] = ['total', 'failed', 'busy', 'proof_kept', 'proof_refused', 'try_later']

function show(context: Context<HttpEnv>, door: Door, opened: Opened): Response | Promise<Response> {
  const isBack = context.req.query('back') !== undefined
  const note = told.find((word) => word === context.req.query('note')) ?? null
  if (isOpen(opened.order) && !isBack) return showForm(context, door, opened, { typed: typedOf(opened), errors: {}, note })
  return send(context, door, orderPage(opened, door.files, { isBack, note }))
}

/** Whether there is something to say and to pay. */
function isOpen({ status, paymentStatus }: Order): boolean {
  return status === 'pending' && (paymentStatus === 'pending' || paymentStatus === 'failed')
}

function showForm(context: Context<HttpEnv>, door: Door, opened: Opened, filled: Filled, status: 200 | 409 | 422 = 200) {
  return send(context, door, payPage(opened, door.files, filled), status)
}

function showDemo(context: Context<HttpEnv>, door: Door, opened: Opened): Response | Promise<Response> {
  if (opened.payment.provider !== 'demo' || opened.order.status !== 'pending') return context.redirect(pathOf(opened), 302)
  return send(context, door, demoPage(opened))
}

/** What was said is kept as far as it can be; what cannot is shown again, with why. */
async function change(context: Context<HttpEnv>, door: Door, opened: Opened): Promise<Response> {
  const sent = readForm(await rawBody(context, mostBytes))
  if (!isOpen(opened.order)) return context.redirect(pathOf(opened), 303)
  const errors = mistakesIn(sent, opened.terms)
  const { order, isBusy } = await revise(opened, sent, errors)
  const now = await reopened(opened, order)
  if (isBusy || !isOpen(order)) return context.redirect(pathOf(opened, isBusy ? '?note=busy' : ''), 303)
  if (Object.keys(errors).length > 0)
    return showForm(context, door, now, { typed: sent.typed, errors, note: sent.pressed === 'pay' ? 'fields' : null }, 422)
  if (sent.pressed !== 'pay') return context.redirect(pathOf(opened), 303)
  // Nobody pays what he has not seen.
  if (sent.toldTotal !== order.total) return context.redirect(pathOf(opened, '?note=total'), 303)
  return pay(context, door, now)
}

/** In one unit; `errors` gains what the order itself refused. */
async function revise({ shop, order }: Opened, sent: Sent, errors: FieldErrors): Promise<{ order: Order; isBusy: boolean }> {
  const details = revisionOf(sent, errors)
  const coupon =
    sent.pressed === 'drop-coupon' ? null : errors.coupon === undefined && sent.typed.coupon !== '' ? sent.typed.coupon : undefined
  return shop.transaction('checkout.revise', async (tx) => {
    let now = order
    for (const revision of [details, { coupon }]) {
      const outcome = await reviseOrder(tx, order.id, revision, buyer)
      if (outcome.ok) now = outcome.value
      else {
        const wrong = errorOf(outcome.refusal)
        if (!wrong) return { order: now, isBusy: true }
        errors[wrong.field] = wrong.error
      }
    }
    return { order: now, isBusy: false }
  })
}

async function pay(context: Context<HttpEnv>, door: Door, opened: Opened): Promise<Response> {
  const address = `${door.publicUrl()}${pathOf(opened)}`
  const notices = `${door.publicUrl()}/webhooks/payments/${opened.payment.provider}/${opened.shop.tenant.id}`
  const back = { returnUrl: `${address}?back=1`, cancelUrl: address, noticeUrl: notices }
  const started = await startPayment(door.desk, opened.shop, opened.order.id, back)
  if (!started.ok) {
    if (!isOpen(opened.order)) return context.redirect(pathOf(opened), 303)
    return showForm(context, door, opened, { typed: typedOf(opened), errors: {}, note: 'unpayable' }, 409)
  }
  switch (started.value.kind) {
    case 'redirect':
      return send(context, door, goPage(opened, started.value.url))
    case 'demo':
      return context.redirect(pathOf(opened, '/demo'), 303)
    case 'instructions':
    case 'paid':
      return context.redirect(pathOf(opened), 303)
  }
}

async function playBank(context: Context<HttpEnv>, _door: Door, opened: Opened): Promise<Response> {
  const pressed = new URLSearchParams(new TextDecoder().decode(await rawBody(context, mostBytes))).get('do')
  const what = (['pay', 'fail', 'wait'] as const).find((word) => word === pressed)
  if (what) await demoOutcome(opened.shop, opened.order.id, what)
  return context.redirect(pathOf(opened), 303)
}

/** By transfer people look whether it came: what he sends spares them the search. */
async function takeProof(context: Context<HttpEnv>, { desk }: Door, opened: Opened): Promise<Response> {
  const bytes = await rawBody(context, mostProofBytes + mostBytes)
  const file = await fileOfForm(bytes, context.req.header('content-type') ?? '')
  const kept = file && (await keepProof(desk.pictures, opened.shop, opened.order, file))
  if (kept && !kept.ok && kept.refusal.code === 'not_payable') return context.redirect(pathOf(opened), 303)
  const note = kept?.ok ? 'proof_kept' : kept?.refusal.code === 'busy' ? 'try_later' : 'proof_refused'
  return context.redirect(pathOf(opened, `?note=${note}`), 303)
}

/** He is back, or says that he has paid: whoever collects the money is asked now. */
async function check(context: Context<HttpEnv>, { desk }: Door, opened: Opened): Promise<Response> {
  const order = await refreshPayment(desk, opened.shop, opened.order)
  return context.redirect(pathOf(opened, order && isOpen(order) ? '?back=1' : ''), 303)
}

function send(
  context: Context<HttpEnv>,
  { files }: Door,
  page: Page,
  status: 200 | 404 | 409 | 410 | 422 = 200,
): Response | Promise<Response> {
  return sendPage(context, files, page, status)
}
