import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../server/house.ts'
import '../server/shop/store-file/store-file.ts'
import { migrations } from '../server/migrations/migrations.ts'
import { allStatements } from '../server/platform/sql/statement.ts'
import { engines } from './engines.ts'
import { assertNoFullScan } from './plans.ts'

/** Each of these looks across tenants: a line more here is a decision, with its reason in the commit that adds it. */
const acrossTenants = [
  'calendar-by-link',
  'count-dead-letters',
  'count-sign-in-try',
  'doubt-interrupted-sends',
  'due-carts',
  'due-cursors',
  'due-deliveries',
  'due-erasures',
  'due-listeners',
  'due-orders',
  'due-payment-looks',
  'due-refunds',
  'due-reminders',
  'due-turns',
  'end-session',
  'ended-floors',
  'first-due-cart',
  'first-due-cursor',
  'first-due-delivery',
  'first-due-erasure',
  'first-due-listener',
  'first-due-order',
  'first-due-turn',
  'first-erased-message-to-forget',
  'first-floor-end',
  'first-payment-look',
  'first-refund',
  'first-reminder',
  'forget-erased-messages',
  'forget-sign-in-failures',
  'free-erasures',
  'free-refund-claims',
  'free-turn-claims',
  'imports-under-way',
  'insert-operator',
  'key-by-hash',
  'key-owner',
  'line-addresses',
  'line-by-provider-key',
  'line-of-any-tenant',
  'line-owner',
  'lines-of-provider',
  'list-every-tenant',
  'list-operators',
  'list-tenants',
  'open-cursors-for-old-events',
  'open-session',
  'operator-by-hash',
  'order-by-link',
  'origin-tenant',
  'provider-key-owner',
  'remember-handler',
  'revoke-operator',
  'session-by-hash',
  'staff-by-email',
  'staff-owner',
  'tenants-by-host',
]

test('the statements that look across tenants are exactly those that were decided on', () => {
  const names = allStatements()
    .filter(({ system }) => system)
    .map(({ name }) => name)
  assert.deepEqual(names.toSorted(), acrossTenants)
})

/** Tables that grow with every message. */
const large = [
  'imports',
  'import_pages',
  'carts',
  'cart_items',
  'quotes',
  'orders',
  'order_items',
  'order_history',
  'appointments',
  'occupancy',
  'conversations',
  'messages',
  'turns',
  'deliveries',
  'echoes',
  'events',
  'subjects',
  'cursors',
  'steps',
  'tool_calls',
  'counter_numbers',
  'handoffs',
  'system_events',
  'taken_events',
  'customers',
  'identities',
  'customer_notes',
  'customer_figures',
  'erasures',
  'products',
  'search_documents',
  'search_terms',
  'search_words',
  'search_slips',
  'bought_together',
  'variants',
  'skus',
  'audit_log',
  'erased_people',
  'erasure_keys',
  'idempotency_keys',
  'idempotency_subjects',
]

/** Runs once in a database's life for each handler that is new to it. */
const mayScan = ['open-cursors-for-old-events']

for (const engine of engines) {
  test(`no statement reads a large table from end to end (${engine.name})`, { skip: engine.skip }, async () => {
    await using created = await engine.create()
    const database = await created.open({ migrations })
    await database.close()
    await assertNoFullScan(
      created,
      allStatements().filter(({ name }) => !mayScan.includes(name)),
      large,
    )
  })
}
