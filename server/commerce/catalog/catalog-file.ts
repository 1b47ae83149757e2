import type { Actor } from '../../shop/audit/audit.ts'
import { keepFilePicture } from '../../shop/pictures/pictures.ts'
import { type ContentTarget, momentOf, storeContent } from '../../shop/store-file/store-file.ts'
import { findCatalogFile, listFileProducts, setCatalogFile, setFileValues } from './catalog-file.sql.ts'
import { type FileEntry, fileNames, type ReadCatalog, readCatalog } from './catalog-file-read.ts'
import { decide } from './change.ts'
import { loadProducts, ownersOf } from './load.ts'
import type { ProductInput, ProductMistake, VariantInput } from './product-input.ts'
import { putProducts } from './put.ts'

/** What the file said of a product: the whole entry, each value, and each of its variants' (`stock SKU`), as marks. */
interface Said {
  entry: string
  values: Readonly<Record<string, string>>
  /** It is not in the file any more. */
  left?: true
}

/** What an entry says that the file did not say the last time, or that it says no more. */
interface Change {
  /** Null for what left the file. */
  entry: FileEntry | null
  index: number
  input: ProductInput
  last: Said | undefined
}

const theFile: Actor = { kind: 'file', name: 'catalog' }

/** Nobody waits long behind one unit, and several share a commit. */
const inOneUnit = 10
const unitsAtOnce = 4

/** The `catalog:` of a store file. What people and customers changed since is kept; what left the file is switched off. */
export const catalogFile = storeContent<ReadCatalog>({
  key: 'catalog',
  read: readCatalog,
  names: ({ entries }) => entries.flatMap(({ sku, variants }) => [sku, ...variants.map((variant) => variant.sku)]),
  async check(into, file) {
    const changes = (await changesOf(into, file)) ?? []
    if (changes.length === 0) return []
    const unreadable = file.pictures().mistakes.map(({ index, takes }) => file.locate([index, 'image_url'], takes))
    if (unreadable.length > 0) return unreadable
    const named = changes.flatMap(({ input }) => [input.sku, ...(input.variants ?? []).map(({ sku }) => sku)])
    const owners = await ownersOf(into.read, [...new Set([...named, ...file.doubts.map(({ sku }) => sku)])])
    const spoiled = file.doubts.flatMap(({ sku, error }) => (owners.has(sku) ? [] : [error]))
    const products = await loadProducts(into.read, [...new Set(changes.flatMap(({ input }) => owners.get(input.sku) ?? []))])
    const wrong = changes.flatMap((change) => {
      const owner = owners.get(change.input.sku)
      const before = owner === undefined ? null : (products.get(owner) ?? null)
      const taken = takenSkus(change.input, before?.sku === change.input.sku ? owner : undefined, owners)
      const decided = decide(before, withMoments(change.input, Number.NaN), { ids: () => '', now: 0, currency: into.currency })
      const mistakes = taken.length > 0 || decided.ok ? taken : decided.mistakes
      return mistakes.map(({ path, takes }) => file.locate(pathInFile(change, path), takes))
    })
    return [...spoiled, ...wrong]
  },
  async apply(into, file) {
    const changes = await changesOf(into, file)
    if (changes === null) return 0
    // Kept before a product shows it: nobody meets a picture that is not there yet.
    for (const [name, { read }] of file.pictures().named) await keepFilePicture(into.media, into.tenant, name, read)
    const units: Change[][] = []
    for (let from = 0; from < changes.length; from += inOneUnit) units.push(changes.slice(from, from + inOneUnit))
    for (let from = 0; from < units.length; from += unitsAtOnce)
      await Promise.all(units.slice(from, from + unitsAtOnce).map((unit) => applyChanges(into, unit)))
    const fingerprint = markOf(into, file)
    await into.transaction('catalog.file-applied', async (tx) => void (await tx.run(setCatalogFile, { fingerprint })))
    return changes.length
  },
})

/** Null when this very text was applied last: then there is nothing to compare. */
async function changesOf(into: ContentTarget, file: ReadCatalog): Promise<Change[] | null> {
  if ((await into.read(findCatalogFile, {}))[0]?.fingerprint === markOf(into, file)) return null
  const rows = await into.read(listFileProducts, {})
  const last = new Map(rows.map(({ sku, file_values }) => [sku, JSON.parse(file_values ?? '{}') as Said]))
  const named = new Set(file.entries.map(({ sku }) => sku))
  const gone = [...last].flatMap(([sku, said]): Change[] =>
    named.has(sku) || said.left ? [] : [{ entry: null, index: 0, input: { sku, state: 'off' }, last: said }],
  )
  return [...gone, ...file.pictures().entries.flatMap((entry, index) => changeOf(into, entry, index, last.get(entry.sku)))]
}

