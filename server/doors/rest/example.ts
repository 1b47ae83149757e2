/** As much of a JSON Schema as our own documents use. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  example?: unknown
  examples?: unknown[]
  default?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  format?: string
  description?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  pattern?: string
  additionalProperties?: boolean | JsonSchema
}

/** What the usual names of the shop usually hold. */
const usual: Readonly<Record<string, unknown>> = {
  address: '+5491155551234',
  channel: 'whatsapp',
  customer_id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
  email: 'ana@example.com',
  engine: 'sqlite',
  id: '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70',
  labels: ['mayorista'],
  language: 'es',
  last_message_preview: '¿Tienen yerba?',
  line: 'ventas',
  lines: [{ id: 'ventas', provider: 'meta-whatsapp', address: '+5491155550000', seller: 'milo' }],
  name: 'Ana Suárez',
  next_cursor: null,
  phone: '+5491155551234',
  reason: 'Pide factura A',
  seller: 'milo',
  staff: 'ada@example.com',
  assignee: 'ada@example.com',
  team: 'ventas',
  text: '¿Tienen yerba?',
  version: '1.0.0',
}

/** Something that the schema takes, as a reader would send or get it. `named` are the schemas that others refer to. */
export function exampleOf(schema: JsonSchema, name = '', named: Readonly<Record<string, JsonSchema>> = {}): unknown {
  if (schema.example !== undefined) return schema.example
  if (schema.$ref !== undefined) return exampleOf(referredTo(schema, named), name, named)
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum?.length) return schema.enum[0]
  const options = schema.anyOf ?? schema.oneOf
  const chosen = options?.find(({ type }) => type !== 'null') ?? options?.[0]
  if (chosen) return exampleOf(chosen, name, named)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, name, named)))
  const type = [schema.type].flat().find((one) => one !== 'null')
  const known = usual[name]
  if (known !== undefined && fits(known, type)) return known
  switch (type ?? [schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, exampleOf(inner, key, named)]))
    case 'array':
      return schema.items ? [exampleOf(schema.items, singular(name), named)] : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return textOf(schema, name)
  }
}

/** `#/components/schemas/Customer` by its name. */
export function referredTo(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return named[schema.$ref?.split('/').at(-1) ?? ''] ?? {}
}

function textOf(schema: JsonSchema, name: string): string {
  if (schema.format === 'uuid') return '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70'
  if (schema.format === 'uri') return 'https://example.com/'
  if (schema.format === 'date') return '2026-03-11'
  if (schema.format === 'date-time' || /(^|_)(at|until|since|from|to)$/.test(name)) return '2026-03-11T19:00:00.000Z'
  if (/(^|_)id$/.test(name)) return '019a2f61-0b7d-7c4e-8a55-6d1f0c2b9e70'
  return name === '' ? 'text' : name.replaceAll('_', ' ')
}

function fits(value: unknown, type: string | undefined): boolean {
  if (type === undefined || value === null) return true
  return type === (Array.isArray(value) ? 'array' : typeof value)
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name
}
