import { decimalsOf } from '../../../shop/currency.ts'
import { cellTrouble, readFlag, readList, unguarded } from './cells.ts'
import type { Field } from './columns.ts'
import { type DayOrder, readMoment } from './days.ts'
import { isExcelDate } from './excel-dates.ts'
import type { Doubt, ReadingRules } from './file-product.ts'
import type { RowIdentity } from './grouping.ts'
import { type DecimalSign, isScientific, type ReadNumber, readAmount, readCount } from './numbers.ts'
import { type FileProblem, problem } from './problem.ts'
import type { TableRow } from './table.ts'

/** What a row says. Undefined where the file has no such column, null where the row's cell is empty. */
export interface RowValues {
  line: number
  name?: string | null
  description?: string | null
  category?: string | null
  brand?: string | null
  storefront?: string | null
  price?: number | null
  compareAtPrice?: number | null
  isOffer?: boolean | null
  offerFrom?: number | null
  offerUntil?: number | null
  imageUrl?: string | null
  tags?: string[] | null
  synonyms?: string[] | null
  stock?: number | null
  options: Record<string, string>
}

export interface Styles {
  decimal: DecimalSign
  dates: DayOrder
}

export function identityOf(row: TableRow): RowIdentity {
  const text = (field: Field) => unguarded(row.text(field))
  return {
    sku: text('sku'),
    parentSku: text('parent_sku'),
    variantSku: text('variant_sku'),
    name: text('name'),
    brand: text('brand'),
    storefront: text('storefront'),
    hasOptions: !row.options().next().done,
  }
}

const codes = ['sku', 'parent_sku', 'variant_sku'] as const

/** Codes that Excel may have taken for dates: what stood there would be gone. */
export function doubtsOf(row: TableRow): Doubt[] {
  return codes.flatMap((field) => {
    const { text = '', column = null } = row.cell(field) ?? {}
    return isExcelDate(text) ? [{ sku: text, problem: problem('code_became_date', { line: row.line, column, got: text }) }] : []
  })
}

/** Reads one row. Every cell that cannot be taken is told, not only the first. */
export function readRow(row: TableRow, rules: ReadingRules, styles: Styles, tell: (problem: FileProblem) => void): RowValues {
  const reader = new CellReader(row, tell)
  for (const { text, column } of row.all()) {
    const trouble = cellTrouble(text)
    if (trouble) reader.refuse(column, trouble, text)
  }
  for (const field of codes) {
    const cell = row.cell(field)
    if (cell && isScientific(cell.text)) reader.refuse(cell.column, 'digits_lost', cell.text)
  }
  checkCurrency(row, rules, tell)
  return reader.values({
    name: reader.text('name'),
    description: reader.longText('description'),
    category: reader.text('category'),
    brand: reader.text('brand'),
    storefront: reader.text('storefront'),
    price: reader.number('price', (text) => readAmount(text, styles.decimal, rules.currency, decimalsOf(rules.currency))),
    compareAtPrice: reader.number('compare_at_price', (text) =>
      readAmount(text, styles.decimal, rules.currency, decimalsOf(rules.currency)),
    ),
    isOffer: reader.flag('is_offer'),
    offerFrom: reader.number('offer_from', (text) => readMoment(text, styles.dates, rules.timezone, 'from')),
    offerUntil: reader.number('offer_until', (text) => readMoment(text, styles.dates, rules.timezone, 'until')),
    imageUrl: reader.text('image_url'),
    tags: reader.list('tags'),
    synonyms: reader.list('synonyms'),
    stock: reader.number('stock', (text) => readCount(text, styles.decimal)),
  })
}

function checkCurrency(row: TableRow, { currency }: ReadingRules, tell: (problem: FileProblem) => void): void {
  const cell = row.cell('currency')
  if (!cell || cell.text === '' || cell.text.toUpperCase() === currency) return
  tell(problem('other_currency', { line: row.line, column: cell.column, got: cell.text, about: { currency } }))
}

class CellReader {
  private readonly row: TableRow
  private readonly tell: (problem: FileProblem) => void
  private readonly refused = new Set<string>()

  constructor(row: TableRow, tell: (problem: FileProblem) => void) {
    this.row = row
    this.tell = tell
  }

  /** It is told once: what the cell would be besides does not matter any more. */
  refuse(column: string, code: FileProblem['code'], got: string, about?: FileProblem['about']): void {
    this.refused.add(column)
    this.tell(problem(code, { line: this.row.line, column, got, ...(about ? { about } : {}) }))
  }

  text(field: Field): string | null | undefined {
    return this.read(field, unguarded)
  }

  /** With the blanks and lines around it, where somebody put them into quotes. */
  longText(field: Field): string | null | undefined {
    const trimmed = this.text(field)
    return trimmed == null ? trimmed : unguarded(this.row.raw(field))
  }

  list(field: Field): string[] | null | undefined {
    return this.read(field, (text) => readList(unguarded(text)))
  }

  flag(field: Field): boolean | null | undefined {
    return this.read(field, (text, column) => {
      const flag = readFlag(text)
      if (flag === null) this.refuse(column, 'not_a_flag', text)
      return flag
    })
  }

  number(field: Field, read: (text: string) => ReadNumber): number | null | undefined {
    return this.read(field, (text, column) => {
      const outcome = read(text)
      if (outcome.ok) return outcome.value
      this.refuse(column, outcome.code, text, outcome.about)
      return null
    })
  }

  private read<Value>(field: Field, read: (text: string, column: string) => Value): Value | null | undefined {
    const cell = this.row.cell(field)
    if (cell === undefined) return undefined
    return cell.text === '' || this.refused.has(cell.column) ? null : read(cell.text, cell.column)
  }

  values(read: { [Key in Exclude<keyof RowValues, 'line' | 'options'>]: RowValues[Key] | undefined }): RowValues {
    const options: Record<string, string> = Object.create(null)
    for (const { name, text } of this.row.options()) options[name] = unguarded(text)
    const known = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
    return { line: this.row.line, ...known, options }
  }
}
