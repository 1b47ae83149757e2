import type { FileProblem } from './problem.ts'

const yes = new Set(['si', 'sim', 'yes', 'y', 's', 'true', 'verdadero', 'verdadeiro', '1', 'x', 'on'])
const no = new Set(['no', 'nao', 'n', 'false', 'falso', '0', 'off', ''])

/** Sí, não, TRUE, x; null when it is none of what people write. */
export function readFlag(text: string): boolean | null {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').trim().toLowerCase()
  if (yes.has(plain)) return true
  return no.has(plain) ? false : null
}

/** What Excel leaves in a cell whose formula failed, in its languages. */
const formulaErrors = new Set([
  '#N/A',
  '#N/D',
  '#REF!',
  '#¡REF!',
  '#VALUE!',
  '#¡VALOR!',
  '#VALOR!',
  '#DIV/0!',
  '#¡DIV/0!',
  '#NAME?',
  '#¿NOMBRE?',
  '#NOME?',
  '#NUM!',
  '#¡NUM!',
  '#NÚM!',
  '#NULL!',
  '#¡NULO!',
  '#NULO!',
  '#SPILL!',
  '#CALC!',
])

/** What no cell may hold, whatever column it is in. */
export function cellTrouble(text: string): FileProblem['code'] | null {
  if (text === '') return null
  if (text.charCodeAt(0) === 35) {
    if (formulaErrors.has(text.toUpperCase())) return 'formula_error'
    // A column too narrow for its number is exported as it looks.
    if (/^#{3,}$/.test(text)) return 'column_too_narrow'
  }
  if (text.includes('\u0000')) return 'control_character'
  // The sign for a letter that an earlier program could not read, and what an accent looks like that was converted twice.
  if (text.includes('\ufffd')) return 'letters_lost'
  return mangled.test(text) ? 'letters_mangled' : null
}

const mangled = /Ã[¡-º¼-¿]|Â[°º¿¡ª]/

/**
 * A list in one cell. Bars part it where there are any; else commas, semicolons or lines. A backslash takes the meaning from a bar.
 */
export function readList(text: string): string[] {
  const hasBars = text.replaceAll(/\\[\\|]/g, '').includes('|')
  const parts = hasBars ? (text.match(/(?:\\[\\|]|[^|])+/g) ?? []) : text.split(/[,;\n]/)
  const items = parts.map((part) => part.replaceAll(/\\([\\|])/g, '$1').trim()).filter((part) => part !== '')
  return [...new Set(items)]
}

export function writeList(items: readonly string[]): string {
  const escaped = items.map((item) => item.replaceAll(/[\\|]/g, '\\$&'))
  // One item with a comma in it would fall apart: a bar behind it says that bars part this list.
  return escaped.length === 1 && /[,;\n]/.test(escaped[0] ?? '') ? `${escaped[0]}|` : escaped.join('|')
}

/** What a table would run as a formula when somebody opens the file. */
const startsFormula = /^'*[=+\-@\t\r\n]/

/** An apostrophe in front, as tables have it for "this is text"; texts that begin so already get one more. */
export function guarded(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text
}

export function unguarded(text: string): string {
  return text.charCodeAt(0) === 39 && startsFormula.test(text) ? text.slice(1) : text
}
