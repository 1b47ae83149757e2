import { z } from 'zod'

const Amount = z.string().describe('in the shop’s currency, such as "450.00"')

/** A product as an export writes it into JSON, and as an import and a store file take it. */
export const ExportedProduct = z
  .object({
    sku: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string().describe('a path, such as Calzado/Zapatillas; empty where it has none'),
    brand: z.string(),
    storefront: z.string().nullable(),
    price: Amount,
    currency: z.string(),
    stock: z.int().nullable().describe('the sum of its variants’; null is unlimited'),
    is_offer: z.boolean(),
    compare_at_price: Amount.nullable(),
    offer_from: z.string().nullable(),
    offer_until: z.string().nullable(),
    image_url: z.string().nullable().describe('an address, or the name of one of the shop’s own pictures'),
    tags: z.array(z.string()),
    synonyms: z.array(z.string()),
    variants: z
      .array(
        z.object({
          sku: z.string(),
          options: z.record(z.string(), z.string()),
          price: Amount.nullable().describe('null: what its product costs'),
          stock: z.int().nullable(),
        }),
      )
      .optional()
      .describe('left out where the product itself is what is bought'),
  })
  .meta({
    id: 'ExportedProduct',
    description: 'A product as a catalogue file has it.',
    example: {
      sku: 'LUN-001',
      name: 'Zapatillas Nube',
      description: 'Livianas y con plantilla de espuma.',
      category: 'Calzado/Zapatillas',
      brand: 'Norte Suave',
      storefront: 'moda',
      price: '118900.00',
      currency: 'ARS',
      stock: 13,
      is_offer: false,
      compare_at_price: null,
      offer_from: null,
      offer_until: null,
      image_url: 'https://cdn.example.com/nube.jpg',
      tags: ['urbanas'],
      synonyms: ['tenis'],
      variants: [{ sku: 'LUN-001-35', options: { talle: '35' }, price: null, stock: 13 }],
    },
  })
