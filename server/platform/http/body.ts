import type { Context } from 'hono'
import type { z } from 'zod'
import { HttpProblem, pathOf } from './problem.ts'

const megabyte = 1024 * 1024

/** The bytes as they came, and never more than the door allows: what is too large is not read to its end. */
export async function rawBody(context: Context, maxBytes = megabyte): Promise<Uint8Array> {
  const tooLarge = new HttpProblem(413, { code: 'too_large', detail: `the body may have ${maxBytes} bytes` })
  if (Number(context.req.header('content-length') ?? 0) > maxBytes) throw tooLarge
  const stream = context.req.raw.body
  if (!stream) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream) {
      size += part.length
      if (size > maxBytes) throw tooLarge
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw new HttpProblem(400, { code: 'body_broken', detail: 'the body broke off' })
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
}

export async function jsonBody<Schema extends z.ZodType>(context: Context, schema: Schema, maxBytes = megabyte): Promise<z.output<Schema>> {
  return check(schema, jsonFrom(await rawBody(context, maxBytes)), 'the body')
}

/** An empty body is an empty object: moves that need none may be sent without. */
export function jsonFrom(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new HttpProblem(400, { code: 'not_json', detail: `the body is not JSON: ${error instanceof Error ? error.message : ''}` })
  }
}

export function query<Schema extends z.ZodType>(context: Context, schema: Schema): z.output<Schema> {
  return check(schema, context.req.query(), 'the query')
}

export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const errors = read.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message }))
  throw new HttpProblem(422, { code: 'invalid', detail: `${what} is not what is taken here`, errors })
}
