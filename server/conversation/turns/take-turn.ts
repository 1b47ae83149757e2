import type { Tx } from '../../platform/events/events.ts'
import { systemEvent, tellOperators } from '../../platform/system-events/system-events.ts'
import { describeError } from '../../platform/telemetry/telemetry.ts'
import type { LineSeller } from '../../shop/lines/lines.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Desk } from '../desk.ts'
import {
  type Conversation,
  closeTurn,
  countSaid,
  findConversationById,
  floorAt,
  floorRules,
  handOverIn,
  type InboxLine,
  listMessages,
  type Message,
  postponeTurn,
  say,
  silenceOpenTurn,
  toConversation,
  toMessage,
} from '../inbox/inbox.ts'
import { type Answer, type Engine, type Prompt, sellerTools, type ToolResult } from '../seller/seller.ts'
import type { ToolUse } from '../tools/tools.ts'
import {
  type ClaimedTurn,
  ClaimLost,
  holdClaim,
  isHeld,
  type JournalStep,
  journalAnswer,
  leaseMs,
  readJournal,
  runTool,
} from './journal.ts'

/** Answers in a row that only call tools: past this the seller runs in circles. */
const maxToolSteps = 10
/** Failures of one turn before people get it. */
const maxAttempts = 5
/** As much of a conversation as a seller reads. */
const memory = 60

const turnFailed = systemEvent<{ conversation: string; engine: string }>('turn.failed', 'error', {
  es: 'El vendedor no pudo contestar ({engine}); la conversación quedó para una persona',
  pt: 'O vendedor não conseguiu responder ({engine}); a conversa ficou para uma pessoa',
  en: 'The seller could not answer ({engine}); people have the conversation',
})

interface Work {
  desk: Desk
  shop: Shop
  line: InboxLine
  turn: ClaimedTurn
  /** As logs name him. */
  customer: string
  seller: LineSeller
  /** The customer's where he has told one, else the shop's. */
  language: string
  engine: Engine
}

/** Carries a claimed turn to its reply or its silence, from wherever an earlier claim left it. */
export async function takeTurn(desk: Desk, tenant: string, turn: ClaimedTurn): Promise<void> {
  await desk.world.fault('turn.after-claim')
  const started = desk.world.monotonic()
  const shop = await desk.shop(tenant, turn.correlation)
  if (!shop) return
  let outcome: string
  let customer: string | undefined
  try {
    const work = await prepare(desk, shop, turn)
    customer = work?.customer
    outcome = work ? await carry(work) : await leaveUnanswered(shop, turn)
  } catch (error) {
    if (error instanceof ClaimLost) outcome = 'claim_lost'
    else outcome = await fail(desk, shop, turn, error)
  } finally {
    desk.events.transport.announce({ tenant, subject: turn.conversation, topic: 'seller.idle' })
  }
  const seconds = (desk.world.monotonic() - started) / 1000
  desk.metrics.turnSeconds.observe({ engine: desk.engine.name, outcome }, seconds)
  shop.log.info('turn.done', { conversation_id: turn.conversation, customer, outcome, latency_ms: Math.round(seconds * 1000) })
}

async function prepare(desk: Desk, shop: Shop, turn: ClaimedTurn): Promise<Work | null> {
  const row = (await shop.read(findConversationById, { id: turn.conversation }))[0]
  const line = row ? await desk.lineOf(shop, toConversation(row)) : null
  if (!row || !line?.seller) return null
  desk.events.transport.announce({ tenant: shop.tenant.id, subject: turn.conversation, topic: 'seller.writing' })
  const customer = shop.hashAddress(row.address)
  const language = row.language ?? shop.tenant.language
  return { desk, shop, line, turn, customer, seller: line.seller, language, engine: desk.engine }
}

/** Its line or its seller was taken away since the message came: people see it, nobody answers by machine. */
async function leaveUnanswered(shop: Shop, turn: ClaimedTurn): Promise<string> {
  await shop.transaction('turn.leave', async (tx) => {
    await tx.lock(turn.conversation)
    await holdClaim(tx, turn)
    await tx.run(silenceOpenTurn, { conversation: turn.conversation, outcome: 'no_seller' })
  })
  return 'no_seller'
}

async function carry(work: Work): Promise<string> {
  const journal = await readJournal(work.shop, work.turn)
  let toolSteps = 0
  for (let step = 0; ; step++) {
    const entry = journal[step] ?? (await answer(work, journal, step))
    if (entry.answer.calls.length > 0) {
      if (++toolSteps > maxToolSteps) throw new Error(`the seller called tools ${maxToolSteps} times without an answer`)
      await runTools(work, step, entry)
      continue
    }
    toolSteps = 0
    const outcome = await reply(work, entry)
    if (outcome !== 'read_on') return outcome
  }
}

/** One step of the engine, journalled before anything comes of it. */
async function answer(work: Work, journal: JournalStep[], step: number): Promise<JournalStep> {
  const { desk, shop, turn } = work
  const messages = await recentMessages(shop, turn.conversation)
  const readTo = messages.findLast(({ role }) => role === 'customer')?.seq ?? 0
  await desk.world.fault('turn.before-answer')
  const answer = await think(work, promptOf(work, messages, journal))
  await desk.world.fault('turn.after-answer')
  await journalAnswer(shop, turn, step, { readTo, engine: work.engine.name, answer })
  await desk.world.fault('turn.after-journal')
  const entry: JournalStep = { readTo, answer, results: [] }
  journal.push(entry)
  return entry
}

