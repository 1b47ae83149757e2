import type { Desk } from '../../conversation/desk.ts'
import { findConversationById, toConversation } from '../../conversation/inbox/inbox.ts'
import {
  argumentMistakes,
  callTool,
  refusedArguments,
  refuseTool,
  type Tool,
  type ToolOutcome,
  type ToolUse,
} from '../../conversation/tools/tools.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import { allows } from '../../shop/keys/keys.ts'
import type { Shop } from '../../shop/shop.ts'
import { actorOf, type Caller } from '../rest/rest.ts'
import { ConversationWord } from './published.ts'

const Conversation = ConversationWord.refine((word) => !word.includes('\0'))

/** One request: whose key it came with, and where it takes effect. */
export interface Session {
  readonly desk: Desk
  readonly shop: Shop
  readonly caller: Caller
  readonly correlation: string
  readonly publicUrl: string
}

/** Always an answer, in the shape that its schema promises: what went wrong inside has a reference and no more. */
export async function answerCall(session: Session, tool: Tool, given: Record<string, unknown>): Promise<ToolOutcome> {
  const { desk, shop, correlation } = session
  const started = desk.world.monotonic()
  const outcome = await attempt(session, tool, given)
  const status = outcome.ok ? 'ok' : outcome.refusal.code
  desk.metrics.toolCalls.add({ tool: tool.name, status })
  shop.log.debug('turn.tool', { tool: tool.name, status, latency_ms: desk.world.monotonic() - started, correlation_id: correlation })
  return outcome
}

async function attempt(session: Session, tool: Tool, given: Record<string, unknown>): Promise<ToolOutcome> {
  const { shop, caller, correlation } = session
  if (!allows(caller.scopes, tool.scope))
    return refuseTool('out_of_scope', { detail: `this needs the scope ${tool.scope}`, extra: { scope: tool.scope } })
  const { conversation_id: word, ...rest } = given
  const conversation = tool.inConversation ? Conversation.safeParse(word) : null
  if (conversation?.success === false) {
    const mistake = { path: 'conversation_id', message: 'takes a text of 1 to 200 characters' }
    return refusedArguments([mistake, ...argumentMistakes(tool, rest)])
  }
  try {
    return await callTool(tool, await useOf(session, conversation?.data ?? ''), rest)
  } catch (error) {
    shop.log.error('tool.failed', { tool: tool.name, error: describeError(error), stack: (error as Error).stack })
    return refuseTool('internal', {
      detail: `something went wrong in the shop; its reference is ${correlation}`,
      extra: { reference: correlation },
    })
  }
}

/** A key acts for the shop. A conversation that we carry has its line, which decides who takes it over; a word of the caller's has none. */
async function useOf({ desk, shop, caller, publicUrl }: Session, conversation: string): Promise<ToolUse> {
  const row = conversation === '' ? undefined : (await shop.read(findConversationById, { id: conversation }))[0]
  const line = row ? await desk.lineOf(shop, toConversation(row)) : null
  return { shop, conversation, line, by: actorOf(caller), actsFor: 'shop', storefront: null, publicUrl }
}
