/** What of a row tells whose it is. */
export interface RowIdentity {
  sku: string
  parentSku: string
  variantSku: string
  name: string
  brand: string
  storefront: string
  hasOptions: boolean
}

export interface Place {
  /** The SKU of the product that the row belongs to. */
  product: string
  /** The SKU of its variant; '' when it has to be made from the options, null when the row is the product's own. */
  variant: string | null
  isSkuMade: boolean
}

/**
 * Which rows are one product. A row may name its product (`sku` beside `variant_sku`, or `parent_sku`); rows with options that share
 * their SKU are variants of it; and those that each have an SKU are one product where they share name, brand and storefront.
 */
export class Groups {
  private readonly rowsLeft = new Map<string, number>()
  private readonly withOptions = new Map<string, { name: string; rows: number }>()
  private readonly ownRowByName = new Map<string, string>()
  private readonly variantSkus = new Set<string>()
  /** SKUs of rows with options whose product goes by another one. */
  private readonly productOf = new Map<string, { product: string; isMade: boolean }>()

  /** Every row is shown once before the first is asked about. */
  look(row: RowIdentity): void {
    if (row.sku === '') return
    const named = namedProduct(row)
    if (named !== null) {
      this.count(named, 1)
      this.variantSkus.add(row.variantSku === '' ? row.sku : row.variantSku)
    } else if (row.hasOptions) {
      const seen = this.withOptions.get(row.sku)
      if (seen) seen.rows++
      else this.withOptions.set(row.sku, { name: nameKey(row), rows: 1 })
    } else {
      this.count(row.sku, 1)
      if (!this.ownRowByName.has(nameKey(row))) this.ownRowByName.set(nameKey(row), row.sku)
    }
  }

  settle(): void {
    const byName = new Map<string, string[]>()
    for (const [sku, { name, rows }] of this.withOptions) {
      if (rows > 1 || this.rowsLeft.has(sku)) this.count(sku, rows)
      else byName.set(name, [...(byName.get(name) ?? []), sku])
    }
    const stems = new Map<string, number>()
    for (const skus of byName.values()) stems.set(stemOf(skus), (stems.get(stemOf(skus)) ?? 0) + 1)
    for (const [name, skus] of byName) {
      const [first = '', ...others] = skus
      const own = this.ownRowByName.get(name)
      const isOwn = own !== undefined && skus.every((sku) => sku.startsWith(own))
      const isAlone = !isOwn && others.length === 0
      const product = isOwn ? own : isAlone ? first : this.madeSku(name, skus, stems)
      this.count(product, skus.length)
      // Alone it names its product, as rows do that share their SKU.
      if (!isAlone) for (const sku of skus) this.productOf.set(sku, { product, isMade: !isOwn })
    }
  }

  /** What the variants' SKUs have in common, where that is nobody else's; else what the product's name comes to. */
  private madeSku(name: string, skus: readonly string[], stems: ReadonlyMap<string, number>): string {
    const stem = stemOf(skus)
    const isFree = (sku: string) => sku !== '' && !this.rowsLeft.has(sku) && !this.withOptions.has(sku) && !this.variantSkus.has(sku)
    if (stems.get(stem) === 1 && isFree(stem)) return stem
    const named = plainCode(name.split('\n')[0] ?? '').slice(0, 60)
    return isFree(named) ? named : `${named}-${skus[0]}`
  }

  of(row: RowIdentity): Place {
    const named = namedProduct(row)
    if (named !== null) return { product: named, variant: row.variantSku === '' ? row.sku : row.variantSku, isSkuMade: false }
    if (!row.hasOptions) return { product: row.sku, variant: null, isSkuMade: false }
    const found = this.productOf.get(row.sku)
    return found
      ? { product: found.product, variant: row.sku, isSkuMade: found.isMade }
      : { product: row.sku, variant: '', isSkuMade: false }
  }

  /** Whether this was the last of the product's rows. */
  take(product: string): boolean {
    const left = (this.rowsLeft.get(product) ?? 1) - 1
    this.rowsLeft.set(product, left)
    return left === 0
  }

  private count(product: string, rows: number): void {
    this.rowsLeft.set(product, (this.rowsLeft.get(product) ?? 0) + rows)
  }
}

function namedProduct({ sku, parentSku, variantSku, hasOptions }: RowIdentity): string | null {
  // A product that is its own only variant may say so.
  if (variantSku === sku && !hasOptions) return null
  if (variantSku !== '') return sku
  return parentSku !== '' && parentSku !== sku ? parentSku : null
}

function nameKey({ sku, name, brand, storefront }: RowIdentity): string {
  // Without a name nothing says that two rows are one product.
  if (name === '') return `\n${sku}`
  return `${name.toLowerCase()}\n${brand.toLowerCase()}\n${storefront}`
}

/** What the SKUs have in common up to a separator: ZAP of ZAP-37 and ZAP-38. '' when that is nothing. */
function stemOf(skus: readonly string[]): string {
  const [first = '', ...others] = skus
  if (others.length === 0) return ''
  let length = first.length
  for (const other of others) {
    let at = 0
    while (at < length && first[at] === other[at]) at++
    length = at
  }
  return /^(.*[^-_./ ])[-_./ ]/.exec(first.slice(0, length))?.[1] ?? ''
}

/** For a variant that has none of its own: the product's, and what sets it apart. */
export function madeVariantSku(product: string, options: Readonly<Record<string, string>>): string {
  return [product, ...Object.values(options).map(plainCode)].join('-')
}

function plainCode(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
