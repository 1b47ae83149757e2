import { statement } from '../../platform/sql/statement.ts'
import type { Identity, IdentityKind, Proof } from './customer.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    identities: IdentitiesTable
  }
}

interface IdentitiesTable {
  tenant_id: string
  customer_id: string
  kind: IdentityKind
  /** What makes two spellings one. */
  key: string
  /** As it was given. */
  value: string
  proof: Proof
  /** The key once more where there is proof: then it is one person's only. */
  proven_key: string | null
  since: number
  seen_at: number
}

/**
 * Whose it is, made his if it was nobody's. One statement settles who was first; on PostgreSQL it also holds the row until the
 * unit's end, so that whoever erases the person waits for us, or we find him gone and begin anew.
 */
export const claimByChannel = statement(
  'claim-identity-by-channel',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string; value: string; at: number }) =>
    sql
      .insertInto('identities')
      .values({
        tenant_id: p.tenant,
        customer_id: p.customer,
        kind: p.kind,
        key: p.key,
        value: p.value,
        proof: 'channel',
        proven_key: p.key,
        since: p.at,
        seen_at: p.at,
      })
      .onConflict((row) =>
        row.columns(['tenant_id', 'kind', 'proven_key']).doUpdateSet((set) => ({ proof: 'channel', seen_at: set.ref('excluded.seen_at') })),
      )
      .returning('customer_id'),
)

/** Nothing happens where somebody else has proof of it: the count tells. */
export const proveIdentity = statement(
  'prove-identity',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string; value: string; proof: Proof; at: number }) =>
    sql
      .insertInto('identities')
      .values({
        tenant_id: p.tenant,
        customer_id: p.customer,
        kind: p.kind,
        key: p.key,
        value: p.value,
        proof: p.proof,
        proven_key: p.key,
        since: p.at,
        seen_at: p.at,
      })
      .onConflict((row) => row.columns(['tenant_id', 'kind', 'proven_key']).doNothing()),
)

/** What was typed. Anybody may have typed it, so it takes nothing from whoever has proof. */
export const noteIdentity = statement(
  'note-identity',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string; value: string; at: number }) =>
    sql
      .insertInto('identities')
      .values({
        tenant_id: p.tenant,
        customer_id: p.customer,
        kind: p.kind,
        key: p.key,
        value: p.value,
        proof: 'none',
        proven_key: null,
        since: p.at,
        seen_at: p.at,
      })
      .onConflict((row) => row.columns(['tenant_id', 'customer_id', 'kind', 'key']).doNothing()),
)

export const findProven = statement('find-proven-identity', (sql, p: { tenant: string; kind: IdentityKind; key: string }) =>
  sql
    .selectFrom('identities')
    .select(['customer_id', 'proof'])
    .where('tenant_id', '=', p.tenant)
    .where('kind', '=', p.kind)
    .where('proven_key', '=', p.key),
)

export const listIdentities = statement('list-identities', (sql, p: { tenant: string; customer: string }) =>
  sql
    .selectFrom('identities')
    .select(['kind', 'key', 'value', 'proof', 'since', 'seen_at'])
    .where('tenant_id', '=', p.tenant)
    .where('customer_id', '=', p.customer)
    .orderBy('kind')
    .orderBy('key'),
)

export const forgetIdentity = statement(
  'forget-identity',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string }) =>
    sql
      .deleteFrom('identities')
      .where('tenant_id', '=', p.tenant)
      .where('customer_id', '=', p.customer)
      .where('kind', '=', p.kind)
      .where('key', '=', p.key),
)

/** Makes room for the same with proof. */
export const forgetTyped = statement(
  'forget-typed-identity',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string }) =>
    sql
      .deleteFrom('identities')
      .where('tenant_id', '=', p.tenant)
      .where('customer_id', '=', p.customer)
      .where('kind', '=', p.kind)
      .where('key', '=', p.key)
      .where('proof', '=', 'none'),
)

/** Proof only grows: what the channel showed is not made less by somebody's word. */
export const strengthenProof = statement(
  'strengthen-proof',
  (sql, p: { tenant: string; customer: string; kind: IdentityKind; key: string; proof: Proof }) =>
    sql
      .updateTable('identities')
      .set({ proof: p.proof })
      .where('tenant_id', '=', p.tenant)
      .where('customer_id', '=', p.customer)
      .where('kind', '=', p.kind)
      .where('key', '=', p.key)
      .where('proof', 'in', ['none', 'staff']),
)

export const forgetIdentities = statement('forget-identities', (sql, p: { tenant: string; customer: string }) =>
  sql.deleteFrom('identities').where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer),
)

export interface IdentityRow {
  kind: IdentityKind
  key: string
  value: string
  proof: Proof
}

export function toIdentity(row: IdentityRow): Identity {
  return { kind: row.kind, value: row.value, proof: row.proof }
}
