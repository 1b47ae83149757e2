import '../../server/commerce/cart/carts.sql.ts'
import { findVariant } from '../../server/commerce/catalog/catalog.ts'
import type { Tx } from '../../server/platform/events/events.ts'
import type { Range } from '../harness/shop.ts'
import { digits } from '../load/traffic.ts'

/** On the shelf of everybody who sells: plenty of both. */
export const staples = [
  { sku: 'YER-500', name: 'Yerba mate 500 g', price: '3200.00', stock: 100_000_000 },
  { sku: 'AZU-1000', name: 'Azúcar 1 kg', price: '1500.50', stock: 100_000_000 },
] as const

export const withStaples = { more: 'catalog: catalog.json', files: { 'catalog.json': JSON.stringify(staples) } } as const

/** Whose cart it is. */
export function conversationOf(number: number): string {
  return `c-${digits(number)}`
}

/** The variants of the staples. */
export async function readBasket(tx: Tx): Promise<string[]> {
  const found: string[] = []
  for (const { sku } of staples) found.push((await findVariant(tx, sku))?.id ?? '')
  return found
}

/** For each number a cart with both staples in it. Its ids are made of the number too, so that whoever asks for it need not look. */
export async function fillCarts(tx: Tx, { from, many }: Range, basket: readonly string[]): Promise<void> {
  const at = tx.clock.now()
  const numbers = Array.from({ length: many }, (_, index) => from + index)
  const carts = numbers.map((number) => ({
    ...{ tenant_id: tx.tenant, id: `cart-${digits(number)}`, conversation_id: conversationOf(number), customer_id: null },
    ...{ status: 'active' as const, coupon: null, shipping_id: null, due: at + 86_400_000, created_at: at, updated_at: at },
  }))
  const items = numbers.flatMap((number) =>
    basket.map((variant, index) => ({
      ...{ tenant_id: tx.tenant, cart_id: `cart-${digits(number)}`, id: `item-${digits(number)}-${index}`, variant_id: variant },
      ...{ quantity: 1, added_at: at, seen_price: null, seen_at: null },
    })),
  )
  await tx.sql.insertInto('carts').values(carts).execute()
  await tx.sql.insertInto('cart_items').values(items).execute()
}
