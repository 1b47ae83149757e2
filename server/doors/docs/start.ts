import { html } from 'hono/html'
import { exampleOf, type OpenApi, problemExample } from '../rest/rest.ts'
import type { Html } from '../web/web.ts'
import { codeHtml, curl, jsonHtml } from './code.ts'
import { type DocsTexts, wordsHtml } from './texts.ts'

const key = 'x-api-key: $SHOP_KEY'
const json = 'content-type: application/json'

/** From no key at all to what every request has in common. */
export function startHtml(texts: DocsTexts, base: string, document: OpenApi): Html {
  const { start } = texts
  const customer = exampleOf({ $ref: '#/components/schemas/Customer' }, '', document.components.schemas)
  const page = { items: [{ id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11', name: 'Ana Suárez' }], next_cursor: 'MDE5YTJm.Zk8x…' }
  const steps: [{ title: string; text: string }, Html][] = [
    [
      start.key,
      codeHtml(
        'store.yaml',
        `apiKeys:
  - name: website
    key: "\${SHOP_KEY}"
    scopes: [customers:read, customers:write]`,
      ),
    ],
    [start.first, codeHtml('curl', curl({ method: 'get', url: `${base}/customers?limit=1`, headers: [key] }))],
    [
      start.lists,
      html`${codeHtml(`${texts.answer} 200`, jsonHtml(page))}${codeHtml(
        'curl',
        curl({ method: 'get', url: `${base}/customers?limit=1&cursor=MDE5YTJm.Zk8x…`, headers: [key] }),
      )}`,
    ],
    [
      start.once,
      html`${codeHtml(
        'curl',
        curl({
          method: 'post',
          url: `${base}/customers`,
          headers: [key, json, 'idempotency-key: customer-from-the-website-4711'],
          body: { name: 'Ana Suárez', email: 'ana@example.com' },
        }),
      )}${codeHtml(`${texts.answer} 201`, jsonHtml(customer))}`,
    ],
    [start.errors, codeHtml(`${texts.answer} 422`, jsonHtml(problemExample(422, 'invalid')))],
    [start.values, codeHtml(texts.example, jsonHtml({ price: { amount: '450.00', currency: 'ARS' }, at: '2026-03-11T19:00:00.000Z' }))],
  ]
  return html`<h2>${start.title}</h2>
<p class="about">${wordsHtml(start.about)} <code class="base">${base}</code></p>
<ol class="steps">
${steps.map(
  ([{ title, text }, code]) => html`<li><div><h3>${title}</h3><p>${wordsHtml(text)}</p></div><div>${code}</div></li>
`,
)}</ol>`
}
