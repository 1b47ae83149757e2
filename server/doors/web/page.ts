import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Files } from './files.ts'
import type { Language } from './negotiate.ts'

export type Html = ReturnType<typeof html>

/** What a page may load and who may frame it, by page. Nothing is ever allowed inline. */
const policies = {
  home: "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // A shop may show its chat in a frame; its logo may live on another host.
  chat: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
  admin:
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const

export type PageName = keyof typeof policies

export interface Page {
  name: PageName
  language: Language
  title: string
  /** More for the head: scripts and what belongs to one page only. */
  head?: Html
  body: Html
}

export function sendPage(c: Context, files: Files, page: Page): Response | Promise<Response> {
  c.header('content-security-policy', policies[page.name])
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', page.name === 'admin' ? 'no-store' : 'no-cache')
  c.header('content-language', page.language)
  c.header('vary', 'accept, accept-language')
  if (page.name !== 'chat') c.header('x-frame-options', 'DENY')
  return c.html(html`<!doctype html>
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
`)
}
