import { z } from 'zod'
import type { Operation } from './operation.ts'

const problem = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } }, required: ['path', 'message'] },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'errors'],
}

/** The OpenAPI 3.1 document, written from the same schemas that validate. */
export function openapi(operations: readonly Operation[], about: { version: string; publicUrl: string }): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = paths[operation.path] ?? {}
    paths[operation.path] = path
    path[operation.method] = describe(operation)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mostrador',
      version: about.version,
      description: 'Selling in conversations.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${about.publicUrl}/api/v1` }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: problem },
    },
  }
}

function describe(operation: Operation): unknown {
  const { answer } = operation
  return {
    operationId: operationId(operation),
    summary: operation.summary,
    tags: [operation.tag],
    security: [{ key: [operation.scope] }, { bearer: [operation.scope] }],
    parameters: [...parameters(operation.params, 'path'), ...parameters(operation.query, 'query')],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input') } } } }
      : {}),
    responses: {
      [answer.status]: {
        description: answer.means,
        ...(answer.schema ? { content: { 'application/json': { schema: schemaOf(answer.schema, 'output') } } } : {}),
      },
      ...refusals(operation),
    },
  }
}

function refusals(operation: Operation): Record<string, unknown> {
  const byStatus = new Map<number, string[]>([
    [401, ['no key, or one that is not known']],
    [403, [`the key lacks ${operation.scope}`]],
    [422, ['a value is not what the schema takes']],
    [429, ['too many requests']],
  ])
  for (const [code, status] of Object.entries(operation.refusals)) byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, reasons]) => [
      status,
      { description: reasons.join(', '), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  )
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): unknown[] {
  const described = schemaOf(schema, 'input') as { properties?: Record<string, unknown>; required?: string[] }
  return Object.entries(described.properties ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (described.required ?? []).includes(name),
    schema,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>
  return rest
}

function operationId(operation: Operation): string {
  const words = operation.path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return [operation.method, ...words].map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
}
