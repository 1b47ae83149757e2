import { writeAmount } from '../../shop/currency.ts'
import type { ContentFile, Locate, StoreFileError } from '../../shop/store-file/store-file.ts'
import type { FileEntry, ReadCatalog } from './catalog-file-read.ts'
import { fieldOf } from './files/columns.ts'
import type { ReadProduct } from './files/file-product.ts'
import { type FileProblem, problem } from './files/problem.ts'
import { readCatalogFile } from './files/read.ts'
import { allAtOnce } from './files/steps.ts'
import { takesOf } from './files/words.ts'

interface Around {
  currency: string
  timezone: string
}

/** The `catalog:` of a store file as a table, read as an import reads one. A row says all there is of its product. */
export function readCatalogTable(
  file: ContentFile,
  { currency, timezone }: Around,
): Pick<ReadCatalog, 'entries' | 'doubts' | 'locate'> & { errors: StoreFileError[] } {
  // What is only noted (a column that nobody knows) is left out here as there.
  const { out } = allAtOnce(readCatalogFile(file.bytes, { currency, timezone }))
  const reads = out.flatMap((one) => (one.kind === 'product' ? [one.read] : []))
  const problems = [...out.flatMap((one) => (one.kind === 'problem' ? [one.problem] : [])), ...reads.flatMap(unsaid)]
  const asError = (found: FileProblem): StoreFileError => ({
    file: file.path,
    line: found.line ?? 1,
    path: found.column ?? '(file)',
    got: found.got === null ? 'nothing' : JSON.stringify(found.got),
    takes: takesOf(found, 'en'),
  })
  const errors = problems.map(asError)
  const doubts = out.flatMap((one) => (one.kind === 'doubt' ? [{ sku: one.doubt.sku, error: asError(one.doubt.problem) }] : []))
  const entries = reads.map(entryOf)
  const locate: Locate = ([index, ...steps], takes) => {
    const place = reads[Number(index)]?.place(steps as (string | number)[])
    const got = gotAt(entries[Number(index)], steps, currency)
    return { file: file.path, line: place?.line ?? 1, path: place?.column ?? '(file)', got, takes }
  }
  return { entries, errors, doubts, locate }
}

/** An import may leave out what the shop knows; a store file may not. */
function unsaid({ product, place }: ReadProduct): FileProblem[] {
  const missing = (['name', 'price'] as const).filter((field) => product[field] === undefined)
  return missing.map((field) => problem('new_product_needs', { ...place([field]), about: { sku: product.sku } }))
}

/** As a list would say it: an empty cell says nothing. */
function entryOf({ product }: ReadProduct): FileEntry {
  const { variants = [], tags = [], synonyms = [] } = product
  return {
    sku: product.sku,
    values: {
      name: product.name,
      description: product.description || null,
      category: product.category || null,
      brand: product.brand || null,
      storefront: product.storefront ?? null,
      price: product.price,
      compareAtPrice: product.compareAtPrice ?? null,
      isOffer: product.isOffer ?? false,
      offerFrom: product.offerFrom ?? null,
      offerUntil: product.offerUntil ?? null,
      imageUrl: product.imageUrl ?? null,
      tags: tags.length > 0 ? tags : null,
      synonyms: synonyms.length > 0 ? synonyms : null,
      ...(variants.length === 0 ? { stock: product.stock ?? null } : {}),
    },
    variants: variants.map(({ sku, options, price = null, stock = null }) => ({ sku, options, price, stock })),
  }
}

function gotAt(entry: FileEntry | undefined, steps: readonly PropertyKey[], currency: string): string {
  const named = Object.fromEntries(Object.entries(entry?.values ?? {}).map(([key, value]) => [fieldOf(key), value]))
  let value: unknown = { ...named, sku: entry?.sku, variants: entry?.variants }
  for (const step of steps) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step]
  if (value == null) return 'nothing'
  const isMoney = typeof value === 'number' && /price$/.test(String(steps.at(-1)))
  return JSON.stringify(isMoney ? writeAmount(value as number, currency) : value)
}
