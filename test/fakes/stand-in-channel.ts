import { z } from 'zod'
import { type Channel, type Fate, type Inbound, sameBytes, sendFailure } from '../../server/conversation/channels/channels.ts'
import { sign } from './stand-in.ts'

const Webhook = z.object({
  line: z.string(),
  messages: z
    .array(z.object({ id: z.string(), from: z.string(), text: z.string(), name: z.string().nullable(), written_at: z.number().nullable() }))
    .default([]),
  echoes: z.array(z.object({ id: z.string(), to: z.string(), text: z.string() })).default([]),
  statuses: z
    .array(z.object({ id: z.string(), correlation: z.string().nullable(), status: z.enum(['sent', 'delivered', 'read', 'failed']) }))
    .default([]),
})

/** How the shop speaks with the stand-in, through the interface of every channel. */
export function standInChannel(options: { lookUp: boolean; name?: string; windowMs?: number }): Channel {
  const channel: Channel = {
    provider: 'stand-in',
    name: options.name ?? 'whatsapp',
    local: false,
    ...(options.windowMs === undefined ? {} : { windowMs: options.windowMs }),
    verify: (webhook, line) => sameBytes(webhook.headers['x-signature'] ?? '', sign(webhook.body, line.credentials.secret ?? '')),
    read: (body) => read(Webhook.parse(body)),
    async send(fetchOut, line, message) {
      try {
        const response = await fetchOut(`${line.apiBase}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${line.credentials.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ to: message.address, text: message.text, correlation: message.id, template: message.template }),
          timeoutMs: Number(line.credentials.timeoutMs ?? 15_000),
          trustedOrigins: line.apiBase ? [new URL(line.apiBase).origin] : [],
        })
        if (response.status === 200)
          return { kind: 'accepted', providerId: z.object({ id: z.string() }).parse(JSON.parse(response.text())).id }
        if (response.status === 429)
          return { kind: 'try_later', afterMs: Number(response.headers['retry-after'] ?? 1) * 1000, reason: 'rate limit' }
        if (response.status >= 500) return { kind: 'try_later', afterMs: null, reason: `answered ${response.status}` }
        return { kind: 'refused', reason: `answered ${response.status}: ${response.text()}` }
      } catch (error) {
        return sendFailure(error)
      }
    },
  }
  if (options.lookUp) channel.lookUp = lookUp
  return channel
}

const lookUp: NonNullable<Channel['lookUp']> = async (fetchOut, line, message): Promise<Fate> => {
  const response = await fetchOut(`${line.apiBase}/messages?correlation=${encodeURIComponent(message.id)}`, {
    headers: { authorization: `Bearer ${line.credentials.token}` },
    timeoutMs: 5000,
    trustedOrigins: line.apiBase ? [new URL(line.apiBase).origin] : [],
  })
  if (response.status !== 200) return { kind: 'unavailable' }
  const found = z.object({ messages: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(response.text())).messages[0]
  return found ? { kind: 'accepted', providerId: found.id } : { kind: 'not_found' }
}

function read(webhook: z.infer<typeof Webhook>): Inbound[] {
  const lineKey = webhook.line
  return [
    ...webhook.messages.map(
      (message): Inbound => ({
        kind: 'message',
        lineKey,
        message: {
          providerId: message.id,
          address: message.from,
          name: message.name,
          writtenAt: message.written_at,
          kind: 'text',
          text: message.text,
          language: null,
        },
      }),
    ),
    ...webhook.echoes.map(
      (echo): Inbound => ({ kind: 'echo', lineKey, echo: { providerId: echo.id, address: echo.to, text: echo.text, writtenAt: null } }),
    ),
    ...webhook.statuses.map((status): Inbound => ({ kind: 'status', lineKey, status: { ...statusOf(status), reason: null } })),
  ]
}

function statusOf(status: z.infer<typeof Webhook>['statuses'][number]) {
  return { providerId: status.id, correlation: status.correlation, status: status.status }
}
