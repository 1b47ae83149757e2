import type { Context } from 'hono'
import { html } from 'hono/html'
import { type PageRules, pageHeaders } from '../../platform/http/http.ts'
import { type Files, type Prepared, prepare, sendPrepared } from './files.ts'
import type { Language } from './negotiate.ts'

export type Html = ReturnType<typeof html>

/** The chat may stand in anybody's frame, the admin page and a buyer's order in no cache. */
const rules: Record<PageName, PageRules> = {
  home: { frames: 'none', store: true },
  chat: { frames: 'any', store: true },
  admin: { frames: 'none', store: false },
  docs: { frames: 'none', store: true },
  product: { frames: 'none', store: true, pictures: 'any' },
  checkout: { frames: 'none', store: false, pictures: 'any' },
}

export type PageName = 'home' | 'chat' | 'admin' | 'docs' | 'product' | 'checkout'

export interface Page {
  name: PageName
  language: Language
  title: string
  /** More for the head: scripts and what belongs to one page only. */
  head?: Html
  body: Html
}

export function sendPage(c: Context, files: Files, page: Page, status: 200 | 404 | 409 | 410 | 422 = 200): Response | Promise<Response> {
  return c.html(pageHtml(files, page), status, headersOf(page))
}

/** A page that is the same for everybody who reads its language, so that it is written once. */
export async function preparePage(files: Files, page: Page): Promise<Prepared> {
  return prepare(new TextEncoder().encode(String(await pageHtml(files, page))), 'text/html; charset=utf-8')
}

export function sendPreparedPage(c: Context, page: Pick<Page, 'name' | 'language'>, prepared: Prepared): Response {
  for (const [name, value] of Object.entries(headersOf(page))) c.header(name, value)
  return sendPrepared(c, prepared)
}

function headersOf({ name, language }: Pick<Page, 'name' | 'language'>): Record<string, string> {
  return { 'cache-control': 'no-cache', ...pageHeaders(rules[name]), 'content-language': language, vary: 'accept, accept-language' }
}

function pageHtml(files: Files, page: Page): Html {
  return html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="${files.address('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${files.address(`${page.name}.css`)}">
${page.head ?? ''}
</head>
<body>
${page.body}
</body>
</html>
`
}
