import { lookIn } from '../../../shop/look.ts'
import { isOwnPicture } from '../../../shop/pictures/pictures.ts'
import type { Shop } from '../../../shop/shop.ts'
import { listStorefronts } from '../../../shop/tenants/tenants.ts'
import type { ProductChange } from '../change.ts'
import type { Doubt, FileProduct, ReadProduct } from '../files/file-product.ts'
import { type FileProblem, problem } from '../files/problem.ts'
import { loadProducts, ownersOf } from '../load.ts'
import { type PictureAddresses, readPictureAddress } from '../picture-address.ts'
import type { StoredProduct } from '../product.ts'
import type { ProductInput } from '../product-input.ts'
import { type CatalogRefusal, decideOn, type Known } from '../put.ts'

/** What one product of a file comes to in this shop. */
export type Checked =
  | { kind: 'taken'; input: ProductInput; change: ProductChange; notes: readonly FileProblem[] }
  | { kind: 'refused'; problems: readonly FileProblem[] }

/** Holds products of a file against what the shop has, many at once: the rules are those of every other way in. */
export async function checkProducts(shop: Shop, reads: readonly ReadProduct[], rules: CheckRules): Promise<Checked[]> {
  const known = await knownOf(shop, reads)
  return reads.map((read) => checkOne(shop, read, known, rules))
}

/** Of the codes that look spoiled those that the shop never had. */
export async function doubtsLeft(shop: Shop, doubts: readonly Doubt[]): Promise<FileProblem[]> {
  if (doubts.length === 0) return []
  const owners = await ownersOf(lookIn(shop), [...new Set(doubts.map(({ sku }) => sku))])
  return doubts.flatMap(({ sku, problem }) => (owners.has(sku) ? [] : [problem]))
}

export interface CheckRules {
  replace: boolean
  /** Where the shop is seen from outside: addresses of its own pictures begin with it. */
  publicUrl: string
}

async function knownOf(shop: Shop, reads: readonly ReadProduct[]): Promise<Known> {
  const look = lookIn(shop)
  const skus = reads.flatMap(({ product }) => [product.sku, ...(product.variants ?? []).map(({ sku }) => sku)])
  const owners = await ownersOf(look, [...new Set(skus)])
  const products = await loadProducts(look, [...new Set(owners.values())])
  // A row may name a variant only, and is then a change of its product.
  for (const { id, sku } of products.values()) owners.set(sku, id)
  const storefronts = new Set((await shop.read(listStorefronts, {})).map(({ id }) => id))
  return { owners, products, storefronts, around: { ids: shop.ids, now: shop.clock.now(), currency: shop.tenant.currency } }
}

function checkOne({ tenant }: Shop, read: ReadProduct, known: Known, { replace, publicUrl }: CheckRules): Checked {
  const { input: said, notes } = toInput(read, known, replace)
  const picture = said.imageUrl == null ? said.imageUrl : keptPicture(said.imageUrl, said.sku, known, { publicUrl, tenant: tenant.id })
  const input = picture === undefined ? said : { ...said, imageUrl: picture }
  const isPictureWrong = picture === null && said.imageUrl != null
  const outcome = decideOn(input, known, 'put')
  const problems = [
    ...(isPictureWrong ? [problem('not_a_picture_address', { ...read.place(['imageUrl']), got: said.imageUrl ?? null })] : []),
    ...(outcome.ok ? [] : problemsOf(outcome.refusal, input, read, known)),
  ]
  if (outcome.ok && problems.length === 0) return { kind: 'taken', input, change: outcome.value, notes }
  return { kind: 'refused', problems }
}

/** By the rule of every other way in. Besides it takes what an export wrote: a picture's bare name, and whatever the product has already. */
function keptPicture(given: string, sku: string, known: Known, pictures: PictureAddresses): string | null {
  if (isOwnPicture(given) || given === productOf(sku, known)?.imageUrl) return given
  return readPictureAddress(given, pictures)
}

function toInput(read: ReadProduct, known: Known, replace: boolean): { input: ProductInput; notes: FileProblem[] } {
  const { product } = read
  const before = productOf(product.sku, known)
  const place = read.place(['sku'])
  if (before && before.sku !== product.sku && isVariantOf(before, product)) {
    const note = problem('variant_by_its_sku', { ...place, about: { product: before.sku } })
    return { input: asVariant(before, product), notes: [note] }
  }
  if (!read.isSkuMade) return { input: asProduct(product, replace), notes: [] }
  // Nobody named the product, but its variants may have one already.
  const owner = (product.variants ?? []).map(({ sku }) => productOf(sku, known)).find((found) => found !== undefined)
  const sku = owner?.sku ?? product.sku
  const note = problem('sku_made', { ...place, about: { sku } })
  return { input: asProduct({ ...product, sku }, replace), notes: [note] }
}

function productOf(sku: string, { owners, products }: Known): StoredProduct | undefined {
  return products.get(owners.get(sku) ?? '')
}

/** A list of prices or stock names what is bought, without saying whose variant it is. */
function isVariantOf(before: StoredProduct, { sku, variants = [] }: FileProduct): boolean {
  return variants.length === 0 && before.variants.some((variant) => variant.sku === sku && variant.state === 'active')
}

function asVariant(before: StoredProduct, { sku, price, stock }: FileProduct): ProductInput {
  const ownPrice = price === before.price ? null : price
  return { sku: before.sku, state: 'as_is', variants: [{ sku, price: ownPrice, stock }] }
}

function asProduct({ variants, stock, ...values }: FileProduct, replace: boolean): ProductInput {
  const hasVariants = variants !== undefined && variants.length > 0
  const variantsSaid = hasVariants ? { variants, allVariants: replace } : replace && variants !== undefined ? { variants: null } : {}
  return {
    ...values,
    ...variantsSaid,
    ...(hasVariants ? {} : { stock }),
    // A list that only says prices or stock brings nothing back that was taken off the shelf.
    ...(values.name === undefined ? { state: 'as_is' } : {}),
  }
}

/** In the file's own words: what the catalogue calls otherwise stands somewhere in it. */
function problemsOf(refusal: CatalogRefusal, input: ProductInput, read: ReadProduct, known: Known): FileProblem[] {
  switch (refusal.code) {
    case 'sku_taken': {
      const product = productOf(refusal.sku, known)?.sku ?? '?'
      return [problem('sku_taken', { ...read.place(refusal.path), got: refusal.sku, about: { product } })]
    }
    case 'product_not_found':
      return [problem('not_taken', { ...read.place(['sku']), got: refusal.product, about: { takes: 'a product of the shop' } })]
    case 'invalid_product':
      return refusal.mistakes.map(({ path, takes }) => mistakeIn(path, takes, input, read, known))
  }
}

function mistakeIn(path: readonly (string | number)[], takes: string, input: ProductInput, read: ReadProduct, known: Known): FileProblem {
  const place = read.place(path)
  const [field] = path
  const got = shownAt(input, path)
  if ((field === 'name' || field === 'price') && got === null) return problem('new_product_needs', { ...place, about: { sku: input.sku } })
  if (field === 'storefront') {
    const storefronts = [...known.storefronts].join(', ')
    return problem('no_such_storefront', { ...place, got, about: { storefronts: storefronts === '' ? '–' : storefronts } })
  }
  const most = /^at most (\d+) characters$/.exec(takes)?.[1]
  if (most !== undefined) return problem('too_long', { ...place, got, about: { most } })
  return problem('not_taken', { ...place, got, about: { takes } })
}

function shownAt(input: ProductInput, path: readonly (string | number)[]): string | null {
  let value: unknown = input
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step]
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
