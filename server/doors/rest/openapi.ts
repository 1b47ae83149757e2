import type { z } from 'zod'
import { problemText } from '../../platform/http/http.ts'
import { exampleOf, type JsonSchema } from './example.ts'
import type { Documented, Operation, Upload } from './operation.ts'
import { refusalText } from './refusals.ts'
import { type NamedSchemas, schemaOf } from './schemas.ts'
import { tagTexts } from './tags.ts'
import { readingOf } from './unchanged.ts'

/** As much of OpenAPI 3.1 as our document uses. */
export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Partial<Record<Operation['method'], DescribedOperation>>>
  components: { securitySchemes: Record<string, unknown>; headers: Record<string, unknown>; schemas: NamedSchemas }
}

export interface DescribedOperation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, DescribedContent> }
  responses: Record<string, DescribedAnswer>
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
  example?: unknown
}

export interface DescribedAnswer {
  description: string
  headers?: Record<string, { $ref: string }>
  content?: Record<string, DescribedContent>
  /** The words by which programs tell the refusals of one status apart, each with its sentence. */
  'x-codes'?: Record<string, string>
}

export interface DescribedContent {
  schema: JsonSchema
  example?: unknown
  examples?: Record<string, { summary: string; value: unknown }>
}

const description = `Everything the shop does, for other programs.

Send a key as \`x-api-key: KEY\` or \`Authorization: Bearer KEY\`. A key belongs to one shop and has scopes, \`<resource>:read\` and \`<resource>:write\`; \`*\` is all of them.
Lists take \`limit\` (1 to 100, 50 if left out) and \`cursor\`, and give \`items\` and \`next_cursor\`, which is null on the last page.
A POST with an \`Idempotency-Key\` takes effect once: for 24 hours the same request is answered alike, also while the first is under way.
Money is an object of a decimal text and a currency. Times are RFC 3339 in UTC. Errors are problem documents (RFC 9457) with a \`code\` for programs and \`errors\` that name each field.
What is read has an ETag: \`If-None-Match\` saves sending it again, and \`If-Match\` on a change refuses with 412 where it is another by now.
A key makes 200 requests a second, 2,000 in a burst.`

const problem: JsonSchema = {
  type: 'object',
  description: 'What went wrong, as RFC 9457 has it.',
  properties: {
    type: { type: 'string', description: 'where the code is explained' },
    title: { type: 'string', description: 'what the status means' },
    status: { type: 'integer', description: 'the status of the answer' },
    detail: { type: 'string', description: 'one sentence for people' },
    code: { type: 'string', description: 'one word for programs' },
    errors: {
      type: 'array',
      description: 'the fields it is about, where it is about some',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', description: 'the field, as in address.city' },
          message: { type: 'string', description: 'what is wrong with it' },
        },
        required: ['path', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'errors'],
}

/** The OpenAPI 3.1 document, written from the same schemas that validate. */
export function openapi(operations: readonly Documented[], about: { version: string; publicUrl: string }): OpenApi {
  const named: NamedSchemas = { Problem: problem }
  const paths: OpenApi['paths'] = {}
  for (const operation of operations) {
    const path = paths[operation.path] ?? {}
    paths[operation.path] = path
    path[operation.method] = describe(operation, named, operation.method === 'get' ? undefined : readingOf(operation, operations))
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mostrador', version: about.version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: `${about.publicUrl}/api/v1` }],
    tags: tagsOf(operations),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'a key of the shop' },
        bearer: { type: 'http', scheme: 'bearer', description: 'the same key, in the Authorization header' },
      },
      headers: {
        ETag: { description: 'the name of what was read: another answer has another one', schema: { type: 'string' } },
        'Retry-After': { description: 'how many seconds to wait before the next try', schema: { type: 'integer', minimum: 1 } },
      },
      schemas: named,
    },
  }
}

/** In the order of the list; a part that it does not know comes last. */
function tagsOf(operations: readonly Documented[]): OpenApi['tags'] {
  const used = new Set(operations.map(({ tag }) => tag))
  const known = Object.keys(tagTexts).filter((name) => used.has(name))
  return [...new Set([...known, ...used])].map((name) => ({ name, description: tagTexts[name] ?? '' }))
}

/** `reading`: how what it changes is read. */
function describe(operation: Documented, named: NamedSchemas, reading: Documented | undefined): DescribedOperation {
  const { answer, body, scope } = operation
  const isConditional = reading !== undefined
  const isRead = operation.method === 'get' && !answer.document
  // What answers with the very thing that would be read names it too.
  const etag = isRead || (answer.status === 200 && reading?.answer.schema === answer.schema) ? { headers: etagHeader } : {}
  const content = (schema: JsonSchema) => ({ 'application/json': { schema, example: exampleOf(schema, '', named) } })
  return {
    operationId: operationId(operation),
    summary: operation.summary,
    ...(operation.about === undefined ? {} : { description: operation.about }),
    tags: [operation.tag],
    security: scope === null ? [] : [{ key: [scope] }, { bearer: [scope] }],
    parameters: [
      ...parameters(operation, 'path', named),
      ...parameters(operation, 'query', named),
      ...(takesKey(operation) ? [idempotencyKey] : []),
      ...(isRead ? [ifNoneMatch] : []),
      ...(isConditional ? [ifMatch] : []),
    ],
    ...(body ? { requestBody: { required: !mayBeLeftOut(body), content: content(schemaOf(body, 'input', named)) } } : {}),
    ...(operation.upload ? { requestBody: { required: true, content: uploadContent(operation.upload) } } : {}),
    responses: {
      [answer.status]: {
        description: answer.means,
        ...etag,
        ...(answer.schema ? { content: content(schemaOf(answer.schema, 'output', named)) } : {}),
        ...(answer.document ? { content: documentContent(answer.document, named) } : {}),
      },
      ...(isRead ? { 304: unchanged } : {}),
      ...refusals(operation, isConditional),
    },
  }
}

