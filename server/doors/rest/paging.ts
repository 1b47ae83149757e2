import { z } from 'zod'
import type { Desk } from '../../conversation/desk.ts'
import { invalid } from '../../platform/http/http.ts'
import { asAsked, closeCursor, openCursor } from '../../shop/cursors.ts'

/** Operations see a cursor as the text they gave `pageOf`: it was opened on the way in and is closed on the way out. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('how many at most'),
  cursor: z.string().max(1000).optional().describe('`next_cursor` of the page before'),
})

export function pagedBy<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable().describe('null on the last page') })
}

export function pageOf<Item>(items: Item[], next: string | null): { items: Item[]; next_cursor: string | null } {
  return { items, next_cursor: next }
}

/**
 * The cursors of one list of one shop, asked for in one way. They carry a proof that we made them for that, so that no list ever meets a
 * place that it did not name, and none goes on under other filters than it began with.
 */
export interface Cursors {
  /** The query with its cursor opened. */
  open(): Record<string, string>
  /** The body with its cursor closed. */
  close(body: unknown): unknown
}

export function cursorsOf(desk: Desk, { tenant, path, query }: { tenant: string; path: string; query: Record<string, string> }): Cursors {
  const { cursor, limit: _, ...asked } = query
  const list = [tenant, path, asAsked(asked)]
  const proof = (place: string) => desk.secrets.fingerprint('cursor', JSON.stringify([...list, place]))
  return {
    open() {
      if (cursor === undefined) return query
      const place = openCursor(cursor, proof)
      if (place === null) throw invalid('the query', [{ path: 'cursor', message: 'not a cursor that this list gave, asked like this' }])
      return { ...query, cursor: place }
    },
    close(body) {
      const { next_cursor: place } = body as { next_cursor?: unknown }
      if (typeof place !== 'string') return body
      return { ...(body as object), next_cursor: closeCursor(place, proof) }
    },
  }
}
