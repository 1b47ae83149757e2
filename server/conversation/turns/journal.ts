import type { Tx } from '../../platform/events/events.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Desk } from '../desk.ts'
import { renewClaim } from '../inbox/inbox.ts'
import type { Answer, ToolCall, ToolResult } from '../seller/seller.ts'
import { prepareCall, type ReadyCall, refuseTool, type Tool, type ToolUse } from '../tools/tools.ts'
import { insertStep, insertToolCall, listSteps, listToolCalls, writeToolResult } from './turns.sql.ts'

/** How long a claim holds without being renewed. Too short only wastes work: the epoch, not the clock, keeps two from answering. */
export const leaseMs = 30_000

export interface ClaimedTurn {
  id: string
  conversation: string
  epoch: number
  attempts: number
  correlation: string | null
}

/** Another process has the turn, or a person took the floor: whatever was being prepared is not said. */
export class ClaimLost extends Error {}

export interface JournalStep {
  readTo: number
  answer: Answer
  results: (ToolResult | undefined)[]
}

/** What a killed process left behind: stored answers are replayed, and only what has no row runs. */
export async function readJournal(shop: Shop, turn: ClaimedTurn): Promise<JournalStep[]> {
  const steps = await shop.read(listSteps, { turn: turn.id })
  const calls = await shop.read(listToolCalls, { turn: turn.id })
  return steps.map((row) => {
    const results: (ToolResult | undefined)[] = []
    for (const call of calls) if (call.step === row.step && call.result !== null) results[call.call] = JSON.parse(call.result)
    return { readTo: row.read_to, answer: JSON.parse(row.answer), results }
  })
}

/** The model's whole answer, before any of its tools run. */
export async function journalAnswer(
  shop: Shop,
  turn: ClaimedTurn,
  step: number,
  read: { readTo: number; engine: string; answer: Answer },
): Promise<void> {
  await shop.transaction('turn.journal', async (tx) => {
    await tx.lock(turn.conversation)
    await holdClaim(tx, turn)
    await tx.run(insertStep, {
      turn: turn.id,
      step,
      read_to: read.readTo,
      engine: read.engine,
      answer: JSON.stringify(read.answer),
      at: tx.clock.now(),
    })
  })
}

/**
 * The call's row and its effect commit together, the row first: a call that has a row has happened. What only looks has looked
 * before, and what it saw is written down in the same way.
 */
export async function runTool(
  desk: Desk,
  use: ToolUse,
  turn: ClaimedTurn,
  at: { step: number; call: number },
  tools: readonly Tool[],
  call: ToolCall,
): Promise<void> {
  const { shop } = use
  const started = desk.world.monotonic()
  const tool = tools.find(({ name }) => name === call.tool)
  const ready = tool ? await prepareCall(tool, use, call.arguments) : unknownTool(call)
  const status = await shop.transaction(`turn.tool ${call.tool}`, async (tx) => {
    await tx.lock(turn.conversation, ...(ready.kind === 'ready' ? ready.subjects : []))
    await holdClaim(tx, turn)
    const { changes } = await tx.run(insertToolCall, {
      turn: turn.id,
      step: at.step,
      call: at.call,
      tool: call.tool,
      arguments: JSON.stringify(call.arguments),
      at: tx.clock.now(),
    })
    if (changes === 0) return 'repeated'
    const result = ready.kind === 'ready' ? await ready.carryOut(tx) : ready.outcome
    await desk.world.fault('tool.inside')
    await tx.run(writeToolResult, { turn: turn.id, step: at.step, call: at.call, result: JSON.stringify(result) })
    return result.ok ? 'ok' : result.refusal.code
  })
  desk.metrics.toolCalls.add({ tool: tool?.name ?? 'unknown', status })
  shop.log.debug('turn.tool', { tool: call.tool, status, latency_ms: desk.world.monotonic() - started, conversation_id: turn.conversation })
}

function unknownTool({ tool }: ToolCall): ReadyCall {
  return { kind: 'answered', outcome: refuseTool('unknown_tool', { detail: `there is no tool ${tool}`, extra: { tool } }) }
}

/** The fence: throws when the turn is no longer ours; else renews the claim and tells the last message there is. */
export async function holdClaim(tx: Tx, turn: ClaimedTurn): Promise<number> {
  const lastSeq = await renew(tx, turn)
  if (lastSeq === undefined) throw new ClaimLost(`turn ${turn.id} is no longer held by claim ${turn.epoch}`)
  return lastSeq
}

/** The same for whoever has something else to do then. */
export async function isHeld(tx: Tx, turn: ClaimedTurn): Promise<boolean> {
  return (await renew(tx, turn)) !== undefined
}

async function renew(tx: Tx, { id, epoch }: ClaimedTurn): Promise<number | undefined> {
  return (await tx.run(renewClaim, { id, epoch, lapses: tx.now() + leaseMs })).rows[0]?.last_seq
}
