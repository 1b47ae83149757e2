import { html } from 'hono/html'
import type { DescribedAnswer, DescribedContent, DescribedOperation, JsonSchema, Parameter } from '../rest/rest.ts'
import type { Html } from '../web/web.ts'
import { codeHtml, curl, jsonHtml } from './code.ts'
import { fieldHtml, fieldsHtml } from './schema.ts'
import { type DocsTexts, wordsHtml } from './texts.ts'

export interface Shown {
  method: string
  path: string
  operation: DescribedOperation
  /** Where the API answers. */
  base: string
  schemas: Readonly<Record<string, JsonSchema>>
}

export function anchorOf({ operationId }: Pick<DescribedOperation, 'operationId'>): string {
  return operationId
}

/** One operation, folded: its line tells what it does, what is inside how. */
export function operationHtml(texts: DocsTexts, shown: Shown): Html {
  const { method, path, operation } = shown
  return html`<details class="operation" data-operation="${operation.operationId}">
<summary><h3 class="call"><span class="method ${method}">${method}</span> <code>${pathHtml(path)}</code></h3><span class="what" lang="en">${operation.summary}</span></summary>
<div class="inside" id="${anchorOf(operation)}">
<div>
${operation.description === undefined ? '' : html`<p lang="en">${wordsHtml(operation.description)}</p>`}
${scopeHtml(texts, operation)}
${parametersHtml(texts, shown)}
${bodyHtml(texts, shown)}
${answersHtml(texts, shown)}
</div>
<div>${examplesHtml(texts, shown)}</div>
</div>
</details>
`
}

function pathHtml(path: string): Html {
  const parts = path.split(/(\{\w+\})/)
  return html`${parts.map((part) => (part.startsWith('{') ? html`<i>${part}</i>` : part))}`
}

function scopeHtml(texts: DocsTexts, { security: [way] }: DescribedOperation): Html {
  if (!way) return html`<p class="scope">${texts.noKey}</p>`
  return html`<p class="scope">${texts.scope} <code>${way.key?.[0] ?? ''}</code></p>`
}

function parametersHtml(texts: DocsTexts, { operation, schemas }: Shown): Html | string {
  if (operation.parameters.length === 0) return ''
  const kinds = ['path', 'query', 'header'] as const
  return html`${kinds.map((place) => {
    const those = operation.parameters.filter((parameter) => parameter.in === place)
    if (those.length === 0) return ''
    return html`<h4>${texts.places[place]}</h4><dl class="fields">
${those.map(({ name, schema, required, description }) => fieldHtml(texts, name, schema, { required, schemas, description }))}</dl>`
  })}`
}

function bodyHtml(texts: DocsTexts, { operation, schemas }: Shown): Html | string {
  const { content } = operation.requestBody ?? {}
  if (!content) return ''
  const json = structured(content)
  if (json) return html`<h4>${texts.body}</h4>${fieldsHtml(texts, json.schema, schemas) || html`<p>${texts.emptyBody}</p>`}`
  return html`<h4>${texts.body}</h4><ul class="types">${Object.entries(content).map(
    ([type, { schema }]) => html`<li><code>${type}</code> <span lang="en">${schema.description ?? ''}</span></li>`,
  )}</ul>`
}

function answersHtml(texts: DocsTexts, { operation, schemas }: Shown): Html {
  return html`<h4>${texts.answers}</h4><dl class="answers">
${Object.entries(operation.responses).map(([status, answer]) => answerHtml(texts, status, answer, schemas))}</dl>`
}

function answerHtml(texts: DocsTexts, status: string, answer: DescribedAnswer, schemas: Shown['schemas']): Html {
  const codes = Object.entries(answer['x-codes'] ?? {})
  if (codes.length > 0) {
    return html`<div><dt class="status bad">${status}</dt><dd lang="en">${codes.map(
      ([code, text]) => html`<p><a href="#problem-${code}"><code>${code}</code></a> ${text}</p>`,
    )}</dd></div>
`
  }
  const schema = structured(answer.content)?.schema
  return html`<div><dt class="status good">${status}</dt><dd><p lang="en">${answer.description}</p>${
    schema ? whatComesBack(texts, schema, schemas) : ''
  }</dd></div>
`
}

function whatComesBack(texts: DocsTexts, schema: JsonSchema, schemas: Shown['schemas']): Html | string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return html`<p><a href="#object-${name}" lang="en">${name}</a></p>`
  return fieldsHtml(texts, schema, schemas)
}

function examplesHtml(texts: DocsTexts, shown: Shown): Html {
  const [status = '', good] = Object.entries(shown.operation.responses).find(([status]) => status.startsWith('2')) ?? []
  const answer = structured(good?.content)
  return html`${codeHtml('curl', curlOf(shown))}${answer ? codeHtml(`${texts.answer} ${status}`, jsonHtml(answer.example)) : ''}`
}

/** JSON that a schema describes. */
function structured(content: Readonly<Record<string, DescribedContent>> | undefined): DescribedContent | undefined {
  const json = content?.['application/json']
  return json?.example === undefined ? undefined : json
}

function curlOf({ method, path, operation, base }: Shown): string {
  const { parameters, requestBody } = operation
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))), path)
  const asked = parameters.filter((parameter) => parameter.in === 'query' && (parameter.required || parameter.name === 'limit'))
  const query = asked.map((parameter) => `${parameter.name}=${encodeURIComponent(String(exampleFor(parameter)))}`).join('&')
  const type = Object.keys(requestBody?.content ?? {})[0]
  const json = structured(requestBody?.content)
  return curl({
    method,
    url: `${base}${filled}${query === '' ? '' : `?${query}`}`,
    headers: [
      ...(operation.security.length > 0 ? ['x-api-key: $SHOP_KEY'] : []),
      ...(parameters.some(({ name }) => name === 'Idempotency-Key') ? ['idempotency-key: $(uuidgen)'] : []),
      ...(type === undefined ? [] : [`content-type: ${type}`]),
    ],
    ...(json ? { body: json.example } : {}),
    ...(json || type === undefined ? {} : { file: type.startsWith('image/') ? 'photo.jpg' : 'catalogue.csv' }),
  })
}

function exampleFor({ name, example, schema }: Parameter): unknown {
  return name === 'limit' ? 20 : (example ?? schema.default ?? '')
}
