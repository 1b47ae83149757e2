import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { z } from 'zod'
import { findUnstorable } from '../storable.ts'
import { HttpProblem } from './problem.ts'

const megabyte = 1024 * 1024

/** The bytes as they came, and never more than the door allows: what is too large is not read to its end. Each body is read once. */
export async function rawBody(context: Context, maxBytes = megabyte): Promise<Uint8Array> {
  const declared = context.req.header('content-length')
  if (declared !== undefined && Number(declared) > maxBytes) throw tooLarge(maxBytes)
  const incoming = (context.env as { incoming?: IncomingMessage } | undefined)?.incoming
  return incoming ? fromSocket(incoming, maxBytes) : fromStream(context.req.raw.body, maxBytes)
}

/** Straight from the socket: a web stream around it would cost more than everything else that a webhook needs here. */
function fromSocket(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (incoming.readableEnded) throw new Error('a body was read twice')
    const parts: Buffer[] = []
    let size = 0
    const take = (part: Buffer) => {
      size += part.length
      parts.push(part)
      if (size <= maxBytes) return
      incoming.off('data', take).pause()
      reject(tooLarge(maxBytes))
    }
    incoming
      .on('data', take)
      .once('end', () => resolve(joined(parts)))
      .once('error', () => reject(brokenOff()))
      .once('close', () => incoming.readableEnded || reject(brokenOff()))
  })
}

async function fromStream(stream: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of stream ?? []) {
      size += part.length
      if (size > maxBytes) throw tooLarge(maxBytes)
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof HttpProblem ? error : brokenOff()
  }
  return joined(parts)
}

function joined(parts: Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem(413, { code: 'too_large', detail: `the body may have ${maxBytes} bytes` })
}

function brokenOff(): HttpProblem {
  return new HttpProblem(400, { code: 'body_broken', detail: 'the body broke off' })
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

/** As many as a person can use; a list of a hundred thousand wrong entries is not answered with as many sentences. */
const mostErrors = 50

/** Holds what came against what is taken here; `what` begins the sentence that says it is not. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const unstorable = findUnstorable(value)
  if (unstorable) throw invalid(what, [unstorable])
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw invalid(
    what,
    read.error.issues.slice(0, mostErrors).map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  )
}

/** `what` begins the sentence: the body, the query. */
export function invalid(what: string, errors: { path: string; message: string }[]): HttpProblem {
  return new HttpProblem(422, { code: 'invalid', detail: `${what} is not what is taken here`, errors })
}

/** The one file of a form; null where there is none, or what came is no form. What it is called is not believed. */
export async function fileOfForm(bytes: Uint8Array, type: string): Promise<Uint8Array | null> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const [file] = [...form.values()].filter((value) => typeof value !== 'string')
    return file ? await file.bytes() : null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
