import { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import { done } from '../../platform/outcome.ts'
import { statement } from '../../platform/sql/statement.ts'
import { actingTool, shopTools, type Tool } from '../tools/tools.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    counter: { tenant_id: string; last_number: number }
    counter_numbers: { tenant_id: string; number: number; conversation_id: string; at: number }
  }
}

const callNextNumber = statement('call-next-number', (sql, p: { tenant: string }) =>
  sql
    .insertInto('counter')
    .values({ tenant_id: p.tenant, last_number: 1 })
    .onConflict((row) => row.column('tenant_id').doUpdateSet((set) => ({ last_number: set('counter.last_number', '+', 1) })))
    .returning('last_number'),
)

const giveNumber = statement('give-number', (sql, p: { tenant: string; number: number; conversation: string; at: number }) =>
  sql.insertInto('counter_numbers').values({ tenant_id: p.tenant, number: p.number, conversation_id: p.conversation, at: p.at }),
)

const forgetWhose = statement('forget-whose-numbers', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .updateTable('counter_numbers')
    .set({ conversation_id: '' })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation),
)

/** The numbers were given all the same; answers with how many. */
export async function forgetWhoseNumbers(tx: Tx, conversation: string): Promise<number> {
  return (await tx.run(forgetWhose, { conversation })).changes
}

/** The paper number of a shop's counter: each customer who asks gets the next one, none twice and none left out. */
const takeNumber = actingTool({
  name: 'take_number',
  title: 'Take a number',
  description: 'Gives the customer the next number of the counter.',
  scope: 'conversations:write',
  inConversation: true,
  destroys: false,
  repeats: 'again',
  input: z.object({}),
  output: z.object({ number: z.int() }),
  async act(tx, { conversation }) {
    const number = (await tx.run(callNextNumber, {})).rows[0]?.last_number
    if (number === undefined) throw new Error('the counter gave no number')
    await tx.run(giveNumber, { number, conversation, at: tx.clock.now() })
    return done({ number })
  },
})

/** What a seller can do: everything that is done in the shop, and what is done at its counter alone. */
export const sellerTools: readonly Tool[] = [...shopTools, takeNumber]
