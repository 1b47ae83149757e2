import type { Context } from 'hono'
import { z } from 'zod'
import { check, HttpProblem, jsonFrom } from '../../platform/http/http.ts'

/** As it came in, whichever of the three ways of CloudEvents 1.0 it came by. */
const CloudEventIn = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(500),
  type: z.string().min(1).max(200),
  subject: z.string().min(1).max(200).optional(),
  data: z.unknown(),
})

export type CloudEventIn = z.output<typeof CloudEventIn>

const mostAtOnce = 100

export function readCloudEvents(context: Context, bytes: Uint8Array): CloudEventIn[] {
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (context.req.header('ce-specversion') !== undefined) return [check(CloudEventIn, binary(context, type, bytes), 'the event')]
  const body = jsonFrom(bytes)
  if (Array.isArray(body) && type !== 'application/cloudevents+json')
    return check(z.array(z.preprocess(withData, CloudEventIn)).min(1).max(mostAtOnce), body, 'the batch')
  if (type === 'application/cloudevents-batch+json') throw notEvents('a batch is a list of events')
  if (type !== 'application/cloudevents+json' && !hasVersion(body))
    throw notEvents('CloudEvents 1.0 are taken: structured, binary or a batch')
  return [check(z.preprocess(withData, CloudEventIn), body, 'the event')]
}

/** Its attributes stand in headers, its data is the body. */
function binary(context: Context, type: string, bytes: Uint8Array): unknown {
  if (type !== '' && type !== 'application/json') throw notEvents('the data of an event is JSON here')
  const attributes: Record<string, string> = {}
  for (const name of ['specversion', 'id', 'source', 'type', 'subject']) {
    const value = context.req.header(`ce-${name}`)
    if (value !== undefined) attributes[name] = decoded(value)
  }
  return { ...attributes, data: jsonFrom(bytes) }
}

/** Headers hold what is not ASCII percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    if (error instanceof URIError) return value
    throw error
  }
}

function withData(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || !('data_base64' in event) || typeof event.data_base64 !== 'string') return event
  return { ...event, data: jsonFrom(Buffer.from(event.data_base64, 'base64')) }
}

function hasVersion(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'specversion' in body
}

function notEvents(detail: string): HttpProblem {
  return new HttpProblem(415, { code: 'not_cloud_events', detail })
}
