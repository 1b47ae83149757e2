import type { Context } from 'hono'
import { html } from 'hono/html'
import { type PageRules, pageHeaders } from '../../platform/http/http.ts'
import type { Files } from './files.ts'
import type { Language } from './negotiate.ts'

export type Html = ReturnType<typeof html>

/** The chat may stand in anybody's frame, the admin page in no cache. */
const rules: Record<PageName, PageRules> = {
  home: { frames: 'none', store: true },
  chat: { frames: 'any', store: true },
  admin: { frames: 'none', store: false },
}

export type PageName = 'home' | 'chat' | 'admin'

export interface Page {
  name: PageName
  language: Language
  title: string
  /** More for the head: scripts and what belongs to one page only. */
  head?: Html
  body: Html
}

export function sendPage(c: Context, files: Files, page: Page): Response | Promise<Response> {
  const answer = html`<!doctype html>
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
  const headers = { 'cache-control': 'no-cache', ...pageHeaders(rules[page.name]) }
  return c.html(answer, 200, { ...headers, 'content-language': page.language, vary: 'accept, accept-language' })
}
