import type { Tx } from '../../platform/events/events.ts'
import { done, type Outcome, refuse } from '../../platform/outcome.ts'
import { findUnstorable } from '../../platform/storable.ts'
import { refuseTool, type ToolRefusal } from './refusals.ts'
import type { Tool, ToolOutcome, ToolUse } from './tool.ts'

/** A call that was held against its tool: there is its answer, or all that is left is to do it in a unit that has locked its subjects. */
export type ReadyCall =
  | { readonly kind: 'answered'; readonly outcome: ToolOutcome }
  | { readonly kind: 'ready'; readonly subjects: readonly string[]; carryOut(tx: Tx): Promise<ToolOutcome> }

/** Everything that comes before the unit: arguments are held against the schema, and what only looks is looked up. */
export async function prepareCall(tool: Tool, use: ToolUse, given: unknown): Promise<ReadyCall> {
  const read = readArguments(tool, given)
  if (!read.ok) return { kind: 'answered', outcome: refusedArguments(read.refusal) }
  if (tool.kind === 'reads') return { kind: 'answered', outcome: await tool.read(use, read.value) }
  const own = tool.inConversation ? [use.conversation] : []
  const others = (await tool.subjects?.(use, read.value)) ?? []
  return { kind: 'ready', subjects: [...own, ...others], carryOut: (tx) => tool.act(tx, use, read.value) }
}

/** In a unit of its own, for whoever keeps no journal. */
export async function callTool(tool: Tool, use: ToolUse, given: unknown): Promise<ToolOutcome> {
  const ready = await prepareCall(tool, use, given)
  if (ready.kind === 'answered') return ready.outcome
  return use.shop.transaction(`tool.${tool.name}`, async (tx) => {
    await tx.lock(...ready.subjects)
    return ready.carryOut(tx)
  })
}

/** As many mistakes as a model can mend at once. */
const mostErrors = 20

interface Mistake {
  path: string
  message: string
}

/** What the tool takes, and nothing beside it: a price that somebody sends along is read by nobody. */
function readArguments(tool: Tool, given: unknown): Outcome<Record<string, unknown>, Mistake[]> {
  const unstorable = findUnstorable(given)
  if (unstorable) return refuse([unstorable])
  const read = tool.input.safeParse(given)
  if (read.success) return done(read.data)
  return refuse(read.error.issues.slice(0, mostErrors).map(({ path, message }) => ({ path: path.map(String).join('.'), message })))
}

/** What of it the tool does not take; none where it can be used as it is. */
export function argumentMistakes(tool: Tool, given: unknown): Mistake[] {
  const read = readArguments(tool, given)
  return read.ok ? [] : read.refusal
}

export function refusedArguments(errors: Mistake[]): { ok: false; refusal: ToolRefusal } {
  const named = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
  return refuseTool('invalid_arguments', { detail: `the arguments are not what is taken: ${named}`, errors })
}
