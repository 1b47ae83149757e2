import { statement, systemStatement } from '../sql/statement.ts'

declare module '../sql/sql.ts' {
  interface Tables {
    subjects: SubjectsTable
    events: EventsTable
    cursors: CursorsTable
    handlers: HandlersTable
    dead_letters: DeadLettersTable
  }
}

interface SubjectsTable {
  tenant_id: string
  subject: string
  seq: number
}

interface EventsTable {
  tenant_id: string
  subject: string
  seq: number
  id: string
  type: string
  data: string
  at: number
  correlation: string | null
}

interface CursorsTable {
  handler: string
  tenant_id: string
  subject: string
  /** The last event this handler is done with. */
  seq: number
  /** When the next try is due, in machine time; null when it is caught up. */
  due: number | null
  attempts: number
}

interface HandlersTable {
  name: string
}

interface DeadLettersTable {
  tenant_id: string
  id: string
  handler: string
  subject: string
  seq: number
  type: string
  error: string
  attempts: number
  at: number
  state: 'parked' | 'replayed' | 'discarded'
}

/** Locks a subject that may not exist yet, which `select … for update` cannot. */
export const lockSubjectRow = statement('lock-subject', (sql, p: { tenant: string; subject: string }) =>
  sql
    .insertInto('subjects')
    .values({ tenant_id: p.tenant, subject: p.subject, seq: 0 })
    .onConflict((row) => row.columns(['tenant_id', 'subject']).doUpdateSet((set) => ({ seq: set.ref('subjects.seq') }))),
)

export const nextSeq = statement('next-seq', (sql, p: { tenant: string; subject: string }) =>
  sql
    .insertInto('subjects')
    .values({ tenant_id: p.tenant, subject: p.subject, seq: 1 })
    .onConflict((row) => row.columns(['tenant_id', 'subject']).doUpdateSet((set) => ({ seq: set('subjects.seq', '+', 1) })))
    .returning(['subject', 'seq']),
)

export const insertEvent = statement(
  'insert-event',
  (
    sql,
    p: { tenant: string; subject: string; seq: number; id: string; type: string; data: string; at: number; correlation: string | null },
  ) =>
    sql.insertInto('events').values({
      tenant_id: p.tenant,
      subject: p.subject,
      seq: p.seq,
      id: p.id,
      type: p.type,
      data: p.data,
      at: p.at,
      correlation: p.correlation,
    }),
)

/** A cursor that already waits for a later try keeps its time: a new event must not hurry a handler that is failing. */
export const setCursorDue = statement(
  'set-cursor-due',
  (sql, p: { tenant: string; handler: string; subject: string; seq: number; due: number }) =>
    sql
      .insertInto('cursors')
      .values({ handler: p.handler, tenant_id: p.tenant, subject: p.subject, seq: p.seq, due: p.due, attempts: 0 })
      .onConflict((row) =>
        row.columns(['handler', 'tenant_id', 'subject']).doUpdateSet((set) => ({ due: set.fn.coalesce('cursors.due', 'excluded.due') })),
      ),
)

export const findCursor = statement('find-cursor', (sql, p: { tenant: string; handler: string; subject: string }) =>
  sql
    .selectFrom('cursors')
    .select(['seq', 'due', 'attempts'])
    .where('tenant_id', '=', p.tenant)
    .where('handler', '=', p.handler)
    .where('subject', '=', p.subject),
)

/** The next event of a type, and whether one more follows. */
export const nextEvents = statement('next-events', (sql, p: { tenant: string; subject: string; seq: number; type: string }) =>
  sql
    .selectFrom('events')
    .select(['id', 'tenant_id', 'type', 'subject', 'seq', 'at', 'correlation', 'data'])
    .where('tenant_id', '=', p.tenant)
    .where('subject', '=', p.subject)
    .where('seq', '>', p.seq)
    .where('type', '=', p.type)
    .orderBy('seq')
    .limit(2),
)

export const moveCursor = statement(
  'move-cursor',
  (sql, p: { tenant: string; handler: string; subject: string; from: number; to: number; due: number | null }) =>
    sql
      .updateTable('cursors')
      .set({ seq: p.to, due: p.due, attempts: 0 })
      .where('tenant_id', '=', p.tenant)
      .where('handler', '=', p.handler)
      .where('subject', '=', p.subject)
      .where('seq', '=', p.from),
)

