import { decimalsOf } from '../../../shop/currency.ts'
import { assemble, type ProductRows } from './assemble.ts'
import { fieldOf } from './columns.ts'
import { DayOrders } from './days.ts'
import { piecesOf, recogniseEncoding } from './encoding.ts'
import type { FileOut, FileProduct, ReadingRules, ReadProduct, RecognisedFile } from './file-product.ts'
import { Groups, type Place, type RowIdentity } from './grouping.ts'
import { DecimalSigns } from './numbers.ts'
import { type FileProblem, problem, Unreadable } from './problem.ts'
import { doubtsOf, identityOf, readRow, type Styles } from './row-values.ts'
import { delimiters, limits, type Row, rowsOf } from './rows.ts'
import type { Steps } from './steps.ts'
import { placesOf, recogniseTable, type Table, TableRow, titleOf } from './table.ts'

/**
 * Reads a table twice: first how it writes numbers and dates and which rows belong together, as the whole of it tells; then what it
 * says. A product comes out once the last of its rows was read.
 */
export function* readCsv(bytes: Uint8Array, rules: ReadingRules): Steps<FileOut, RecognisedFile> {
  const encoding = yield* recogniseEncoding(bytes, rules.encoding)
  const pieces = () => piecesOf(bytes, encoding)
  const table = recogniseTable(pieces)
  for (const note of table.notes) yield { kind: 'note', note }
  const { styles, groups, rows, numbers } = yield* look(pieces, table, rules)
  yield* take(pieces, table, rules, styles, groups)
  return {
    format: 'csv',
    encoding: encoding.encoding,
    delimiter: table.delimiter,
    decimal: numbers ? styles.decimal : null,
    rows,
  }
}

/** The rows below the titles; a row that names no SKU but a variant belongs to the product of the row above. */
function* tableRows(pieces: () => Iterable<string>, table: Table): Steps<{ row: Row; cells: TableRow; identity: RowIdentity }> {
  const places = placesOf(table.columns)
  const titles = table.columns.map((column) => (column.kind === 'empty' ? '' : column.title))
  let above = ''
  for (const row of rowsOf(pieces(), table.delimiter, titles)) {
    if (row === null) yield null
    else if (row.line > table.titleLine) {
      const cells = new TableRow(row, places)
      const identity = identityOf(cells)
      if (identity.sku === '' && identity.variantSku !== '') identity.sku = above
      above = identity.sku
      yield { row, cells, identity }
    }
  }
}

interface Looked {
  styles: Styles
  groups: Groups
  rows: number
  numbers: boolean
}

function* look(pieces: () => Iterable<string>, table: Table, rules: ReadingRules): Steps<FileOut, Looked> {
  const signs = new DecimalSigns(decimalsOf(rules.currency))
  const orders = new DayOrders()
  const groups = new Groups()
  let rows = 0
  let numbers = false
  for (const found of tableRows(pieces, table)) {
    if (found === null) {
      yield null
      continue
    }
    const { cells, identity } = found
    if (++rows > limits.rows) throw new Unreadable(problem('too_many_rows', { line: cells.line, about: { most: limits.rows } }))
    groups.look(identity)
    for (const field of ['price', 'compare_at_price', 'stock'] as const) {
      const cell = cells.cell(field)
      if (!cell || cell.text === '') continue
      numbers = true
      signs.look(cell.text, { line: cells.line, column: cell.column })
    }
    for (const field of ['offer_from', 'offer_until'] as const) {
      const cell = cells.cell(field)
      if (cell) orders.look(cell.text, { line: cells.line, column: cell.column })
    }
  }
  if (rows === 0) throw new Unreadable(problem('no_rows', { line: table.titleLine }))
  groups.settle()
  return { styles: { decimal: rules.decimal ?? signs.decide(), dates: rules.dates ?? orders.decide() }, groups, rows, numbers }
}

interface Waiting extends ProductRows {
  line: number
  /** The one that names the product, or should. */
  skuColumn: string
  isBroken: boolean
}

