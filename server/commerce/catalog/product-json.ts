import { z } from 'zod'
import { isoTime } from '../../platform/iso-time.ts'
import { MoneyJson, moneyJson } from '../../shop/money.ts'
import { pictureAddress } from '../../shop/pictures/pictures.ts'
import type { PictureAddresses } from './picture-address.ts'
import { declaredVariants, type Product } from './product.ts'

const VariantJson = z.object({
  sku: z.string(),
  options: z.record(z.string(), z.string()),
  price: MoneyJson.describe('its own price, else its product’s'),
  stock: z.int().nullable().describe('null is unlimited'),
})

/** A product as programs read it, by whatever door they come. */
export const ProductJson = z
  .object({
    id: z.string(),
    sku: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string().nullable().describe('a path, such as Calzado/Zapatillas'),
    brand: z.string().nullable().describe('the maker'),
    storefront: z.string().nullable(),
    price: MoneyJson,
    compare_at_price: MoneyJson.nullable().describe('what it cost before'),
    stock: z.int().nullable().describe('the sum of its variants’; null is unlimited'),
    is_offer: z.boolean().describe('holds between offer_from and offer_until, where these are set'),
    offer_from: z.string().nullable(),
    offer_until: z.string().nullable(),
    image_url: z.string().nullable().describe('an address; of a picture that was uploaded it takes ?w=160, 480 or 960 for a smaller one'),
    tags: z.array(z.string()),
    synonyms: z.array(z.string()).describe('other words that customers have for it'),
    variants: z.array(VariantJson).describe('what has variants is bought as one of them only'),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({
    id: 'Product',
    description: 'Something for sale.',
    example: {
      id: '019a2f60-7c1e-7a53-9d0e-3b9c1f6f2a11',
      sku: 'LUN-001',
      name: 'Zapatillas Nube',
      description: 'Livianas y con plantilla de espuma.',
      category: 'Calzado/Zapatillas',
      brand: 'Norte Suave',
      storefront: 'moda',
      price: { amount: '118900.00', currency: 'ARS' },
      compare_at_price: null,
      stock: 23,
      is_offer: false,
      offer_from: null,
      offer_until: null,
      image_url: 'https://cdn.example.com/nube.jpg',
      tags: ['urbanas'],
      synonyms: ['tenis'],
      variants: [
        { sku: 'LUN-001-35', options: { talle: '35' }, price: { amount: '118900.00', currency: 'ARS' }, stock: 13 },
        { sku: 'LUN-001-36', options: { talle: '36' }, price: { amount: '118900.00', currency: 'ARS' }, stock: 10 },
      ],
      created_at: '2026-03-11T19:00:00.000Z',
      updated_at: '2026-03-11T19:00:00.000Z',
    },
  })

export function productJson(product: Product, pictures: PictureAddresses): z.input<typeof ProductJson> {
  const money = (minor: number) => moneyJson(minor, product.currency)
  const moment = (at: number | null) => (at === null ? null : isoTime(at))
  return {
    id: product.id,
    sku: product.sku,
    name: product.name,
    description: product.description,
    category: product.category || null,
    brand: product.brand || null,
    storefront: product.storefront,
    price: money(product.price),
    compare_at_price: product.compareAtPrice === null ? null : money(product.compareAtPrice),
    stock: product.stock,
    is_offer: product.isOffer,
    offer_from: moment(product.offerFrom),
    offer_until: moment(product.offerUntil),
    image_url: product.imageUrl === null ? null : pictureAddress(product.imageUrl, pictures),
    tags: product.tags,
    synonyms: product.synonyms,
    variants: declaredVariants(product).map(({ sku, options, price, stock }) => ({
      sku,
      options: { ...options },
      price: money(price),
      stock,
    })),
    created_at: isoTime(product.createdAt),
    updated_at: isoTime(product.updatedAt),
  }
}
