import type { Hono } from 'hono'
import { type HttpEnv, problem } from '../../platform/http/http.ts'
import { type Pictures, pictureWidths, showPicture } from '../../shop/pictures/pictures.ts'

/** What is drawn may style itself; it runs nothing, loads nothing, and is nobody's page. */
const sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** The shop's own pictures, in the sizes that pages ask for. */
export function pictureRoutes(app: Hono<HttpEnv>, pictures: Pictures): void {
  app.get('/pictures/:tenant{[A-Za-z0-9][A-Za-z0-9_.-]*}/:name{[0-9a-f]+\\.[a-z]+}', async (context) => {
    const { tenant, name } = context.req.param()
    const asked = context.req.query('w')
    const width = asked === undefined ? null : pictureWidths.find((width) => String(width) === asked)
    const shown = width === undefined ? null : await showPicture(pictures, tenant, name, width)
    if (!shown) return problem(context, 404, { code: 'not_found', detail: 'there is no such picture' })
    const etag = `"${name}${width === null ? '' : `-${width}`}"`
    const headers = {
      // The name is made from the content: what it shows will never be anything else.
      'cache-control': shown.isFinal ? 'public, max-age=31536000, immutable' : 'no-store',
      'content-security-policy': sandbox,
      // Shops show them on their own sites, in feeds and in the chat.
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      ...(shown.isFinal ? { etag } : {}),
    }
    if (shown.isFinal && context.req.header('if-none-match')?.includes(etag)) return context.body(null, 304, headers)
    return context.body(shown.bytes, 200, { ...headers, 'content-type': shown.type })
  })
}
