import { isWordOf, statement } from '../../platform/sql/statement.ts'
import type { Customer } from './customer.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    customers: CustomersTable
    customer_notes: { tenant_id: string; id: string; customer_id: string; text: string; author: string | null; at: number }
    customer_figures: { tenant_id: string; customer_id: string; orders: number; total: number; last_order_at: number | null }
  }
}

interface CustomersTable {
  tenant_id: string
  id: string
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  address: string | null
  segment: string | null
  /** Set on a record that turned out to be somebody we knew: always the one that stays, never a chain of them. */
  merged_into: string | null
  /** Fingerprints of what the customers' file last said, value by value; null for whom no file names. */
  file_values: string | null
  created_at: number
}

export const customerColumns = ['id', 'name', 'email', 'phone', 'language', 'address', 'segment', 'merged_into', 'created_at'] as const

export const findCustomerRow = statement('find-customer', (sql, p: { tenant: string; id: string }) =>
  sql.selectFrom('customers').select(customerColumns).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** Which of these ids people have, or had before they were merged. */
export const customerIdsAmong = statement('customer-ids-among', (sql, p: { tenant: string; ids: string }, engine) =>
  sql
    .selectFrom('customers as c')
    .select(['c.id', 'c.merged_into'])
    .where('c.tenant_id', '=', p.tenant)
    .where(isWordOf(engine, 'c.id', p.ids)),
)

/** A channel tells a name and a language: taken where nobody has told better. */
export const fillIn = statement(
  'fill-in-customer',
  (sql, p: { tenant: string; id: string; name: string | null; language: string | null }) =>
    sql
      .updateTable('customers')
      .set((row) => ({
        name: row.fn.coalesce('name', row.val(p.name)),
        language: row.fn.coalesce('language', row.val(p.language)),
      }))
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const insertCustomer = statement(
  'insert-customer',
  (
    sql,
    p: {
      tenant: string
      id: string
      name: string | null
      email: string | null
      phone: string | null
      language: string | null
      address: string | null
      segment: string | null
      at: number
    },
  ) =>
    sql
      .insertInto('customers')
      .values({
        tenant_id: p.tenant,
        id: p.id,
        name: p.name,
        email: p.email,
        phone: p.phone,
        language: p.language,
        address: p.address,
        segment: p.segment,
        merged_into: null,
        file_values: null,
        created_at: p.at,
      })
      .onConflict((row) => row.columns(['tenant_id', 'id']).doNothing()),
)

export const writeDetails = statement(
  'write-customer-details',
  (
    sql,
    p: {
      tenant: string
      id: string
      name: string | null
      email: string | null
      phone: string | null
      language: string | null
      address: string | null
      segment: string | null
    },
  ) =>
    sql
      .updateTable('customers')
      .set({ name: p.name, email: p.email, phone: p.phone, language: p.language, address: p.address, segment: p.segment })
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

/** What he says now takes the place of what he said before; what he does not say stays. */
export const sayDetails = statement(
  'say-customer-details',
  (sql, p: { tenant: string; id: string; name: string | null; email: string | null; phone: string | null; address: string | null }) =>
    sql
      .updateTable('customers')
      .set((row) => ({
        name: row.fn.coalesce(row.val(p.name), 'name'),
        email: row.fn.coalesce(row.val(p.email), 'email'),
        phone: row.fn.coalesce(row.val(p.phone), 'phone'),
        address: row.fn.coalesce(row.val(p.address), 'address'),
      }))
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

/** Whoever was merged into the one that goes is merged into the one that stays: a reference is one step from its person, always. */
export const pointToSurvivor = statement('point-to-survivor', (sql, p: { tenant: string; from: string; to: string }) =>
  sql
    .updateTable('customers')
    .set({ merged_into: p.to })
    .where('tenant_id', '=', p.tenant)
    .where((row) => row.or([row('id', '=', p.from), row('merged_into', '=', p.from)])),
)

/** Whom the customers' file names, with what it last said of him. */
export const listFileCustomers = statement('list-file-customers', (sql, p: { tenant: string }) =>
  sql.selectFrom('customers').select(['id', 'file_values']).where('tenant_id', '=', p.tenant).where('file_values', 'is not', null),
)

/** Whether any record of this person is of the customers' file. */
export const findFileCustomer = statement('find-file-customer', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('customers')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where((row) => row.or([row('id', '=', p.id), row('merged_into', '=', p.id)]))
    .where('file_values', 'is not', null)
    .limit(1),
)

export const setFileValues = statement('set-customer-file-values', (sql, p: { tenant: string; id: string; file_values: string }) =>
  sql.updateTable('customers').set({ file_values: p.file_values }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

/** Every id a person has had. */
export const listIds = statement('list-customer-ids', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('customers')
    .select('id')
    .where('tenant_id', '=', p.tenant)
    .where((row) => row.or([row('id', '=', p.id), row('merged_into', '=', p.id)]))
    .orderBy('id'),
)

/** Adds, so that an order that is undone takes its share away again. */
export const addToFigures = statement(
  'add-to-customer-figures',
  (sql, p: { tenant: string; customer: string; orders: number; total: number; at: number | null }) =>
    sql
      .insertInto('customer_figures')
      .values({ tenant_id: p.tenant, customer_id: p.customer, orders: p.orders, total: p.total, last_order_at: p.at })
      .onConflict((row) =>
        row.columns(['tenant_id', 'customer_id']).doUpdateSet((set) => ({
          orders: set('customer_figures.orders', '+', set.ref('excluded.orders')),
          total: set('customer_figures.total', '+', set.ref('excluded.total')),
          last_order_at: set
            .case()
            .when(
              set.or([
                set('customer_figures.last_order_at', 'is', null),
                set('customer_figures.last_order_at', '<', set.ref('excluded.last_order_at')),
              ]),
            )
            .then(set.fn.coalesce('excluded.last_order_at', 'customer_figures.last_order_at'))
            .else(set.ref('customer_figures.last_order_at'))
            .end(),
        })),
      ),
)

export const listFigures = statement('list-customer-figures', (sql, p: { tenant: string; customer: string }) =>
  sql
    .selectFrom('customer_figures')
    .select(['orders', 'total', 'last_order_at'])
    .where('tenant_id', '=', p.tenant)
    .where('customer_id', '=', p.customer),
)

export const forgetFigures = statement('forget-customer-figures', (sql, p: { tenant: string; customer: string }) =>
  sql.deleteFrom('customer_figures').where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer),
)

export const insertNote = statement(
  'insert-customer-note',
  (sql, p: { tenant: string; id: string; customer: string; text: string; author: string | null; at: number }) =>
    sql
      .insertInto('customer_notes')
      .values({ tenant_id: p.tenant, id: p.id, customer_id: p.customer, text: p.text, author: p.author, at: p.at }),
)

export const listNotes = statement('list-customer-notes', (sql, p: { tenant: string; customer: string; after: string; limit: number }) =>
  sql
    .selectFrom('customer_notes')
    .select(['id', 'text', 'author', 'at'])
    .where('tenant_id', '=', p.tenant)
    .where('customer_id', '=', p.customer)
    .where('id', '>', p.after)
    .orderBy('id')
    .limit(p.limit),
)

export const moveNotes = statement('move-customer-notes', (sql, p: { tenant: string; from: string; to: string }) =>
  sql.updateTable('customer_notes').set({ customer_id: p.to }).where('tenant_id', '=', p.tenant).where('customer_id', '=', p.from),
)

export const forgetNotes = statement('forget-customer-notes', (sql, p: { tenant: string; customer: string; up_to: string }) =>
  sql.deleteFrom('customer_notes').where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer).where('id', '<=', p.up_to),
)

export const forgetCustomer = statement('forget-customer', (sql, p: { tenant: string; id: string }) =>
  sql
    .deleteFrom('customers')
    .where('tenant_id', '=', p.tenant)
    .where((row) => row.or([row('id', '=', p.id), row('merged_into', '=', p.id)])),
)

export interface CustomerRow {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  address: string | null
  segment: string | null
  merged_into: string | null
  created_at: number
}

export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    language: row.language,
    address: row.address,
    segment: row.segment,
    createdAt: row.created_at,
  }
}
