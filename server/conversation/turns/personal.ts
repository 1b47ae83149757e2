import { z } from 'zod'
import { section } from '../../commerce/customers/customers.ts'
import type { Tx } from '../../platform/events/events.ts'
import { isoTime } from '../../platform/iso-time.ts'
import type { Shop } from '../../shop/shop.ts'
import { forgetSteps, forgetToolCalls, lastMessage, listStepsOfTurns, listToolCallsOfTurns } from './turns.sql.ts'

const atOnce = 100

export const stepsSection = section({
  name: 'steps',
  means: 'What the seller made of his messages, step by step',
  record: z.object({
    conversation_id: z.string(),
    turn_id: z.string(),
    step: z.int(),
    engine: z.string(),
    answer: z.unknown(),
    at: z.string(),
  }),
  async *collect(shop, { conversations }) {
    for await (const window of windowsOf(shop, conversations)) {
      for (const { turn_id, step, engine, answer, at } of await shop.read(listStepsOfTurns, window))
        yield { conversation_id: window.conversation, turn_id, step, engine, answer: JSON.parse(answer), at: isoTime(at) }
    }
  },
})

export const toolCallsSection = section({
  name: 'tool_calls',
  means: 'What the seller did for him in the shop',
  record: z.object({
    conversation_id: z.string(),
    turn_id: z.string(),
    step: z.int(),
    call: z.int(),
    tool: z.string(),
    arguments: z.unknown(),
    result: z.unknown(),
    at: z.string(),
  }),
  async *collect(shop, { conversations }) {
    for await (const window of windowsOf(shop, conversations)) {
      for (const { turn_id, step, call, tool, result, at, ...given } of await shop.read(listToolCallsOfTurns, window)) {
        const told = { arguments: JSON.parse(given.arguments), result: result && JSON.parse(result) }
        yield { conversation_id: window.conversation, turn_id, step, call, tool, ...told, at: isoTime(at) }
      }
    }
  },
})

/** The journal of the turns of these messages, as long as the messages are there. */
export async function forgetJournal(tx: Tx, conversation: string, upTo: number): Promise<{ steps: number; tool_calls: number }> {
  const { changes: tool_calls } = await tx.run(forgetToolCalls, { conversation, up_to: upTo })
  const { changes: steps } = await tx.run(forgetSteps, { conversation, up_to: upTo })
  return { steps, tool_calls }
}

type Window = { conversation: string; after: number; up_to: number }

async function* windowsOf(shop: Shop, conversations: readonly string[]): AsyncGenerator<Window> {
  for (const conversation of conversations) {
    const last = (await shop.read(lastMessage, { conversation }))[0]?.seq ?? 0
    for (let after = 0; after < last; after += atOnce) yield { conversation, after, up_to: after + atOnce }
  }
}
