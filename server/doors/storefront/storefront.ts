import type { Hono } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import type { HttpEnv } from '../../platform/http/http.ts'
import type { Files } from '../web/web.ts'
import { feedRoutes } from './feed.ts'
import { lookRoutes } from './looks.ts'
import { pictureRoutes } from './pictures.ts'
import { productRoutes } from './products.ts'

export { counterFor } from './counters.ts'
export { footHtml, lookHtml, shopSign } from './product-page.ts'

export interface StorefrontOptions {
  /** Null where nobody will open a page. */
  files: Files | null
  publicUrl(): string
  version: string
}

/** What customers and search engines see of the shop without a conversation: pictures, products, the feed. */
export function storefrontRoutes(app: Hono<HttpEnv>, desk: Desk, { files, publicUrl, version }: StorefrontOptions): void {
  pictureRoutes(app, desk.pictures)
  lookRoutes(app)
  feedRoutes(app, desk, { publicUrl, version })
  if (files) productRoutes(app, desk, { files, publicUrl })
}
