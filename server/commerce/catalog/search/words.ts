import { fold } from './fold.ts'
import { remember } from './remember.ts'
import { isSmallWord, termsOf } from './shop-words.ts'
import { singular } from './stem.ts'
import { dependsOnNext, numberBeforeUnit, numberOf, plainFigure, quantity, readNumber, standsAlone, unitOf } from './units.ts'

/** One thing that a text says. */
export interface Word {
  /** Folded, as it was written. */
  readonly written: string
  /** In the singular; a measure in its own unit. */
  readonly form: string
  readonly kind: 'word' | 'number' | 'measure' | 'code'
  /** What it is found by. */
  readonly terms: readonly string[]
  /** What it may be found by as well, and what it falls apart into: the figure of a measure, the letters and digits of a code. */
  readonly parts: readonly string[]
  /** Said in most sentences, naming nothing. */
  readonly isSmall: boolean
}

interface Piece {
  readonly text: string
  readonly kind: 'letters' | 'digits' | 'mark'
  /** What stands before it: nothing, a dash, or something that parts. */
  readonly gap: '' | '-' | ' '
}

/** As many as a text may have: beyond it nobody looks for a product any more. */
const mostPieces = 2000

/** Reads a product's text and a customer's question alike. */
export function readWords(text: string): Word[] {
  const pieces = piecesOf(text)
  const words: Word[] = []
  for (let at = 0; at < pieces.length; ) {
    const { word, taken } = readAt(pieces, at)
    if (word) words.push(word)
    at += taken
  }
  return words
}

