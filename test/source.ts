import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The program's own text, as the rules about it read it. */
export const root = resolve(import.meta.dirname, '..')
/** Of the program and its tests alike: what was compiled once need not be compiled again. */
export const compileCache = join(root, 'node_modules', '.cache', 'mostrador')

export interface SourceFile {
  /** From the root of the repository. */
  path: string
  text: string
}

export function sourceFiles(pattern: string): SourceFile[] {
  return globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export type Kind = 'code' | 'comment' | 'string'

/** The text with all but these kinds blanked out: what is left stands where it stood. A regular expression counts as a string. */
export function only(text: string, ...kinds: Kind[]): string {
  return pieces(text)
    .map((piece) => (kinds.includes(piece.kind) ? piece.text : piece.text.replace(/[^\n]/g, ' ')))
    .join('')
}

export interface Import {
  specifier: string
  line: number
}

/** Static, dynamic and for types only; `export … from` and `declare module` too. */
export function importsOf(text: string): Import[] {
  const code = only(text, 'code', 'string')
  const pattern = /\b(?:from|import|declare\s+module|import\s*\()\s*(['"])(?<specifier>[^'"\n]+)\1/g
  return [...code.matchAll(pattern)].map((match) => ({ specifier: match.groups?.specifier ?? '', line: lineOf(text, match.index) }))
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

interface Piece {
  kind: Kind
  text: string
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const quoted = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
/** From a backtick, or from the brace that ends a hole, to the next hole or the closing backtick. */
const template = /[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
/** After these a slash begins a regular expression, after anything else it divides. */
const expectsOperand = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void|throw|else|do))\s*$/

function pieces(text: string): Piece[] {
  const found: Piece[] = []
  /** For each `${` we are inside of, how many braces are open in its code. */
  const holes: number[] = []
  let code = ''
  let before = ''
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at, before, holes.at(-1) === 0)
    if (!piece) {
      const character = text[at] ?? ''
      const hole = holes.length - 1
      if (hole >= 0 && '{}'.includes(character)) holes[hole] = (holes[hole] ?? 0) + (character === '{' ? 1 : -1)
      code += character
      before = (before + character).slice(-12)
      at += 1
      continue
    }
    found.push({ kind: 'code', text: code }, piece)
    code = ''
    at += piece.text.length
    if (piece.kind === 'comment') continue
    before = 'x'
    if (piece.text.startsWith('}')) holes.pop()
    if (/^[`}]/.test(piece.text) && piece.text.endsWith('${')) {
      holes.push(0)
      before = ''
    }
  }
  found.push({ kind: 'code', text: code })
  return found
}

function pieceAt(text: string, at: number, before: string, endsHole: boolean): Piece | undefined {
  const match = (kind: Kind, pattern: RegExp): Piece | undefined => {
    pattern.lastIndex = at
    const matched = pattern.exec(text)?.[0]
    return matched === undefined ? undefined : { kind, text: matched }
  }
  switch (text[at]) {
    case '/':
      return match('comment', comment) ?? (expectsOperand.test(before) ? match('string', regularExpression) : undefined)
    case "'":
    case '"':
      return match('string', quoted)
    case '`':
      return match('string', template)
    case '}':
      return endsHole ? match('string', template) : undefined
    default:
      return undefined
  }
}
