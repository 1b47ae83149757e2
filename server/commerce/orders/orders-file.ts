import { z } from 'zod'
import type { Tx } from '../../platform/events/events.ts'
import {
  type Brought,
  type ContentTarget,
  type Locate,
  locateInJson,
  Moment,
  momentOf,
  readJsonContent,
  type StoreFileError,
  storeContent,
} from '../../shop/store-file/store-file.ts'
import { fullName } from '../cart/cart.ts'
import { findSold, ownersOf } from '../catalog/catalog.ts'
import { erasedAmong, knownAmong } from '../customers/customers.ts'
import type { OrderStatus, PaymentStatus } from './order.ts'
import { addHistory, insertOrderItem } from './order-parts.sql.ts'
import { orderSubject } from './orders.events.ts'
import { findOrderNumber, insertOrder, orderNumbersAmong, setFileOrder } from './orders.sql.ts'

const Id = z.union([z.string().min(1, 'an id').max(200, 'at most 200 characters'), z.int().transform(String)], 'an id')
const Entry = z.strictObject({
  number: Id,
  customer_id: Id,
  items: z
    .array(
      z.strictObject({
        sku: z.string('a SKU').min(1, 'a SKU'),
        quantity: z.int('a whole number').min(1, 'at least 1').max(10_000, 'at most 10,000'),
      }),
    )
    .min(1, 'one item or more'),
  status: z.enum(
    ['pending', 'confirmed', 'shipped', 'delivered', 'cancelled', 'refunded', 'expired'],
    'pending, confirmed, shipped, delivered, cancelled, refunded or expired',
  ),
  created_at: Moment,
  tracking: z.strictObject({ carrier: z.string('text'), number: z.string('text'), url: z.string('text').optional() }).optional(),
})
type FileOrder = z.output<typeof Entry>
interface ReadOrders {
  entries: FileOrder[]
  locate: Locate
}
/** Null where he was erased: the books keep what was sold, not to whom. */
type OrderOf = FileOrder & { customer: string | null }

const paymentOf: Readonly<Record<OrderStatus, PaymentStatus>> = {
  pending: 'pending',
  confirmed: 'paid',
  shipped: 'paid',
  delivered: 'paid',
  cancelled: 'pending',
  refunded: 'refunded',
  expired: 'pending',
}

/**
 * The `orders:` of a store file: orders of before. They take no stock, never expire and tell nobody; their prices are the
 * catalogue's of the moment they are first applied. Of one that is there only its status and tracking are brought up to date.
 */
export const ordersFile = storeContent<ReadOrders>({
  key: 'orders',
  read(file) {
    const read = readJsonContent(file, z.array(Entry), (entries) => {
      const seen = new Set<string>()
      return entries.flatMap(({ number }, index) => {
        if (seen.has(number)) return [{ path: [index, 'number'], takes: 'a number that no other entry has' }]
        seen.add(number)
        return []
      })
    })
    return read.ok ? { ok: true, value: { entries: read.value, locate: locateInJson(file) } } : read
  },
  check: checkOrders,
  async apply(into, { entries }) {
    const isErased = await erasedAmong(into)
    let written = 0
    for (const entry of entries) {
      const customer = isErased(entry.customer_id) ? null : entry.customer_id
      if (await into.transaction('orders.file', (tx) => applyOrder(into, tx, { ...entry, customer }))) written++
    }
    return written
  },
})

/** What an order names has to be there when it is first written. Of one that is there already it may be gone by now. */
async function checkOrders(into: ContentTarget, { entries, locate }: ReadOrders, brought: Brought): Promise<StoreFileError[]> {
  const numbers = JSON.stringify(entries.map(({ number }) => number))
  const written = new Set((await into.read(orderNumbersAmong, { numbers })).map(({ number }) => number))
  const fresh = [...entries.entries()].filter(([, { number }]) => !written.has(number))
  if (fresh.length === 0) return []
  const skus = await ownersOf(into.read, [...new Set(fresh.flatMap(([, { items }]) => items.map(({ sku }) => sku)))])
  const customers = await knownAmong(into.read, [...new Set(fresh.map(([, { customer_id }]) => customer_id))])
  const isErased = await erasedAmong(into)
  const isCustomer = (id: string) => customers.has(id) || brought('customers', id) || isErased(id)
  return fresh.flatMap(([index, { customer_id, items }]) => [
    ...(isCustomer(customer_id) ? [] : [locate([index, 'customer_id'], 'the id of a customer that the shop knows')]),
    ...items.flatMap(({ sku }, at) =>
      skus.has(sku) || brought('catalog', sku)
        ? []
        : [locate([index, 'items', at, 'sku'], 'the SKU of a product or variant that the catalogue has, or had')],
    ),
  ])
}

async function applyOrder(into: ContentTarget, tx: Tx, entry: OrderOf): Promise<boolean> {
  const { status, tracking } = entry
  const file_values = JSON.stringify({ status, tracking: tracking ?? null })
  const known = (await tx.run(findOrderNumber, { number: entry.number })).rows[0]
  if (!known) return writeOrder(into, tx, entry, file_values)
  // An order of that number that was made here is somebody's; so is what people did since with one of the file's.
  if (known.file_values === null || known.file_values === file_values) return false
  await tx.lock(orderSubject(known.id))
  await tx.run(setFileOrder, {
    id: known.id,
    status,
    payment_status: paymentOf[status],
    tracking: tracking === undefined ? null : JSON.stringify(tracking),
    file_values,
    at: tx.clock.now(),
  })
  return true
}

async function writeOrder(into: ContentTarget, tx: Tx, entry: OrderOf, fileValues: string): Promise<boolean> {
  const items = []
  for (const { sku, quantity } of entry.items) {
    const sold = await findSold(tx, sku)
    // The check had it or its catalogue, and SKUs are never freed.
    if (!sold) throw new Error(`the order ${entry.number} cannot be applied: nothing is called ${sku}`)
    items.push({ ...sold, sku, quantity })
  }
  const currency = items[0]?.product.currency ?? into.currency
  const total = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const id = tx.ids()
  const at = momentOf(entry.created_at, tx.clock.now())
  await tx.run(insertOrder, {
    id,
    number: entry.number,
    conversation: null,
    customer: entry.customer,
    cart: null,
    status: entry.status,
    payment_status: paymentOf[entry.status],
    currency,
    items_total: total,
    discount: 0,
    shipping: null,
    shipping_id: null,
    total,
    coupon: null,
    promotions: '[]',
    email: null,
    name: null,
    address: null,
    tracking: entry.tracking === undefined ? null : JSON.stringify(entry.tracking),
    holds_stock: 0,
    reserved_until: null,
    link_hash: null,
    link_until: 0,
    file_values: fileValues,
    created_at: at,
    updated_at: at,
  })
  for (const [position, { product, variant, sku, quantity, price }] of items.entries()) {
    await tx.run(insertOrderItem, {
      order: id,
      position,
      product: product.id,
      variant: variant?.id ?? '',
      sku,
      name: fullName(product.name, variant?.options ?? {}),
      image_url: product.imageUrl,
      quantity,
      unit_price: price,
      told_price: null,
      line_total: quantity * price,
    })
  }
  await tx.run(addHistory, { order: id, id: tx.ids(), at, what: entry.status, actor_kind: 'file', actor: 'orders', why: null })
  return true
}
