import type { Scope } from '../sql/sql.ts'
import { forgetCursors, forgetDeadLetters, forgetEventsUpTo, forgetSubjectRow, listEventsOfSubject } from './events.sql.ts'
import type { Tx } from './events.ts'

/** What was told of a subject and is still kept, from a number on. */
export async function eventsOf(
  scope: Pick<Scope, 'read'>,
  subject: string,
  page: { after: number; limit: number },
): Promise<{ seq: number; type: string; at: number; data: unknown }[]> {
  return (await scope.read(listEventsOfSubject, { subject, ...page })).map((row) => ({ ...row, data: JSON.parse(row.data) }))
}

/** Whoever has not handled them yet never will. Answers with how many there were. */
export async function forgetEvents(tx: Tx, subject: string, upTo: number): Promise<number> {
  return (await tx.run(forgetEventsUpTo, { subject, up_to: upTo })).changes
}

/** The rest, once its events are gone: it was never heard of. */
export async function forgetSubject(tx: Tx, subject: string): Promise<void> {
  await tx.run(forgetCursors, { subject })
  await tx.run(forgetDeadLetters, { subject })
  await tx.run(forgetSubjectRow, { subject })
}
