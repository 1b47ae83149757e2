import { problem, Unreadable } from './problem.ts'
import type { Steps } from './steps.ts'

/** One entry of the list, still as text, and the line on which it begins. */
export interface JsonEntry {
  text: string
  line: number
}

const longestEntry = 1024 * 1024
const quote = 34
const backslash = 92
const opening = new Set([91, 123])
const closing = new Set([93, 125])
const comma = 44
const lf = 10

/**
 * The entries of a list, one after another: read whole, a large file would hold everybody up. The list may stand alone or in an
 * object, as our own API answers it.
 */
export function* entriesOf(pieces: Iterable<string>): Steps<JsonEntry> {
  const scan = new Scan()
  for (const piece of pieces) {
    yield* scan.take(piece)
    yield null
  }
  if (scan.state === 'before') throw new Unreadable(problem(scan.isBlank ? 'empty_file' : 'not_a_list', { line: 1 }))
  if (scan.state === 'inside') throw new Unreadable(problem('json_cut_off', { line: scan.line }))
}

class Scan {
  state: 'before' | 'inside' | 'after' = 'before'
  line = 1
  private text = ''
  private at = 0
  private start = 0
  private startLine = 1
  private depth = 0
  private inString = false
  private escaped = false

  get isBlank(): boolean {
    return this.text.trim() === ''
  }

  *take(piece: string): Generator<JsonEntry, void, void> {
    this.text += piece
    if (this.state === 'before' && !this.open()) return
    while (this.state === 'inside' && this.at < this.text.length) {
      const ended = this.inString ? this.skipString() : this.step()
      if (ended) yield* this.entry(ended)
    }
    if (this.state === 'after') {
      this.text = ''
      return
    }
    if (this.text.length - this.start > longestEntry) throw new Unreadable(problem('entry_too_long', { line: this.startLine }))
    this.text = this.text.slice(this.start)
    this.at -= this.start
    this.start = 0
  }

  /** False while the beginning has not come yet. */
  private open(): boolean {
    const begins = /^\s*(?:\{\s*"(?:items|products)"\s*:\s*)?\[/.exec(this.text)
    if (!begins) {
      if (this.text.length < 1000) return false
      throw new Unreadable(problem('not_a_list', { line: 1 }))
    }
    this.at = begins[0].length
    this.start = this.at
    this.line += begins[0].split('\n').length - 1
    this.startLine = this.line
    this.state = 'inside'
    return true
  }

  private skipString(): null {
    const { text } = this
    for (; this.inString && this.at < text.length; this.at++) {
      const code = text.charCodeAt(this.at)
      if (this.escaped) this.escaped = false
      else if (code === backslash) this.escaped = true
      else if (code === quote) this.inString = false
      else if (code === lf) this.line++
    }
    return null
  }

  private step(): 'comma' | 'end' | null {
    const code = this.text.charCodeAt(this.at++)
    if (code === quote) this.inString = true
    else if (code === lf) this.line++
    else if (opening.has(code)) this.depth++
    else if (closing.has(code)) {
      if (this.depth === 0) return 'end'
      this.depth--
    } else if (code === comma && this.depth === 0) return 'comma'
    return null
  }

  private *entry(ended: 'comma' | 'end'): Generator<JsonEntry, void, void> {
    const text = this.text.slice(this.start, this.at - 1)
    const lead = /^\s*/.exec(text)?.[0] ?? ''
    if (lead.length < text.length) yield { text: text.slice(lead.length), line: this.startLine + lead.split('\n').length - 1 }
    this.start = this.at
    this.startLine = this.line
    if (ended === 'end') this.state = 'after'
  }
}

/** The entry as a value; what is not JSON is told with its line, and ends the reading: nobody knows what the rest belongs to. */
export function parseEntry({ text, line }: JsonEntry): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0)
    const before = text.slice(0, at)
    throw new Unreadable(
      problem('json_broken', { line: line + before.split('\n').length - 1, got: text.slice(Math.max(0, at - 20), at + 20) }),
    )
  }
}

/** The line of a value within an entry that is known to be JSON, or of the nearest thing around it that is there. */
export function lineOf({ text, line }: JsonEntry, path: readonly (string | number)[]): number {
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g)
  const places: { kind: 'list' | 'object'; step: string | number }[] = []
  let found = 0
  let deepest = 0
  let key: string | null = null
  for (const [token, { index }] of withIndex(tokens)) {
    const place = places.at(-1)
    const here = () => places.every(({ step }, depth) => step === path[depth])
    if (place?.kind === 'object' && key === null && token.startsWith('"')) {
      key = JSON.parse(token) as string
      place.step = key
      if (places.length > deepest && places.length <= path.length && here()) {
        deepest = places.length
        found = index
      }
    } else if (token === '{' || token === '[') {
      if (place?.kind === 'list' && places.length > deepest && here()) {
        deepest = places.length
        found = index
      }
      places.push(token === '{' ? { kind: 'object', step: '' } : { kind: 'list', step: 0 })
      key = null
    } else if (token === '}' || token === ']') places.pop()
    else if (token === ',') {
      key = null
      if (place?.kind === 'list') place.step = (place.step as number) + 1
    }
  }
  return line + text.slice(0, found).split('\n').length - 1
}

function* withIndex(matches: Iterable<RegExpExecArray>): Generator<[string, { index: number }], void, void> {
  for (const match of matches) yield [match[0], { index: match.index }]
}
