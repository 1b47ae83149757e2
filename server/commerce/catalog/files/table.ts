import { type Column, columnOf, type Field, knownTitles, titleOf as titleOfField } from './columns.ts'
import { type FileProblem, problem, Unreadable } from './problem.ts'
import { type Delimiter, delimiters, type Row, rowsOf } from './rows.ts'

/** Where a table begins and how it is divided. */
export interface Table {
  delimiter: Delimiter
  /** The line of the titles; what stands above is left out. */
  titleLine: number
  columns: readonly Column[]
  notes: readonly FileProblem[]
}

/** Above the titles people write what the list is and of when. */
const rowsAbove = 10

/**
 * The titles tell both: divided by the right sign they are names that we know. Excel may say the sign itself, in a first line
 * "sep=;".
 */
export function recogniseTable(pieces: () => Iterable<string>): Table {
  const told = toldDelimiter(pieces())
  const candidates = told ? [told] : delimiters
  let best: { delimiter: Delimiter; row: Row; known: number; above: number } | null = null
  let first: Row | null = null
  for (const delimiter of candidates) {
    for (const [above, row] of firstRows(pieces(), delimiter).entries()) {
      first ??= row
      const known = knownTitles(row.cells)
      if (known > (best?.known ?? 0)) best = { delimiter, row, known, above }
    }
  }
  if (!first) throw new Unreadable(problem('empty_file'))
  if (!best || !hasSku(best.row)) throw new Unreadable(problem('no_titles', { line: first.line, got: first.cells.join(' ') }))
  const { delimiter, row, above } = best
  const columns = row.cells.map(columnOf)
  const notes: FileProblem[] = []
  if (above > (told ? 1 : 0)) notes.push(problem('rows_above_titles', { line: row.line, about: { rows: above } }))
  return { delimiter, titleLine: row.line, columns, notes: [...notes, ...checkColumns(columns, row.line)] }
}

function hasSku(row: Row): boolean {
  return row.cells.map(columnOf).some((column) => column.kind === 'field' && column.field === 'sku')
}

function toldDelimiter(pieces: Iterable<string>): Delimiter | null {
  for (const piece of pieces) {
    const [, sign] = /^sep=([;,\t|])\r?\n/i.exec(piece) ?? []
    return (sign as Delimiter | undefined) ?? null
  }
  return null
}

function firstRows(pieces: Iterable<string>, delimiter: Delimiter): Row[] {
  const rows: Row[] = []
  try {
    for (const row of rowsOf(pieces, delimiter)) {
      if (row !== null) rows.push(row)
      if (rows.length === rowsAbove) break
    }
  } catch (error) {
    // Divided by the wrong sign a good file may make no sense; by the right one the whole of it is read later.
    if (!(error instanceof Unreadable)) throw error
  }
  return rows
}

/** Two columns of one name are a mistake, and so is a name with a slip in it; any other that we do not know is left out, and said. */
function checkColumns(columns: readonly Column[], line: number): FileProblem[] {
  const seen = new Map<string, string>()
  const notes: FileProblem[] = []
  for (const column of columns) {
    if (column.kind === 'empty') continue
    if (column.kind === 'unknown') {
      if (column.perhaps) throw new Unreadable(problem('title_misspelt', { line, got: column.title, about: { perhaps: column.perhaps } }))
      notes.push(problem('column_ignored', { line, column: column.title }))
      continue
    }
    const key = column.kind === 'field' ? `field ${column.field}` : `option ${column.name}`
    const before = seen.get(key)
    if (before !== undefined) throw new Unreadable(problem('column_twice', { line, got: column.title, about: { other: before } }))
    seen.set(key, column.title)
  }
  return notes
}

/** A row below the titles, its cells by what their columns hold. */
export class TableRow {
  readonly line: number
  private readonly cells: readonly string[]
  private readonly places: Places

  constructor({ line, cells }: Row, places: Places) {
    this.line = line
    this.cells = cells
    this.places = places
  }

  /** Undefined where the file has no such column. */
  cell(field: Field): { text: string; column: string } | undefined {
    const place = this.places.fields.get(field)
    return place && { text: (this.cells[place.index] ?? '').trim(), column: place.title }
  }

  /** As it stands in the file. */
  raw(field: Field): string {
    return this.cells[this.places.fields.get(field)?.index ?? -1] ?? ''
  }

  text(field: Field): string {
    return this.cell(field)?.text ?? ''
  }

  *options(): Generator<{ name: string; text: string; column: string }> {
    for (const { index, name, title } of this.places.options) {
      const text = (this.cells[index] ?? '').trim()
      if (text !== '') yield { name, text, column: title }
    }
  }

  /** As they stand, beside the titles of their columns. */
  *all(): Generator<{ text: string; column: string }> {
    for (const { index, title } of this.places.fields.values()) yield { text: this.cells[index] ?? '', column: title }
    yield* this.options()
  }
}

export interface Places {
  fields: ReadonlyMap<Field, { index: number; title: string }>
  options: readonly { index: number; name: string; title: string }[]
}

export function placesOf(columns: readonly Column[]): Places {
  const fields = new Map<Field, { index: number; title: string }>()
  const options: { index: number; name: string; title: string }[] = []
  for (const [index, column] of columns.entries()) {
    if (column.kind === 'field') fields.set(column.field, { index, title: column.title })
    else if (column.kind === 'option') options.push({ index, name: column.name, title: column.title })
  }
  return { fields, options }
}

/** As the file itself calls it. */
export function titleOf({ columns }: Pick<Table, 'columns'>, field: Field): string {
  const column = columns.find((column) => column.kind === 'field' && column.field === field)
  return column?.kind === 'field' ? column.title : titleOfField(field)
}

/** Else the file says nothing about variants, and products keep theirs. */
export function speaksOfVariants({ columns }: Pick<Table, 'columns'>): boolean {
  return columns.some((column) => column.kind === 'option' || (column.kind === 'field' && /^(variant|parent)_sku$/.test(column.field)))
}
