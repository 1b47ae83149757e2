import type { Tx } from '../../platform/events/events.ts'
import { type Look, lookIn } from '../../shop/look.ts'
import type { Shop } from '../../shop/shop.ts'
import { type Product, type StoredProduct, type StoredVariant, type Variant, visible } from './product.ts'
import { findProductRow, findSku, findVariantRow, listVariantRows, toStored } from './products.sql.ts'

/** A variant with the product it is one of. */
export interface FoundVariant extends Variant {
  product: Product
}

/** By the product's id, its SKU or one of its variants' SKUs; what is off is not found. */
export async function findProduct(from: Shop | Tx, idOrSku: string): Promise<Product | null> {
  const stored = await findStored(from, idOrSku)
  return stored?.state === 'active' ? visible(stored) : null
}

/**
 * What is bought under this name: a variant by its id or SKU, or the only one of a product by the product's. Null too where a
 * product leaves the choice: then `findProduct` has it, with what there is to choose from.
 */
export async function findVariant(from: Shop | Tx, idOrSku: string): Promise<FoundVariant | null> {
  const look = lookIn(from)
  const product = (await findProduct(from, idOrSku)) ?? (await productOfVariant(from, look, idOrSku))
  if (!product) return null
  const named = product.variants.find(({ id, sku }) => id === idOrSku || sku === idOrSku)
  const only = idOrSku === product.id && product.variants[0]?.sku === product.sku ? product.variants[0] : undefined
  const found = named ?? only
  return found ? { ...found, product } : null
}

/** What a SKU stands for in the books, whether it is still sold or not, and what it costs, or would cost. */
export interface Sold {
  product: StoredProduct
  /** Null of a product as a whole that is bought as one of its variants only. */
  variant: StoredVariant | null
  price: number
}

/** SKUs are never freed: what was ever sold under one is found by it. */
export async function findSold(from: Shop | Tx, sku: string): Promise<Sold | null> {
  const look = lookIn(from)
  const id = (await look(findSku, { sku }))[0]?.product_id
  const product = id === undefined ? null : await readStored(look, id)
  if (!product) return null
  // Its own variant is off as long as it has others: then the whole costs what the product does.
  const variant = product.variants.find((one) => one.sku === sku && (sku !== product.sku || one.state === 'active')) ?? null
  return { product, variant, price: variant?.ownPrice ?? product.price }
}

async function readStored(look: Look, id: string): Promise<StoredProduct | null> {
  const row = (await look(findProductRow, { id }))[0]
  return row ? toStored(row, await look(listVariantRows, { product: id })) : null
}

export async function findStored(from: Shop | Tx, idOrSku: string): Promise<StoredProduct | null> {
  const look = lookIn(from)
  const id = (await look(findSku, { sku: idOrSku }))[0]?.product_id ?? idOrSku
  const stored = await readStored(look, id)
  if (!stored) return null
  // A variant that its product no longer has names nothing.
  const isNamed =
    id === idOrSku || idOrSku === stored.sku || stored.variants.some(({ sku, state }) => sku === idOrSku && state === 'active')
  return isNamed ? stored : null
}

async function productOfVariant(from: Shop | Tx, look: Look, id: string): Promise<Product | null> {
  const product = (await look(findVariantRow, { id }))[0]?.product_id
  return product === undefined ? null : await findProduct(from, product)
}
