import type { Cart, CartItem } from '../../commerce/cart/cart.ts'
import { declaredVariants, type Product, type Variant } from '../../commerce/catalog/catalog.ts'
import type { Order, OrderItem } from '../../commerce/orders/orders.ts'
import { pictureAddress } from '../../shop/pictures/pictures.ts'
import type { UcpCall } from './answers.ts'

type Place = Pick<UcpCall, 'shop' | 'publicUrl'>

/** Amounts are whole numbers in the smallest unit of the currency, as they are kept. */
export function productShape(call: Place, product: Product): object {
  const { id, name, category, currency, tags } = product
  const prices = product.variants.map(({ price }) => price)
  const price = (amount: number) => ({ amount, currency })
  const options = optionsOf(product)
  return {
    id,
    title: name,
    description: descriptionOf(product),
    url: `${call.publicUrl}/p/${call.shop.tenant.id}/${encodeURIComponent(product.sku)}`,
    ...(category === '' ? {} : { categories: [{ value: category, taxonomy: 'merchant' }] }),
    price_range: { min: price(Math.min(...prices)), max: price(Math.max(...prices)) },
    ...mediaOf(call, product),
    ...(options.length === 0 ? {} : { options }),
    variants: product.variants.map((variant) => variantShape(product, variant)),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

export function variantShape(product: Product, { sku, options, price, stock }: Variant): object {
  const { currency, compareAtPrice } = product
  const named = Object.entries(options)
  return {
    // What a cart calls it by.
    id: sku,
    sku,
    title: named.length === 0 ? product.name : named.map(([, value]) => value).join(' / '),
    description: descriptionOf(product),
    price: { amount: price, currency },
    ...(compareAtPrice !== null && compareAtPrice > price ? { list_price: { amount: compareAtPrice, currency } } : {}),
    availability: stock === null || stock > 0 ? { available: true, status: 'in_stock' } : { available: false, status: 'out_of_stock' },
    ...(named.length === 0 ? {} : { options: named.map(([name, label]) => ({ name, label })) }),
  }
}

/** Each option with its values, in the order of the variants. */
export function optionsOf(product: Product): { name: string; values: { label: string }[] }[] {
  const values = new Map<string, Set<string>>()
  for (const { options } of declaredVariants(product))
    for (const [name, value] of Object.entries(options)) values.set(name, (values.get(name) ?? new Set()).add(value))
  return [...values].map(([name, labels]) => ({ name, values: [...labels].map((label) => ({ label })) }))
}

function descriptionOf({ description, name }: Product): object {
  return { plain: description === '' ? name : description }
}

function mediaOf({ shop, publicUrl }: Place, { imageUrl, name }: Pick<Product, 'imageUrl' | 'name'>): object {
  if (imageUrl === null) return {}
  return { media: [{ type: 'image', url: pictureAddress(imageUrl, { publicUrl, tenant: shop.tenant.id }), alt_text: name }] }
}

export function cartLines(call: Place, { items }: Cart): object[] {
  return items.map((item) => lineShape(call, item, { name: item.name, quantity: item.quantity }))
}

export function orderLines(call: Place, { items }: Order): object[] {
  return items.map((item) => lineShape(call, item, { name: item.name, quantity: item.quantity }))
}

/** As an order tells it: how many there were, are, and have left the shop, where they stay whatever becomes of the money. */
export function boughtLines(call: Place, { items, status, history }: Order): object[] {
  const isSent = history.some(({ what }) => what === 'shipped')
  const isOff = !isSent && (status === 'cancelled' || status === 'expired' || status === 'refunded')
  return items.map((item) => {
    const total = isOff ? 0 : item.quantity
    const quantity = { original: item.quantity, total, fulfilled: isSent ? total : 0 }
    return { ...lineShape(call, item, { name: item.name, quantity }), status: isOff ? 'removed' : isSent ? 'fulfilled' : 'processing' }
  })
}

function lineShape(
  { shop, publicUrl }: Place,
  { sku, unitPrice, lineTotal, imageUrl }: Pick<CartItem | OrderItem, 'sku' | 'unitPrice' | 'lineTotal' | 'imageUrl'>,
  { name, quantity }: { name: string; quantity: unknown },
): object {
  const image_url = imageUrl === null ? undefined : pictureAddress(imageUrl, { publicUrl, tenant: shop.tenant.id })
  return {
    // A variant stands in a cart once.
    id: sku,
    item: { id: sku, title: name, price: unitPrice, ...(image_url === undefined ? {} : { image_url }) },
    quantity,
    totals: [
      { type: 'subtotal', amount: lineTotal },
      { type: 'total', amount: lineTotal },
    ],
  }
}

export function totalsShape(sum: { items: number; discount: number; shipping: number | null; total: number }): object[] {
  return [
    { type: 'subtotal', amount: sum.items },
    ...(sum.discount > 0 ? [{ type: 'discount', amount: -sum.discount }] : []),
    ...(sum.shipping === null ? [] : [{ type: 'fulfillment', amount: sum.shipping }]),
    { type: 'total', amount: sum.total },
  ]
}

export function orderTotals({ itemsTotal: items, discount, shipping, total }: Order): object[] {
  return totalsShape({ items, discount, shipping, total })
}
