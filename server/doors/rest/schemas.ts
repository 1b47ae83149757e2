import { z } from 'zod'
import type { JsonSchema } from './example.ts'

/** The schemas that have a name of their own (`.meta({ id })`), gathered while a document is written. */
export type NamedSchemas = Record<string, JsonSchema>

/** A zod schema as the document holds it; what has a name stands in `named` once and is referred to. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output', named: NamedSchemas): JsonSchema {
  const written = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Whoever reads our answers must bear that there will be more in them one day.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  const { $schema: _, $defs = {}, ...rest } = referringToComponents(written)
  for (const [name, described] of Object.entries($defs)) {
    const before = named[name]
    if (before && JSON.stringify(before) !== JSON.stringify(described)) throw new Error(`two schemas are called ${name}`)
    named[name] = described
  }
  return rest
}

function referringToComponents(written: object): JsonSchema & { $schema?: string; $defs?: NamedSchemas } {
  return JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
