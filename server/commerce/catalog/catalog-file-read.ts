import { z } from 'zod'
import { amountTakes, readAmount } from '../../shop/currency.ts'
import {
  type ContentFile,
  type Locate,
  locateInJson,
  Moment,
  momentOf,
  type ReadContent,
  readJsonContent,
  type StoreFile,
  type StoreFileError,
} from '../../shop/store-file/store-file.ts'
import {
  type FilePictures,
  isLink,
  type NamedPictures,
  namePictures,
  pictureMarks,
  picturesOf,
  pictureTakes,
} from './catalog-file-pictures.ts'
import { readCatalogTable } from './catalog-file-table.ts'
import { productMistakes } from './product-input.ts'

/** A product as a store's file says it: in minor units, and with null for all that it leaves out. */
export interface FileEntry {
  sku: string
  /** By the names of `ProductInput`. */
  values: Readonly<Record<string, unknown>>
  variants: { sku: string; options: Readonly<Record<string, string>>; price: number | null; stock: number | null }[]
}

export interface ReadCatalog {
  entries: FileEntry[]
  /** The whole text, and what tells that a picture was changed: when nothing of it is new, nothing is compared. */
  text: string
  /** The entries with the names of their pictures, which are read when this is first asked for. */
  pictures(): NamedPictures
  /** Codes that a table may have spoiled: mistakes, unless the shop has had them. */
  doubts: readonly { sku: string; error: StoreFileError }[]
  /** Of a path that begins with an entry's place in the list. */
  locate: Locate
}

const Sku = z.union([z.string().min(1, 'a SKU'), z.int().transform(String)], 'a SKU')
const Words = (what: string) => z.string(what)
const Amount = z.string('an amount in quotes, such as "450.00"')
const Stock = z.int('a whole number, or null for unlimited').nullable()
const List = z.array(z.string('text'), 'a list of words')
const Option = z.union([z.string(), z.number().transform(String)], 'text')

const Entry = z.strictObject({
  sku: Sku,
  name: Words('text'),
  description: Words('text').nullish(),
  category: Words('a path such as "Calzado/Zapatillas"').nullish(),
  brand: Words('text').nullish(),
  storefront: Words('the id of one of the storefronts').nullish(),
  price: Amount,
  currency: Words('a currency').nullish(),
  compare_at_price: Amount.nullish(),
  stock: Stock.optional(),
  is_offer: z.boolean('true or false').nullish(),
  offer_from: Moment.nullish(),
  offer_until: Moment.nullish(),
  image_url: Words('an address, or the path of a picture of the store’s').nullish(),
  tags: List.nullish(),
  synonyms: List.nullish(),
  variants: z
    .array(
      z.strictObject({
        sku: Sku,
        options: z.record(z.string(), Option, 'options such as { "talle": "37" }'),
        price: Amount.nullish(),
        stock: Stock.optional(),
      }),
    )
    .nullish(),
})
type Entry = z.output<typeof Entry>

interface Mistake {
  path: PropertyKey[]
  takes: string
}

/** The `catalog:` of a store file, a list or a table. What is wrong in it is told by file, line and path, all of it at once. */
export function readCatalog(file: ContentFile, store: StoreFile): ReadContent<ReadCatalog> {
  const read = /\.csv$/i.test(file.path) ? readTable(file, store) : readList(file, store)
  if (!read.ok) return read
  const { entries, pictures, doubts, locate } = read.value
  let named: NamedPictures | undefined
  const namedPictures = () => {
    named ??= namePictures(entries, pictures)
    return named
  }
  return { ok: true, value: { entries, text: `${file.text}\n${pictureMarks(pictures)}`, pictures: namedPictures, doubts, locate } }
}

interface Listed extends Pick<ReadCatalog, 'entries' | 'doubts' | 'locate'> {
  pictures: FilePictures
}

function readList(file: ContentFile, store: StoreFile): ReadContent<Listed> {
  const { currency } = store.tenant
  let entries: FileEntry[] = []
  let pictures: FilePictures = new Map()
  const read = readJsonContent(file, z.array(Entry, 'a list of products'), (listed) => {
    entries = listed.map((entry) => fileEntry(entry, currency))
    pictures = filePictures(entries, file)
    const moneyMistakes = listed.map((entry) => amountMistakes(entry, currency))
    return mistakesOf(entries, store, pictures, moneyMistakes)
  })
  return read.ok ? { ok: true, value: { entries, pictures, doubts: [], locate: locateInJson(file) } } : read
}

function readTable(file: ContentFile, store: StoreFile): ReadContent<Listed> {
  const { entries, errors, doubts, locate } = readCatalogTable(file, store.tenant)
  const pictures = filePictures(entries, file)
  const all = [...errors, ...mistakesOf(entries, store, pictures).map(({ path, takes }) => locate(path, takes))]
  return all.length > 0 ? { ok: false, errors: all } : { ok: true, value: { entries, pictures, doubts, locate } }
}

