import { describeError } from '../../platform/telemetry/telemetry.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Desk } from '../desk.ts'
import { claimTurn, dueTurns, firstDueTurn, freeTurnClaims } from '../inbox/inbox.ts'
import { type ClaimedTurn, leaseMs } from './journal.ts'
import { takeTurn } from './take-turn.ts'

export { type Conversed, converse } from './converse.ts'
export { forgetJournal, stepsSection, toolCallsSection } from './personal.ts'

const sweepMs = 10_000
const atOnce = 64

export interface Turns {
  stop(): Promise<void>
}

/** Works through the turns that are due, many at a time; each is claimed first, so that any number of processes may do this. */
export async function startTurns(desk: Desk): Promise<Turns> {
  if (desk.database.engine === 'sqlite') {
    await desk.database.system.unit('turns.free-claims', (unit) => unit.run(freeTurnClaims, { now: unit.now() }))
  }
  const running = new Set<Promise<void>>()

  const loop = dueLoop(desk.world, {
    name: 'turns',
    now: () => desk.database.now(),
    sweepMs,
    nextDue: async () => (running.size >= atOnce ? null : ((await desk.database.system.read(firstDueTurn, {}))[0]?.due ?? null)),
    run: claimDue,
    log: desk.log,
  })

  async function claimDue(): Promise<void> {
    const due = await desk.database.system.read(dueTurns, { now: desk.database.now(), limit: atOnce - running.size })
    await Promise.all(due.map(({ tenant_id, id, conversation_id }) => claim(tenant_id, id, conversation_id)))
  }

  async function claim(tenant: string, id: string, conversation: string): Promise<void> {
    const turn = await desk.events.transaction(
      desk.database.tenant(tenant),
      'turn.claim',
      null,
      async (tx): Promise<ClaimedTurn | null> => {
        await tx.lock(conversation)
        const row = (await tx.run(claimTurn, { id, now: tx.now(), lapses: tx.now() + leaseMs })).rows[0]
        return row ? { id, conversation, epoch: row.epoch, attempts: row.attempts, correlation: row.correlation } : null
      },
    )
    if (!turn) return
    const work = takeTurn(desk, tenant, turn)
      .catch((error: unknown) =>
        desk.log.error('turn.failed', { tenant_id: tenant, conversation_id: conversation, error: describeError(error) }),
      )
      .finally(() => {
        running.delete(work)
        if (running.size === atOnce - 1) loop.wake()
      })
    running.add(work)
  }

  const ear = desk.events.transport.listen((wake) => {
    if (wake.topic === 'turn.due') loop.wake()
  })
  loop.wake()
  return {
    stop: async () => {
      ear.stop()
      await loop.stop()
      await Promise.all(running)
    },
  }
}
