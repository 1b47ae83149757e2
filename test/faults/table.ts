import type { Row } from './grid.ts'
import { whatDies } from './points.ts'

export function isWrong(row: Row): boolean {
  return row.lost > 0 || row.doubled > 0 || row.problems.length > 0
}

/** One line a point and database, as a newcomer reads it. */
export function renderTable(rows: readonly Row[]): string {
  const head = ['point', 'what dies there', 'database', 'kills', 'lost', 'doubled', 'marked', '']
  const groups = Map.groupBy(rows, ({ point, engine }) => `${point} ${engine}`)
  const lines = [...groups.values()].map((group) => {
    const [{ point, engine }] = group as [Row]
    return [
      point,
      whatDies[point],
      engine,
      sum(group, 'kills'),
      sum(group, 'lost'),
      sum(group, 'doubled'),
      sum(group, 'marked'),
      verdictOf(group),
    ]
  })
  return align([head, ...lines])
}

function verdictOf(rows: readonly Row[]): string {
  const wrong = rows.filter(isWrong).length
  return wrong === 0 ? 'ok' : `WRONG in ${wrong} of ${rows.length}`
}

function sum(rows: readonly Row[], what: 'kills' | 'lost' | 'doubled' | 'marked' | 'givenUp'): string {
  return String(rows.reduce((total, row) => total + row[what], 0))
}

function align(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function renderProblems(rows: readonly Row[]): string {
  return rows
    .filter(isWrong)
    .map((row) =>
      [`✖ ${row.sheet}: ${row.point}, ${row.label}, ${row.engine}`, ...row.problems.map((problem) => `    ${problem}`)].join('\n'),
    )
    .join('\n')
}

export function renderTotals(rows: readonly Row[]): string {
  const givenUp = rows.some((row) => row.givenUp > 0) ? `, ${sum(rows, 'givenUp')} given up after two silences and shown to staff` : ''
  const counts = `${sum(rows, 'lost')} lost, ${sum(rows, 'doubled')} doubled, ${sum(rows, 'marked')} sent once more and marked`
  return `${rows.length} cells, ${sum(rows, 'kills')} kills: ${counts}${givenUp}`
}