function piecesOf(text: string): Piece[] {
  const folded = fold(text)
    .replace(/['’´`]/g, '')
    .replaceAll('⁄', '/')
  const pieces: Piece[] = []
  let end = 0
  for (const match of folded.matchAll(/\d+(?:[.,]\d+)*|(?:(?!\d)[\p{L}\p{N}])+|["”″]/gu)) {
    const [piece] = match
    const between = folded.slice(end, match.index)
    const gap = between === '' ? '' : /^[-_/.]$/.test(between) ? '-' : ' '
    const kind = /^\d/.test(piece) ? 'digits' : /^["”″]/.test(piece) ? 'mark' : 'letters'
    pieces.push({ text: piece, kind, gap: pieces.length === 0 ? ' ' : gap })
    end = match.index + piece.length
    if (pieces.length === mostPieces) break
  }
  return pieces
}

interface Reading {
  word: Word | null
  taken: number
}

function readAt(pieces: readonly Piece[], at: number): Reading {
  const piece = pieces[at] as Piece
  const next = pieces[at + 1]
  if (piece.kind === 'letters' && (!next || next.gap === ' ')) {
    const plain = plainWord(piece.text)
    if (!plain.dependsOnNext) return plain
  }
  return (
    readSize(pieces, at) ??
    readMeasure(pieces, at) ??
    readPack(pieces, at) ??
    readCode(pieces, at) ??
    readDashed(pieces, at) ??
    readPlain(piece)
  )
}

/** 160x230, 160 x 230. */
function readSize(pieces: readonly Piece[], at: number): Reading | null {
  const figures: string[] = []
  let taken = 0
  while (pieces[at + taken]?.kind === 'digits') {
    figures.push(plainFigure(readNumber((pieces[at + taken] as Piece).text)))
    taken++
    if (pieces[at + taken]?.text !== 'x' || pieces[at + taken + 1]?.kind !== 'digits') break
    taken++
  }
  return figures.length < 2 ? null : { word: code(figures.join('x'), figures), taken }
}

/** 1l, 1 litro, medio kilo, litro y medio, 15,6", 1/2 kg, docena. */
function readMeasure(pieces: readonly Piece[], at: number): Reading | null {
  const amount = readAmount(pieces, at)
  if (amount) {
    const next = pieces[at + amount.taken]
    const unit = next?.kind === 'mark' ? next.gap === '' && unitOf('in') : next && unitOf(next.text)
    if (!unit || (next?.text === 'x' && unit.base === 'x')) return null
    const after = readHalf(pieces, at + amount.taken + 1)
    return { word: measure(amount.value + (after ? 0.5 : 0), unit), taken: amount.taken + 1 + after }
  }
  const { text } = pieces[at] as Piece
  const unit = standsAlone(text) && unitOf(text)
  if (!unit) return null
  const half = readHalf(pieces, at + 1)
  return { word: measure(half ? 1.5 : 1, unit), taken: 1 + half }
}

function readAmount(pieces: readonly Piece[], at: number): { value: number; taken: number } | null {
  const [first, second, third] = pieces.slice(at, at + 3)
  if (!first || first.kind === 'mark') return null
  if (first.kind === 'digits') {
    if (second?.kind === 'digits' && second.gap === '-' && third && unitOf(third.text)?.base !== undefined && first.text.length === 1)
      return { value: readNumber(first.text) / readNumber(second.text), taken: 2 }
    return { value: readNumber(first.text), taken: 1 }
  }
  const value = numberOf(first.text) ?? numberBeforeUnit(first.text)
  return value === undefined || !second || second.text.length < 2 ? null : { value, taken: 1 }
}

/** "… y medio" after a unit: how many pieces it takes, or none. */
function readHalf(pieces: readonly Piece[], at: number): 0 | 2 {
  const [and, half] = pieces.slice(at, at + 2)
  return and && half && /^(?:y|e)$/.test(and.text) && numberBeforeUnit(half.text) === 0.5 ? 2 : 0
}

/** x6, x 6. */
function readPack(pieces: readonly Piece[], at: number): Reading | null {
  const [times, count] = pieces.slice(at, at + 2)
  if (times?.text !== 'x' || count?.kind !== 'digits' || count.gap === '-') return null
  const figure = plainFigure(readNumber(count.text))
  return { word: namedAs(`x${figure}`, 'measure', [figure]), taken: 2 }
}

/** Letters and digits in one: 4k, lun001, LUN-001. */
function readCode(pieces: readonly Piece[], at: number): Reading | null {
  const first = pieces[at] as Piece
  if (first.kind === 'mark') return null
  const run: Piece[] = [first]
  for (let next = pieces[at + 1]; next && next.kind !== 'mark'; next = pieces[at + run.length]) {
    const before = run.at(-1) as Piece
    const isOneCode = next.gap === '' || (next.gap === '-' && before.kind === 'letters' && next.kind === 'digits')
    if (!isOneCode) break
    run.push(next)
  }
  if (run.length < 2) return null
  const texts = run.map(({ text }) => text)
  const size = manyTimesLarge(texts)
  if (size) return { word: { ...size, written: texts.join('') }, taken: run.length }
  return { word: code(texts.join(''), texts), taken: run.length }
}

/** 3XL is XXXL, and no XL that comes with a three. */
function manyTimesLarge([times = '', size = '', ...others]: readonly string[]): Word | null {
  return others.length === 0 && /^[1-9]$/.test(times) && /^x[ls]$/.test(size) ? plainWord('x'.repeat(Number(times)) + size[1]).word : null
}

/** USB-C, T-shirt, e-mail: a letter alone belongs to what it hangs on. */
function readDashed(pieces: readonly Piece[], at: number): Reading | null {
  const [first, second] = pieces.slice(at, at + 2)
  if (first?.kind !== 'letters' || second?.kind !== 'letters' || second.gap !== '-') return null
  if (first.text.length > 1 && second.text.length > 1) return null
  const written = first.text + second.text
  const parts = [first.text, second.text].filter(({ length }) => length > 1)
  const form = singular(written)
  return { word: { written, form, kind: 'word', terms: termsOf(form), parts, isSmall: false }, taken: 2 }
}

interface PlainReading extends Reading {
  /** Whether what stands behind it decides what it is. */
  readonly dependsOnNext: boolean
}

/** Most words come again and again; what they are does not change. */
const plainWord = remember(20_000, (text): PlainReading => {
  const figure = /^\d/.test(text) ? numeral(text) : numberOf(text)?.toString()
  if (figure !== undefined) return { word: { ...namedAs(figure, 'number', []), written: text }, taken: 1, dependsOnNext: true }
  const form = singular(text)
  const word: Word = { written: text, form, kind: 'word', terms: termsOf(form), parts: [], isSmall: isSmallWord(text) }
  return { word, taken: 1, dependsOnNext: dependsOnNext(text) }
})

function readPlain({ text, kind }: Piece): Reading {
  return kind === 'mark' ? { word: null, taken: 1 } : plainWord(text)
}

/** A bar code is longer than a number can be. */
function numeral(digits: string): string {
  return digits.length > 15 ? digits.replace(/[.,]/g, '') : plainFigure(readNumber(digits))
}

function code(written: string, parts: readonly string[]): Word {
  return namedAs(written, 'code', parts)
}

function measure(amount: number, unit: NonNullable<ReturnType<typeof unitOf>>): Word {
  return namedAs(quantity(amount, unit), 'measure', unit.bare ? [plainFigure(amount)] : [])
}

function namedAs(form: string, kind: Word['kind'], parts: readonly string[]): Word {
  return { written: form, form, kind, terms: [form], parts, isSmall: false }
}
