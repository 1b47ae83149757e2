import { z } from 'zod'
import {
  type PictureAddresses,
  type Product,
  type ProductChanges,
  type ProductMistake,
  productLimits,
  readPictureAddress,
  type VariantInput,
} from '../../commerce/catalog/catalog.ts'
import { amountTakes, readAmount } from '../../shop/currency.ts'

const most = productLimits
const Money = z
  .union([z.string().max(40), z.object({ amount: z.string().max(40), currency: z.string().max(3) })], {
    error: 'an amount such as "450.00", or { "amount": "450.00", "currency": "ARS" }',
  })
  .meta({ example: '450.00' })
const Moment = z.iso.datetime({ offset: true })
const Stock = z.int().min(0).max(most.stock).nullable()
const Words = z.array(z.string().trim().min(1).max(most.word)).max(most.words).nullable()

const VariantBody = z.object({
  sku: z.string().min(1).max(most.sku),
  options: z.record(z.string().min(1).max(most.option), z.string().min(1).max(most.option)).optional(),
  price: Money.nullable().optional().describe('null: what its product costs'),
  stock: Stock.optional(),
})

const fields = {
  name: z.string().trim().min(1).max(most.name),
  description: z.string().max(most.description).nullable().optional(),
  category: z.string().max(most.category).nullable().optional().describe('a path, such as Calzado/Zapatillas'),
  brand: z.string().max(most.brand).nullable().optional(),
  storefront: z.string().max(63).nullable().optional(),
  price: Money,
  currency: z.string().max(3).optional().describe('the tenant’s; another is refused'),
  compare_at_price: Money.nullable().optional(),
  stock: Stock.optional().describe('null is unlimited; what has variants has the sum of theirs'),
  is_offer: z.boolean().optional(),
  offer_from: Moment.nullable().optional(),
  offer_until: Moment.nullable().optional(),
  image_url: z.string().max(most.imageUrl).nullable().optional().describe('a public http or https address'),
  tags: Words.optional(),
  synonyms: Words.optional(),
}

export const NewProduct = z
  .object({ sku: z.string().min(1).max(most.sku), ...fields, variants: z.array(VariantBody).max(most.variants).nullable().optional() })
  .meta({ example: { sku: 'YER-500', name: 'Yerba mate 500 g', price: '3200.00', category: 'Almacén/Yerba', stock: 40 } })

export const ChangedProduct = z
  .object({
    sku: z.string().optional().describe('as it is: a product keeps its SKU'),
    ...fields,
    name: fields.name.optional(),
    price: fields.price.optional(),
    variants: z
      .array(VariantBody.extend({ remove: z.boolean().optional().describe('true takes this variant away') }))
      .max(most.variants)
      .nullable()
      .optional()
      .describe('by SKU: those not named stay as they are; null takes all of them away'),
  })
  .meta({ example: { price: '3500.00', stock: 12 } })

export type ProductBody = z.output<typeof ChangedProduct>

/** A body in minor units and moments, or what is wrong with it. `current` is the product it changes. */
export function readProduct(
  body: ProductBody,
  currency: string,
  pictures: PictureAddresses,
  current: Product | null,
): { ok: true; value: ProductChanges } | { ok: false; mistakes: ProductMistake[] } {
  const mistakes: ProductMistake[] = []
  const money = (given: z.output<typeof Money> | null | undefined, ...path: (string | number)[]): number | null | undefined => {
    if (given == null) return given
    if (typeof given !== 'string' && given.currency !== currency) mistakes.push({ path: [...path, 'currency'], takes: currency })
    const read = readAmount(typeof given === 'string' ? given : given.amount, currency)
    if (read.ok) return read.minor
    mistakes.push({ path: typeof given === 'string' ? path : [...path, 'amount'], takes: amountTakes(read.mistake, currency) })
    return undefined
  }
  if (body.currency !== undefined && body.currency !== currency) mistakes.push({ path: ['currency'], takes: currency })
  const price = money(body.price, 'price') ?? undefined
  const value: ProductChanges = {
    name: body.name,
    description: body.description,
    category: body.category,
    brand: body.brand,
    storefront: body.storefront,
    price,
    compareAtPrice: money(body.compare_at_price, 'compare_at_price'),
    stock: body.stock,
    isOffer: body.is_offer,
    offerFrom: body.offer_from == null ? body.offer_from : Date.parse(body.offer_from),
    offerUntil: body.offer_until == null ? body.offer_until : Date.parse(body.offer_until),
    imageUrl: body.image_url == null ? body.image_url : readImage(body.image_url, pictures, mistakes),
    tags: body.tags,
    synonyms: body.synonyms,
    variants: body.variants?.map((variant, index): VariantInput => {
      const said = money(variant.price, 'variants', index, 'price')
      return { ...variant, price: said == null ? said : ownPrice(variant.sku, said, price ?? current?.price, current) }
    }),
  }
  if (body.variants === null) value.variants = null
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value }
}

/** Our answers tell what a variant costs, whosever price that is: sent back unchanged it says nothing new. */
function ownPrice(sku: string, said: number, productPrice: number | undefined, current: Product | null): number | null | undefined {
  const known = current?.variants.find((variant) => variant.sku === sku)
  if (known?.price === said) return undefined
  return said === productPrice ? null : said
}

function readImage(given: string, pictures: PictureAddresses, mistakes: ProductMistake[]): string {
  const kept = readPictureAddress(given, pictures)
  if (kept === null) mistakes.push({ path: ['image_url'], takes: 'a public http or https address' })
  return kept ?? given
}
