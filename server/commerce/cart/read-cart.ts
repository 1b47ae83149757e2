import type { Tx } from '../../platform/events/events.ts'
import { lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Cart, type CartItem, fullName } from './cart-model.ts'
import { type CartRow, findOpenCart, listItems } from './carts.sql.ts'
import { readTerms, type Terms } from './terms.ts'
import { priceFor } from './told-price.ts'
import { reckon } from './totals.ts'

/** A conversation's open cart; an empty one where there is none. */
export async function readCart(place: Shop | Tx, conversation: string): Promise<Cart> {
  const row = (await lookIn(place)(findOpenCart, { conversation }))[0]
  const terms = await readTerms(place)
  return row ? cartOf(row, await readItems(place, row), terms) : emptyCart(conversation, terms, place.clock.now())
}

export async function readItems(place: Shop | Tx, { id: cart, conversation_id: conversation }: CartRow): Promise<CartItem[]> {
  const rows = await lookIn(place)(listItems, { cart, conversation })
  const now = place.clock.now()
  return rows.map((row) => {
    const { unitPrice, toldPrice } = priceFor(row, now)
    const options: Record<string, string> = JSON.parse(row.options)
    return {
      id: row.id,
      variant: row.variant_id,
      product: row.product_id,
      sku: row.sku,
      name: fullName(row.name, options),
      options,
      quantity: row.quantity,
      unitPrice,
      toldPrice,
      lineTotal: row.quantity * unitPrice,
      addedAt: row.added_at,
      category: row.category,
      storefront: row.storefront,
      imageUrl: row.image_url,
      stock: row.stock,
    }
  })
}

export function cartOf(row: CartRow, items: CartItem[], terms: Terms): Cart {
  const shipping = terms.shipping.find(({ id }) => id === row.shipping_id) ?? null
  return {
    id: row.id,
    conversation: row.conversation_id,
    customer: row.customer_id,
    status: row.status,
    items,
    coupon: row.coupon,
    shipping: row.shipping_id,
    totals: reckon({ lines: items, promotions: terms.promotions, code: row.coupon, shipping: items.length === 0 ? null : shipping }),
    currency: terms.currency,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function emptyCart(conversation: string, terms: Terms, now: number): Cart {
  return {
    id: null,
    conversation,
    customer: null,
    status: 'active',
    items: [],
    coupon: null,
    shipping: null,
    totals: reckon({ lines: [], promotions: [], code: null, shipping: null }),
    currency: terms.currency,
    createdAt: now,
    updatedAt: now,
  }
}
