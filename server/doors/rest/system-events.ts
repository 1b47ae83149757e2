import { z } from 'zod'
import { isoTime } from '../../platform/http/http.ts'
import { type Language, listSystemEvents, type SystemEvent } from '../../platform/system-events/system-events.ts'
import { type Operation, operation } from './operation.ts'
import { PageQuery, pagedBy, pageOf } from './paging.ts'

const Level = z.enum(['info', 'warn', 'error'])

const SystemEventJson = z
  .object({
    id: z.string(),
    level: Level,
    event_type: z.string(),
    message: z.string().describe('a sentence in the language of the shop'),
    metadata: z.record(z.string(), z.unknown()).describe('ids and counts, by name'),
    created_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'SystemEvent',
    description: 'Something that whoever runs the shop must know.',
    example: {
      id: '019a2f63-55aa-7d20-b1a1-0c1d2e3f4a5c',
      level: 'error',
      event_type: 'delivery.failed',
      message: 'Un mensaje de la línea ventas no llegó: el proveedor lo rechazó',
      metadata: { line: 'ventas', message: '019a2f61-2c80-7b11-9f06-2f8f6d3c4b52', reason: 'el proveedor lo rechazó' },
      created_at: '2026-03-11T19:00:00.000Z',
    },
  })

export const systemEventOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/events',
    summary: 'What whoever runs the shop must know, oldest first',
    about: 'Kept for 90 days. The types stand in docs/operating.md.',
    tag: 'Status',
    scope: 'events:read',
    params: z.object({}),
    query: PageQuery.extend({
      type: z.string().max(200).optional().describe('of this type only, such as delivery.failed'),
      level: Level.optional(),
      since: z.iso.datetime({ offset: true }).optional().describe('from this moment on'),
      language: z.enum(['es', 'pt', 'en']).optional().describe('of the messages; the shop’s own when left out'),
    }),
    body: null,
    answer: { status: 200, means: 'A page of them', schema: pagedBy(SystemEventJson) },
    refusals: {},
    run: async ({ desk, shop, query }) => {
      const { type, level, since, limit, cursor, language = languageOf(shop.tenant.language) } = query
      const filter = { type, level, since: since === undefined ? undefined : Date.parse(since) }
      const { items, next } = await listSystemEvents(desk.database.tenant(shop.tenant.id), filter, { limit, after: cursor, language })
      return { status: 200, body: pageOf(items.map(eventJson), next) }
    },
  }),
]

function languageOf(language: string): Language {
  return language === 'pt' || language === 'en' ? language : 'es'
}

function eventJson({ id, level, type, message, metadata, at }: SystemEvent): z.input<typeof SystemEventJson> {
  return { id, level, event_type: type, message, metadata, created_at: isoTime(at) }
}
