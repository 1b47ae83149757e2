import type { Tx } from '../../platform/events/events.ts'
import type { Scope } from '../../platform/sql/sql.ts'
import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    audit_log: AuditTable
  }
}

interface AuditTable {
  tenant_id: string
  id: string
  at: number
  actor_kind: Actor['kind']
  actor: string
  action: string
  subject: string
  changes: string
}

/** Who changes something: one of the staff, a program with a key, a file, a seller at work, a buyer on his own page, or the shop itself. */
export interface Actor {
  kind: 'staff' | 'key' | 'file' | 'import' | 'seller' | 'customer' | 'system'
  name: string
}

/** By field, what it was and what it is; empty for what was made or taken away whole. */
export type Changes = Readonly<Record<string, { from: unknown; to: unknown }>>

export interface AuditEntry {
  id: string
  at: number
  by: Actor
  /** In the module's words, `product.updated`. */
  action: string
  subject: string
  changes: Changes
}

const listAuditEntries = statement('list-audit-entries', (sql, p: { tenant: string; subject: string; after: string; limit: number }) =>
  sql
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor_kind', 'actor', 'action', 'subject', 'changes'])
    .where('tenant_id', '=', p.tenant)
    .where('subject', '=', p.subject)
    .where('id', '>', p.after)
    .orderBy('id')
    .limit(p.limit),
)

const insertAuditEntry = statement('insert-audit-entry', (sql, p: { tenant: string } & Omit<AuditTable, 'tenant_id'>) =>
  sql.insertInto('audit_log').values({
    tenant_id: p.tenant,
    id: p.id,
    at: p.at,
    actor_kind: p.actor_kind,
    actor: p.actor,
    action: p.action,
    subject: p.subject,
    changes: p.changes,
  }),
)

/** Written in the unit of the change itself: there is none without the other. */
export async function audit(tx: Tx, entries: readonly Pick<AuditEntry, 'by' | 'action' | 'subject' | 'changes'>[]): Promise<void> {
  const rows = entries.map(({ by, action, subject, changes }) => ({
    id: tx.ids(),
    at: tx.clock.now(),
    actor_kind: by.kind,
    actor: by.name,
    action,
    subject,
    changes: JSON.stringify(changes),
  }))
  await tx.runAll(insertAuditEntry, rows)
}

/** What was done to one thing, oldest first. */
export async function readAudit(
  scope: Pick<Scope, 'read'>,
  subject: string,
  page: { limit: number; after?: string | undefined },
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const rows = await scope.read(listAuditEntries, { subject, after: page.after ?? '', limit: page.limit + 1 })
  const items = rows.slice(0, page.limit).map(
    (row): AuditEntry => ({
      id: row.id,
      at: row.at,
      by: { kind: row.actor_kind, name: row.actor },
      action: row.action,
      subject: row.subject,
      changes: JSON.parse(row.changes),
    }),
  )
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