/** An empty body counts as an empty object. */
function mayBeLeftOut(body: z.ZodType): boolean {
  return body.safeParse({}).success
}

function uploadContent({ name, types, means }: Upload): Record<string, DescribedContent> {
  const bare = types.map((type) => [type, { schema: { type: 'string', format: 'binary', description: means } }] as const)
  const form: DescribedContent = {
    schema: {
      type: 'object',
      description: 'a form with one file',
      properties: { [name]: { type: 'string', format: 'binary', description: means } },
      required: [name],
    },
  }
  return { ...Object.fromEntries(bare), 'multipart/form-data': form }
}

function documentContent(document: NonNullable<Operation['answer']['document']>, named: NamedSchemas): Record<string, DescribedContent> {
  const inside = ([type, schema]: [string, z.ZodType | null]): [string, DescribedContent] => {
    if (!schema) return [type, { schema: { type: 'string', format: 'binary' } }]
    const written = schemaOf(schema, 'output', named)
    return [type, { schema: written, example: exampleOf(written, '', named) }]
  }
  return Object.fromEntries(Object.entries(document).map(inside))
}

const etagHeader = { ETag: { $ref: '#/components/headers/ETag' } }

const unchanged: DescribedAnswer = {
  description: 'It still is what If-None-Match names: nothing is sent again.',
  headers: etagHeader,
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'any text of your own: the request takes effect once, however often it is sent within 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: 'b1f7a8d0-order-from-the-website',
}

const ifNoneMatch: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'the ETag of what you have: where it still is that, 304 comes instead of it',
  schema: { type: 'string', maxLength: 1000 },
}

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'the ETag of what you read: the request takes effect only as long as it still is that',
  schema: { type: 'string', maxLength: 1000 },
}

function parameters(operation: Documented, place: 'path' | 'query', named: NamedSchemas): Parameter[] {
  const whole = schemaOf(place === 'path' ? operation.params : operation.query, 'input', named)
  return Object.entries(whole.properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || (whole.required ?? []).includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
    ...(place === 'path' ? { example: exampleOf(schema, name, named) } : {}),
  }))
}

/** What each operation may be refused with, beside its own reasons. */
function refusals(operation: Documented, isConditional: boolean): Record<string, DescribedAnswer> {
  const codes: (readonly [code: string, status: number])[] = [
    ...(operation.body ? ([['not_json', 400]] as const) : []),
    ...(operation.scope === null
      ? []
      : ([
          ['not_signed_in', 401],
          ['out_of_scope', 403],
        ] as const)),
    ...Object.entries(operation.refusals),
    ...(isConditional ? ([['changed_meanwhile', 412]] as const) : []),
    ...(operation.body || operation.upload ? ([['too_large', 413]] as const) : []),
    ...(operation.scope === null && operation.body === null ? [] : ([['invalid', 422]] as const)),
    ...(takesKey(operation) ? ([['idempotency_key_reused', 422]] as const) : []),
    ...(operation.scope === null ? [] : ([['too_many_requests', 429]] as const)),
    ['unavailable', 503],
  ]
  const statuses = [...new Set(codes.map(([, status]) => status))].sort((one, other) => one - other)
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      refusal(
        status,
        codes.filter(([, its]) => its === status).map(([code]) => code),
      ),
    ]),
  )
}

/** A key of the caller's own, under which it takes effect once: it is kept with who he is. */
function takesKey({ method, scope }: Documented): boolean {
  return method === 'post' && scope !== null
}

function refusal(status: number, codes: string[]): DescribedAnswer {
  const examples = codes.map((code) => [code, { summary: refusalText(code), value: problemExample(status, code) }] as const)
  return {
    description: codes.map(refusalText).join(' '),
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } } : {}),
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples: Object.fromEntries(examples) },
    },
    'x-codes': Object.fromEntries(codes.map((code) => [code, refusalText(code)])),
  }
}

export function problemExample(status: number, code: string): unknown {
  const errors = code === 'invalid' ? [{ path: 'limit', message: 'Too big: expected number to be <=100' }] : []
  return JSON.parse(problemText(status, { code, detail: refusalText(code), errors }))
}

/** `getCustomersByIdNotes`: no two operations share one, so that programs can be written from them. */
function operationId({ method, path }: Documented): string {
  const words = path.split('/').filter((part) => part !== '')
  return method + words.map((word) => (word.startsWith('{') ? `By${capital(word.slice(1, -1))}` : capital(word))).join('')
}

function capital(word: string): string {
  return word
    .split(/[-_]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}
