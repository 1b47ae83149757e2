import type { Hono } from 'hono'
import { calendarOf, calendarText } from '../../commerce/agenda/agenda.ts'
import type { Desk } from '../../conversation/desk.ts'
import { type HttpEnv, problem } from '../../platform/http/http.ts'

/** The appointments as calendar programs follow them. Who has the address may look: it carries 256 bits of chance. */
export function calendarRoutes(app: Hono<HttpEnv>, desk: Desk): void {
  app.get('/agenda/:file{[A-Za-z0-9_-]+\\.ics}', async (context) => {
    const token = context.req.param('file').slice(0, -'.ics'.length)
    const found = await calendarOf(desk.database, token)
    const shop = found && (await desk.shop(found.tenant, context.get('correlation')))
    if (!found || !shop) return problem(context, 404, { code: 'not_found', detail: 'no calendar has this address' })
    const headers = { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, max-age=300' }
    return context.body(await calendarText(shop, found.service), 200, headers)
  })
}