function filePictures(entries: readonly FileEntry[], file: ContentFile): FilePictures {
  return picturesOf(
    entries.map(({ values }) => values.imageUrl as string | null),
    file,
  )
}

/** What was found of each entry's amounts comes before what is wrong in it as a product. */
function mistakesOf(
  entries: readonly FileEntry[],
  store: StoreFile,
  pictures: FilePictures,
  known: readonly (readonly Mistake[])[] = [],
): Mistake[] {
  const all = entries.flatMap((entry, index) => {
    const found = [...(known[index] ?? []), ...entryMistakes(entry, store, pictures)]
    const { sku, values, variants } = entry
    const told = found.length > 0 ? found : productMistakes({ ...values, sku, variants })
    return told.map(({ path, takes }) => ({ path: [index, ...path.map((step) => fileNames[String(step)] ?? step)], takes }))
  })
  return [...all, ...skusOnce(entries)]
}

function amountMistakes(entry: Entry, currency: string): Mistake[] {
  const found: Mistake[] = []
  const amount = (given: string | null | undefined, ...path: PropertyKey[]) => {
    const read = given == null ? null : readAmount(given, currency)
    if (read && !read.ok) found.push({ path, takes: amountTakes(read.mistake, currency) })
  }
  amount(entry.price, 'price')
  amount(entry.compare_at_price, 'compare_at_price')
  for (const [index, { price }] of (entry.variants ?? []).entries()) amount(price, 'variants', index, 'price')
  if (entry.currency != null && entry.currency !== currency) found.push({ path: ['currency'], takes: `${currency}, the tenant’s` })
  return found
}

function entryMistakes({ values }: FileEntry, store: StoreFile, pictures: FilePictures): Mistake[] {
  const { storefront, imageUrl, offerFrom, offerUntil } = values
  const found: Mistake[] = []
  if (typeof storefront === 'string' && !store.storefronts.some(({ id }) => id === storefront))
    found.push({ path: ['storefront'], takes: 'the id of one of the storefronts' })
  const picture = typeof imageUrl === 'string' ? imageTakes(imageUrl, pictures) : null
  if (picture !== null) found.push({ path: ['image_url'], takes: picture })
  if (typeof offerFrom === 'string' && typeof offerUntil === 'string' && endsBefore(offerFrom, offerUntil))
    found.push({ path: ['offer_until'], takes: 'a moment after offer_from' })
  return found
}

/** Of a moment on the clock and one that is so long before now nobody can say. */
function endsBefore(from: string, until: string): boolean {
  return from.startsWith('-') === until.startsWith('-') && momentOf(until, 0) <= momentOf(from, 0)
}

/** How the file calls what is called otherwise here. */
export const fileNames: Readonly<Record<string, string>> = {
  compareAtPrice: 'compare_at_price',
  imageUrl: 'image_url',
  offerUntil: 'offer_until',
}

/** Products' and variants' SKUs are one namespace. */
function skusOnce(entries: readonly FileEntry[]): Mistake[] {
  const seen = new Set<string>()
  const once = (sku: string, path: PropertyKey[]): Mistake[] => {
    const isTaken = seen.has(sku)
    seen.add(sku)
    return isTaken ? [{ path, takes: 'a SKU that no other product or variant has' }] : []
  }
  return [
    ...entries.flatMap(({ sku }, index) => once(sku, [index, 'sku'])),
    ...entries.flatMap(({ variants }, index) => variants.flatMap(({ sku }, at) => once(sku, [index, 'variants', at, 'sku']))),
  ]
}

/** Addresses that a file names may be private ones; what is no address is a picture that comes with the store. */
function imageTakes(image: string, pictures: FilePictures): string | null {
  if (!isLink(image)) return pictureTakes(image, pictures)
  return /^https?:$/.test(new URL(image).protocol)
    ? null
    : 'an http or https address, or the path of a picture in the folder of the store file'
}

function fileEntry(entry: Entry, currency: string): FileEntry {
  const amount = (given: string) => {
    const read = readAmount(given, currency)
    return read.ok ? read.minor : 0
  }
  const optional = (given: string | null | undefined) => (given == null ? null : amount(given))
  const variants = (entry.variants ?? []).map(({ sku, options, price, stock = null }) => ({ sku, options, price: optional(price), stock }))
  return {
    sku: entry.sku,
    values: {
      name: entry.name,
      description: entry.description ?? null,
      category: entry.category ?? null,
      brand: entry.brand ?? null,
      storefront: entry.storefront ?? null,
      price: amount(entry.price),
      compareAtPrice: optional(entry.compare_at_price),
      isOffer: entry.is_offer ?? false,
      offerFrom: entry.offer_from ?? null,
      offerUntil: entry.offer_until ?? null,
      imageUrl: entry.image_url ?? null,
      tags: entry.tags ?? null,
      synonyms: entry.synonyms ?? null,
      // With variants it is the sum of theirs, whatever the file says.
      ...(variants.length === 0 ? { stock: entry.stock ?? null } : {}),
    },
    variants,
  }
}