export const postponeCursor = statement(
  'postpone-cursor',
  (sql, p: { tenant: string; handler: string; subject: string; seq: number; attempts: number; due: number }) =>
    sql
      .updateTable('cursors')
      .set({ attempts: p.attempts, due: p.due })
      .where('tenant_id', '=', p.tenant)
      .where('handler', '=', p.handler)
      .where('subject', '=', p.subject)
      .where('seq', '=', p.seq),
)

export const insertDeadLetter = statement(
  'insert-dead-letter',
  (
    sql,
    p: {
      tenant: string
      id: string
      handler: string
      subject: string
      seq: number
      type: string
      error: string
      attempts: number
      at: number
    },
  ) =>
    sql.insertInto('dead_letters').values({
      tenant_id: p.tenant,
      id: p.id,
      handler: p.handler,
      subject: p.subject,
      seq: p.seq,
      type: p.type,
      error: p.error,
      attempts: p.attempts,
      at: p.at,
      state: 'parked',
    }),
)

export const findEvent = statement('find-event', (sql, p: { tenant: string; subject: string; seq: number }) =>
  sql
    .selectFrom('events')
    .select(['id', 'tenant_id', 'type', 'subject', 'seq', 'at', 'correlation', 'data'])
    .where('tenant_id', '=', p.tenant)
    .where('subject', '=', p.subject)
    .where('seq', '=', p.seq),
)

export const listEventsOfSubject = statement(
  'list-events-of-subject',
  (sql, p: { tenant: string; subject: string; after: number; limit: number }) =>
    sql
      .selectFrom('events')
      .select(['seq', 'type', 'at', 'data'])
      .where('tenant_id', '=', p.tenant)
      .where('subject', '=', p.subject)
      .where('seq', '>', p.after)
      .orderBy('seq')
      .limit(p.limit),
)

export const forgetEventsUpTo = statement('forget-events', (sql, p: { tenant: string; subject: string; up_to: number }) =>
  sql.deleteFrom('events').where('tenant_id', '=', p.tenant).where('subject', '=', p.subject).where('seq', '<=', p.up_to),
)

export const forgetCursors = statement('forget-cursors', (sql, p: { tenant: string; subject: string }) =>
  sql.deleteFrom('cursors').where('tenant_id', '=', p.tenant).where('subject', '=', p.subject),
)

export const forgetDeadLetters = statement('forget-dead-letters', (sql, p: { tenant: string; subject: string }) =>
  sql.deleteFrom('dead_letters').where('tenant_id', '=', p.tenant).where('subject', '=', p.subject),
)

export const forgetSubjectRow = statement('forget-subject', (sql, p: { tenant: string; subject: string }) =>
  sql.deleteFrom('subjects').where('tenant_id', '=', p.tenant).where('subject', '=', p.subject),
)

export const dueCursors = systemStatement('due-cursors', (sql, p: { handler: string; now: number; limit: number }) =>
  sql
    .selectFrom('cursors')
    .select(['tenant_id', 'subject'])
    .where('handler', '=', p.handler)
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstDueCursor = systemStatement('first-due-cursor', (sql, p: { handler: string }) =>
  sql.selectFrom('cursors').select('due').where('handler', '=', p.handler).where('due', 'is not', null).orderBy('due').limit(1),
)

export const rememberHandler = systemStatement('remember-handler', (sql, p: { name: string }) =>
  sql
    .insertInto('handlers')
    .values({ name: p.name })
    .onConflict((row) => row.column('name').doNothing()),
)

/** A new handler that starts at the start finds every subject that has something for it. */
export const openCursorsForOldEvents = systemStatement(
  'open-cursors-for-old-events',
  (sql, p: { handler: string; type: string; due: number }) =>
    sql
      .insertInto('cursors')
      .columns(['handler', 'tenant_id', 'subject', 'seq', 'due', 'attempts'])
      .expression((from) =>
        from
          .selectFrom('events')
          .select((row) => [
            row.cast<string>(row.val(p.handler), 'text').as('handler'),
            'tenant_id',
            'subject',
            row.lit(0).as('seq'),
            row.cast<number>(row.val(p.due), 'bigint').as('due'),
            row.lit(0).as('attempts'),
          ])
          .where('type', '=', p.type)
          .distinct(),
      )
      .onConflict((row) => row.columns(['handler', 'tenant_id', 'subject']).doNothing()),
)

export const countDeadLetters = systemStatement('count-dead-letters', (sql, _p: Record<never, never>) =>
  sql
    .selectFrom('dead_letters')
    .select((row) => row.fn.countAll<number>().as('parked'))
    .where('state', '=', 'parked'),
)
