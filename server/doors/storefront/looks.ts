import type { Hono } from 'hono'
import { type Ground, paletteOf } from '../../../web/ui/colour.ts'
import { type HttpEnv, problem } from '../../platform/http/http.ts'

/** What `web/ui/tokens.css` and `web/ui/dark.css` say: what a shop's colour has to be readable on. */
export const grounds: Readonly<Record<'day' | 'night', Ground>> = {
  day: { paper: '#faf5ec', card: '#fffdf9', ink: '#2a221c', inkSoft: '#695d52' },
  night: { paper: '#1a1613', card: '#26201b', ink: '#f4ece1', inkSoft: '#b9aca0' },
}

/** A shop's colour as a style sheet, for pages that take no style inside them: the same for all shops of that colour. */
export function lookRoutes(app: Hono<HttpEnv>): void {
  app.get('/looks/:file{[0-9a-f]+\\.css}', (context) => {
    const look = lookOf(`#${context.req.param('file').slice(0, -'.css'.length)}`)
    if (look === null) return problem(context, 404, { code: 'not_found', detail: 'there is no such colour' })
    return context.body(look, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=86400' })
  })
}

/** Null where the shop has the colour of the house. */
export function lookAddress(colour: string | null): string | null {
  return colour === null || !/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? null : `/looks/${colour.slice(1).toLowerCase()}.css`
}

function lookOf(colour: string): string | null {
  const [day, night] = [grounds.day, grounds.night].map((ground) => paletteOf(colour, ground))
  if (!day || !night) return null
  return `:root{${declarations({ ...day })}}@media (prefers-color-scheme:dark){:root{${declarations({ ...night })}}}`
}

function declarations(palette: Record<string, string>): string {
  return Object.entries(palette)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
}