function changeOf(into: ContentTarget, entry: FileEntry, index: number, last: Said | undefined): Change[] {
  if (last && !last.left && last.entry === entryMark(into, entry)) return []
  const before = last?.values ?? {}
  const marks = last ? valueMarks(into, entry) : {}
  const differs = (key: string) => !last || before[key] !== marks[key]
  const gone = Object.keys(before).flatMap((key) => (key.startsWith('options ') && !(key in marks) ? [key.slice('options '.length)] : []))
  const variants: VariantInput[] = [
    ...gone.map((sku) => ({ sku, remove: true })),
    ...entry.variants.flatMap((variant) => variantInput(variant, `options ${variant.sku}` in before, differs)),
  ]
  const values = Object.fromEntries(Object.entries(entry.values).filter(([field]) => differs(field)))
  // What people took away stays away as long as it stands in the file; what is new to the file, or comes back, is there.
  const input: ProductInput = { ...values, sku: entry.sku, state: last && !last.left ? 'as_is' : 'active' }
  if (variants.length > 0) input.variants = variants
  return [{ entry, index, input, last }]
}

function variantInput(
  { sku, ...values }: FileEntry['variants'][number],
  isKnown: boolean,
  differs: (key: string) => boolean,
): VariantInput[] {
  const changed = Object.fromEntries(Object.entries(values).filter(([field]) => differs(`${field} ${sku}`)))
  if (Object.keys(changed).length === 0) return []
  return [{ ...changed, sku, ...(isKnown ? { asIs: true } : {}) }]
}

function saidOf(into: ContentTarget, { entry, last }: Change): Said {
  if (entry) return { entry: entryMark(into, entry), values: valueMarks(into, entry) }
  return { entry: '', values: last?.values ?? {}, left: true }
}

function entryMark(into: ContentTarget, entry: FileEntry): string {
  return into.fingerprint(JSON.stringify(entry))
}

/** A short value is its own mark: it takes no more room, and most are short. */
const shortMark = 20

function valueMarks(into: ContentTarget, { sku, values, variants }: FileEntry): Record<string, string> {
  const marks: Record<string, string> = {}
  const mark = (key: string, value: unknown) => {
    const text = JSON.stringify(value)
    marks[key] = text.length <= shortMark ? text : into.fingerprint(`${sku} ${key}\n${text}`)
  }
  for (const [field, value] of Object.entries(values)) mark(field, value)
  for (const { sku: variant, ...rest } of variants) for (const [field, value] of Object.entries(rest)) mark(`${field} ${variant}`, value)
  return marks
}

function markOf(into: ContentTarget, { text }: ReadCatalog): string {
  return into.fingerprint(`catalog in ${into.currency}\n${text}`)
}

async function applyChanges(into: ContentTarget, changes: readonly Change[]): Promise<void> {
  await into.transaction('catalog.apply-file', async (tx) => {
    const now = tx.clock.now()
    const outcomes = await putProducts(
      tx,
      changes.map(({ input }) => withMoments(input, now)),
      theFile,
    )
    for (const [index, change] of changes.entries()) {
      const outcome = outcomes[index]
      // What could be told before was; somebody has come between the check and this.
      if (!outcome?.ok) throw new Error(`the catalogue’s ${change.input.sku} cannot be applied: ${JSON.stringify(outcome?.refusal)}`)
      await tx.run(setFileValues, { id: outcome.value.product, file_values: JSON.stringify(saidOf(into, change)) })
    }
  })
}

/** A file may tell a moment as so long before it is first applied. */
function withMoments(input: ProductInput, now: number): ProductInput {
  const at = (moment: unknown) => (typeof moment === 'string' ? momentOf(moment, now) : (moment as null | undefined))
  return { ...input, offerFrom: at(input.offerFrom), offerUntil: at(input.offerUntil) }
}

function takenSkus({ sku, variants }: ProductInput, owner: string | undefined, owners: ReadonlyMap<string, string>): ProductMistake[] {
  const takes = 'a SKU that no other product or variant has, or had'
  const isTaken = (asked: string) => owners.has(asked) && owners.get(asked) !== owner
  return [
    ...(isTaken(sku) ? [{ path: ['sku'], takes }] : []),
    ...(variants ?? []).flatMap((variant, index) => (isTaken(variant.sku) ? [{ path: ['variants', index, 'sku'], takes }] : [])),
  ]
}

function pathInFile({ entry, index, input }: Change, path: ProductMistake['path']): PropertyKey[] {
  const [first, at, ...rest] = path
  if (first !== 'variants' || typeof at !== 'number') return [index, ...path.map((step) => fileNames[step] ?? step)]
  const place = entry?.variants.findIndex(({ sku }) => sku === input.variants?.[at]?.sku) ?? -1
  return place < 0 ? [index, 'variants'] : [index, 'variants', place, ...rest]
}
