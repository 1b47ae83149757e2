import type { Hono } from 'hono'
import type { Desk } from '../../conversation/desk.ts'
import type { HttpEnv } from '../../platform/http/http.ts'
import { pictureRoutes } from './pictures.ts'

/** What customers and search engines see of the shop without a conversation: pictures, products, the feed. */
export function storefrontRoutes(app: Hono<HttpEnv>, desk: Desk): void {
  pictureRoutes(app, desk.pictures)
}
