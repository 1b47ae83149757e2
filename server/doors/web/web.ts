import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Files } from './files.ts'
import { homePage } from './home.ts'
import { type Language, preferredLanguage, prefersJson } from './negotiate.ts'
import { sendPage } from './page.ts'

export { type BuiltFiles, Files, type Prepared, readBuiltFiles, whatIsNotBuilt } from './files.ts'
export { type Language, languages, preferredLanguage } from './negotiate.ts'
export { type Html, type Page, preparePage, sendPage, sendPreparedPage } from './page.ts'

export interface WebOptions {
  version: string
  /** How the outside reaches us, without a slash at the end. */
  publicUrl: string
  /** Whether the page of doors names the phone simulator. */
  simulator: boolean
  files: Files
}

/** The pages people open and the files those load. The data behind them has its own doors. */
export function webRoutes(options: WebOptions): Hono {
  const app = new Hono()
  const { files } = options
  files.register(app)
  app.get('/', (c) => {
    if (prefersJson(c.req.header('accept'))) {
      c.header('vary', 'accept')
      return c.json({ status: 'ok', service: 'mostrador', version: options.version })
    }
    const language = languageOf(c)
    return sendPage(c, files, { name: 'home', language, ...homePage(language, options) })
  })
  app.get('/chat', (c) => {
    if (!files.has('widget.js')) return notBuilt(c, files)
    const line = c.req.query('line')
    const script = line ? `/widget.js?line=${encodeURIComponent(line)}` : '/widget.js'
    const text = c.req.query('text')?.slice(0, longestDraft)
    const language = languageOf(c)
    return sendPage(c, files, {
      name: 'chat',
      language,
      title: 'Chat',
      body: html`<script src="${script}" data-page${text ? html` data-text="${text}"` : ''}></script>
<noscript>${withoutScript[language]}</noscript>`,
    })
  })
  app.get('/admin', (c) => {
    if (!files.has('admin.js')) return notBuilt(c, files)
    const language = languageOf(c)
    return sendPage(c, files, {
      name: 'admin',
      language,
      title: 'Mostrador',
      head: html`<script type="module" src="${files.address('admin.js')}"></script>`,
      body: html`<div id="admin" data-public-url="${options.publicUrl}"></div>
<noscript>${withoutScript[language]}</noscript>`,
    })
  })
  return app
}

/** A page that leads to the chat may say so much for the visitor. */
const longestDraft = 500

/** The visitor's own, as far as we speak it. */
export function languageOf(c: Context): Language {
  return preferredLanguage(c.req.header('accept-language'))
}

const withoutScript: Record<Language, string> = {
  es: 'Esta página necesita JavaScript.',
  pt: 'Esta página precisa de JavaScript.',
  en: 'This page needs JavaScript.',
}

function notBuilt(c: Context, files: Files): Response {
  c.header('cache-control', 'no-store')
  return c.text(`${files.missing()}\n`, 503)
}
