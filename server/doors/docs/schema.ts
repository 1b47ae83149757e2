import { html } from 'hono/html'
import { exampleOf, type JsonSchema, referredTo } from '../rest/rest.ts'
import type { Html } from '../web/web.ts'
import { codeHtml, jsonHtml } from './code.ts'
import { type DocsTexts, wordsHtml } from './texts.ts'

type Schemas = Readonly<Record<string, JsonSchema>>

/** A schema that others refer to, at the end of the page. */
export function namedHtml(texts: DocsTexts, name: string, schema: JsonSchema, schemas: Schemas): Html {
  return html`<details class="operation">
<summary><h3 class="call" lang="en"><code>${name}</code></h3><span class="what" lang="en">${schema.description ?? ''}</span></summary>
<div class="inside" id="object-${name}">
<div>${fieldsHtml(texts, schema, schemas)}</div>
<div>${codeHtml(texts.example, jsonHtml(exampleOf(schema, '', schemas)))}</div>
</div>
</details>
`
}

/** The fields of an object, each with what it takes. */
export function fieldsHtml(texts: DocsTexts, schema: JsonSchema, schemas: Schemas): Html | string {
  const { properties = {}, required = [] } = schema.$ref ? referredTo(schema, schemas) : schema
  const names = Object.keys(properties)
  if (names.length === 0) return ''
  return html`<dl class="fields">
${names.map((name) => fieldHtml(texts, name, properties[name] ?? {}, { required: required.includes(name), schemas }))}</dl>`
}

export function fieldHtml(
  texts: DocsTexts,
  name: string,
  schema: JsonSchema,
  { required, schemas, description = schema.description }: { required: boolean; schemas: Schemas; description?: string | undefined },
): Html {
  const inside = insideOf(schema)
  return html`<div><dt><code>${name}</code> <span class="kind">${kindHtml(texts, schema)}</span>${
    required ? html` <span class="required">${texts.required}</span>` : ''
  }</dt>
<dd>${description === undefined ? '' : html`<span lang="en">${wordsHtml(description)}</span> `}${limitsHtml(texts, schema)}${
    inside ? fieldsHtml(texts, inside, schemas) : ''
  }</dd></div>
`
}

/** An object without a name of its own stands where it is used. */
function insideOf(schema: JsonSchema): JsonSchema | null {
  if (schema.properties) return schema
  if (schema.items) return insideOf(schema.items)
  return schema.anyOf?.map(insideOf).find((inside) => inside !== null) ?? null
}

function kindHtml(texts: DocsTexts, schema: JsonSchema): Html | string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return html`<a href="#object-${name}" lang="en">${name}</a>`
  const options = schema.anyOf ?? schema.oneOf
  if (options) return joined(options.map((option) => kindHtml(texts, option)))
  if (schema.enum) return joined(schema.enum.map((value) => html`<code>${String(value)}</code>`))
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`
  if (Array.isArray(schema.type)) return joined(schema.type.map((type) => kindHtml(texts, { ...schema, type })))
  if (schema.type === 'array') return html`${texts.kinds.array} ${schema.items ? kindHtml(texts, schema.items) : ''}`
  if (schema.format === 'date-time') return texts.kinds.time
  return texts.kinds[(schema.type ?? 'any') as keyof DocsTexts['kinds']] ?? schema.type ?? ''
}

function joined(options: readonly (Html | string)[]): Html {
  return html`${options.map((option, index) => html`${index === 0 ? '' : ' | '}${option}`)}`
}

function limitsHtml(texts: DocsTexts, schema: JsonSchema): Html | string {
  const { minimum, maximum, minLength, maxLength, maxItems, default: otherwise } = schema
  const told = [
    range(minimum, maximum),
    maxLength === undefined && minLength === undefined ? '' : `${range(minLength, maxLength)} ${texts.characters}`,
    maxItems === undefined ? '' : `${range(undefined, maxItems)} ${texts.entries}`,
    otherwise === undefined ? '' : `${texts.otherwise} ${JSON.stringify(otherwise)}`,
  ].filter((limit) => limit.trim() !== '')
  return told.length === 0 ? '' : html`<span class="limits">${told.join(' · ')}</span>`
}

/** Nobody needs to be told of the largest number that a program can count to. */
function range(from: number | undefined, to: number | undefined): string {
  const [least, most] = [from, to].map((bound) => (bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound))
  if (least !== undefined && most !== undefined) return `${least}–${most}`
  if (most !== undefined) return `≤ ${most}`
  return least === undefined ? '' : `≥ ${least}`
}
