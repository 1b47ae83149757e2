import { html } from 'hono/html'
import type { Html } from '../web/web.ts'

const pieces = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?)|\b(true|false|null)\b/g

/** JSON with its words in colour. */
export function jsonHtml(value: unknown): Html {
  const text = JSON.stringify(value, null, 2)
  const parts: Html[] = []
  let from = 0
  for (const found of text.matchAll(pieces)) {
    const [whole, quoted, colon] = found
    const kind = quoted === undefined ? 'value' : colon === undefined ? 'text' : 'name'
    const word = quoted ?? whole
    parts.push(html`${text.slice(from, found.index)}<b class="${kind}">${word}</b>`)
    from = found.index + word.length
  }
  return html`${parts}${text.slice(from)}`
}

/** Something to be read as it stands, and copied. */
export function codeHtml(title: string, content: Html | string): Html {
  // A line that is wider than its place is scrolled, with the keyboard too.
  return html`<figure class="code"><figcaption>${title}</figcaption><pre tabindex="0">${content}</pre></figure>`
}

export interface Call {
  method: string
  url: string
  headers?: readonly string[]
  body?: unknown
  /** A file to send as it is. */
  file?: string
}

/** One line for a shell; long ones are broken where a shell allows it. */
export function curl({ method, url, headers = [], body, file }: Call): string {
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quoted(url)}`,
    ...headers.map((header) => `-H ${header.includes('$') ? `"${header}"` : quoted(header)}`),
    ...(body === undefined ? [] : [`-d ${quoted(JSON.stringify(body))}`]),
    ...(file === undefined ? [] : [`--data-binary @${quoted(file)}`]),
  ]
  return parts.join(' \\\n  ')
}

/** Bare where a shell takes it so, else in single quotes, which it does not look into. */
function quoted(text: string): string {
  return /^[\w:/.@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
