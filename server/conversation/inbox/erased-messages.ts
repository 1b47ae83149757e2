import type { Tx } from '../../platform/events/events.ts'
import { statement, systemStatement } from '../../platform/sql/statement.ts'
import { dueLoop } from '../../platform/timers/due-loop.ts'
import type { Shop } from '../../shop/shop.ts'
import type { Desk } from '../desk.ts'
import type { Conversation } from './conversation.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    /** Hashes of the providers' ids of messages whose writer was erased. */
    erased_messages: { tenant_id: string; line_id: string; message: string; until: number }
  }
}

/** Meta tells of a message again for up to a week when its first telling was not acknowledged in time. */
const keptMs = 8 * 24 * 3_600_000

const insertErasedMessage = statement('insert-erased-message', (sql, p: { tenant: string; line: string; message: string; until: number }) =>
  sql
    .insertInto('erased_messages')
    .values({ tenant_id: p.tenant, line_id: p.line, message: p.message, until: p.until })
    .onConflict((row) => row.columns(['tenant_id', 'line_id', 'message']).doNothing()),
)

const findErasedMessage = statement('find-erased-message', (sql, p: { tenant: string; line: string; message: string }) =>
  sql
    .selectFrom('erased_messages')
    .select('message')
    .where('tenant_id', '=', p.tenant)
    .where('line_id', '=', p.line)
    .where('message', '=', p.message),
)

const firstToForget = systemStatement('first-erased-message-to-forget', (sql, _p: Record<never, never>) =>
  sql.selectFrom('erased_messages').select('until').orderBy('until').limit(1),
)

const forgetErasedMessages = systemStatement('forget-erased-messages', (sql, p: { now: number }) =>
  sql.deleteFrom('erased_messages').where('until', '<=', p.now),
)

/** What was erased may be told once more by its provider: it is known again without being kept. Answers with how many that are. */
export async function rememberErased(
  tx: Tx,
  shop: Shop,
  messages: readonly { line_id: string | null; provider_id: string | null; at: number }[],
): Promise<number> {
  let remembered = 0
  for (const { line_id: line, provider_id, at } of messages) {
    if (line === null || provider_id === null || at < tx.clock.now() - keptMs) continue
    const { changes } = await tx.run(insertErasedMessage, { line, message: shop.hashAddress(provider_id), until: tx.now() + keptMs })
    remembered += changes
  }
  return remembered
}

/** Whether it is an old message of somebody who was erased. A conversation older than that has followed nobody's. */
export async function wasErased(tx: Tx, shop: Shop, line: string, providerId: string, known: Conversation | null): Promise<boolean> {
  if (known && known.createdAt < tx.clock.now() - keptMs) return false
  return (await tx.run(findErasedMessage, { line, message: shop.hashAddress(providerId) })).rows.length > 0
}

const sweepMs = 3_600_000

/** Forgets even those hashes when no provider tells of such an old message any more. */
export function startForgetting(desk: Pick<Desk, 'world' | 'database' | 'log'>): { stop(): Promise<void> } {
  const { system } = desk.database
  return dueLoop(desk.world, {
    name: 'erased-messages',
    now: () => desk.database.now(),
    sweepMs,
    nextDue: async () => (await system.read(firstToForget, {}))[0]?.until ?? null,
    run: async () => {
      await system.unit('inbox.forget-erased', (unit) => unit.run(forgetErasedMessages, { now: unit.now() }))
    },
    log: desk.log,
  })
}