function* take(pieces: () => Iterable<string>, table: Table, rules: ReadingRules, styles: Styles, groups: Groups): Steps<FileOut> {
  const waiting = new Map<string, Waiting>()
  const claimed = new Map<string, number>()
  for (const found of tableRows(pieces, table)) {
    if (found === null) {
      yield null
      continue
    }
    const problems: FileProblem[] = []
    const { row, cells, identity } = found
    const trouble = row.problem ?? rowTrouble(row, table)
    if (trouble) problems.push(trouble)
    if (identity.sku === '') {
      problems.push(problem('missing', { line: row.line, column: titleOf(table, 'sku') }))
      for (const found of problems) yield { kind: 'problem', problem: found }
      continue
    }
    if (identity.variantSku === identity.sku && identity.hasOptions)
      problems.push(problem('variant_sku_taken_by_product', { line: row.line, column: titleOf(table, 'variant_sku'), got: identity.sku }))
    for (const doubt of doubtsOf(cells)) yield { kind: 'doubt', doubt }
    const place = groups.of(identity)
    const product: Waiting = waiting.get(place.product) ?? { ...startOf(identity, place, table), line: row.line }
    const values = readRow(cells, rules, styles, (found) => problems.push(found))
    if (place.variant === null) product.own.push(values)
    else product.variants.push({ sku: place.variant, column: variantColumn(identity, place, table), values })
    const isWhole = groups.take(place.product)
    const read = isWhole ? assemble(place.product, product, table, (found) => problems.push(found)) : null
    if (read) problems.push(...claim(claimed, read, product))
    product.isBroken ||= problems.length > 0
    for (const found of problems) yield { kind: 'problem', problem: found }
    if (!read) waiting.set(place.product, product)
    else {
      waiting.delete(place.product)
      if (!product.isBroken) yield { kind: 'product', read: { product: read, place: placeIn(product, table), isSkuMade: place.isSkuMade } }
    }
  }
}

function startOf(identity: RowIdentity, place: Place, table: Table): Omit<Waiting, 'line'> {
  const field = place.product === identity.parentSku ? 'parent_sku' : 'sku'
  return { skuColumn: titleOf(table, field), own: [], variants: [], isBroken: false }
}

function variantColumn({ variantSku }: RowIdentity, { variant }: Place, table: Table): string | null {
  return variant === '' ? null : titleOf(table, variantSku === '' ? 'sku' : 'variant_sku')
}

/** Every SKU is one thing's, a product's or a variant's. */
function claim(claimed: Map<string, number>, product: FileProduct, rows: Waiting): FileProblem[] {
  const variants = (product.variants ?? []).map(({ sku }, index) => {
    const { column = null, values } = rows.variants[index] ?? {}
    return { sku, column, line: values?.line ?? rows.line }
  })
  return [{ sku: product.sku, column: rows.skuColumn, line: rows.line }, ...variants].flatMap(({ sku, column, line }) => {
    const other = claimed.get(sku)
    if (other === undefined) claimed.set(sku, line)
    return other === undefined ? [] : [problem('sku_twice', { line, column, got: sku, about: { other } })]
  })
}

function placeIn(rows: Waiting, table: Table): ReadProduct['place'] {
  return ([first, index, inner]) => {
    const isOfVariant = first === 'variants' && typeof index === 'number'
    const variant = isOfVariant ? rows.variants[index] : undefined
    const field = isOfVariant ? inner : first
    const column = () => {
      if (field === 'sku') return variant ? variant.column : rows.skuColumn
      return field === undefined ? null : titleOf(table, fieldOf(String(field)))
    }
    return { line: variant?.values.line ?? rows.line, column: column() }
  }
}

function rowTrouble(row: Row, { columns, delimiter }: Table): FileProblem | null {
  const beyond = row.cells.slice(columns.length).filter((cell) => cell !== '')
  if (beyond.length > 0)
    return problem('too_many_cells', { line: row.line, got: beyond.join(delimiter), about: { columns: columns.length } })
  const [only = '', ...rest] = row.cells.filter((cell) => cell !== '')
  if (rest.length > 0 || columns.length < 3) return null
  const other = delimiters.find((sign) => sign !== delimiter && only.split(sign).length >= columns.length - 1)
  return other ? problem('other_delimiter', { line: row.line, got: only, about: { sign: nameOf(delimiter), other: nameOf(other) } }) : null
}

function nameOf(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : delimiter
}
