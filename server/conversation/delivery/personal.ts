import { z } from 'zod'
import { type Piece, section } from '../../commerce/customers/customers.ts'
import { isoTime } from '../../platform/iso-time.ts'
import { statement } from '../../platform/sql/statement.ts'
import type { Shop } from '../../shop/shop.ts'

const atOnce = 200

const listEchoes = statement('list-echoes', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('echoes')
    .select(['text', 'at', 'state'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('state', 'in', ['waiting', 'automatic'])
    .orderBy('at'),
)

const listSomeEchoes = statement('list-some-echoes', (sql, p: { tenant: string; conversation: string; limit: number }) =>
  sql
    .selectFrom('echoes')
    .select(['line_id', 'provider_id'])
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .limit(p.limit),
)

const forgetEcho = statement('forget-echo', (sql, p: { tenant: string; line: string; provider_id: string }) =>
  sql.deleteFrom('echoes').where('tenant_id', '=', p.tenant).where('line_id', '=', p.line).where('provider_id', '=', p.provider_id),
)

/** What came back as our own words, or as a person's, is among the messages. */
export const echoesSection = section({
  name: 'phone_messages',
  means: "What the shop's own phone sent him by itself, or sent him just now",
  record: z.object({ conversation_id: z.string(), text: z.string(), at: z.string() }),
  async *collect(shop, { conversations }) {
    for (const conversation of conversations) {
      for (const { text, at } of await shop.read(listEchoes, { conversation }))
        yield { conversation_id: conversation, text, at: isoTime(at) }
    }
  },
})

export async function* erasingEchoes(shop: Shop, conversation: string): AsyncGenerator<Piece> {
  for (;;) {
    const some = await shop.read(listSomeEchoes, { conversation, limit: atOnce })
    if (some.length === 0) return
    yield {
      subjects: [conversation],
      erase: async (tx) => {
        let echoes = 0
        for (const { line_id: line, provider_id } of some) echoes += (await tx.run(forgetEcho, { line, provider_id })).changes
        return { erased: { echoes } }
      },
    }
  }
}
