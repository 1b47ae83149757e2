import { type Document, isAlias, isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'

/** A store file as text with positions: what it says, and on which line it says it. */
export interface StoreDocument {
  file: string
  value: unknown
  /** The line of a path, or of the nearest thing around it that is there. */
  lineOf(path: readonly PropertyKey[]): number
  /** Whether a value there came from the environment: then it is never shown. */
  isSecret(path: readonly PropertyKey[]): boolean
}

export interface StoreFileError {
  file: string
  line: number
  path: string
  got: string
  takes: string
}

/** As it is printed, one line an error. */
export function errorLine(error: StoreFileError): string {
  return `STORE_FILE: ${error.file}:${error.line} ${error.path}: got ${error.got}, takes ${error.takes}`
}

export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>
  /** Variables that are the installation's own: a store file may not read them. */
  refused: readonly string[]
}

/** Reads YAML, and JSON as a part of it, and puts `${NAME}` in; without surroundings the text stays as it is. */
export function readDocument(
  file: string,
  text: string,
  around: Surroundings | null,
): { document: StoreDocument; errors: StoreFileError[] } {
  const counter = new LineCounter()
  const parsed = parseDocument(text, { lineCounter: counter, version: '1.2', merge: false })
  const lineAt = (offset: number) => counter.linePos(offset).line
  // Once the parser has lost its way, every further word is a mistake to it.
  const errors: StoreFileError[] = parsed.errors.slice(0, 1).map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    path: '(file)',
    got: firstLine(error.message),
    takes: 'YAML or JSON',
  }))
  const secret = new Set<string>()
  if (errors.length === 0 && around) errors.push(...fillIn(parsed, file, around, lineAt, secret))
  const document: StoreDocument = {
    file,
    value: errors.length === 0 ? toValue(parsed, file, errors) : null,
    lineOf: (path) => lineOf(parsed, path, lineAt),
    isSecret: (path) => secret.has(key(path)),
  }
  return { document, errors }
}

function toValue(parsed: Document, file: string, errors: StoreFileError[]): unknown {
  try {
    return parsed.toJS({ maxAliasCount: 100 })
  } catch (error) {
    // Aliases that unfold into more than anybody meant to write.
    errors.push({
      file,
      line: 1,
      path: '(file)',
      got: firstLine(error instanceof Error ? error.message : String(error)),
      takes: 'YAML or JSON',
    })
    return null
  }
}

function fillIn(
  parsed: Document,
  file: string,
  around: Surroundings,
  lineAt: (offset: number) => number,
  secret: Set<string>,
): StoreFileError[] {
  const errors: StoreFileError[] = []
  visit(parsed, {
    Scalar(_at, node, ancestors) {
      if (typeof node.value !== 'string' || !node.value.includes('${')) return
      const path = pathOf(ancestors, node)
      node.value = node.value.replaceAll(/\$\{([^}]*)\}/g, (whole, name: string) => {
        const value = around.env[name]
        const takes = around.refused.includes(name)
          ? 'a variable that is not the installation’s own'
          : value === undefined
            ? 'a variable that is set in the environment'
            : null
        if (takes === null) return value ?? ''
        errors.push({ file, line: lineAt(node.range?.[0] ?? 0), path: written(path), got: whole, takes })
        return whole
      })
      secret.add(key(path))
    },
  })
  return errors
}

/** The keys and places that lead to a node. */
function pathOf(ancestors: readonly unknown[], node: unknown): (string | number)[] {
  const path: (string | number)[] = []
  for (const [index, ancestor] of ancestors.entries()) {
    const below = ancestors[index + 1] ?? node
    if (isPair(ancestor)) path.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key))
    else if (isNode(ancestor) && 'items' in ancestor && !isMap(ancestor)) path.push((ancestor.items as unknown[]).indexOf(below))
  }
  return path
}

function lineOf(parsed: Document, path: readonly PropertyKey[], lineAt: (offset: number) => number): number {
  let line = 1
  let node: unknown = parsed.contents
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(parsed)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      if (isScalar(pair.key) && pair.key.range) line = lineAt(pair.key.range[0])
      node = pair.value
    } else if (isNode(node) && 'items' in node) {
      node = (node.items as unknown[])[Number(step)]
      if (isNode(node) && node.range) line = lineAt(node.range[0])
    } else break
  }
  return line
}

export function written(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? '(file)'
    : path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '')
}

function key(path: readonly PropertyKey[]): string {
  return path.map(String).join('\u0000')
}

/** Of the parser's words the sentence alone: the line stands before it. */
function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/( at line \d+, column \d+)?:?$/, '') ?? ''
}
