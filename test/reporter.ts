import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect, styleText } from 'node:util'

/** One line a file; of a failing one also what failed, and what it wrote. Ends with the summary lines of Node's own reporters. */
export async function* report(events: AsyncIterable<TestEvent>, root: string): AsyncGenerator<string> {
  const files = new Map<string, FileNotes>()
  const notesOf = (data: { file?: string | undefined; entryFile?: string | undefined }): FileNotes => {
    const file = data.entryFile ?? data.file ?? ''
    const notes = files.get(file) ?? { output: '', failures: [], skipped: new Map(), diagnostics: [] }
    files.set(file, notes)
    return notes
  }
  const totals: string[] = []
  const failed: string[] = []

  for await (const event of events) {
    switch (event.type) {
      case 'test:stdout':
      case 'test:stderr':
        notesOf(event.data).output += event.data.message
        break
      case 'test:pass':
        if (event.data.skip !== undefined) countSkip(notesOf(event.data), event.data.skip)
        break
      case 'test:fail': {
        const { data } = event
        // A parent fails because a test inside it did: that one tells more.
        if (isSubtestsFailed(data.details.error)) break
        notesOf(data).failures.push(failure(data.name, data.details.error, root))
        // The file itself, when it could not even be loaded: it gets no summary of its own.
        if (data.name === data.file) yield* fileLines(data.file, notesOf(data), false, 0, data.details.duration_ms, root, failed)
        break
      }
      case 'test:diagnostic':
        if (event.data.file === undefined && event.data.nesting === 0) totals.push(`ℹ ${event.data.message}`)
        else notesOf(event.data).diagnostics.push(event.data.message)
        break
      case 'test:summary': {
        const { data } = event
        if (data.file === undefined) break
        yield* fileLines(data.file, notesOf(data), data.success, data.counts.tests, data.duration_ms, root, failed)
        break
      }
      default:
    }
  }
  yield '\n'
  for (const line of failed) yield `${styleText('red', '✖')} ${line}\n`
  yield `${totals.join('\n')}\n`
}

interface FileNotes {
  output: string
  failures: string[]
  /** Each reason, and how many tests it kept from running. */
  skipped: Map<string, number>
  diagnostics: string[]
}

function countSkip(notes: FileNotes, skip: string | boolean): void {
  const reason = typeof skip === 'string' ? skip : 'no reason given'
  notes.skipped.set(reason, (notes.skipped.get(reason) ?? 0) + 1)
}

function isSubtestsFailed(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

function failure(name: string, error: Error, root: string): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return `${name}\n${indent(inspect(cause, { colors: process.stdout.isTTY }).replaceAll(`file://${root}/`, ''))}`
}

function* fileLines(file: string, notes: FileNotes, success: boolean, tests: number, ms: number, root: string, failed: string[]) {
  const name = relative(root, file)
  const skips = [...notes.skipped].map(([reason, count]) => `, ${count} skipped: ${reason}`).join('')
  const mark = success ? styleText('green', '✔') : styleText('red', '✖')
  yield `${mark} ${name} ${styleText('gray', `${tests} tests, ${(ms / 1000).toFixed(1)} s${skips}`)}\n`
  for (const diagnostic of notes.diagnostics) yield `    ${diagnostic}\n`
  if (success) return
  for (const text of notes.failures) {
    failed.push(`${name}: ${text.split('\n')[0]}`)
    yield `  ${styleText('red', '✖')} ${text}\n`
  }
  if (notes.output) yield `  it wrote:\n${indent(notes.output.trimEnd())}\n`
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
