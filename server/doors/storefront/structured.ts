import { raw } from 'hono/html'
import { declaredVariants, type Product, type Variant } from '../../commerce/catalog/catalog.ts'
import { writeAmount } from '../../shop/currency.ts'
import { isAvailable } from './choices.ts'
import { priceOf } from './prices.ts'

export interface Told {
  product: Product
  /** The page of a SKU, absolute. */
  addressOf(sku: string): string
  image: string | null
  shop: string
  now: number
}

/** More of them are told as a range of prices: a page is for people first. */
const mostVariants = 60

/** The product in the words of schema.org. */
export function structured(told: Told): unknown {
  const { product } = told
  const variants = declaredVariants(product)
  const common = {
    '@context': 'https://schema.org',
    name: product.name,
    ...(product.description === '' ? {} : { description: product.description }),
    ...(product.brand === '' ? {} : { brand: { '@type': 'Brand', name: product.brand } }),
    ...(product.category === '' ? {} : { category: product.category.replaceAll('/', ' > ') }),
    ...(told.image === null ? {} : { image: [told.image] }),
    url: told.addressOf(product.sku),
  }
  const [only] = product.variants
  if (variants.length === 0 && only) return { ...common, '@type': 'Product', sku: product.sku, offers: offer(told, only) }
  if (variants.length > mostVariants) return { ...common, '@type': 'Product', sku: product.sku, offers: range(told, variants) }
  const options = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))]
  return {
    ...common,
    '@type': 'ProductGroup',
    productGroupID: product.sku,
    variesBy: options.map((option) => propertyOf(option).name),
    hasVariant: variants.map((variant) => ({
      '@type': 'Product',
      sku: variant.sku,
      name: variantName(product, variant),
      ...(told.image === null ? {} : { image: [told.image] }),
      ...properties(variant),
      offers: offer(told, variant),
    })),
  }
}

/** "Zapatillas Nube, blanco, 37": its product's name and what makes it this one. */
export function variantName(product: Pick<Product, 'name'>, variant: Pick<Variant, 'options'>): string {
  return [product.name, ...Object.values(variant.options)].join(', ')
}

function offer(told: Told, variant: Variant): unknown {
  const { product, now } = told
  const { minor, before, until } = priceOf(product, variant, now)
  const { currency } = product
  return {
    '@type': 'Offer',
    url: told.addressOf(variant.sku),
    price: writeAmount(minor, currency),
    priceCurrency: currency,
    availability: availability(isAvailable(variant)),
    itemCondition: 'https://schema.org/NewCondition',
    seller: { '@type': 'Organization', name: told.shop },
    ...(until === null ? {} : { priceValidUntil: new Date(until).toISOString() }),
    ...(before === null
      ? {}
      : {
          priceSpecification: {
            '@type': 'UnitPriceSpecification',
            priceType: 'https://schema.org/StrikethroughPrice',
            price: writeAmount(before, currency),
            priceCurrency: currency,
          },
        }),
  }
}

function range(told: Told, variants: readonly Variant[]): unknown {
  const { currency } = told.product
  const prices = variants.map(({ price }) => price)
  return {
    '@type': 'AggregateOffer',
    lowPrice: writeAmount(Math.min(...prices), currency),
    highPrice: writeAmount(Math.max(...prices), currency),
    priceCurrency: currency,
    offerCount: variants.length,
    availability: availability(variants.some(isAvailable)),
    seller: { '@type': 'Organization', name: told.shop },
  }
}

function availability(isThere: boolean): string {
  return isThere ? 'https://schema.org/InStock' : 'https://schema.org/OutOfStock'
}

function properties(variant: Variant): Record<string, unknown> {
  const known: Record<string, unknown> = {}
  const others: unknown[] = []
  for (const [option, value] of Object.entries(variant.options)) {
    const { key } = propertyOf(option)
    if (key === null) others.push({ '@type': 'PropertyValue', name: option, value })
    else known[key] = value
  }
  return others.length === 0 ? known : { ...known, additionalProperty: others }
}

const known: readonly (readonly [key: 'color' | 'size' | 'material', names: RegExp])[] = [
  ['color', /^(?:colou?r|cor)$/i],
  ['size', /^(?:talle|talla|tama[ñn]o|tamanho|medida|size)$/i],
  ['material', /^material$/i],
]

/** What search engines call an option, where they have a word for it. */
export function propertyOf(option: string): { key: 'color' | 'size' | 'material' | null; name: string } {
  const [key] = known.find(([, names]) => names.test(option.trim())) ?? [null]
  return { key, name: key === null ? option : `https://schema.org/${key}` }
}

/** Inside a page no text may end the element that it stands in, whatever the shop calls its goods. */
export function jsonForPage(value: unknown) {
  return raw(JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'))
}
