import type { Context, Hono } from 'hono'
import type { Channel, RawWebhook } from '../../conversation/channels/channels.ts'
import type { ChannelOfLine, Desk } from '../../conversation/desk.ts'
import { type HttpEnv, problem, rawBody, requestHeaders } from '../../platform/http/http.ts'
import { lineByProviderKey, linesOfProvider } from '../../shop/lines/lines.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Lines, takeIn } from './intake.ts'

/** Where providers post: each channel at its own path, verified on the bytes as they came. */
export function webhookRoutes(app: Hono<HttpEnv>, desk: Desk): void {
  const lines = linesOf(desk)
  for (const channel of desk.channels.values()) {
    if (channel.local) continue
    app.post(`/webhooks/${channel.provider}`, (context) => answerWebhook(context, desk, lines, channel))
  }
}

async function answerWebhook(context: Context<HttpEnv>, desk: Desk, lines: Lines, channel: Channel): Promise<Response> {
  const { pathname, search } = new URL(context.req.url)
  const webhook: RawWebhook = {
    body: await rawBody(context),
    headers: requestHeaders(context),
    url: `${desk.publicUrl()}${pathname}${search}`,
  }
  const correlation = context.get('correlation')
  const intake = await takeIn(desk, lines, channel, webhook, correlation)
  switch (intake.kind) {
    case 'unsigned':
      desk.metrics.webhooks.add({ channel: channel.name, outcome: 'refused' })
      desk.log.warn('webhook.refused', { correlation_id: correlation, endpoint: channel.provider })
      return problem(context, 401, { code: 'bad_signature', detail: 'no secret known here signs so' })
    case 'not_json':
      return problem(context, 400, { code: 'not_json', detail: 'the body is not JSON' })
    case 'not_understood':
      desk.metrics.webhooks.add({ channel: channel.name, outcome: 'unknown_kind' })
      desk.log.warn('webhook.not_understood', { correlation_id: correlation, endpoint: channel.provider, error: intake.detail })
      return context.json({ status: 'ok' })
    case 'taken':
      for (const outcome of intake.outcomes) desk.metrics.webhooks.add({ channel: channel.name, outcome })
      desk.log.info('webhook.stored', {
        correlation_id: correlation,
        // None where no entry was believed; a provider sends those of one account together, and that is one tenant's as a rule.
        tenant_id: intake.tenants.join(' ') || undefined,
        endpoint: channel.provider,
        outcomes: intake.outcomes.join(' '),
      })
      return context.json({ status: 'ok' })
    default:
      return intake satisfies never
  }
}

/** How long a line's settings may be a little old: they change when somebody edits them, and are needed for every message. */
const freshMs = 1000

function linesOf(desk: Desk): Lines {
  const recent = new Map<string, { until: number; found: { shop: Shop; at: ChannelOfLine } | null }>()

  async function byKey(channel: Channel, lineKey: string) {
    const row = (await desk.database.system.read(lineByProviderKey, { provider: channel.provider, provider_key: lineKey }))[0]
    const shop = row ? await desk.shop(row.tenant_id, null) : null
    const at = row && shop ? await desk.channelOfLine(shop, row.id) : null
    return shop && at ? { shop, at } : null
  }

  return {
    async byKey(channel, lineKey, correlation) {
      const key = `${channel.provider} ${lineKey}`
      const known = recent.get(key)
      const now = desk.world.monotonic()
      if (known && known.until > now) return known.found && { ...known.found, shop: known.found.shop.correlated(correlation) }
      const found = await byKey(channel, lineKey)
      if (recent.size > 10_000) recent.clear()
      recent.set(key, { until: now + freshMs, found })
      return found && { ...found, shop: found.shop.correlated(correlation) }
    },
    async anyVerifies(channel, webhook) {
      for (const { tenant_id, id } of await desk.database.system.read(linesOfProvider, { provider: channel.provider })) {
        const shop = await desk.shop(tenant_id, null)
        const at = shop && (await desk.channelOfLine(shop, id))
        if (at && channel.verify(webhook, at.line)) return true
      }
      return false
    },
  }
}
