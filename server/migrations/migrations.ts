import type { Migration } from '../platform/sql/migration.ts'
import { shop } from './0001_shop.ts'
import { events } from './0002_events.ts'
import { conversations } from './0003_conversations.ts'
import { idempotency } from './0004_idempotency.ts'
import { lineOrder } from './0005_line_order.ts'
import { customers } from './0006_customers.ts'
import { catalog } from './0007_catalog.ts'
import { privacy } from './0008_privacy.ts'
import { search } from './0009_search.ts'
import { imports } from './0011_imports.ts'
import { carts } from './0012_carts.ts'
import { orders } from './0013_orders.ts'
import { payments } from './0014_payments.ts'
import { agenda } from './0015_agenda.ts'
import { checkout } from './0016_checkout.ts'
import { doors } from './0018_doors.ts'
import { moneyThatCame } from './0019_money_that_came.ts'
import { sortedShelves } from './0020_sorted_shelves.ts'
import { moneyThatLeft } from './0021_money_that_left.ts'
import { importProgress } from './0022_import_progress.ts'
import { leanShelves } from './0023_lean_shelves.ts'
import { conversationsInTime } from './0024_conversations_in_time.ts'

/** Every step of the schema, in order. */
// biome-ignore format: a line each, so that a step more is one line more
export const migrations: readonly Migration[] = [
  shop,
  events,
  conversations,
  idempotency,
  lineOrder,
  customers,
  catalog,
  privacy,
  search,
  imports,
  carts,
  orders,
  payments,
  agenda,
  checkout,
  doors,
  moneyThatCame,
  sortedShelves,
  moneyThatLeft,
  importProgress,
  leanShelves,
  conversationsInTime,
]
