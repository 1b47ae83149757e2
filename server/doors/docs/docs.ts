import type { Hono } from 'hono'
import type { HttpEnv } from '../../platform/http/http.ts'
import type { OpenApi } from '../rest/rest.ts'
import { type Files, type Language, languageOf, type Prepared, preparePage, sendPreparedPage } from '../web/web.ts'
import { docsPage } from './page.ts'

export interface DocsOptions {
  files: Files
  publicUrl(): string
  /** The document that programs read; people read the same. */
  document(): OpenApi
}

/** `/api/docs`, and where the `type` of a problem leads to. */
export function docsRoutes(app: Hono<HttpEnv>, options: DocsOptions): void {
  const pages = new Map<Language, Promise<Prepared>>()
  app.get('/api/docs', async (context) => {
    const language = languageOf(context)
    const page = pages.get(language) ?? preparePage(options.files, docsPage(language, options))
    pages.set(language, page)
    return sendPreparedPage(context, { name: 'docs', language }, await page)
  })
  app.get('/problems/:code{[a-z0-9-]+}', (context) =>
    context.redirect(`/api/docs#problem-${context.req.param('code').replaceAll('-', '_')}`, 302),
  )
}
