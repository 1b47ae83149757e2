/** Something for sale. What is '' or null nobody has told us. Money is in minor units of `currency`. */
export interface Product {
  id: string
  /** Its name among the shop's people and files: given once, and never another. */
  sku: string
  name: string
  description: string
  /** A path, "Calzado/Zapatillas". */
  category: string
  /** The maker. */
  brand: string
  storefront: string | null
  price: number
  currency: string
  /** What it cost before, or costs elsewhere. */
  compareAtPrice: number | null
  isOffer: boolean
  offerFrom: number | null
  offerUntil: number | null
  /** A public address, or the key of one of the shop's own pictures. */
  imageUrl: string | null
  tags: string[]
  /** Other words that customers have for it. */
  synonyms: string[]
  /** The sum of its variants'; null is unlimited, as soon as one of them is. */
  stock: number | null
  /** What is really bought: never empty. One that has no declared variants has itself as its only one. */
  variants: Variant[]
  createdAt: number
  updatedAt: number
}

export interface Variant {
  id: string
  sku: string
  /** `{ talle: '37' }`; empty for the only variant of a product without any. */
  options: Readonly<Record<string, string>>
  /** What it costs: its own price, else its product's. */
  price: number
  ownPrice: number | null
  /** Null is unlimited. */
  stock: number | null
}

/** What is off is found by nobody any more, but what was sold of it keeps its name. */
export type ShelfState = 'active' | 'off'

/** A product as it is kept, with the variants that it no longer has: their SKUs stay its own. */
export interface StoredProduct extends Omit<Product, 'variants' | 'stock'> {
  state: ShelfState
  variants: StoredVariant[]
}

export interface StoredVariant extends Omit<Variant, 'price'> {
  position: number
  state: ShelfState
}

export function visible(stored: StoredProduct): Product {
  const { state: _, ...product } = stored
  const variants = activeVariants(stored)
  return {
    ...product,
    stock: stockOf(variants),
    variants: variants.map(({ id, sku, options, ownPrice, stock }) => {
      return { id, sku, options, ownPrice, price: ownPrice ?? stored.price, stock }
    }),
  }
}

export function activeVariants({ variants }: Pick<StoredProduct, 'variants'>): StoredVariant[] {
  return variants.filter(({ state }) => state === 'active').sort((left, right) => left.position - right.position)
}

/** Those that a customer chooses from: none where the product itself is what is bought. */
export function declaredVariants<Some extends Pick<Variant, 'sku' | 'options'>>(product: {
  sku: string
  variants: readonly Some[]
}): Some[] {
  return product.variants.filter((variant) => variant.sku !== product.sku)
}

/** Null as soon as one is unlimited. */
export function stockOf(variants: readonly Pick<Variant, 'stock'>[]): number | null {
  let sum = 0
  for (const { stock } of variants) {
    if (stock === null) return null
    sum += stock
  }
  return sum
}

export function priceRange(product: StoredProduct): { from: number; to: number } {
  const prices = activeVariants(product).map(({ ownPrice }) => ownPrice ?? product.price)
  return { from: Math.min(...prices), to: Math.max(...prices) }
}

/** An offer with dates holds between them only, on the business clock. */
export function isOnOffer({ isOffer, offerFrom, offerUntil }: Pick<Product, 'isOffer' | 'offerFrom' | 'offerUntil'>, now: number): boolean {
  return isOffer && (offerFrom === null || offerFrom <= now) && (offerUntil === null || now < offerUntil)
}

/** "Calzado / Zapatillas/" is "Calzado/Zapatillas". */
export function categoryPath(written: string): string {
  return written
    .split('/')
    .map((name) => name.trim().replaceAll(/\s+/g, ' '))
    .filter((name) => name !== '')
    .join('/')
}

/** A category and all it lies in, the widest first. */
export function categoriesAround(path: string): { path: string; parent: string; name: string }[] {
  const names = path === '' ? [] : path.split('/')
  return names.map((name, depth) => {
    return { path: names.slice(0, depth + 1).join('/'), parent: names.slice(0, depth).join('/'), name }
  })
}
