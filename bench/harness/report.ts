import type { Compared } from './figures.ts'
import type { Measured } from './measure.ts'
import type { Row } from './row.ts'

/** One row as a person reads it. */
export function renderRow(row: Row, { database, figures, rounds, flush }: Measured): string {
  const head = ['', '', 'ours', 'probe', 'ratio', 'goal', '']
  const lines = figures.map((compared) => [
    compared.figure,
    compared.unit,
    shown(compared.ours),
    shown(compared.probe),
    compared.ratio.toFixed(2),
    goalOf(compared),
    verdictOf(compared),
  ])
  return [
    `${row.name} on ${database}: ${onOneLine(row.measures)}`,
    `  probe: ${onOneLine(row.probe)}`,
    align([head, ...lines]),
    `  medians of ${rounds.length}; meanwhile the disk kept a page in ${shown(flush.p50)} ms (p99 ${shown(flush.p99)} ms)`,
    '',
  ].join('\n')
}

/** Sentences are broken in the source where a line ends. */
export function onOneLine(sentence: string): string {
  return sentence.replace(/\s+/g, ' ')
}

function goalOf({ goal, unit }: Compared): string {
  if (goal === null) return ''
  return 'share' in goal ? `ratio ${goal.share.toFixed(2)}` : `under ${goal.under} ${unit}`
}

function verdictOf({ reached }: Compared): string {
  if (reached === null) return ''
  return reached ? 'reached' : 'NOT REACHED'
}

/** Three digits say all that a run on a shared machine can. */
function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

function align(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const isNumber = (column: number) => column >= 2 && column <= 4
  const cell = (text: string, column: number) => (isNumber(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0))
  return lines.map((line) => `  ${line.map(cell).join('  ').trimEnd()}`).join('\n')
}
