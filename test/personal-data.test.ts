import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrations } from '../server/migrations/migrations.ts'
import { tenantTablesOf } from '../server/platform/sql/migration.ts'

/** A table more is a decision: what holds something of customers belongs to a module's `PersonalData` (`server/personal-data.ts`). */
const decisions: Record<string, 'nothing of customers' | 'erased' | 'kept without the person' | 'hashes and counts'> = {
  api_keys: 'nothing of customers',
  applied_files: 'nothing of customers',
  appointments: 'kept without the person',
  audit_log: 'nothing of customers',
  calendar_links: 'nothing of customers',
  cart_items: 'erased',
  carts: 'erased',
  catalog_files: 'nothing of customers',
  categories: 'nothing of customers',
  conversations: 'erased',
  counter: 'nothing of customers',
  counter_numbers: 'kept without the person',
  cursors: 'erased',
  customer_figures: 'erased',
  customer_notes: 'erased',
  customers: 'erased',
  dead_letters: 'erased',
  deliveries: 'erased',
  echoes: 'erased',
  erased_messages: 'hashes and counts',
  erased_people: 'hashes and counts',
  erasure_keys: 'erased',
  erasures: 'hashes and counts',
  events: 'erased',
  idempotency_keys: 'hashes and counts',
  idempotency_subjects: 'erased',
  identities: 'erased',
  lines: 'nothing of customers',
  messages: 'erased',
  occupancy: 'kept without the person',
  order_history: 'kept without the person',
  order_items: 'nothing of customers',
  order_numbers: 'nothing of customers',
  orders: 'kept without the person',
  products: 'nothing of customers',
  promotion_uses: 'nothing of customers',
  quotes: 'erased',
  sellers: 'nothing of customers',
  sessions: 'nothing of customers',
  settings: 'nothing of customers',
  skus: 'nothing of customers',
  staff: 'nothing of customers',
  steps: 'erased',
  storefronts: 'nothing of customers',
  subjects: 'erased',
  teams: 'nothing of customers',
  tenants: 'nothing of customers',
  tool_calls: 'erased',
  turns: 'erased',
  variants: 'nothing of customers',
}

test('of every table it was decided what becomes of a person in it', () => {
  assert.deepEqual([...tenantTablesOf(migrations)].toSorted(), Object.keys(decisions).toSorted())
})
