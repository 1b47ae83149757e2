import { type FileProblem, problem, Unreadable } from './problem.ts'
import type { Steps } from './steps.ts'

export type Delimiter = ',' | ';' | '\t' | '|'
export const delimiters: readonly Delimiter[] = [';', ',', '\t', '|']

export interface Row {
  /** On which it begins: a cell may go over several. */
  line: number
  cells: string[]
  problem?: FileProblem
}

export const limits = {
  bytes: 64 * 1024 * 1024,
  rows: 500_000,
  columns: 300,
  cellCharacters: 20_000,
} as const

/** No row is longer: beyond it somebody forgot a quote, or put a book into a cell. */
const longestRow = 1024 * 1024

/**
 * The rows of a delimited text that comes in pieces. It yields null after each piece, and leaves blank rows out. By the titles a cell
 * that cannot be taken is told.
 */
export function* rowsOf(pieces: Iterable<string>, delimiter: Delimiter, titles: readonly string[] = []): Steps<Row> {
  const reader = new RowReader(delimiter, titles)
  for (const piece of pieces) {
    reader.add(piece)
    yield* reader.complete(false)
    yield null
  }
  yield* reader.complete(true)
}

const quote = 34
const equals = 61
const cr = 13
const lf = 10
const space = 32

class RowReader {
  private readonly delimiter: number
  private readonly titles: readonly string[]
  private text = ''
  private line = 1
  /** Of the cell that is being read. */
  private index = 0
  /** A cell in quotes that is too long already, as far as it was read: it is either too long or never closed. */
  private endless: string | null = null

  constructor(delimiter: Delimiter, titles: readonly string[]) {
    this.delimiter = delimiter.charCodeAt(0)
    this.titles = titles
  }

  add(piece: string): void {
    this.text += piece
  }

  *complete(isEnd: boolean): Generator<Row, void, void> {
    if (this.endless !== null) return this.seekQuote(this.endless, isEnd)
    let from = 0
    while (from < this.text.length) {
      const taken = this.row(from, isEnd)
      if (taken === null) break
      const { row, next } = taken
      if (row.cells.some((cell) => cell !== '') || row.problem) yield row
      from = next
    }
    this.text = this.text.slice(from)
    if (this.text.length > longestRow) this.tooLong()
  }

  /** Null when the row may go on in the next piece. */
  private row(start: number, isEnd: boolean): { row: Row; next: number } | null {
    const { text, delimiter } = this
    const row: Row = { line: this.line, cells: [] }
    let lines = 0
    let at = start
    for (;;) {
      this.index = row.cells.length
      const cell = this.cell(at, isEnd)
      if (cell === null) return null
      row.cells.push(cell.text)
      if (cell.trouble && !row.problem) row.problem = this.problem(cell.trouble, cell.text)
      if (row.cells.length > limits.columns)
        throw new Unreadable(problem('too_many_columns', { line: this.line, about: { most: limits.columns } }))
      lines += cell.lines
      at = cell.end
      const code = text.charCodeAt(at)
      if (at < text.length && code === delimiter) {
        at++
        continue
      }
      // A carriage return at the end of a piece may have its line feed in the next.
      if (code === cr && at + 1 === text.length && !isEnd) return null
      if (at < text.length) {
        lines++
        at += code === cr && text.charCodeAt(at + 1) === lf ? 2 : 1
      } else if (!isEnd) return null
      this.line += lines
      return { row, next: at }
    }
  }

  private cell(at: number, isEnd: boolean): Cell | null {
    const opens = this.opensQuote(at)
    return opens === null ? this.plain(at, isEnd) : this.quoted(opens, isEnd)
  }

  /** Where the quote of a quoted cell stands, also behind blanks, and behind the = by which Excel keeps the zeros of ="007". */
  private opensQuote(at: number): number | null {
    let from = at
    while (this.text.charCodeAt(from) === space) from++
    if (this.text.charCodeAt(from) === equals) from++
    return this.text.charCodeAt(from) === quote ? from : null
  }

  private plain(from: number, isEnd: boolean): Cell | null {
    const { text, delimiter } = this
    let at = from
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === delimiter || code === lf || code === cr) break
    }
    if (at === text.length && !isEnd) return null
    return measured({ text: text.slice(from, at).trim(), end: at, lines: 0 })
  }

  private quoted(opens: number, isEnd: boolean): Cell | null {
    const { text } = this
    let content = ''
    let from = opens + 1
    for (;;) {
      const at = text.indexOf('"', from)
      if (at === -1) {
        if (isEnd) throw new Unreadable(this.problem('unclosed_quote'))
        return null
      }
      if (at + 1 === text.length && !isEnd) return null
      content += text.slice(from, at)
      from = at + 1
      if (text.charCodeAt(from) !== quote) break
      content += '"'
      from++
    }
    const rest = this.plain(from, isEnd)
    if (rest === null) return null
    const cell: Cell = { text: unwrapped(content) + rest.text, end: rest.end, lines: linesIn(text, opens, rest.end) }
    return measured(rest.text === '' ? cell : { ...cell, trouble: 'text_after_quote' })
  }

  private problem(code: FileProblem['code'], got: string | null = null): FileProblem {
    return problem(code, { line: this.line, column: this.titles[this.index] || null, got })
  }

  /** Of a row that goes on beyond all measure the cell that makes it so long. */
  private tooLong(): void {
    let at = 0
    this.index = 0
    for (let cell = this.cell(at, false); cell !== null; cell = this.cell(at, false)) {
      if (cell.text.length > limits.cellCharacters) throw new Unreadable(this.problem('cell_too_long', cell.text))
      at = cell.end + 1
      this.index++
    }
    const opens = this.opensQuote(at)
    const got = this.text.slice(opens === null ? at : opens + 1)
    if (got.length <= limits.cellCharacters) throw new Unreadable(problem('row_too_long', { line: this.line }))
    if (opens === null) throw new Unreadable(this.problem('cell_too_long', got))
    this.endless = got.slice(0, limits.cellCharacters)
    this.text = got
    this.seekQuote(this.endless, false)
  }

  /** The first quote that stands alone closes the cell if the cell ends there; where it opens another one this one was never closed. */
  private seekQuote(got: string, isEnd: boolean): void {
    const { text } = this
    const at = loneQuote(text)
    let next = at + 1
    while (text.charCodeAt(next) === space) next++
    if (at !== -1 && (isEnd || next < text.length)) {
      const code = text.charCodeAt(next)
      const ends = next === text.length || code === this.delimiter || code === lf || code === cr
      throw new Unreadable(ends ? this.problem('cell_too_long', got) : this.problem('unclosed_quote'))
    }
    if (isEnd) throw new Unreadable(this.problem('unclosed_quote'))
    // One at the end may be half of two.
    this.text = at === -1 ? '' : text.slice(at)
  }
}

function loneQuote(text: string): number {
  let at = text.indexOf('"')
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at
}

interface Cell {
  text: string
  /** Behind it: the delimiter, the end of the line or of the text. */
  end: number
  /** Line ends within it. */
  lines: number
  trouble?: FileProblem['code']
}

function measured(cell: Cell): Cell {
  return cell.text.length > limits.cellCharacters && !cell.trouble ? { ...cell, trouble: 'cell_too_long' } : cell
}

/** ="007" in a quoted cell. */
function unwrapped(text: string): string {
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === lf || (code === cr && text.charCodeAt(at + 1) !== lf)) count++
  }
  return count
}
