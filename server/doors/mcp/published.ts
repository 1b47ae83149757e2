import { z } from 'zod'
import { type Tool, toolRefusals } from '../../conversation/tools/tools.ts'

type JsonSchema = Record<string, unknown>

/** A tool as MCP lists it. */
export interface PublishedTool {
  name: string
  title: string
  description: string
  inputSchema: { type: 'object' } & JsonSchema
  outputSchema: { type: 'object' } & JsonSchema
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: false }
}

const Refused = z.object({
  error: z.object({
    code: z.enum(Object.keys(toolRefusals) as [string, ...string[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
})

export const ConversationWord = z
  .string()
  .min(1)
  .max(200)
  .describe('the conversation it is for: one of the shop’s, or any word of yours that you use again for the same customer')

export function publish(tool: Tool): PublishedTool {
  const acts = tool.kind === 'acts'
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: inputOf(tool),
    outputSchema: outputOf(tool),
    annotations: {
      readOnlyHint: !acts,
      destructiveHint: acts && tool.destroys,
      idempotentHint: !acts || tool.repeats === 'safely',
      openWorldHint: false,
    },
  }
}

function inputOf(tool: Tool): PublishedTool['inputSchema'] {
  const { properties = {}, required = [], ...rest } = jsonSchema(tool.input)
  if (!tool.inConversation) return { ...rest, type: 'object', properties, ...(asList(required).length > 0 ? { required } : {}) }
  return {
    ...rest,
    type: 'object',
    properties: { conversation_id: jsonSchema(ConversationWord), ...(properties as JsonSchema) },
    required: ['conversation_id', ...asList(required)],
  }
}

/**
 * What it answers, or why it does not. Clients hold refusals against it too, and throw away what it does not allow; the older of
 * them take an object at its root only.
 */
function outputOf(tool: Tool): PublishedTool['outputSchema'] {
  return { type: 'object', anyOf: [jsonSchema(tool.output), jsonSchema(Refused)] }
}

/** Written out where it stands, and without the examples that people read: a model pays for every word of it. */
function jsonSchema(schema: z.ZodType): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...written
  } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.example
      delete jsonSchema.id
    },
  }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
  return inPlace(written, $defs) as JsonSchema
}

function inPlace(value: unknown, definitions: Record<string, JsonSchema>): unknown {
  if (Array.isArray(value)) return value.map((item) => inPlace(item, definitions))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as JsonSchema
  const named = typeof $ref === 'string' ? definitions[$ref.replace('#/$defs/', '')] : undefined
  const whole = named ? { ...named, ...rest } : { ...value }
  return Object.fromEntries(Object.entries(whole).map(([key, inner]) => [key, inPlace(inner, definitions)]))
}

function asList(required: unknown): string[] {
  return Array.isArray(required) ? required : []
}
