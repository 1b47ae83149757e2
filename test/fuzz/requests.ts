import { exampleOf, type JsonSchema, referredTo } from '../../server/doors/rest/example.ts'
import type { DescribedOperation, OpenApi } from '../../server/doors/rest/openapi.ts'
import type { Chance } from '../sim/chance.ts'

export interface FuzzedOperation extends DescribedOperation {
  method: string
  path: string
}

export interface FuzzedRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | null
}

export function operationsOf(document: OpenApi): FuzzedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, ...operation })),
  )
}

const strange: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    -0,
    1e308,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '0',
    'null',
    [],
    {},
    [[]],
    [null],
    { a: { b: {} } },
  ],
  ...[
    '\u0000',
    '\ud800',
    '\u202e',
    'é'.normalize('NFD'),
    '👩‍👩‍👧‍👦',
    "'; drop table orders; --",
    '<script>',
    '../../etc/passwd',
    '%00',
    '{{price}}',
  ],
  ...['9'.repeat(400), 'x'.repeat(5000), '1e5', '-5', '2026-02-30', '9999-12-31T23:59:59Z', '+271821-04-20T00:00:00Z', 'http://127.0.0.1/'],
]

/** A copy: what is put into a request is changed there. */
function oddity(luck: Chance): unknown {
  return structuredClone(luck.oneOf(strange))
}

/** What the document says is taken, more or less: each request is right but for what chance makes of it. */
export function requestFor(
  operation: FuzzedOperation,
  named: Readonly<Record<string, JsonSchema>>,
  ids: Readonly<Record<string, string>>,
  luck: Chance,
): FuzzedRequest {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const known = ids[name]
    return known !== undefined && luck.happens(0.75) ? encodeURIComponent(known) : encoded(oddity(luck))
  })
  const query = new URLSearchParams()
  for (const { name, schema, in: place } of operation.parameters)
    if (place === 'query' && luck.happens(0.3))
      query.set(name, textOf(luck.happens(0.6) ? valueFor(schema, name, named, luck) : oddity(luck)))
  const content = operation.requestBody?.content['application/json']
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (luck.happens(0.1)) headers['idempotency-key'] = luck.oneOf(['k-1', 'k-2', 'x'.repeat(255), 'x'.repeat(256)])
  if (luck.happens(0.05)) headers['if-match'] = luck.oneOf(['*', '"nothing"', 'W/"x"', ''])
  const body = content ? bodyFor(content.schema, content.example, named, luck) : null
  const asked = query.toString()
  return { method: operation.method.toUpperCase(), url: `${path}${asked === '' ? '' : `?${asked}`}`, headers, body }
}

function bodyFor(schema: JsonSchema, example: unknown, named: Readonly<Record<string, JsonSchema>>, luck: Chance): string {
  if (luck.happens(0.03)) return luck.oneOf(['', 'no json', '{', '[]', '"', '{"a":1,}', '\ufeff{}', '['.repeat(500)])
  const body = structuredClone(luck.happens(0.5) ? example : valueFor(schema, '', named, luck))
  for (let changes = luck.between(0, 2); changes > 0; changes--) change(body, schema, named, luck)
  return JSON.stringify(body) ?? 'null'
}

/** One value somewhere in it is another, is gone, or is one more. */
function change(value: unknown, schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>, luck: Chance): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Record<string, unknown>
  const names = Object.keys(holder)
  const properties = resolved(schema, named).properties ?? {}
  const known = Object.keys(properties)
  const name = luck.oneOf([...names, ...known, 'unheard_of'])
  const inner = properties[name]
  if (typeof holder[name] === 'object' && holder[name] !== null && luck.happens(0.5)) change(holder[name], inner ?? {}, named, luck)
  else if (luck.happens(0.15)) delete holder[name]
  else holder[name] = inner && luck.happens(0.4) ? valueFor(inner, name, named, luck) : oddity(luck)
}

/** Something the schema may take: at its limits as often as within them, and now and then just beyond. */
function valueFor(schema: JsonSchema, name: string, named: Readonly<Record<string, JsonSchema>>, luck: Chance): unknown {
  const own = resolved(schema, named)
  const options = own.anyOf ?? own.oneOf
  if (options && options.length > 0) return valueFor(luck.oneOf(options), name, named, luck)
  if (own.enum && own.enum.length > 0) return luck.oneOf(own.enum)
  const type = [own.type].flat()[0]
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(own.properties ?? {})
          .filter(([key]) => own.required?.includes(key) || luck.happens(0.5))
          .map(([key, inner]) => [key, valueFor(inner, key, named, luck)]),
      )
    case 'array':
      return Array.from({ length: luck.between(0, 3) }, () => valueFor(own.items ?? {}, name, named, luck))
    case 'integer':
    case 'number':
      return luck.oneOf([own.minimum ?? 0, (own.minimum ?? 0) - 1, own.maximum ?? 100, (own.maximum ?? 100) + 1, 1, 7])
    case 'boolean':
      return luck.happens(0.5)
    case 'string':
      if (luck.happens(0.5)) return exampleOf(own, name, named)
      return luck.oneOf(['a', 'x'.repeat(own.maxLength ?? 50), 'x'.repeat((own.maxLength ?? 50) + 1), ' ', ''])
    default:
      return exampleOf(own, name, named)
  }
}

function resolved(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return schema.$ref === undefined ? schema : resolved(referredTo(schema, named), named)
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
}

function encoded(value: unknown): string {
  return encodeURIComponent(textOf(value)) || '%20'
}
