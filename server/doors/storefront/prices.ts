import { isOnOffer, type Product, type Variant } from '../../commerce/catalog/catalog.ts'
import { writeAmount } from '../../shop/currency.ts'

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

/** As people of that language write it; cents are shown where there are some. */
export function moneyText(minor: number, currency: string, locale: string): string {
  const amount = writeAmount(minor, currency)
  const decimals = amount.split('.')[1]?.length ?? 0
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    trailingZeroDisplay: 'stripIfInteger',
  })
  // As a text, so that no digit is lost on the way through a floating-point number.
  return format.format(amount as `${number}`)
}

/** How much less it is, in whole per cent. */
export function percentOff(before: number, now: number): number {
  return Math.floor(((before - now) * 100) / before)
}
