import { z } from 'zod'

/** A cursor is opaque to callers: what it holds may change with any version. */
const Cursor = z
  .string()
  .max(200)
  .transform((cursor, context) => {
    const text = Buffer.from(cursor, 'base64url').toString('utf8')
    if (!text.startsWith('after:')) {
      context.addIssue({ code: 'custom', message: 'not a cursor that a list gave' })
      return z.NEVER
    }
    return text.slice('after:'.length)
  })

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: Cursor.optional(),
})

export function pagedBy<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}

export function pageOf<Item>(items: Item[], next: string | null): { items: Item[]; next_cursor: string | null } {
  return { items, next_cursor: next === null ? null : Buffer.from(`after:${next}`).toString('base64url') }
}
