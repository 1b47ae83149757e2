import { problem, Unreadable } from './problem.ts'
import type { Steps } from './steps.ts'

/** How the letters of a file became bytes. Latin-1 is read as the web reads it, as Windows-1252: that is what Excel writes. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface RecognisedEncoding {
  encoding: Encoding
  /** Bytes of the mark in front. */
  from: number
}

/** What a caller may say where the bytes do not: how the web calls it. */
const labels: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'latin-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
}
export const encodingNames: readonly string[] = Object.keys(labels)

/** So much is looked at or decoded in one step. */
const stepBytes = 16 * 1024

/** Files that people upload for a table, by their first bytes. */
const signatures: readonly { bytes: readonly number[]; kind: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'xlsx' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: 'xls' },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: 'pdf' },
  { bytes: [0x1f, 0x8b], kind: 'gzip' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: 'png' },
  { bytes: [0xff, 0xd8, 0xff], kind: 'jpeg' },
]

const marks: readonly { bytes: readonly number[]; encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

export function* recogniseEncoding(bytes: Uint8Array, told?: string): Steps<never, RecognisedEncoding> {
  const begins = ({ bytes: first }: { bytes: readonly number[] }) => first.every((byte, index) => bytes[index] === byte)
  const foreign = signatures.find(begins)
  if (foreign) throw new Unreadable(problem('not_a_table', { got: foreign.kind }))
  const mark = marks.find(begins)
  if (told !== undefined) {
    const encoding = labels[told.toLowerCase()] ?? 'utf-8'
    return { encoding, from: mark?.encoding === encoding ? mark.bytes.length : 0 }
  }
  if (mark) return { encoding: mark.encoding, from: mark.bytes.length }
  const wide = wideWithoutMark(bytes)
  if (wide) return { encoding: wide, from: 0 }
  if (yield* isUtf8(bytes)) return { encoding: 'utf-8', from: 0 }
  yield* holdAgainstLatin1(bytes)
  return { encoding: 'windows-1252', from: 0 }
}

/** Two bytes a letter: in the languages of Europe every second one is zero. */
function wideWithoutMark(bytes: Uint8Array): Encoding | null {
  const some = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  for (let at = 0; at < some.length; at++) if (some[at] === 0) at % 2 === 0 ? even++ : odd++
  if (even + odd === 0) return null
  if (odd > some.length * 0.3 && even === 0) return 'utf-16le'
  if (even > some.length * 0.3 && odd === 0) return 'utf-16be'
  throw new Unreadable(problem('not_a_table', { got: 'binary' }))
}

function* isUtf8(bytes: Uint8Array): Steps<never, boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let from = 0; from < bytes.length; from += stepBytes) {
      decoder.decode(bytes.subarray(from, from + stepBytes), { stream: true })
      yield null
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const isAscii = (byte: number) => byte < 0x80
const isAsciiLetter = (byte: number) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
/** Letters of Windows-1252 above ASCII; the rest up there are signs, and five bytes that mean nothing. */
const isHighLetter = (byte: number) =>
  (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) || [0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f, 0xaa, 0xba].includes(byte)
const isLetter = (byte: number) => (isAscii(byte) ? isAsciiLetter(byte) : isHighLetter(byte))
/** Signs that do stand inside words: ’ ´ · – and the hyphen that is only seen at a line's end. */
const signsInWords = [0x92, 0xb4, 0xb7, 0x96, 0xad]
const meansNothing = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * Any bytes can be read as Latin-1, so it has to look like it: where signs stand inside words more often than letters do, the file
 * was written by DOS or an old Macintosh, and every accent would come out wrong.
 */
function* holdAgainstLatin1(bytes: Uint8Array): Steps<never> {
  let letters = 0
  let strange = 0
  let line = 1
  let firstStrange: number | null = null
  let firstOther: number | null = null
  let firstUtf8: number | null = null
  for (let at = 0; at < bytes.length; at++) {
    if (at % stepBytes === 0) yield null
    const byte = bytes[at] ?? 0
    if (byte === 0x0a) line++
    if (isAscii(byte)) continue
    const next = bytes[at + 1] ?? 0x20
    // Ã before a sign is what an accent of UTF-8 looks like from here: no word has it.
    if ((byte === 0xc3 || byte === 0xc2) && next >= 0x80 && next <= 0xbf) {
      firstUtf8 ??= line
      at++
      continue
    }
    firstOther ??= line
    if (isHighLetter(byte)) letters++
    else if (meansNothing.includes(byte) || (isLetter(bytes[at - 1] ?? 0x20) && isLetter(next) && !signsInWords.includes(byte))) {
      strange++
      firstStrange ??= line
    }
  }
  if (firstUtf8 !== null) throw new Unreadable(problem('encoding_mixed', { line: firstUtf8, about: { other: firstOther ?? 1 } }))
  if (strange > 0 && strange >= letters / 2) throw new Unreadable(problem('encoding_unclear', { line: firstStrange }))
}

/** The text in pieces. What cannot be decoded is told with its line. */
export function* piecesOf(bytes: Uint8Array, { encoding, from }: RecognisedEncoding): Generator<string, void, void> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let line = 1
  try {
    for (let at = from; at < bytes.length; at += stepBytes) {
      const piece = decoder.decode(bytes.subarray(at, at + stepBytes), { stream: true })
      yield piece
      line += newlinesIn(piece)
    }
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Unreadable(problem('encoding_broken', { line, got: encoding }))
  }
}

function newlinesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
