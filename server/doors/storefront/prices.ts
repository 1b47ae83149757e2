import { isOnOffer, type Product, type Variant } from '../../commerce/catalog/catalog.ts'

/** What something costs now, as it is shown. */
export interface ShownPrice {
  minor: number
  /** Variants that are not chosen yet cost this or more. */
  isFrom: boolean
  /** What it costs when there is no offer; null where there is none now. */
  before: number | null
  until: number | null
}

export function priceOf(product: Product, chosen: Variant | null, now: number): ShownPrice {
  const prices = chosen ? [chosen.price] : product.variants.map(({ price }) => price)
  const minor = Math.min(...prices)
  const { compareAtPrice } = product
  const isOffer = isOnOffer(product, now) && compareAtPrice !== null && compareAtPrice > minor
  return {
    minor,
    isFrom: prices.some((price) => price > minor),
    before: isOffer ? compareAtPrice : null,
    until: isOffer ? product.offerUntil : null,
  }
}

/** How much less it is, in whole per cent. */
export function percentOff(before: number, now: number): number {
  return Math.floor(((before - now) * 100) / before)
}
