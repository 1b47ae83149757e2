import { statement, systemStatement } from '../../platform/sql/statement.ts'
import type { CartStatus } from './cart-model.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    carts: CartsTable
    cart_items: CartItemsTable
    promotion_uses: { tenant_id: string; promotion: string; times: number }
    quotes: QuotesTable
  }
}

interface CartsTable {
  tenant_id: string
  id: string
  conversation_id: string
  customer_id: string | null
  status: CartStatus
  coupon: string | null
  shipping_id: string | null
  /** Business time: of an open cart when it counts as abandoned, of an abandoned one when it goes. Null when nothing is to come. */
  due: number | null
  created_at: number
  updated_at: number
}

interface CartItemsTable {
  tenant_id: string
  cart_id: string
  id: string
  variant_id: string
  quantity: number
  added_at: number
  /** What it cost on the shelf when it was put in, or its number was changed, and when that was. */
  seen_price: number | null
  seen_at: number | null
}

interface QuotesTable {
  tenant_id: string
  conversation_id: string
  variant_id: string
  price: number
  /** When the word was given. */
  told_at: number
  until: number
}

const columns = ['id', 'conversation_id', 'customer_id', 'status', 'coupon', 'shipping_id', 'created_at', 'updated_at'] as const

export const findOpenCart = statement('find-open-cart', (sql, p: { tenant: string; conversation: string }) =>
  sql
    .selectFrom('carts')
    .select(columns)
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('status', '=', 'active'),
)

export const openCart = statement(
  'open-cart',
  (sql, p: { tenant: string; id: string; conversation: string; customer: string | null; due: number; at: number }) =>
    sql
      .insertInto('carts')
      .values({
        tenant_id: p.tenant,
        id: p.id,
        conversation_id: p.conversation,
        customer_id: p.customer,
        status: 'active',
        coupon: null,
        shipping_id: null,
        due: p.due,
        created_at: p.at,
        updated_at: p.at,
      })
      .returning(columns),
)

export const touchCart = statement(
  'touch-cart',
  (sql, p: { tenant: string; id: string; customer: string | null; due: number; at: number }) =>
    sql
      .updateTable('carts')
      .set((row) => ({ updated_at: p.at, due: p.due, customer_id: row.fn.coalesce(row.val(p.customer), 'customer_id') }))
      .where('tenant_id', '=', p.tenant)
      .where('id', '=', p.id),
)

