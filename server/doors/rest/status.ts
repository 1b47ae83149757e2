import { z } from 'zod'
import { countConversations } from '../../conversation/inbox/inbox.ts'
import { countParked } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/http/http.ts'
import { listLines } from '../../shop/lines/lines.ts'
import { type Operation, operation } from './operation.ts'

const StatusJson = z
  .object({
    version: z.string(),
    engine: z.enum(['sqlite', 'postgres']).describe('the database'),
    roles: z.array(z.string()).describe('what this process does'),
    started_at: z.string().meta({ format: 'date-time' }),
    lines: z.array(z.object({ id: z.string(), provider: z.string(), address: z.string(), seller: z.string().nullable() })),
    counts: z.object({
      conversations: z.int().describe('that are open'),
      waiting: z.int().describe('that wait for an answer'),
      dead_letters: z.int().describe('events set aside'),
    }),
    degraded: z.array(z.string()).describe('what does not work as it should'),
  })
  .meta({
    id: 'Status',
    description: 'The shop at a glance.',
    example: {
      version: '0.1.0',
      engine: 'sqlite',
      roles: ['all'],
      started_at: '2026-03-11T12:00:00.000Z',
      lines: [{ id: 'ventas', provider: 'meta-whatsapp', address: '+5491155550000', seller: 'milo' }],
      counts: { conversations: 12, waiting: 1, dead_letters: 0 },
      degraded: [],
    },
  })

export const statusOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/status',
    summary: 'What runs here, and what waits',
    tag: 'Status',
    scope: 'status:read',
    params: z.object({}),
    query: z.object({}),
    body: null,
    answer: { status: 200, means: 'The shop at a glance', schema: StatusJson },
    refusals: {},
    run: async ({ desk, shop, about }) => {
      const { conversations, waiting } = await countConversations(shop)
      return {
        status: 200,
        body: {
          version: about.version,
          engine: desk.database.engine,
          roles: [...about.roles],
          started_at: isoTime(desk.world.machine() - desk.world.monotonic()),
          lines: (await shop.read(listLines, {})).map(({ id, provider, address, seller }) => ({ id, provider, address, seller })),
          counts: { conversations, waiting, dead_letters: await countParked(desk.database.tenant(shop.tenant.id)) },
          degraded: [],
        },
      }
    },
  }),
]
