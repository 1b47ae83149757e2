import type { Context, Hono } from 'hono'
import { accountWith, keepKnock, type Till } from '../../commerce/payments/payments.ts'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, problem, rawBody, requestHeaders } from '../../platform/http/http.ts'

/** Where payment providers tell that something happened. What happened is read back from them; here only the knock is kept. */
export function paymentNoticeRoutes(app: Hono<HttpEnv>, desk: Desk): void {
  app.post('/webhooks/payments/:provider/:tenant', (context) => answerNotice(context, desk))
}

async function answerNotice(context: Context<HttpEnv>, desk: Desk & Till): Promise<Response> {
  const { provider = '', tenant = '' } = context.req.param()
  const body = await rawBody(context)
  const correlation = context.get('correlation')
  const shop = /^[a-z0-9][a-z0-9_.-]{0,62}$/i.test(tenant) ? await desk.shop(tenant, correlation) : null
  const known = shop && (await accountWith(desk, shop, provider))
  const raw = { body, headers: requestHeaders(context), query: context.req.query() }
  const notice = known ? known.provider.readNotice(raw, known.account.secrets, desk.world.machine()) : null
  const count = (outcome: string) => desk.metrics.webhooks.add({ channel: known ? provider : 'payments', outcome })
  // A shop that is not there, one with another provider and a forgery are answered alike.
  if (!shop || !notice || notice.kind === 'forged') {
    count('refused')
    desk.log.warn('webhook.refused', { correlation_id: correlation, endpoint: `payments/${known ? provider : 'unknown'}` })
    return problem(context, 401, { code: 'bad_signature', detail: 'no secret known here signs so' })
  }
  if (notice.kind === 'not_json') return problem(context, 400, { code: 'not_json', detail: 'the body is not JSON' })
  if (notice.kind === 'ignored') {
    count('unknown_kind')
    return context.json({ status: 'ok' })
  }
  await keepKnock(desk, shop, provider, notice.object)
  count('stored')
  desk.log.info('webhook.stored', { correlation_id: correlation, tenant_id: shop.tenant.id, endpoint: `payments/${provider}` })
  return context.json({ status: 'ok' })
}