export const setCartTerms = statement(
  'set-cart-terms',
  (sql, p: { tenant: string; id: string; coupon: string | null; shipping: string | null }) =>
    sql.updateTable('carts').set({ coupon: p.coupon, shipping_id: p.shipping }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const endCart = statement('end-cart', (sql, p: { tenant: string; id: string; status: CartStatus; due: number | null }) =>
  sql
    .updateTable('carts')
    .set({ status: p.status, due: p.due })
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id)
    .where('status', '=', 'active'),
)

/** What is off the shelf by now is in no cart any more. A promise is shown also when it holds no longer: it was given. */
export const listItems = statement('list-cart-items', (sql, p: { tenant: string; cart: string; conversation: string }) =>
  sql
    .selectFrom('cart_items as i')
    .innerJoin('variants as v', (join) => join.onRef('v.tenant_id', '=', 'i.tenant_id').onRef('v.id', '=', 'i.variant_id'))
    .innerJoin('products as of', (join) => join.onRef('of.tenant_id', '=', 'v.tenant_id').onRef('of.id', '=', 'v.product_id'))
    .leftJoin('quotes as q', (join) =>
      join.onRef('q.tenant_id', '=', 'i.tenant_id').onRef('q.variant_id', '=', 'i.variant_id').on('q.conversation_id', '=', p.conversation),
    )
    .select([
      'i.id',
      'i.variant_id',
      'i.quantity',
      'i.added_at',
      'i.seen_price',
      'i.seen_at',
      'v.product_id',
      'v.sku',
      'v.options',
      'v.price as own_price',
      'v.stock',
      'of.name',
      'of.price',
      'of.category',
      'of.storefront',
      'of.image_url',
      'q.price as promised',
      'q.told_at',
      'q.until',
    ])
    .where('i.tenant_id', '=', p.tenant)
    .where('v.tenant_id', '=', p.tenant)
    .where('of.tenant_id', '=', p.tenant)
    .where('i.cart_id', '=', p.cart)
    .where('v.state', '=', 'active')
    .where('of.state', '=', 'active')
    .orderBy('i.added_at')
    .orderBy('i.id'),
)

export const countItems = statement('count-cart-items', (sql, p: { tenant: string; cart: string }) =>
  sql
    .selectFrom('cart_items')
    .select((row) => row.fn.countAll<number>().as('items'))
    .where('tenant_id', '=', p.tenant)
    .where('cart_id', '=', p.cart),
)

export const findItem = statement('find-cart-item', (sql, p: { tenant: string; cart: string; variant: string }) =>
  sql
    .selectFrom('cart_items')
    .select(['id', 'quantity'])
    .where('tenant_id', '=', p.tenant)
    .where('cart_id', '=', p.cart)
    .where('variant_id', '=', p.variant),
)

export const putItem = statement(
  'put-cart-item',
  (sql, p: { tenant: string; cart: string; id: string; variant: string; quantity: number; price: number; at: number }) =>
    sql
      .insertInto('cart_items')
      .values({
        tenant_id: p.tenant,
        cart_id: p.cart,
        id: p.id,
        variant_id: p.variant,
        quantity: p.quantity,
        added_at: p.at,
        seen_price: p.price,
        seen_at: p.at,
      })
      .onConflict((row) =>
        row.columns(['tenant_id', 'cart_id', 'variant_id']).doUpdateSet({ quantity: p.quantity, seen_price: p.price, seen_at: p.at }),
      ),
)

export const dropItem = statement('drop-cart-item', (sql, p: { tenant: string; cart: string; variant: string }) =>
  sql.deleteFrom('cart_items').where('tenant_id', '=', p.tenant).where('cart_id', '=', p.cart).where('variant_id', '=', p.variant),
)

export const dropItems = statement('drop-cart-items', (sql, p: { tenant: string; cart: string }) =>
  sql.deleteFrom('cart_items').where('tenant_id', '=', p.tenant).where('cart_id', '=', p.cart),
)

/** A new word holds from now on; it is never shortened by one that was given before. */
export const putQuote = statement(
  'put-quote',
  (sql, p: { tenant: string; conversation: string; variant: string; price: number; at: number; until: number }) =>
    sql
      .insertInto('quotes')
      .values({
        tenant_id: p.tenant,
        conversation_id: p.conversation,
        variant_id: p.variant,
        price: p.price,
        told_at: p.at,
        until: p.until,
      })
      .onConflict((row) =>
        row.columns(['tenant_id', 'conversation_id', 'variant_id']).doUpdateSet({ price: p.price, told_at: p.at, until: p.until }),
      ),
)

/** Ended, not forgotten: whoever was told it is told that it holds no longer. */
export const endQuotes = statement('end-quotes', (sql, p: { tenant: string; variant: string; at: number }) =>
  sql
    .updateTable('quotes')
    .set({ until: p.at })
    .where('tenant_id', '=', p.tenant)
    .where('variant_id', '=', p.variant)
    .where('until', '>', p.at),
)

export const promotionUses = statement('promotion-uses', (sql, p: { tenant: string }) =>
  sql.selectFrom('promotion_uses').select(['promotion', 'times']).where('tenant_id', '=', p.tenant).limit(10_000),
)

/** One statement, so that two orders cannot both have the last use. */
export const usePromotion = statement('use-promotion', (sql, p: { tenant: string; promotion: string; limit: number }) =>
  sql
    .insertInto('promotion_uses')
    .values({ tenant_id: p.tenant, promotion: p.promotion, times: 1 })
    .onConflict((row) =>
      row
        .columns(['tenant_id', 'promotion'])
        .doUpdateSet((set) => ({ times: set('promotion_uses.times', '+', 1) }))
        .where('promotion_uses.times', '<', p.limit),
    ),
)

export const giveUseBack = statement('give-promotion-back', (sql, p: { tenant: string; promotion: string }) =>
  sql
    .updateTable('promotion_uses')
    .set((row) => ({ times: row('times', '-', 1) }))
    .where('tenant_id', '=', p.tenant)
    .where('promotion', '=', p.promotion)
    .where('times', '>', 0),
)

export const dueCarts = systemStatement('due-carts', (sql, p: { now: number; limit: number }) =>
  sql
    .selectFrom('carts')
    .select(['tenant_id', 'id', 'conversation_id'])
    .where('due', 'is not', null)
    .where('due', '<=', p.now)
    .orderBy('due')
    .limit(p.limit),
)

export const firstDueCart = systemStatement('first-due-cart', (sql, _p: Record<never, never>) =>
  sql.selectFrom('carts').select('due').where('due', 'is not', null).orderBy('due').limit(1),
)

export const findCartById = statement('find-cart', (sql, p: { tenant: string; id: string }) =>
  sql
    .selectFrom('carts')
    .select([...columns, 'due'])
    .where('tenant_id', '=', p.tenant)
    .where('id', '=', p.id),
)

export const dropCart = statement('drop-cart', (sql, p: { tenant: string; id: string }) =>
  sql.deleteFrom('carts').where('tenant_id', '=', p.tenant).where('id', '=', p.id).where('status', '=', 'abandoned'),
)

export const cartsOfCustomer = statement('carts-of-customer', (sql, p: { tenant: string; customer: string }) =>
  sql.selectFrom('carts').select(columns).where('tenant_id', '=', p.tenant).where('customer_id', '=', p.customer).orderBy('id'),
)

export const cartsOfConversation = statement('carts-of-conversation', (sql, p: { tenant: string; conversation: string }) =>
  sql.selectFrom('carts').select(columns).where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation).orderBy('id'),
)

/** Those that nobody was known for. */
export const giveCarts = statement('give-carts', (sql, p: { tenant: string; conversation: string; customer: string }) =>
  sql
    .updateTable('carts')
    .set({ customer_id: p.customer })
    .where('tenant_id', '=', p.tenant)
    .where('conversation_id', '=', p.conversation)
    .where('customer_id', 'is', null),
)

/** Also of what is off the shelf by now. */
export const itemsOfCart = statement('items-of-cart', (sql, p: { tenant: string; cart: string }) =>
  sql
    .selectFrom('cart_items as i')
    .innerJoin('variants as v', (join) => join.onRef('v.tenant_id', '=', 'i.tenant_id').onRef('v.id', '=', 'i.variant_id'))
    .select(['v.sku', 'i.quantity'])
    .where('i.tenant_id', '=', p.tenant)
    .where('v.tenant_id', '=', p.tenant)
    .where('i.cart_id', '=', p.cart)
    .orderBy('i.id'),
)

export const forgetCart = statement('forget-cart', (sql, p: { tenant: string; id: string }) =>
  sql.deleteFrom('carts').where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const dropQuotesOf = statement('drop-quotes-of', (sql, p: { tenant: string; conversation: string }) =>
  sql.deleteFrom('quotes').where('tenant_id', '=', p.tenant).where('conversation_id', '=', p.conversation),
)

export interface CartRow {
  id: string
  conversation_id: string
  customer_id: string | null
  status: CartStatus
  coupon: string | null
  shipping_id: string | null
  created_at: number
  updated_at: number
}
