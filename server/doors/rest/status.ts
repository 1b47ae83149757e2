import { z } from 'zod'
import { countConversations } from '../../conversation/inbox/inbox.ts'
import { countParked } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/http/http.ts'
import { listLines } from '../../shop/lines/lines.ts'
import { type Operation, operation } from './operation.ts'

const StatusJson = z.object({
  version: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  roles: z.array(z.string()),
  started_at: z.string(),
  lines: z.array(z.object({ id: z.string(), provider: z.string(), address: z.string(), seller: z.string().nullable() })),
  counts: z.object({ conversations: z.int(), waiting: z.int(), dead_letters: z.int() }),
  degraded: z.array(z.string()),
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