/** Keeps the claim alive however long the engine takes; a lost claim stops it. */
async function think(work: Work, prompt: Prompt): Promise<Answer> {
  const { desk, shop, turn } = work
  const stop = new AbortController()
  const beat = async () => {
    while (!stop.signal.aborted) {
      await desk.world.sleep(leaseMs / 3, stop.signal)
      if (stop.signal.aborted) return
      await shop.transaction('turn.renew', (tx) => holdClaim(tx, turn))
    }
  }
  const lost = beat().then(() => new Promise<never>(() => {}))
  try {
    return await Promise.race([work.engine.step(prompt, stop.signal), lost])
  } finally {
    stop.abort()
  }
}

async function runTools(work: Work, step: number, entry: JournalStep): Promise<void> {
  for (const [call, toolCall] of entry.answer.calls.entries()) {
    if (entry.results[call]) continue
    await runTool(work.desk, useOf(work), work.turn, { step, call }, sellerTools, toolCall)
    await work.desk.world.fault('tool.after')
  }
  entry.results = (await readJournal(work.shop, work.turn))[step]?.results ?? []
}

function useOf({ desk, shop, line, turn, seller }: Work): ToolUse {
  return {
    shop,
    conversation: turn.conversation,
    line,
    by: { kind: 'seller', name: seller.name },
    actsFor: 'customer',
    storefront: seller.storefront,
    publicUrl: desk.publicUrl(),
  }
}

/** The reply leaves by one compare-and-set: on our claim, on the messages it has read, and on the floor. */
async function reply(work: Work, entry: JournalStep): Promise<string> {
  const { desk, shop, line, turn } = work
  const outcome = await shop.transaction('turn.reply', async (tx) => {
    await tx.lock(turn.conversation)
    const lastSeq = await holdClaim(tx, turn)
    if (lastSeq > entry.readTo) return 'read_on'
    const conversation = await loadConversation(tx, turn.conversation)
    const floor = floorAt(conversation.floor, floorRules(tx.clock.now(), line))
    const silent = floor.holder !== 'seller' || entry.answer.say.length === 0
    const outcome = floor.holder !== 'seller' ? 'staff_holds' : silent ? 'nothing_to_say' : 'replied'
    const { changes } = await tx.run(closeTurn, { id: turn.id, epoch: turn.epoch, read_to: entry.readTo, outcome })
    if (changes === 0) throw new ClaimLost(`turn ${turn.id} was closed by somebody else`)
    if (!silent) await sayAll(tx, work, conversation, entry.answer.say)
    await desk.world.fault('reply.inside')
    return outcome
  })
  await desk.world.fault('reply.after')
  return outcome
}

async function sayAll(
  tx: Tx,
  { desk, shop, line, turn, seller }: Work,
  conversation: Conversation,
  texts: readonly string[],
): Promise<void> {
  const askedAt = conversation.lastMessageAt
  for (const text of texts) await say(tx, line, conversation, { role: 'seller', text, name: seller.name, turn: turn.id })
  tx.afterCommit(() => {
    countSaid(desk.metrics, shop.tenant.id, line, texts.length)
    // Elsewhere the reply is measured when the provider accepts it.
    if (line.local) desk.metrics.replyLatency.observe({ channel: line.channel }, (tx.clock.now() - askedAt) / 1000)
  })
}

/** A turn that cannot be carried is tried again, and in the end given to people: somebody always holds the floor. */
async function fail(desk: Desk, shop: Shop, turn: ClaimedTurn, error: unknown): Promise<string> {
  const attempts = turn.attempts + 1
  const giveUp = attempts >= maxAttempts
  const known = (await shop.read(findConversationById, { id: turn.conversation }))[0]
  const line = known ? await desk.lineOf(shop, toConversation(known)) : null
  shop.log.error('turn.failed', { conversation_id: turn.conversation, attempts, error: describeError(error) })
  return await shop.transaction('turn.fail', async (tx) => {
    await tx.lock(turn.conversation)
    // Somebody else carries it by now: what failed here says nothing of him.
    if (!(await isHeld(tx, turn))) return 'claim_lost'
    if (!giveUp) {
      await tx.run(postponeTurn, { id: turn.id, epoch: turn.epoch, due: tx.now() + 1000 * 2 ** attempts })
      tx.wake(turn.conversation, 'turn.due')
      return 'postponed'
    }
    const row = (await tx.run(findConversationById, { id: turn.conversation })).rows[0]
    // Its customer was erased meanwhile: nobody is left to be handed over.
    if (!row) return 'failed'
    await tx.run(silenceOpenTurn, { conversation: turn.conversation, outcome: 'failed' })
    await tellOperators(tx, turnFailed, { conversation: turn.conversation, engine: desk.engine.name })
    await handOverIn(tx, line, toConversation(row), { reason: 'seller_failed', words: 'seller_failed', team: null, summary: null })
    return 'failed'
  })
}

async function recentMessages(shop: Shop, conversation: string): Promise<Message[]> {
  const row = (await shop.read(findConversationById, { id: conversation }))[0]
  const after = Math.max(0, (row?.last_seq ?? 0) - memory)
  return (await shop.read(listMessages, { conversation, after, limit: memory * 2 })).map(toMessage)
}

function promptOf(work: Work, messages: readonly Message[], journal: readonly JournalStep[]): Prompt {
  return {
    seller: work.seller,
    language: work.language,
    messages: messages.map(({ seq, role, text, turn }) => ({ seq, role, text, asked: role === 'customer' && turn === work.turn.id })),
    steps: journal.map(({ answer, results }) => ({
      answer,
      results: results.filter((result): result is ToolResult => result !== undefined),
    })),
    tools: sellerTools,
  }
}

async function loadConversation(tx: Tx, id: string): Promise<Conversation> {
  const row = (await tx.run(findConversationById, { id })).rows[0]
  if (!row) throw new Error(`conversation ${id} is gone`)
  return toConversation(row)
}
